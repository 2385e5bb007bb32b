package door

import (
	"encoding/json"
	"testing"

	"kizami/core/scenario"
)

// FuzzHandle holds the promise of Handle: every answer is well formed, of a known code, and no bug of ours.
func FuzzHandle(f *testing.F) {
	for _, op := range []string{"version", "presets", "average", "run", "recipe", "random", "examples", "learn", "rum"} {
		f.Add([]byte(written(op, "")))
	}
	f.Add([]byte(written("random", `,"nodes":6,"seed":42,"ending":"probe"`)))
	f.Add([]byte(written("average", `,"scenario":`+triangle)))
	f.Add([]byte(written("run", `,"scenario":"{}"`)))
	for _, p := range scenario.Presets() {
		text, _ := json.Marshal(p.Scenario)
		f.Add([]byte(written("run", `,"scenario":`+string(text))))
	}
	for _, e := range Examples() {
		f.Add([]byte(written("learn", `,"experiment":`+string(e.Experiment))))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := decode(t, Handle(data))
		if got.OK {
			return
		}
		if _, known := Sentences()[got.Error.Code]; !known || got.Error.Code == "internal" || got.Error.Msg == "" {
			t.Errorf("%q: %+v", data, got.Error)
		}
	})
}
