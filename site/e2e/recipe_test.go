package e2e

import (
	"fmt"
	"testing"

	"kizami/core/scenario"
)

// TestRecipeColumn compares what stands beside the exact value with the engine, run natively, in both languages; the preset
// that is named after it is one where it fails.
func TestRecipeColumn(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.wait(ended, "the end of the run")
	for i, id := range []string{"unbalanced4", "race8"} {
		s := preset(t, id)
		tab.choose("#preset", id)
		tab.wait(fmt.Sprintf(`document.querySelector("#preset").value === %q`, id), id)
		answers, err := s.Recipe()
		if err != nil {
			t.Fatal(err)
		}
		outcome := averages(t, s)
		tab.wait(fmt.Sprintf(`document.querySelectorAll(".published tbody tr").length === %d`, len(answers)), "the column")
		rows := read[[][]string](tab, `[...document.querySelectorAll(".published tbody tr")].map((r) => [r.className, ...[...r.cells].map((c) => c.textContent.replace("−", "-"))])`)
		wrong := 0
		for j, a := range answers {
			verdict, sign := "right", "right="
			if a.Average[0] != outcome.Average[0] {
				verdict, sign = "wrong", "wrong≠"
				wrong++
			}
			want := fmt.Sprint([]string{verdict, fmt.Sprint(j), fmt.Sprint(a.Sure), a.Average[0], sign, outcome.Average[0], fmt.Sprint(outcome.Nodes[j].Decided)})
			if got := fmt.Sprint(rows[j]); got != want {
				t.Errorf("%s: the column says %s, want %s", id, got, want)
			}
		}
		if want := 1 - i; wrong != want {
			t.Errorf("%s: wrong at %d nodes, want %d", id, wrong, want)
		}
	}
	tab.choose("#round-slider", "0") // before it would be sure nothing is told
	tab.wait("!"+element(".published"), "no answer at the start")
	tab.choose("#round-slider", "99")
	tab.click(".published summary")
	tab.loadAxe()
	for _, lang := range []string{"en", "ja"} {
		tab.speak(lang)
		tab.accessible("the recipe's column, " + lang)
	}
}

func averages(t *testing.T, s *scenario.Scenario) *scenario.Outcome {
	t.Helper()
	out, err := s.Average()
	if err != nil {
		t.Fatal(err)
	}
	return out
}
