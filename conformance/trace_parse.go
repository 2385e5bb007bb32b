package conformance

import (
	"fmt"

	"kizami/core"
)

// MaxTraceBytes is the size of the largest message trace that is read.
const MaxTraceBytes = 16 << 20

// ParseMessageTrace reads a trace as spec/message-trace.schema.json describes it and nothing else: unknown, repeated,
// missing and superfluous fields are errors, and so is what cannot be part of any run. An error is one sentence, which
// names the event by its index, from 0, and the field. That the run obeys the protocol is for [JudgeTrace] to say.
func ParseMessageTrace(data []byte) (*MessageTrace, error) {
	if len(data) > MaxTraceBytes {
		return nil, fmt.Errorf("the trace is larger than %d bytes", MaxTraceBytes)
	}
	p := &traceParser{traceReader: newTraceReader(data)}
	t, err := p.trace()
	if err != nil {
		return nil, err
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	return t, t.Check()
}

// traceParser holds what makes sense only once all fields are known.
type traceParser struct {
	*traceReader
	prime core.Element
	nodes int
	arcs  []core.Arc
	bare  string // the first Advance without probe and horizon
	full  string // the first with them
}

func (p *traceParser) trace() (*MessageTrace, error) {
	t := &MessageTrace{}
	seen, err := p.object("", fields{
		"kizami": func(path string) error {
			version, err := p.count(path)
			if err == nil && version != 1 {
				err = at(path, "only version 1 is known, not %d", version)
			}
			return err
		},
		"prime":   func(path string) (err error) { p.prime, err = p.element(path); return },
		"digraph": p.digraph,
		"ending":  func(path string) (err error) { t.Ending, err = p.ending(path); return },
		"values":  func(path string) (err error) { t.Values, err = p.elements(path); return },
		"probes":  func(path string) (err error) { t.Probes, err = p.elements(path); return },
		"events": func(path string) error {
			return p.list(path, func(path string) error {
				e, err := p.event(path)
				t.Events = append(t.Events, e)
				return err
			})
		},
	})
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

func (p *traceParser) digraph(path string) error {
	seen, err := p.object(path, fields{
		"nodes": func(path string) (err error) { p.nodes, err = p.count(path); return },
		"arcs": func(path string) error {
			return p.list(path, func(path string) error {
				var ends []int
				err := p.list(path, func(path string) error {
					node, err := p.count(path)
					ends = append(ends, node)
					return err
				})
				if err == nil && len(ends) != 2 {
					return at(path, "an arc must be a pair of nodes [from,to]")
				}
				if err == nil {
					p.arcs = append(p.arcs, core.Arc{From: ends[0], To: ends[1]})
				}
				return err
			})
		},
	})
	if err != nil {
		return err
	}
	return exactly(path, "a digraph", seen, "nodes", "arcs")
}

func (p *traceParser) ending(path string) (core.Ending, error) {
	var rule string
	var bound int
	seen, err := p.object(path, fields{
		"rule":  func(path string) (err error) { rule, err = p.text(path); return },
		"bound": func(path string) (err error) { bound, err = p.count(path); return },
	})
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
