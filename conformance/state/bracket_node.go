package state

import (
	"fmt"
	"math/big"
	"math/bits"

	"kizami/core"
	"kizami/tla/tlc"
)

// bracketVariable writes a state variable of a node with the bracket.
func bracketVariable(n core.BracketState, name string) string {
	switch name {
	case "numerator":
		return fmt.Sprint(n.Numerator[0])
	case "denominator":
		return fmt.Sprint(n.Denominator)
	case "least":
		return fmt.Sprint(n.Least[0])
	case "greatest":
		return fmt.Sprint(n.Greatest[0])
	case "lower":
		return fmt.Sprint(n.Lower[0])
	case "upper":
		return fmt.Sprint(n.Upper[0])
	case "centre":
		return n.Centre[0].String()
	case "scale":
		return fmt.Sprint("2^", n.Scale[0])
	case "decided":
		return known(n.Decided)
	}
	switch {
	case n.Refused:
		return "Refused"
	case n.Average == nil:
		return "None"
	}
	return fmt.Sprint(n.Average[0])
}

// bracketNode reads the variables of a node with the bracket in this round. Models count the scale from that of the first
// frame.
func (d *decoder) bracketNode(j, round int) core.BracketState {
	n := core.BracketState{
		Round:       round,
		Numerator:   []int64{d.integer("numerator", d.at("numerator", j))},
		Denominator: d.integer("denominator", d.at("denominator", j)),
		Least:       []int64{d.integer("least", d.at("least", j))},
		Greatest:    []int64{d.integer("greatest", d.at("greatest", j))},
		Lower:       []int64{d.integer("lower", d.at("lower", j))},
		Upper:       []int64{d.integer("upper", d.at("upper", j))},
		Centre:      []*big.Int{big.NewInt(d.integer("centre", d.at("centre", j)))},
		Scale:       []int{bits.Len(uint(d.natural("scale", d.at("scale", j)))) - 1}, // encoding shows whether it is a power of 2
		Decided:     d.known("decided", j),
	}
	n.Average, n.Refused = d.fraction("average", d.at("average", j))
	return n
}

func (d *decoder) integer(name string, v tlc.Value) int64 {
	i, ok := v.(tlc.Int)
	if !ok {
		d.fault(name, v, "an integer")
	}
	return int64(i)
}

// fraction reads an average: << >> when there is none yet, and <<0, 0>> where a node refuses.
func (d *decoder) fraction(name string, v tlc.Value) (average []core.Fraction, refused bool) {
	terms, ok := v.(tlc.Tuple)
	if !ok || len(terms) != 0 && len(terms) != 2 {
		d.fault(name, v, "a fraction")
		return nil, false
	}
	if len(terms) == 0 {
		return nil, false
	}
	q := core.Fraction{Numerator: d.integer(name, terms[0]), Denominator: d.integer(name, terms[1])}
	if q == (core.Fraction{}) {
		return nil, true
	}
	return []core.Fraction{q}, false
}

// encodeBrackets writes the variables of nodes with the bracket.
func encodeBrackets(n int, node func(int) core.BracketState) tlc.State {
	number := func(value func(core.BracketState) int64) tlc.Value {
		return tlc.NewFunctionOver(n, func(j int) tlc.Value { return tlc.Int(value(node(j))) })
	}
	return tlc.State{
		"numerator":   number(func(n core.BracketState) int64 { return n.Numerator[0] }),
		"denominator": number(func(n core.BracketState) int64 { return n.Denominator }),
		"least":       number(func(n core.BracketState) int64 { return n.Least[0] }),
		"greatest":    number(func(n core.BracketState) int64 { return n.Greatest[0] }),
		"lower":       number(func(n core.BracketState) int64 { return n.Lower[0] }),
		"upper":       number(func(n core.BracketState) int64 { return n.Upper[0] }),
		"centre":      number(func(n core.BracketState) int64 { return n.Centre[0].Int64() }),
		"scale":       number(func(n core.BracketState) int64 { return 1 << max(0, n.Scale[0]) }),
		"decided":     number(func(n core.BracketState) int64 { return int64(orModelNone(n.Decided)) }),
		"average":     tlc.NewFunctionOver(n, func(j int) tlc.Value { return modelFraction(node(j)) }),
	}
}

func modelFraction(n core.BracketState) tlc.Value {
	switch {
	case n.Refused:
		return tlc.Tuple{tlc.Int(0), tlc.Int(0)}
	case n.Average == nil:
		return tlc.Tuple{}
	}
	return tlc.Tuple{tlc.Int(n.Average[0].Numerator), tlc.Int(n.Average[0].Denominator)}
}

func (d *decoder) values() []int64 {
	var values []int64
	for j := range d.nodes {
		values = append(values, d.integer("value", d.at("value", j)))
	}
	return values
}

func encodeValues(values []int64) tlc.Value {
	return tlc.NewFunctionOver(len(values), func(j int) tlc.Value { return tlc.Int(values[j]) })
}

func (k *keyWriter) bracketStart(digraph []core.Arc, span int, values []int64) {
	k.number(len(digraph))
	for _, a := range digraph {
		k.number(a.From)
		k.number(a.To)
	}
	k.number(span)
	for _, v := range values {
		k.number(int(v))
	}
}

func (k *keyWriter) bracketNode(n core.BracketState) {
	refused := 0
	if n.Refused {
		refused = 1
	}
	for _, v := range []int64{int64(n.Round), n.Numerator[0], n.Denominator, n.Least[0], n.Greatest[0], n.Lower[0], n.Upper[0],
		n.Centre[0].Int64(), int64(n.Scale[0]), int64(n.Decided), int64(refused), int64(len(n.Average))} {
		k.number(int(v))
	}
	for _, q := range n.Average {
		k.number(int(q.Numerator))
		k.number(int(q.Denominator))
	}
}
