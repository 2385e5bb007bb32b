package conformance

import (
	"kizami/core"
	"kizami/tla"
)

// Encode writes a state as RoundCoordination.tla has it: the inverse of [Decode]. States of more than one coordinate have
// no place in the model; only the first is written.
func Encode(s State) tla.State {
	state := encodeNodes(len(s.Nodes), func(j int) core.NodeState { return s.Nodes[j] })
	state["digraph"] = arcSet(s.Digraph)
	state["round"] = tla.Int(s.Round)
	return state
}

// encodeNodes writes the variables that a node has at every level.
func encodeNodes(n int, node func(int) core.NodeState) tla.State {
	over := func(value func(core.NodeState) tla.Value) tla.Value {
		return tla.NewFunctionOver(n, func(j int) tla.Value { return value(node(j)) })
	}
	number := func(value func(core.NodeState) int) tla.Value {
		return over(func(n core.NodeState) tla.Value { return tla.Int(value(n)) })
	}
	word := func(value func(core.NodeState) []core.Element) tla.Value {
		return over(func(n core.NodeState) tla.Value { return sequence(value(n)) })
	}
	return tla.State{
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

func sequence(word []core.Element) tla.Value {
	tuple := tla.Tuple{}
	for _, e := range word {
		tuple = append(tuple, tla.Int(e))
	}
	return tuple
}

func arcSet(arcs []core.Arc) tla.Value {
	var set []tla.Value
	for _, a := range arcs {
		set = append(set, tla.Tuple{tla.Int(a.From), tla.Int(a.To)})
	}
	return tla.NewSet(set...)
}
