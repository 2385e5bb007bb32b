package conformance

import (
	"kizami/core"
	"kizami/tla/tlc"
)

// Encode writes a state as RoundCoordination.tla has it: the inverse of [Decode]. States of more than one coordinate have
// no place in the model; only the first is written.
func Encode(s State) tlc.State {
	state := encodeNodes(len(s.Nodes), func(j int) core.NodeState { return s.Nodes[j] })
	state["digraph"] = arcSet(s.Digraph)
	state["round"] = tlc.Int(s.Round)
	return state
}

// encodeNodes writes the variables that a node has at every level.
func encodeNodes(n int, node func(int) core.NodeState) tlc.State {
	over := func(value func(core.NodeState) tlc.Value) tlc.Value {
		return tlc.NewFunctionOver(n, func(j int) tlc.Value { return value(node(j)) })
	}
	number := func(value func(core.NodeState) int) tlc.Value {
		return over(func(n core.NodeState) tlc.Value { return tlc.Int(value(n)) })
	}
	word := func(value func(core.NodeState) []core.Element) tlc.Value {
		return over(func(n core.NodeState) tlc.Value { return sequence(value(n)) })
	}
	return tlc.State{
		"numerator":   word(func(n core.NodeState) []core.Element { return n.Numerator[0] }),
		"denominator": word(func(n core.NodeState) []core.Element { return n.Denominator }),
		"probe":       word(func(n core.NodeState) []core.Element { return n.Probe }),
		"horizon":     number(func(n core.NodeState) int { return n.Horizon }),
		"order":       number(func(n core.NodeState) int { return orModelNone(n.Order) }),
		"decided":     number(func(n core.NodeState) int { return orModelNone(n.Decided) }),
		"average":     number(modelAverage),
		"stopped":     number(func(n core.NodeState) int { return orModelNone(n.Stopped) }),
	}
}

func orModelNone(v int) int {
	if v == core.None {
		return modelNone
	}
	return v
}

func modelAverage(n core.NodeState) int {
	switch {
	case n.Refused:
		return modelRefused
	case n.Average == nil:
		return modelNone
	}
	return int(n.Average[0])
}

func sequence(word []core.Element) tlc.Value {
	tuple := tlc.Tuple{}
	for _, e := range word {
		tuple = append(tuple, tlc.Int(e))
	}
	return tuple
}

func arcSet(arcs []core.Arc) tlc.Value {
	var set []tlc.Value
	for _, a := range arcs {
		set = append(set, tlc.Tuple{tlc.Int(a.From), tlc.Int(a.To)})
	}
	return tlc.NewSet(set...)
}
