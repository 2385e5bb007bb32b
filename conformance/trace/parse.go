package trace

import (
	"kizami/core"
	"kizami/core/strict"
)

// MaxBytes is the size of the largest message trace that is read.
const MaxBytes = 16 << 20

// Parse reads a trace as spec/message-trace.schema.json describes it and nothing else: unknown, repeated,
// missing and superfluous fields are errors, and so is what cannot be part of any run. An error is one sentence, which
// names the event by its index, from 0, and the field. That the run obeys the protocol is for [Judge] to say.
func Parse(data []byte) (*Trace, error) { return parse(data, Options{}) }

func parse(data []byte, o Options) (*Trace, error) {
	reader, err := o.reader(data)
	if err != nil {
		return nil, err
	}
	p := &parser{traceReader: traceReader{reader}}
	t, err := p.trace()
	if err != nil {
		return nil, err
	}
	if err := p.End(); err != nil {
		return nil, err
	}
	return t, t.check()
}

// parser holds what makes sense only once all fields are known.
type parser struct {
	traceReader
	prime core.Element
	nodes int
	arcs  []core.Arc
	bare  string // the first Advance without probe and horizon
	full  string // the first with them
}

func (p *parser) trace() (*Trace, error) {
	t := &Trace{}
	seen, err := p.object("",
		strict.Field{Name: "kizami", Read: p.Version},
		into("prime", &p.prime, p.element),
		strict.Field{Name: "digraph", Read: p.digraph},
		into("ending", &t.Ending, p.ending),
		into("values", &t.Values, listOf(p.traceReader, p.element)),
		into("probes", &t.Probes, listOf(p.traceReader, p.element)),
		into("events", &t.Events, listOf(p.traceReader, p.event)),
	)
	if err != nil {
		return nil, err
	}
	names, whose := []string{"kizami", "prime", "digraph", "ending", "values", "events"}, "a trace with the bound ending"
	if seen["ending"] && t.Ending.IsProbe() {
		names, whose = append(names, "probes"), "a trace with the probe ending"
	}
	if err := exactly("", whose, seen, names...); err != nil {
		return nil, err
	}
	if path := p.bare; path != "" && t.Ending.IsProbe() {
		return nil, at(path, "the fields \"probe\" and \"horizon\" are missing, which belong to the probe ending")
	}
	if path := p.full; path != "" && !t.Ending.IsProbe() {
		return nil, at(path, "the fields \"probe\" and \"horizon\" do not belong to the bound ending")
	}
	if t.Field, err = core.NewField(uint64(p.prime)); err != nil {
		return nil, at("prime", "%d is not an odd prime of at most 61 bits", p.prime)
	}
	if t.Digraph, err = core.NewDigraph(p.nodes, p.arcs); err != nil {
		return nil, at("digraph", "%w", err)
	}
	return t, nil
}

func (p *parser) digraph(path string) error {
	seen, err := p.object(path,
		into("nodes", &p.nodes, p.count),
		into("arcs", &p.arcs, listOf(p.traceReader, p.arc)),
	)
	if err != nil {
		return err
	}
	return exactly(path, "a digraph", seen, "nodes", "arcs")
}

func (p *parser) arc(path string) (core.Arc, error) {
	ends, err := listOf(p.traceReader, p.count)(path)
	if err == nil && len(ends) != 2 {
		err = at(path, "an arc must be a pair of nodes [from,to]")
	}
	if err != nil {
		return core.Arc{}, err
	}
	return core.Arc{From: ends[0], To: ends[1]}, nil
}

func (p *parser) ending(path string) (core.Ending, error) {
	var rule string
	var bound int
	seen, err := p.object(path, into("rule", &rule, p.Text), into("bound", &bound, p.count))
	switch {
	case err != nil:
		return core.Ending{}, err
	case rule == "probe":
		return core.Probe(), exactly(path, "the probe ending", seen, "rule")
	case rule != "bound":
		return core.Ending{}, at(path, `the rule must be "bound" or "probe"`)
	}
	if err := exactly(path, "the bound ending", seen, "rule", "bound"); err != nil {
		return core.Ending{}, err
	}
	ending, err := core.Bound(bound)
	if err != nil {
		return ending, at(path, "%w", err)
	}
	return ending, nil
}

// event reads the fields of all actions and then makes sure that those of its action are there.
func (p *parser) event(path string) (Event, error) {
	var e Event
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

func (p *parser) belongs(path string, e Event, seen map[string]bool) error {
	names := []string{"action", "node"}
	switch e.Action {
	case core.ActionReceive, core.ActionIgnore:
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
	case core.ActionRestart:
	default:
		if !seen["action"] {
			return at(path, "the field \"action\" is missing")
		}
		return at(path, "the action %q is not known here", clip(e.Action))
	}
	return exactly(path, "the action "+e.Action, seen, names...)
}

func (p *parser) message(path string) (*core.Received, error) {
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
