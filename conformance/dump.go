package conformance

import (
	"context"

	"kizami/tla/tlc"
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

// dumpBare lets TLC write the state graph of a model, without checking on the way what the model claims.
func dumpBare(ctx context.Context, suite *tlc.Suite, model string) (Dump, *tlc.Result, error) {
	m, err := suite.Models.Find(model)
	if err != nil {
		return Dump{}, nil, err
	}
	m.Config.Invariants, m.Config.Properties = nil, nil
	g, result, err := suite.DumpModel(ctx, m)
	if err != nil {
		return Dump{}, nil, err
	}
	d, err := DumpOf(g)
	return d, result, err
}
