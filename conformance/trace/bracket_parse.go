package trace

import (
	"fmt"
	"math/big"
	"strconv"

	"kizami/core"
	"kizami/core/strict"
)

// ParseBracket reads a trace as spec/bracket-trace.schema.json describes it and nothing else, with errors as those of [Parse].
func ParseBracket(data []byte) (*Bracket, error) { return parseBracket(data, Options{}) }

func parseBracket(data []byte, o Options) (*Bracket, error) {
	reader, err := o.reader(data)
	if err != nil {
		return nil, err
	}
	p := &bracketParser{parser{traceReader: traceReader{reader}}}
	t, err := p.trace()
	if err != nil {
		return nil, err
	}
	if err := p.End(); err != nil {
		return nil, err
	}
	return t, t.check()
}

type bracketParser struct{ parser }

func (p *bracketParser) trace() (*Bracket, error) {
	t := &Bracket{}
	seen, err := p.object("",
		strict.Field{Name: "kizami", Read: p.Version},
		strict.Field{Name: "digraph", Read: p.digraph},
		into("ending", &t.Config, p.config),
		into("values", &t.Values, listOf(p.traceReader, p.whole)),
		into("events", &t.Events, listOf(p.traceReader, p.bracketEvent)),
	)
	if err != nil {
		return nil, err
	}
	if err := exactly("", "a trace with the bracket", seen, "kizami", "digraph", "ending", "values", "events"); err != nil {
		return nil, err
	}
	if t.Digraph, err = core.NewDigraph(p.nodes, p.arcs); err != nil {
		return nil, at("digraph", "%w", err)
	}
	return t, nil
}

func (p *bracketParser) config(path string) (c core.BracketConfig, err error) {
	var rule string
	seen, err := p.object(path, into("rule", &rule, p.Text), into("bound", &c.Bound, p.count), into("diameter", &c.Span, p.count),
		into("most", &c.Most, p.whole))
	if err != nil {
		return c, err
	}
	if rule != "bracket" {
		return c, at(path, `the rule must be "bracket"`)
	}
	return c, exactly(path, "the bracket", seen, "rule", "bound", "diameter", "most")
}

// whole reads a whole number of 64 bits.
func (p *bracketParser) whole(path string) (int64, error) {
	text, err := p.Text(path)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || decimal(n) != text {
		return 0, at(path, "%q is not a whole number of 64 bits, written as a string", clip(text))
	}
	return n, nil
}

// centre reads a whole number of any size.
func (p *bracketParser) centre(path string) (*big.Int, error) {
	text, err := p.Text(path)
	if err != nil {
		return nil, err
	}
	const longest = 40 // digits, more than any frame has
	n, ok := new(big.Int).SetString(text, 10)
	if !ok || len(text) > longest || n.String() != text {
		return nil, at(path, "%q is not a whole number, written as a string", clip(text))
	}
	return n, nil
}

// scale reads a whole number, which may be negative.
func (p *bracketParser) scale(path string) (int, error) {
	number, err := p.Integer(path)
	if err != nil {
		return 0, err
	}
	n, ok := strict.Within(number, -64, 64)
	if !ok {
		return 0, at(path, "%s must be an integer from -64 to 64", clip(number.String()))
	}
	return int(n), nil
}

// frame reads an unsigned number of 32 bits.
func (p *bracketParser) frame(path string) (uint32, error) {
	number, err := p.Integer(path)
	if err != nil {
		return 0, err
	}
	n, ok := strict.Within(number, 0, 1<<32-1)
	if !ok {
		return 0, at(path, "%s must be an integer from 0 to %d", clip(number.String()), uint32(1<<32-1))
	}
	return uint32(n), nil
}

