package conformance

import (
	"fmt"
	"kizami/core"
	"kizami/tla/tlc"
	"slices"
)

// Dump is a state graph as TLC has it, not yet decoded. States share their values; nobody may change them.
type Dump struct {
	States  []tlc.State
	Initial []int
	Edges   []Edge
}

// DumpOf reads every state of TLC's graph. Few values are different, so each is parsed once.
func DumpOf(g *tlc.Graph) (Dump, error) {
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

// decodeGraph decodes a state graph of TLC.
func decodeGraph[S leveled[S]](f core.Field, dump Dump, decode decoding[S]) (*StateGraph[S], error) {
	g := &StateGraph[S]{Initial: dump.Initial, Edges: dump.Edges}
	for i, raw := range dump.States {
		s, err := decode(f, raw)
		if err != nil {
			return nil, fmt.Errorf("state %d of the graph: %w", i, err)
		}
		g.States = append(g.States, s)
	}
	return g, nil
}

// decodeMessages decodes a state graph of MessageCoordination.tla. TLC takes a step once for each disjunct that allows it,
// as it may take in a mark for two reasons (Usable); here every step counts once.
func decodeMessages(f core.Field, d Dump) (*StateGraph[MessageState], error) {
	g, err := decodeGraph(f, d, DecodeMessages)
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
