package state

import (
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
)

// Rounds is the state variables of a network as plain data: what a state of RoundCoordination.tla holds.
type Rounds struct {
	Digraph []core.Arc // ordered by From and then To
	Round   int
	Nodes   []core.NodeState
}

// RoundsOf returns the state that the network is in.
func RoundsOf(w *simulate.Network) Rounds {
	s := Rounds{Digraph: w.Digraph().Arcs(), Round: w.Round()}
	for _, n := range w.Nodes() {
		s.Nodes = append(s.Nodes, n.State())
	}
	return s
}

// Clone returns a state that shares no memory with s.
func (s Rounds) Clone() Rounds {
	s.Digraph, s.Nodes = slices.Clone(s.Digraph), slices.Clone(s.Nodes)
	for j, n := range s.Nodes {
		n.Numerator = slices.Clone(n.Numerator)
		for i := range n.Numerator {
			n.Numerator[i] = slices.Clone(n.Numerator[i])
		}
		n.Denominator, n.Probe, n.Average = slices.Clone(n.Denominator), slices.Clone(n.Probe), slices.Clone(n.Average)
		s.Nodes[j] = n
	}
	return s
}

// roundVariables are the names of the state variables, as in RoundCoordination.tla, in the order of its VARIABLES.
var roundVariables = []string{"digraph", "round", "numerator", "denominator", "probe", "horizon", "order", "decided",
	"average", "stopped"}

// variable writes one state variable of one node, or of the network.
func (s Rounds) variable(name string, node int) string {
	if name == "digraph" {
		return ArcsText(s.Digraph)
	}
	if name == "round" {
		return fmt.Sprint(s.Round)
	}
	return nodeVariable(s.Nodes[node], name)
}

// Key identifies the state among those of any model.
func (s Rounds) Key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %d", s.Digraph, s.Round)
	for _, n := range s.Nodes {
		fmt.Fprintf(&b, "|%d %d %d %d %d %d %t", n.Numerator, n.Denominator, n.Probe, n.Horizon, n.Order, n.Decided, n.Refused)
		fmt.Fprintf(&b, " %d %d", n.Average, n.Stopped)
	}
	return b.String()
}

// Summary writes what sets an initial state apart from others.
func (s Rounds) Summary() string {
	return summary(s.Digraph, len(s.Nodes), s.variable, "numerator", "probe")
}

func (s Rounds) Reached(action string, _ Rounds) string { return action }

// Differences returns every state variable in which got differs from s.
func (s Rounds) Differences(got Rounds) []Difference {
	return diff(roundVariables, []string{"digraph", "round"}, [2]int{len(s.Nodes), len(got.Nodes)}, s.variable, got.variable)
}

// DecodeRounds reads a state of RoundCoordination.tla. What is not exactly of the types that the model declares, or does not come
// back as it was when it is encoded again, is an error that names the variable.
func DecodeRounds(f core.Field, s tlc.State) (Rounds, error) { return lossless(f, s, readRounds) }

func readRounds(f core.Field, s tlc.State) (Rounds, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(roundVariables) {
		return Rounds{}, fmt.Errorf("a state of %d variables: RoundCoordination.tla has %d", len(s), len(roundVariables))
	}
	numerators := d.function("numerator")
	d.nodes = len(numerators)
	decoded := Rounds{Digraph: d.arcs(), Round: d.natural("round", d.variable("round"))}
	for j := range numerators {
		decoded.Nodes = append(decoded.Nodes, d.node(j))
	}
	return decoded, d.err
}

// Encode writes the state as RoundCoordination.tla has it. States of more than one coordinate have no place in the model;
// only the first is written.
func (s Rounds) Encode() tlc.State {
	state := encodeNodes(len(s.Nodes), func(j int) core.NodeState { return s.Nodes[j] })
	state["digraph"] = ArcSet(s.Digraph)
	state["round"] = tlc.Int(s.Round)
	return state
}

// Rounds returns every state that a network can start in.
func (s Start) Rounds() ([]Rounds, error) {
	var states []Rounds
	for _, g := range s.Digraphs {
		allowed := [][]core.Element{nil}
		if s.Config.Ending.IsProbe() {
			allowed = luckyProbes(s.Config, g, s.Probes)
		}
		for _, starts := range allowed {
			for _, value := range s.Values {
				w, err := simulate.NewNetwork(s.Config, g, column(value), starts)
				if err != nil {
					return nil, err
				}
				states = append(states, RoundsOf(w))
			}
		}
	}
	return states, nil
}

// Machine takes the one step that is possible in a state of RoundCoordination.tla.
type Machine func(core.Config, Rounds) (action string, next Rounds, err error)

// CoreRound is package core, restored in the state.
func CoreRound(c core.Config, s Rounds) (string, Rounds, error) {
	digraph, err := core.NewDigraph(len(s.Nodes), s.Digraph)
	if err != nil {
		return "", Rounds{}, err
	}
	w, err := simulate.RestoreNetwork(c, digraph, s.Round, s.Nodes)
	if err != nil {
		return "", Rounds{}, err
	}
	action := w.Step()
	if action == "" {
		action = ActionFinished
	}
	return action, RoundsOf(w), nil
}

// OneStep returns the steps of a machine that always has exactly one.
func OneStep(c core.Config, machine Machine) Steps[Rounds] {
	return func(s Rounds) ([]Step[Rounds], error) {
		action, next, err := machine(c, s)
		return []Step[Rounds]{{action, next}}, err
	}
}

// CoreRounds is package core, started from values, not from a restored state.
func CoreRounds(c core.Config, start Rounds) (func() (Step[Rounds], error), error) {
	digraph, err := core.NewDigraph(len(start.Nodes), start.Digraph)
	if err != nil {
		return nil, err
	}
	values, probes := make([][]int64, len(start.Nodes)), make([]core.Element, len(start.Nodes))
	for j, n := range start.Nodes {
		values[j] = []int64{Signed(c.Field, n.Numerator[0][0])}
		if c.Ending.IsProbe() {
			probes[j] = n.Probe[0]
		}
	}
	w, err := simulate.NewNetwork(c, digraph, values, probes)
	if err != nil {
		return nil, err
	}
	if diff := start.Differences(RoundsOf(w)); len(diff) > 0 {
		return nil, fmt.Errorf("core starts in another state:\n%v", diff[0])
	}
	return func() (Step[Rounds], error) {
		action := w.Step()
		if action == "" {
			action = ActionFinished
		}
		return Step[Rounds]{action, RoundsOf(w)}, nil
	}, nil
}
