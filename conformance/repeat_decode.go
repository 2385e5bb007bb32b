package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/tla/tlc"
)

// DecodeRepeat reads a state of RepeatCoordination.tla. What is not exactly of the types that the model declares is an
// error that names the variable.
func DecodeRepeat(f core.Field, s tlc.State) (RepeatState, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(RepeatVariables) {
		return RepeatState{}, fmt.Errorf("a state of %d variables: RepeatCoordination.tla has %d", len(s), len(RepeatVariables))
	}
	numerators := d.function("numerator")
	d.nodes = len(numerators)
	decoded := RepeatState{Digraph: d.arcs(), Round: d.natural("round", d.variable("round"))}
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

// EncodeRepeat writes a state as RepeatCoordination.tla has it: the inverse of [DecodeRepeat].
func EncodeRepeat(s RepeatState) tlc.State {
	state := encodeNodes(len(s.Nodes), func(j int) core.NodeState { return asNode(s.Nodes[j]) })
	for name := range state {
		if !slices.Contains(RepeatVariables, name) {
			delete(state, name)
		}
	}
	state["digraph"] = arcSet(s.Digraph)
	state["round"] = tlc.Int(s.Round)
	state["kernel"] = tlc.NewFunctionOver(len(s.Kernels), func(j int) tlc.Value {
		return tlc.Record{ // in the order of the names
			{Name: "denominator", Value: tlc.Int(s.Kernels[j].Denominator)},
			{Name: "recurrence", Value: sequence(s.Kernels[j].Recurrence)},
			{Name: "rounds", Value: tlc.Int(s.Kernels[j].Rounds)},
		}
	})
	return state
}
