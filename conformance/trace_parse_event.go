package conformance

import (
	"fmt"

	"kizami/core"
)

// event reads the fields of all actions and then makes sure that those of its action are there.
func (p *traceParser) event(path string) (MessageEvent, error) {
	var e MessageEvent
	seen, err := p.object(path,
		into("action", &e.Action, p.Text), into("node", &e.Node, p.count),
		into("message", &e.Message, p.message),
		into("round", &e.Round, p.count), into("horizon", &e.Horizon, p.count),
		into("numerator", &e.Numerator, p.element), into("denominator", &e.Denominator, p.element),
		into("probe", &e.Probe, p.element),
		into("order", &e.Order, p.count), into("decided", &e.Decided, p.count),
		into("average", &e.Average, p.element), into("refused", &e.Refused, p.onlyTrue),
		into("stopped", &e.Stopped, p.count),
	)
	if err != nil {
		return e, err
	}
	return e, p.belongs(path, e, seen)
}

func (p *traceParser) belongs(path string, e MessageEvent, seen map[string]bool) error {
	names := []string{"action", "node"}
	switch e.Action {
	case ActionReceive, ActionIgnore:
		names = append(names, "message")
	case core.ActionAdvance:
		names = append(names, "round", "numerator", "denominator")
		first := &p.bare
		if seen["probe"] || seen["horizon"] {
			names = append(names, "probe", "horizon")
			first = &p.full
		}
		if *first == "" {
			*first = path
		}
	case core.ActionDecide:
		names = append(names, "order", "decided")
		if seen["refused"] {
			names = append(names, "refused")
		} else {
			names = append(names, "average")
		}
	case core.ActionStop:
		names = append(names, "stopped")
	case ActionRestart:
	default:
		if !seen["action"] {
			return at(path, "the field \"action\" is missing")
		}
		return at(path, "the action %q is not known here", clip(e.Action))
	}
	return exactly(path, "the action "+e.Action, seen, names...)
}

func (p *traceParser) message(path string) (*core.Received, error) {
	var m core.Received
	seen, err := p.object(path, into("from", &m.From, p.count),
		into("epoch", &m.Epoch, p.tag), into("round", &m.Round, p.tag), into("horizon", &m.Horizon, p.tag),
		into("words", &m.Words, listOf(p.traceReader, p.element)),
	)
	if err != nil {
		return nil, err
	}
	return &m, exactly(path, "a message", seen, "from", "epoch", "round", "horizon", "words")
}

// Check says what of the trace cannot be part of any run: a number that is not in the field, a node that is not in the
// digraph, a message of a wrong size.
func (t *MessageTrace) Check() error {
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
		if size := signed(t.Field, v); !t.has(v) || size > limit || size < -limit {
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

func (t *MessageTrace) checkNumbers(path string, e MessageEvent) error {
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

func (t *MessageTrace) belong(path string, elements ...core.Element) error {
	for i, e := range elements {
		if !t.has(e) {
			return at(fmt.Sprintf("%s[%d]", path, i), "%d is not below the prime %d", e, t.Field.Prime())
		}
	}
	return nil
}

func (t *MessageTrace) has(e core.Element) bool { return uint64(e) < t.Field.Prime() }
