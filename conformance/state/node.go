package state

import (
	"fmt"

	"kizami/core"
	"kizami/tla/tlc"
)

func nodeVariable(n core.NodeState, name string) string {
	switch name {
	case "numerator":
		return fmt.Sprint(n.Numerator)
	case "denominator":
		return fmt.Sprint(n.Denominator)
	case "probe":
		return fmt.Sprint(n.Probe)
	case "horizon":
		return fmt.Sprint(n.Horizon)
	case "order":
		return known(n.Order)
	case "decided":
		return known(n.Decided)
	case "stopped":
		return known(n.Stopped)
	}
	switch {
	case n.Refused:
		return "Refused"
	case n.Average == nil:
		return "None"
	}
	return fmt.Sprint(n.Average)
}

func known(v int) string {
	if v == core.None {
		return "None"
	}
	return fmt.Sprint(v)
}

// node reads the variables that a node has at every level.
func (d *decoder) node(j int) core.NodeState {
	n := core.NodeState{
		Numerator:   [][]core.Element{d.word("numerator", j)},
		Denominator: d.word("denominator", j),
		Probe:       d.word("probe", j),
		Horizon:     d.natural("horizon", d.at("horizon", j)),
		Order:       d.known("order", j),
		Decided:     d.known("decided", j),
		Stopped:     d.known("stopped", j),
	}
	n.Average, n.Refused = d.average(j)
	return n
}

func (d *decoder) average(j int) (average []core.Element, refused bool) {
	switch v, _ := d.at("average", j).(tlc.Int); v {
	case modelNone:
		return nil, false
	case Refused:
		return nil, true
	}
	return []core.Element{d.element("average", d.at("average", j))}, false
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
		return over(func(n core.NodeState) tlc.Value { return Sequence(value(n)) })
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
		return Refused
	case n.Average == nil:
		return modelNone
	}
	return int(n.Average[0])
}

// Signed returns the integer of least size that the residue stands for.
func Signed(f core.Field, e core.Element) int64 {
	if uint64(e) > f.Prime()/2 {
		return int64(e) - int64(f.Prime())
	}
	return int64(e)
}
