package conformance

import (
	"fmt"

	"kizami/core"
	"kizami/tla/tlc"
)

// DecodeMaximum reads a state of MaximumCoordination.tla. What is not exactly of the types that the model declares is an
// error that names the variable.
func DecodeMaximum(f core.Field, s tlc.State) (MaximumState, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(MaximumVariables) {
		return MaximumState{}, fmt.Errorf("a state of %d variables: MaximumCoordination.tla has %d", len(s), len(MaximumVariables))
	}
	d.nodes = len(d.function("heard"))
	decoded := MaximumState{
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

// EncodeMaximum writes a state as MaximumCoordination.tla has it: the inverse of [DecodeMaximum].
func EncodeMaximum(s MaximumState) tlc.State {
	return tlc.State{
		"digraph": arcSet(s.Digraph),
		"rounds":  tlc.Int(s.Rounds),
		"round":   tlc.Int(s.Round),
		"heard":   tlc.NewFunctionOver(len(s.Heard), func(j int) tlc.Value { return tlc.Int(s.Heard[j]) }),
		"maximum": tlc.NewFunctionOver(len(s.Maximum), func(j int) tlc.Value { return tlc.Int(orModelNone(s.Maximum[j])) }),
	}
}
