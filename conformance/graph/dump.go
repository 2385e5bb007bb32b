package graph

import (
	"fmt"
	"slices"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/tla/tlc"
)

// Dump is a state graph as TLC has it, not yet decoded. States share their values; nobody may change them.
type Dump struct {
	States  []tlc.State
	Initial []int
	Edges   []Edge
}

// ReadDump reads every state of TLC's graph. Few values are different, so each is parsed once.
func ReadDump(g *tlc.Graph) (Dump, error) {
	d, parsed := Dump{Initial: g.Initial()}, map[string]tlc.Value{}
	for node := range g.Len() {
		s := make(tlc.State, len(g.Variables))
		for _, name := range g.Variables {
			text := g.Text(node, name)
			if _, known := parsed[text]; !known {
				v, err := tlc.ParseValue(text)
				if err != nil {
					_, err = g.State(node) // names the line
					return Dump{}, err
				}
				parsed[text] = v
			}
			s[name] = parsed[text]
		}
		d.States = append(d.States, s)
	}
	for _, e := range g.Edges() {
		d.Edges = append(d.Edges, Edge{int(e.From), int(e.To), g.Action(e)})
	}
	return d, nil
}

// Decode decodes a state graph of TLC.
func Decode[S state.State[S]](f core.Field, dump Dump, decode state.Decoding[S]) (*Graph[S], error) {
	g := &Graph[S]{Initial: dump.Initial, Edges: dump.Edges}
	for i, raw := range dump.States {
		s, err := decode(f, raw)
		if err != nil {
			return nil, fmt.Errorf("state %d of the graph: %w", i, err)
		}
		g.States = append(g.States, s)
	}
	return g, nil
}

// DecodeMessages decodes a state graph of MessageCoordination.tla. TLC takes a step once for each disjunct that allows it,
// as it may take in a mark for two reasons (Usable); here every step counts once.
func DecodeMessages(f core.Field, d Dump) (*Graph[state.Messages], error) {
	g, err := Decode(f, d, state.DecodeMessages)
	if err != nil {
		return nil, err
	}
	known := make(map[Edge]bool, len(g.Edges))
	g.Edges = slices.DeleteFunc(slices.Clone(g.Edges), func(e Edge) bool {
		again := known[e]
		known[e] = true
		return again
	})
	return g, nil
}
