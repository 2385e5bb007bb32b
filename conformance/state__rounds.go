package conformance

import (
	"fmt"
	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
	"slices"
	"strings"
)

// State is the state variables of a network as plain data: what a state of RoundCoordination.tla holds.
type State struct {
	Digraph []core.Arc // ordered by From and then To
	Round   int
	Nodes   []core.NodeState
}

// StateOf returns the state that the network is in.
func StateOf(w *simulate.Network) State {
	s := State{Digraph: w.Digraph().Arcs(), Round: w.Round()}
	for _, n := range w.Nodes() {
		s.Nodes = append(s.Nodes, n.State())
	}
	return s
}

// clone returns a state that shares no memory with s.
func (s State) clone() State {
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

// Variables are the names of the state variables, as in RoundCoordination.tla, in the order of its VARIABLES.
var Variables = []string{"digraph", "round", "numerator", "denominator", "probe", "horizon", "order", "decided",
	"average", "stopped"}

// variable writes one state variable of one node, or of the network.
func (s State) variable(name string, node int) string {
	if name == "digraph" {
		return arcsText(s.Digraph)
	}
	if name == "round" {
		return fmt.Sprint(s.Round)
	}
	return nodeVariable(s.Nodes[node], name)
}

// key identifies the state among those of any model.
func (s State) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %d", s.Digraph, s.Round)
	for _, n := range s.Nodes {
		fmt.Fprintf(&b, "|%d %d %d %d %d %d %t", n.Numerator, n.Denominator, n.Probe, n.Horizon, n.Order, n.Decided, n.Refused)
		fmt.Fprintf(&b, " %d %d", n.Average, n.Stopped)
	}
	return b.String()
}

// summary writes what sets an initial state apart from others.
func (s State) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s", arcsText(s.Digraph))
	for _, name := range []string{"numerator", "probe"} {
		fmt.Fprintf(&b, ", %s", name)
		for j := range s.Nodes {
			fmt.Fprintf(&b, " %s", s.variable(name, j))
		}
	}
	return b.String()
}

func (s State) reached(action string, _ State) string { return action }

// differences returns every state variable in which got differs from s.
func (s State) differences(got State) []Difference {
	return diff(Variables, []string{"digraph", "round"}, [2]int{len(s.Nodes), len(got.Nodes)}, s.variable, got.variable)
}

// Decode reads a state of RoundCoordination.tla. What is not exactly of the types that the model declares, or does not come
// back as it was when it is encoded again, is an error that names the variable.
func Decode(f core.Field, s tlc.State) (State, error) { return lossless(f, s, roundsOf) }

func roundsOf(f core.Field, s tlc.State) (State, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(Variables) {
		return State{}, fmt.Errorf("a state of %d variables: RoundCoordination.tla has %d", len(s), len(Variables))
	}
	numerators := d.function("numerator")
	d.nodes = len(numerators)
	decoded := State{Digraph: d.arcs(), Round: d.natural("round", d.variable("round"))}
	for j := range numerators {
		decoded.Nodes = append(decoded.Nodes, d.node(j))
	}
	return decoded, d.err
}

// Encode writes the state as RoundCoordination.tla has it. States of more than one coordinate have no place in the model;
// only the first is written.
func (s State) encode() tlc.State {
	state := encodeNodes(len(s.Nodes), func(j int) core.NodeState { return s.Nodes[j] })
	state["digraph"] = arcSet(s.Digraph)
	state["round"] = tlc.Int(s.Round)
	return state
}

// Rounds returns every state that a network can start in.
func (s Start) Rounds() ([]State, error) {
	var states []State
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
				states = append(states, StateOf(w))
			}
		}
	}
	return states, nil
}

// Machine takes the one step that is possible in a state of RoundCoordination.tla.
type Machine func(core.Config, State) (action string, next State, err error)

// CoreMachine is package core, restored in the state.
func CoreMachine(c core.Config, s State) (string, State, error) {
	digraph, err := core.NewDigraph(len(s.Nodes), s.Digraph)
	if err != nil {
		return "", State{}, err
	}
	w := simulate.RestoreNetwork(c, digraph, s.Round, s.Nodes)
	action, _ := w.Step()
	if action == "" {
		action = ActionFinished
	}
	return action, StateOf(w), nil
}

// OneStep returns the steps of a machine that always has exactly one.
func OneStep(c core.Config, machine Machine) Steps[State] {
	return func(s State) ([]StepOf[State], error) {
		action, next, err := machine(c, s)
		return []StepOf[State]{{action, next}}, err
	}
}

// CoreLive is package core, started from values, not from a restored state.
func CoreLive(c core.Config, start State) (func() (StepOf[State], error), error) {
	digraph, err := core.NewDigraph(len(start.Nodes), start.Digraph)
	if err != nil {
		return nil, err
	}
	values, probes := make([][]int64, len(start.Nodes)), make([]core.Element, len(start.Nodes))
	for j, n := range start.Nodes {
		values[j] = []int64{signed(c.Field, n.Numerator[0][0])}
		if c.Ending.IsProbe() {
			probes[j] = n.Probe[0]
		}
	}
	w, err := simulate.NewNetwork(c, digraph, values, probes)
	if err != nil {
		return nil, err
	}
	if diff := start.differences(StateOf(w)); len(diff) > 0 {
		return nil, fmt.Errorf("core starts in another state:\n%v", diff[0])
	}
	return func() (StepOf[State], error) {
		action, _ := w.Step()
		if action == "" {
			action = ActionFinished
		}
		return StepOf[State]{action, StateOf(w)}, nil
	}, nil
}
