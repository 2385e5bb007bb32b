package conformance

import (
	"context"
	"io/fs"
	"regexp"

	"kizami/tla/tlc"
)

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
