package door

import (
	"fmt"
	"strings"
	"testing"

	"kizami/core/scenario"
)

// TestRecipeOfEveryPreset is what the page shows beside each: the preset that is named after it is the one where it fails.
func TestRecipeOfEveryPreset(t *testing.T) {
	for _, p := range scenario.Presets() {
		text, err := p.Scenario.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		got := ask(t, written("recipe", `,"scenario":`+string(text)))
		if !got.OK || len(got.Recipe) != p.Scenario.Digraph().Nodes() {
			t.Fatalf("preset %s: %+v", p.ID, got)
		}
		outcome, err := p.Scenario.Average()
		if err != nil {
			t.Fatal(err)
		}
		wrong := 0
		for _, a := range got.Recipe {
			if a.Average[0] != outcome.Average[0] {
				wrong++
			}
		}
		if t.Logf("%s: wrong at %d of %d nodes: %v", p.ID, wrong, len(got.Recipe), got.Recipe); p.ID == "unbalanced4" && wrong == 0 {
			t.Errorf("preset %s: the recipe does not fail", p.ID)
		}
	}
}

func TestRecipeRefused(t *testing.T) {
	ring := func(n int) string {
		var arcs, values []string
		for j := range n {
			arcs, values = append(arcs, fmt.Sprintf("[%d,%d]", j, (j+1)%n)), append(values, `"1"`)
		}
		return fmt.Sprintf(`{"kizami":1,"digraph":{"nodes":%d,"arcs":[%s]},"values":[%s]}`, n, strings.Join(arcs, ","), strings.Join(values, ","))
	}
	for n, code := range map[int]string{24: "", 25: "too-costly", 9000: "too-costly"} {
		got := ask(t, written("recipe", `,"scenario":`+ring(n)))
		if got.OK != (code == "") || code != "" && got.Error.Code != code {
			t.Errorf("%d nodes: %+v, want %q", n, got.Error, code)
		}
	}
}
