package state

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

// Maximum is the state variables of a network that looks for the greatest value: what a state of
// MaximumCoordination.tla holds.
type Maximum struct {
	Digraph []core.Arc // ordered by From and then To
	Rounds  int
	Round   int
	Heard   []core.Element
	Maximum []int // what each node answered, or core.None
}

// maximumVariables are the names of the state variables, as in MaximumCoordination.tla, in the order of its VARIABLES.
var maximumVariables = []string{"digraph", "rounds", "round", "heard", "maximum"}

// maximumOf returns the state that the network is in, which nobody has asked yet. What a node sends is what it has
// heard of.
func maximumOf(w *simulate.MaximumNetwork, rounds int) Maximum {
	s := Maximum{Digraph: w.Digraph().Arcs(), Rounds: rounds, Round: w.Round()}
	for _, m := range w.Nodes() {
		s.Heard = append(s.Heard, m.Share().Words[0])
		s.Maximum = append(s.Maximum, core.None)
	}
	return s
}

// Key identifies the state among those of any model of the level.
func (s Maximum) Key() string {
	return fmt.Sprint(s.Digraph, s.Rounds, s.Round, s.Heard, s.Maximum)
}

// variable writes one state variable of one node, or of the network.
func (s Maximum) variable(name string, node int) string {
	switch name {
	case "digraph":
		return ArcsText(s.Digraph)
	case "rounds":
		return fmt.Sprint(s.Rounds)
	case "round":
		return fmt.Sprint(s.Round)
	case "heard":
		return fmt.Sprint(s.Heard[node])
	}
	return known(s.Maximum[node])
}

func (s Maximum) Summary() string {
	return fmt.Sprintf("digraph %s, rounds %d, heard %s", ArcsText(s.Digraph), s.Rounds, strings.Trim(fmt.Sprint(s.Heard), "[]"))
}

func (s Maximum) Reached(action string, _ Maximum) string { return action }

func (s Maximum) Differences(got Maximum) []Difference {
	return diff(maximumVariables, []string{"digraph", "rounds", "round"}, [2]int{len(s.Heard), len(got.Heard)}, s.variable, got.variable)
}

// DecodeMaximum reads a state of MaximumCoordination.tla. What is not exactly of the types that the model declares, or does not come
// back as it was when it is encoded again, is an error that names the variable.
func DecodeMaximum(f core.Field, s tlc.State) (Maximum, error) { return lossless(f, s, readMaximum) }

func readMaximum(f core.Field, s tlc.State) (Maximum, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(maximumVariables) {
		return Maximum{}, fmt.Errorf("a state of %d variables: MaximumCoordination.tla has %d", len(s), len(maximumVariables))
	}
	d.nodes = len(d.function("heard"))
	decoded := Maximum{
		Digraph: d.arcs(),
		Rounds:  d.natural("rounds", d.variable("rounds")),
		Round:   d.natural("round", d.variable("round")),
	}
	for j := range d.nodes {
		decoded.Heard = append(decoded.Heard, d.element("heard", d.at("heard", j)))
		decoded.Maximum = append(decoded.Maximum, d.known("maximum", j))
	}
	return decoded, d.err
}

// Encode writes the state as MaximumCoordination.tla has it.
func (s Maximum) Encode() tlc.State {
	return tlc.State{
		"digraph": ArcSet(s.Digraph),
		"rounds":  tlc.Int(s.Rounds),
		"round":   tlc.Int(s.Round),
		"heard":   tlc.NewFunctionOver(len(s.Heard), func(j int) tlc.Value { return tlc.Int(s.Heard[j]) }),
		"maximum": tlc.NewFunctionOver(len(s.Maximum), func(j int) tlc.Value { return tlc.Int(orModelNone(s.Maximum[j])) }),
	}
}

// Maxima returns every state that a network can start to look for the greatest value in, in any number of rounds from the
// diameter to the number of nodes.
func (s Start) Maxima() ([]Maximum, error) {
	var states []Maximum
	for _, g := range s.Digraphs {
		diameter := 0
		for j := range g.Nodes() {
			diameter = max(diameter, g.Eccentricity(j))
		}
		for rounds := diameter; rounds <= g.Nodes(); rounds++ {
			for _, value := range s.Values {
				w, err := simulate.NewMaximumNetwork(s.Config, g, rounds, naturals(value))
				if err != nil {
					return nil, err
				}
				states = append(states, maximumOf(w, rounds))
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

// CoreMaximum is package core. It is asked as soon as any node answers.
func CoreMaximum(c core.Config, start Maximum) (func() (Step[Maximum], error), error) {
	g, err := core.NewDigraph(len(start.Heard), start.Digraph)
	if err != nil {
		return nil, err
	}
	w, err := simulate.NewMaximumNetwork(c, g, start.Rounds, naturals(start.Heard))
	if err != nil {
		return nil, err
	}
	var answers []int
	return func() (Step[Maximum], error) {
		action := ActionFinished
		if now := answersOf(w); answers == nil && now != nil {
			action, answers = ActionMaximum, now
		} else if w.Step() != "" {
			action = core.ActionAdvance
		}
		s := maximumOf(w, start.Rounds)
		if answers != nil {
			s.Maximum = answers
		}
		return Step[Maximum]{Action: action, State: s}, nil
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
