package state

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
)

// Repeat is the state variables of a network in a repeated epoch: what a state of RepeatCoordination.tla holds.
type Repeat struct {
	Digraph []core.Arc // ordered by From and then To
	Kernels []core.Kernel
	Round   int
	Nodes   []core.RepeatState
}

// repeatVariables are the names of the state variables, as in RepeatCoordination.tla, in the order of its VARIABLES.
var repeatVariables = []string{"digraph", "kernel", "round", "numerator", "decided", "average", "stopped"}

// repeatOf returns the state that the network is in, whose nodes have these kernels.
func repeatOf(w *simulate.RepeatNetwork, kernels []core.Kernel) Repeat {
	s := Repeat{Digraph: w.Digraph().Arcs(), Kernels: kernels, Round: w.Round()}
	for _, r := range w.Nodes() {
		s.Nodes = append(s.Nodes, r.State())
	}
	return s
}

// Key identifies the state among those of any model of the level.
func (s Repeat) Key() string { return fmt.Sprint(s.Digraph, s.Kernels, s.Round, s.Nodes) }

// variable writes one state variable of one node, or of the network.
func (s Repeat) variable(name string, node int) string {
	switch name {
	case "digraph":
		return ArcsText(s.Digraph)
	case "round":
		return fmt.Sprint(s.Round)
	case "kernel":
		return fmt.Sprintf("%+v", s.Kernels[node])
	}
	return nodeVariable(asNode(s.Nodes[node]), name)
}

// asNode returns a node of a first epoch that has the same values of the variables that both have.
func asNode(r core.RepeatState) core.NodeState {
	return core.NodeState{Numerator: r.Numerator, Order: core.None, Decided: r.Decided, Average: r.Average, Refused: r.Refused,
		Stopped: r.Stopped}
}

func (s Repeat) Summary() string {
	return summary(s.Digraph, len(s.Nodes), s.variable, "kernel", "numerator")
}

func (s Repeat) Reached(action string, _ Repeat) string { return action }

func (s Repeat) Differences(got Repeat) []Difference {
	return diff(repeatVariables, []string{"digraph", "round"}, [2]int{len(s.Nodes), len(got.Nodes)}, s.variable, got.variable)
}

// DecodeRepeat reads a state of RepeatCoordination.tla. What is not exactly of the types that the model declares, or does not come
// back as it was when it is encoded again, is an error that names the variable.
func DecodeRepeat(f core.Field, s tlc.State) (Repeat, error) { return lossless(f, s, readRepeat) }

func readRepeat(f core.Field, s tlc.State) (Repeat, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(repeatVariables) {
		return Repeat{}, fmt.Errorf("a state of %d variables: RepeatCoordination.tla has %d", len(s), len(repeatVariables))
	}
	numerators := d.function("numerator")
	d.nodes = len(numerators)
	decoded := Repeat{Digraph: d.arcs(), Round: d.natural("round", d.variable("round"))}
	for j := range numerators {
		decoded.Kernels = append(decoded.Kernels, d.kernel(j))
		n := core.RepeatState{
			Numerator: [][]core.Element{d.word("numerator", j)},
			Decided:   d.known("decided", j),
			Stopped:   d.known("stopped", j),
		}
		n.Average, n.Refused = d.average(j)
		decoded.Nodes = append(decoded.Nodes, n)
	}
	return decoded, d.err
}

func (d *decoder) kernel(j int) core.Kernel {
	v := d.at("kernel", j)
	record, ok := v.(tlc.Record)
	if !ok || len(record) != 3 {
		d.fault("kernel", v, "a kernel")
		return core.Kernel{}
	}
	field := func(name string) tlc.Value {
		value, known := record.Get(name)
		if !known {
			d.fault("kernel", v, "a kernel with the field "+name)
		}
		return value
	}
	return core.Kernel{
		Recurrence:  d.sequence("kernel", field("recurrence")),
		Denominator: d.element("kernel", field("denominator")),
		Rounds:      d.natural("kernel", field("rounds")),
	}
}

// Encode writes the state as RepeatCoordination.tla has it.
func (s Repeat) Encode() tlc.State {
	state := encodeNodes(len(s.Nodes), func(j int) core.NodeState { return asNode(s.Nodes[j]) })
	for name := range state {
		if !slices.Contains(repeatVariables, name) {
			delete(state, name)
		}
	}
	state["digraph"] = ArcSet(s.Digraph)
	state["round"] = tlc.Int(s.Round)
	state["kernel"] = tlc.NewFunctionOver(len(s.Kernels), func(j int) tlc.Value {
		return tlc.Record{ // in the order of the names
			{Name: "denominator", Value: tlc.Int(s.Kernels[j].Denominator)},
			{Name: "recurrence", Value: Sequence(s.Kernels[j].Recurrence)},
			{Name: "rounds", Value: tlc.Int(s.Kernels[j].Rounds)},
		}
	})
	return state
}

// Kernels returns what every node of a first epoch has learnt that starts from these probes, whatever its values are.
func Kernels(c core.Config, g *core.Digraph, starts []core.Element) ([]core.Kernel, error) {
	w, err := simulate.NewNetwork(c, g, column(make([]int64, g.Nodes())), starts)
	if err != nil {
		return nil, err
	}
	w.Run()
	var kernels []core.Kernel
	for j, n := range w.Nodes() {
		k, ok := n.Kernel()
		if !ok {
			return nil, fmt.Errorf("node %d has learnt no kernel", j)
		}
		kernels = append(kernels, k)
	}
	return kernels, nil
}

// Repeats returns every state that a network can start a repeated epoch in, after a first epoch on one of the digraphs with
// one of the probes.
func (s Start) Repeats() ([]Repeat, error) {
	var states []Repeat
	known := map[string]bool{} // probes may teach the same
	for _, g := range s.Digraphs {
		for _, starts := range luckyProbes(s.Config, g, s.Probes) {
			kernels, err := Kernels(s.Config, g, starts)
			if err != nil {
				return nil, err
			}
			for _, value := range s.Values {
				w, err := simulate.NewRepeatNetwork(s.Config, g, kernels, column(value))
				if err != nil {
					return nil, err
				}
				start := repeatOf(w, kernels)
				if !known[start.Key()] {
					states = append(states, start)
				}
				known[start.Key()] = true
			}
		}
	}
	return states, nil
}

// CoreRepeat is package core in a repeated epoch.
func CoreRepeat(c core.Config, start Repeat) (func() (Step[Repeat], error), error) {
	g, err := core.NewDigraph(len(start.Nodes), start.Digraph)
	if err != nil {
		return nil, err
	}
	value := make([]int64, len(start.Nodes))
	for j, n := range start.Nodes {
		value[j] = Signed(c.Field, n.Numerator[0][0])
	}
	w, err := simulate.NewRepeatNetwork(c, g, start.Kernels, column(value))
	if err != nil {
		return nil, err
	}
	return func() (Step[Repeat], error) {
		action := w.Step()
		if action == "" {
			action = ActionFinished
		}
		return Step[Repeat]{Action: action, State: repeatOf(w, start.Kernels)}, nil
	}, nil
}
