package conformance

import (
	"fmt"
	"strings"

	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
)

// ActionMaximum is the step in which all nodes are asked for the greatest value. In core it is a question, which changes
// nothing; the models have it as an action, for the contract's sake.
const ActionMaximum = "Maximum"

// MaximumState is the state variables of a network that looks for the greatest value: what a state of
// MaximumCoordination.tla holds.
type MaximumState struct {
	Digraph []core.Arc // ordered by From and then To
	Rounds  int
	Round   int
	Heard   []core.Element
	Maximum []int // what each node answered, or core.None
}

// MaximumVariables are the names of the state variables, as in MaximumCoordination.tla, in the order of its VARIABLES.
var MaximumVariables = []string{"digraph", "rounds", "round", "heard", "maximum"}

// MaximumStarts returns every state that a network can start in on one of the digraphs with one of the values, in any
// number of rounds from the diameter to the number of nodes.
func MaximumStarts(c core.Config, digraphs []*core.Digraph, values [][]int64) ([]MaximumState, error) {
	var states []MaximumState
	for _, g := range digraphs {
		diameter := 0
		for j := range g.Nodes() {
			diameter = max(diameter, g.Eccentricity(j))
		}
		for rounds := diameter; rounds <= g.Nodes(); rounds++ {
			for _, value := range values {
				w, err := simulate.NewMaximumNetwork(c, g, rounds, naturals(value))
				if err != nil {
					return nil, err
				}
				states = append(states, maximumStateOf(w, rounds))
			}
		}
	}
	return states, nil
}

// naturals returns numbers that are not negative as core takes them.
func naturals[N int64 | core.Element](numbers []N) []uint64 {
	all := make([]uint64, len(numbers))
	for j, v := range numbers {
		all[j] = uint64(v)
	}
	return all
}

// maximumStateOf returns the state that the network is in, which nobody has asked yet. What a node sends is what it has
// heard of.
func maximumStateOf(w *simulate.MaximumNetwork, rounds int) MaximumState {
	s := MaximumState{Digraph: w.Digraph().Arcs(), Rounds: rounds, Round: w.Round()}
	for _, m := range w.Nodes() {
		s.Heard = append(s.Heard, m.Share().Words[0])
		s.Maximum = append(s.Maximum, core.None)
	}
	return s
}

// CoreMaximum is package core. It is asked as soon as any node answers.
func CoreMaximum(c core.Config, start MaximumState) (func() (StepOf[MaximumState], error), error) {
	g, err := core.NewDigraph(len(start.Heard), start.Digraph)
	if err != nil {
		return nil, err
	}
	w, err := simulate.NewMaximumNetwork(c, g, start.Rounds, naturals(start.Heard))
	if err != nil {
		return nil, err
	}
	var answers []int
	return func() (StepOf[MaximumState], error) {
		action := ActionFinished
		if now := answersOf(w); answers == nil && now != nil {
			action, answers = ActionMaximum, now
		} else if w.Step() != "" {
			action = core.ActionAdvance
		}
		s := maximumStateOf(w, start.Rounds)
		if answers != nil {
			s.Maximum = answers
		}
		return StepOf[MaximumState]{Action: action, State: s}, nil
	}, nil
}

// answersOf returns what each node takes for the greatest value, nil if none does.
func answersOf(w *simulate.MaximumNetwork) []int {
	answers, answered := make([]int, len(w.Nodes())), false
	for j, m := range w.Nodes() {
		answers[j] = core.None
		if value, ok := m.Maximum(); ok {
			answers[j], answered = int(value), true
		}
	}
	if !answered {
		return nil
	}
	return answers
}

func (s MaximumState) encode() tlc.State { return EncodeMaximum(s) }

// key identifies the state among those of any model of the level.
func (s MaximumState) key() string {
	return fmt.Sprint(s.Digraph, s.Rounds, s.Round, s.Heard, s.Maximum)
}

// variable writes one state variable of one node, or of the network.
func (s MaximumState) variable(name string, node int) string {
	switch name {
	case "digraph":
		return arcsText(s.Digraph)
	case "rounds":
		return fmt.Sprint(s.Rounds)
	case "round":
		return fmt.Sprint(s.Round)
	case "heard":
		return fmt.Sprint(s.Heard[node])
	}
	return known(s.Maximum[node])
}

func (s MaximumState) summary() string {
	return fmt.Sprintf("digraph %s, rounds %d, heard %s", arcsText(s.Digraph), s.Rounds, strings.Trim(fmt.Sprint(s.Heard), "[]"))
}

func (s MaximumState) reached(action string, _ MaximumState) string { return action }

func (s MaximumState) differences(got MaximumState) []Difference {
	return diff(MaximumVariables, []string{"digraph", "rounds", "round"}, [2]int{len(s.Heard), len(got.Heard)}, s.variable, got.variable)
}