// bracketEvent reads the fields of all actions and then makes sure that those of its action are there.
func (p *bracketParser) bracketEvent(path string) (BracketEvent, error) {
	e := BracketEvent{State: core.BracketState{Decided: core.None}}
	s := &e.State
	one := func(list *[]int64) func(string) error {
		return func(path string) error {
			v, err := p.whole(path)
			*list = []int64{v}
			return err
		}
	}
	var centre *big.Int
	var scale int
	var average []int64
	seen, err := p.object(path,
		into("action", &e.Action, p.Text), into("node", &e.Node, p.count), into("message", &e.Message, p.bracketMessage),
		into("round", &s.Round, p.count),
		strict.Field{Name: "numerator", Read: one(&s.Numerator)}, into("denominator", &s.Denominator, p.whole),
		strict.Field{Name: "least", Read: one(&s.Least)}, strict.Field{Name: "greatest", Read: one(&s.Greatest)},
		strict.Field{Name: "lower", Read: one(&s.Lower)}, strict.Field{Name: "upper", Read: one(&s.Upper)},
		into("centre", &centre, p.centre), into("scale", &scale, p.scale),
		into("decided", &s.Decided, p.count), into("average", &average, listOf(p.traceReader, p.whole)),
		into("refused", &s.Refused, p.onlyTrue),
	)
	if err != nil {
		return e, err
	}
	names := []string{"action", "node"}
	switch e.Action {
	case core.ActionReceive, core.ActionIgnore:
		names = append(names, "message")
	case core.ActionAdvance:
		names = append(names, "round", "numerator", "denominator", "least", "greatest", "lower", "upper", "centre", "scale")
		s.Centre, s.Scale = []*big.Int{centre}, []int{scale}
	case core.ActionDecide:
		names = append(names, "decided", "average")
		if seen["refused"] {
			names[len(names)-1] = "refused"
		} else if seen["average"] && (len(average) != 2 || average[1] < 1) {
			return e, at(path+".average", "an average must be a pair [numerator,denominator], the latter positive")
		} else if seen["average"] {
			s.Average = []core.Fraction{{Numerator: average[0], Denominator: average[1]}}
		}
	case core.ActionRestart:
	case "":
		return e, at(path, "the field \"action\" is missing")
	default:
		return e, at(path, "the action %q is not known here", clip(e.Action))
	}
	return e, exactly(path, "the action "+e.Action, seen, names...)
}

func (p *bracketParser) bracketMessage(path string) (*core.BracketReceived, error) {
	var m core.BracketReceived
	seen, err := p.object(path, into("from", &m.From, p.count), into("epoch", &m.Epoch, p.tag), into("round", &m.Round, p.tag),
		into("frame", &m.Frame, p.frame), into("words", &m.Words, listOf(p.traceReader, p.whole)))
	if err != nil {
		return nil, err
	}
	if err := exactly(path, "a message", seen, "from", "epoch", "round", "frame", "words"); err != nil {
		return nil, err
	}
	if len(m.Words) != 4 {
		return nil, at(path+".words", "%d words: a message has 4", len(m.Words))
	}
	return &m, nil
}

// check says what of the trace cannot be part of any run.
func (t *Bracket) check() error {
	n := t.Digraph.Nodes()
	if _, err := t.Config.Measure(); err != nil {
		return at("ending", "%w", err)
	}
	switch {
	case t.Config.Bound < n:
		return at("ending", "the bound %d must be at least the number of nodes, %d", t.Config.Bound, n)
	case t.Config.Span < t.Digraph.Diameter():
		return at("ending", "the diameter %d is less than that of the digraph, %d", t.Config.Span, t.Digraph.Diameter())
	case len(t.Values) != n:
		return at("values", "%d values for %d nodes: every node needs one", len(t.Values), n)
	}
	for i, v := range t.Values {
		if v < -t.Config.Most || v > t.Config.Most {
			return at(fmt.Sprintf("values[%d]", i), "%d is greater in size than %d", v, t.Config.Most)
		}
	}
	for i, e := range t.Events {
		path := fmt.Sprintf("events[%d]", i)
		if e.Node >= n {
			return at(path+".node", "there is no node %d: the nodes are 0 to %d", e.Node, n-1)
		}
		if e.Message != nil && e.Message.From >= n {
			return at(path+".message.from", "there is no node %d: the nodes are 0 to %d", e.Message.From, n-1)
		}
	}
	return nil
}
