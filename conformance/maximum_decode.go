package conformance

import (
	"fmt"

	"kizami/core"
	"kizami/tla"
)

// DecodeMaximum reads a state of MaximumCoordination.tla. What is not exactly of the types that the model declares is an
// error that names the variable.
func DecodeMaximum(f core.Field, s tla.State) (MaximumState, error) {
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
func EncodeMaximum(s MaximumState) tla.State {
	return tla.State{
		"digraph": arcSet(s.Digraph),
		"rounds":  tla.Int(s.Rounds),
		"round":   tla.Int(s.Round),
		"heard":   tla.NewFunctionOver(len(s.Heard), func(j int) tla.Value { return tla.Int(s.Heard[j]) }),
		"maximum": tla.NewFunctionOver(len(s.Maximum), func(j int) tla.Value { return tla.Int(orModelNone(s.Maximum[j])) }),
	}
}
