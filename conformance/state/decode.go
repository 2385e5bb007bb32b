package state

import (
	"fmt"

	"kizami/conformance/oracle"
	"kizami/core"
	"kizami/tla/tlc"
)

// What RoundCoordination.tla puts in the place of what is not there.
const (
	modelNone = -1
	Refused   = -2
)

// lossless makes sure that nothing of TLC's state escapes the comparison.
func lossless[S State[S]](f core.Field, raw tlc.State, decode Decoding[S]) (S, error) {
	s, err := decode(f, raw)
	if err != nil {
		return s, err
	}
	again := s.Encode()
	for name, v := range raw {
		if !tlc.Equal(v, again[name]) {
			return s, fmt.Errorf("variable %s: %v comes back as %v", name, v, again[name])
		}
	}
	return s, nil
}

// decoder keeps the first error.
type decoder struct {
	field core.Field
	state tlc.State
	nodes int
	err   error
}

func (d *decoder) fault(variable string, v tlc.Value, want string) {
	if d.err == nil {
		d.err = fmt.Errorf("variable %s: %v is not %s", variable, v, want)
	}
}

func (d *decoder) variable(name string) tlc.Value {
	v, known := d.state[name]
	if !known && d.err == nil {
		d.err = fmt.Errorf("variable %s is missing", name)
	}
	return v
}

// function returns a variable of the form [0..n-1 -> ...].
func (d *decoder) function(name string) tlc.Function {
	f, ok := d.variable(name).(tlc.Function)
	if !ok || d.nodes > 0 && len(f) != d.nodes {
		d.fault(name, d.state[name], "a function of the nodes")
		return nil
	}
	return f
}

func (d *decoder) at(name string, node int) tlc.Value {
	v, known := d.function(name).Get(tlc.Int(node))
	if !known {
		d.fault(name, d.state[name], fmt.Sprintf("defined at node %d", node))
	}
	return v
}

func (d *decoder) natural(name string, v tlc.Value) int {
	i, ok := v.(tlc.Int)
	if !ok || i < 0 {
		d.fault(name, v, "a natural number")
	}
	return int(i)
}

func (d *decoder) known(name string, node int) int {
	v := d.at(name, node)
	if i, ok := v.(tlc.Int); ok && i == modelNone {
		return core.None
	}
	return d.natural(name, v)
}

func (d *decoder) element(name string, v tlc.Value) core.Element {
	i, ok := v.(tlc.Int)
	if !ok || i < 0 || uint64(i) >= d.field.Prime() {
		d.fault(name, v, fmt.Sprintf("an element of GF(%d)", d.field.Prime()))
		return 0
	}
	return core.Element(i)
}

func (d *decoder) word(name string, node int) []core.Element {
	return d.sequence(name, d.at(name, node))
}

func (d *decoder) sequence(name string, v tlc.Value) []core.Element {
	sequence, ok := v.(tlc.Tuple)
	if !ok {
		d.fault(name, v, "a sequence")
	}
	var word []core.Element
	for _, v := range sequence {
		word = append(word, d.element(name, v))
	}
	return word
}

func (d *decoder) arcs() []core.Arc {
	set, ok := d.variable("digraph").(tlc.Set)
	if !ok {
		d.fault("digraph", d.state["digraph"], "a set of arcs")
	}
	var arcs []core.Arc
	for _, v := range set {
		pair, ok := v.(tlc.Tuple)
		if !ok || len(pair) != 2 {
			d.fault("digraph", v, "an arc")
			return nil
		}
		arcs = append(arcs, core.Arc{From: d.natural("digraph", pair[0]), To: d.natural("digraph", pair[1])})
	}
	oracle.SortArcs(arcs)
	return arcs
}

func Sequence(word []core.Element) tlc.Value {
	tuple := tlc.Tuple{}
	for _, e := range word {
		tuple = append(tuple, tlc.Int(e))
	}
	return tuple
}

func ArcSet(arcs []core.Arc) tlc.Value {
	var set []tlc.Value
	for _, a := range arcs {
		set = append(set, tlc.Tuple{tlc.Int(a.From), tlc.Int(a.To)})
	}
	return tlc.NewSet(set...)
}
