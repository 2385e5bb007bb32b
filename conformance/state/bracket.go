package state

import (
	"fmt"

	"kizami/core"
	"kizami/tla/tlc"
)

// Bracket is the state variables of a network with the bracket in lock step: what a state of BracketCoordination.tla holds.
// Numbers are those of the models, in which the first scale is 2^0.
type Bracket struct {
	Digraph []core.Arc // ordered by From and then To
	Span    int
	Value   []int64
	Nodes   []core.BracketState // all in the same round
}

// bracketVariables are the names of the state variables, as in BracketCoordination.tla, in the order of its VARIABLES.
var bracketVariables = []string{"digraph", "span", "value", "round", "numerator", "denominator", "least", "greatest", "lower",
	"upper", "centre", "scale", "decided", "average"}

func (s Bracket) round() int { return s.Nodes[0].Round }

// Key identifies the state among those of any model of the level.
func (s Bracket) Key() string {
	k := keyWriter{make([]byte, 0, 256)}
	k.bracketStart(s.Digraph, s.Span, s.Value)
	for _, n := range s.Nodes {
		k.bracketNode(n)
	}
	return string(k.bytes)
}

// variable writes one state variable of one node, or of the network.
func (s Bracket) variable(name string, node int) string {
	switch name {
	case "digraph":
		return ArcsText(s.Digraph)
	case "span":
		return fmt.Sprint(s.Span)
	case "value":
		return fmt.Sprint(s.Value[node])
	case "round":
		return fmt.Sprint(s.round())
	}
	return bracketVariable(s.Nodes[node], name)
}

func (s Bracket) Summary() string {
	return fmt.Sprintf("%s, span %d", summary(s.Digraph, len(s.Nodes), s.variable, "value", "numerator"), s.Span)
}

func (s Bracket) Reached(action string, _ Bracket) string { return action }

func (s Bracket) Differences(got Bracket) []Difference {
	return diff(bracketVariables, []string{"digraph", "span", "round"}, [2]int{len(s.Nodes), len(got.Nodes)}, s.variable, got.variable)
}

// DecodeBracket reads a state of BracketCoordination.tla. What is not exactly of the types that the model declares, or does
// not come back as it was when it is encoded again, is an error that names the variable.
func DecodeBracket(f core.Field, s tlc.State) (Bracket, error) { return lossless(f, s, readBracket) }

func readBracket(f core.Field, s tlc.State) (Bracket, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(bracketVariables) {
		return Bracket{}, fmt.Errorf("a state of %d variables: BracketCoordination.tla has %d", len(s), len(bracketVariables))
	}
	d.nodes = len(d.function("numerator"))
	decoded := Bracket{Digraph: d.arcs(), Span: d.natural("span", d.variable("span")), Value: d.values()}
	round := d.natural("round", d.variable("round"))
	for j := range d.nodes {
		decoded.Nodes = append(decoded.Nodes, d.bracketNode(j, round))
	}
	return decoded, d.err
}

// Encode writes the state as BracketCoordination.tla has it.
func (s Bracket) Encode() tlc.State {
	state := encodeBrackets(len(s.Nodes), func(j int) core.BracketState { return s.Nodes[j] })
	state["digraph"] = ArcSet(s.Digraph)
	state["span"] = tlc.Int(s.Span)
	state["value"] = encodeValues(s.Value)
	state["round"] = tlc.Int(s.round())
	return state
}
