package conformance

import (
	"context"
	"io/fs"
	"regexp"

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

// claimSections are the parts of a configuration that say what must hold. They do not change the state graph.
var claimSections = regexp.MustCompile(`(?m)^(?:INVARIANTS?|PROPERTY|PROPERTIES)\b.*\n(?:[ \t]+.*\n)*`)

// dumpBare lets TLC write the state graph of a model, without checking on the way what the model claims.
func dumpBare(ctx context.Context, suite *tlc.Suite, model string) (Dump, *tlc.Result, error) {
	m, err := suite.Manifest.Find(model)
	if err != nil {
		return Dump{}, nil, err
	}
	cfg, err := fs.ReadFile(suite.Files, m.Cfg)
	if err != nil {
		return Dump{}, nil, err
	}
	bare := suite.With(map[string]string{m.Cfg: claimSections.ReplaceAllString(string(cfg), "")})
	g, result, err := bare.Dump(ctx, model)
	if err != nil {
		return Dump{}, nil, err
	}
	d, err := DumpOf(g)
	return d, result, err
}
