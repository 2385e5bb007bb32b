package trace

import (
	"fmt"

	"kizami/conformance/state"
	"kizami/core"
)

// check says what of the trace cannot be part of any run: a number that is not in the field, a node that is not in the
// digraph, a message of a wrong size.
func (t *Trace) check() error {
	n := t.Digraph.Nodes()
	words := 2
	if t.Ending.IsProbe() {
		words = 3
	}
	switch {
	case t.Field.Prime() <= uint64(n):
		return at("prime", "%d must be greater than the number of nodes, %d", t.Field.Prime(), n)
	case !t.Ending.IsProbe() && t.Ending.Bound() < n:
		return at("ending", "the bound %d must be at least the number of nodes, %d", t.Ending.Bound(), n)
	case len(t.Values) != n:
		return at("values", "%d values for %d nodes: every node needs one", len(t.Values), n)
	case t.Ending.IsProbe() && len(t.Probes) != n:
		return at("probes", "%d probes for %d nodes: every node needs one", len(t.Probes), n)
	}
	limit := core.ValueRange(t.Field, n)
	for i, v := range t.Values {
		if size := state.Signed(t.Field, v); !t.has(v) || size > limit || size < -limit {
			return at(fmt.Sprintf("values[%d]", i), "%d is out of range: with this prime and %d nodes a value is at most %d in size", v, n, limit)
		}
	}
	if err := t.belong("probes", t.Probes...); err != nil {
		return err
	}
	for i, e := range t.Events {
		path := fmt.Sprintf("events[%d]", i)
		if e.Node >= n {
			return at(path+".node", "there is no node %d: the nodes are 0 to %d", e.Node, n-1)
		}
		if err := t.checkNumbers(path, e); err != nil {
			return err
		}
		if e.Message == nil {
			continue
		}
		if from := e.Message.From; from >= n {
			return at(path+".message.from", "there is no node %d: the nodes are 0 to %d", from, n-1)
		}
		if have := len(e.Message.Words); have != 0 && have != words {
			return at(path+".message.words", "%d words: a message has %d, and a mark none", have, words)
		}
		if err := t.belong(path+".message.words", e.Message.Words...); err != nil {
			return err
		}
	}
	return nil
}

// config returns what the nodes of the trace agreed on.
func (t *Trace) config() core.Config {
	return core.Config{Field: t.Field, Ending: t.Ending, Capacity: t.Digraph.Nodes()}
}

// fitsTLC says whether TLC, whose integers have 32 bits, can compute in the field of the trace.
func (t *Trace) fitsTLC() bool { return t.Field.Prime() <= core.ModelPrime }

func (t *Trace) checkNumbers(path string, e Event) error {
	for _, of := range []struct {
		name  string
		value core.Element
	}{{"numerator", e.Numerator}, {"denominator", e.Denominator}, {"probe", e.Probe}, {"average", e.Average}} {
		if !t.has(of.value) {
			return at(path+"."+of.name, "%d is not below the prime %d", of.value, t.Field.Prime())
		}
	}
	return nil
}

func (t *Trace) belong(path string, elements ...core.Element) error {
	for i, e := range elements {
		if !t.has(e) {
			return at(fmt.Sprintf("%s[%d]", path, i), "%d is not below the prime %d", e, t.Field.Prime())
		}
	}
	return nil
}

func (t *Trace) has(e core.Element) bool { return uint64(e) < t.Field.Prime() }
