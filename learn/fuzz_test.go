package learn

import (
	"testing"

	"kizami/core/coretest"
)

// FuzzParse: whatever comes in, no panic and no error but an *Error; what is taken is valid by the schema, goes together,
// and has a problem or says in one sentence why not.
func FuzzParse(f *testing.F) {
	for _, all := range [][]bad{goodInputs, badInputs} {
		for _, b := range all {
			if text := b.text(f); len(text) < 2000 {
				f.Add([]byte(text))
			}
		}
	}
	schema := coretest.Schema(f, "experiment.schema.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := Parse(data, files)
		if err != nil {
			isFault(t, err, "")
			return
		}
		if err := coretest.Validate(t, schema, data); err != nil {
			t.Errorf("taken, but not valid: %v", err)
		}
		if err := e.Check(); err != nil {
			t.Errorf("parsed, but refused later: %v", err)
		}
		g, small := e.Problem.(Generated)
		if small = small && g.Nodes*g.Rows*g.Dimension < 10_000; !small {
			return
		}
		if _, err := e.Problem.Make(e.Seeds.First); err != nil {
			isFault(t, err, "")
		}
	})
}
