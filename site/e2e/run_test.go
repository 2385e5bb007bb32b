package e2e

import (
	"fmt"
	"strings"
	"testing"

	"kizami/core/scenario"
)

// ended holds when the run on screen stands at its last event.
const ended = `document.querySelector("#step")?.getAttribute("aria-disabled") === "true" &&
	document.querySelector("#round-slider").value === document.querySelector("#round-slider").max`

// onScreen is what the page says about a run as a whole.
type onScreen struct {
	Average   string `json:"average"`
	Sentence  string `json:"sentence"`
	Rounds    int    `json:"rounds"`
	Cost      string `json:"cost"`
	Predicted int    `json:"predicted"`
	Measured  int    `json:"measured"`
	Beside    string `json:"beside"`
}

const readScreen = `(() => {
	const [result, rounds] = [document.querySelector("#result"), document.querySelector("#rounds")];
	return {
		average: result?.dataset.average ?? "", sentence: result?.parentElement.textContent ?? "",
		rounds: Number(result?.dataset.rounds ?? -1), cost: document.querySelector(".cost")?.textContent ?? "",
		predicted: Number(rounds?.dataset.predicted ?? -1), measured: Number(rounds?.dataset.measured ?? -1),
		beside: rounds?.innerText ?? "",
	};
})()`

// shows waits for the outcome of a scenario on screen and compares everything that the page says about it. Call it with
// the page in English.
func (tab *tab) shows(s *scenario.Scenario) {
	tab.Helper()
	want, err := s.Trace()
	if err != nil {
		tab.Fatal(err)
	}
	out := want.Outcome
	average := strings.Join(out.Average, " ")
	cost := fmt.Sprintf("%s messages, %s bytes", grouped(out.Messages), grouped(out.Bytes))
	tab.wait(fmt.Sprintf(`(({ average, rounds, cost }) => average === %q && rounds === %d && cost.includes(%q))(%s)`, average, out.Rounds, cost, readScreen),
		fmt.Sprintf("the average %s after %d rounds, %s", average, out.Rounds, cost))
	tab.wait(ended, "the end of the run")
	got := read[onScreen](tab, readScreen)
	if got.Predicted != want.Predicted.Rounds || got.Measured != out.Rounds {
		tab.Errorf("predicted %d, measured %d rounds; want %d and %d", got.Predicted, got.Measured, want.Predicted.Rounds, out.Rounds)
	}
	for _, number := range []string{fmt.Sprint(want.Predicted.Rounds), fmt.Sprint(out.Rounds)} {
		if !strings.Contains(got.Beside, number) {
			tab.Errorf("%q does not say %s rounds", got.Beside, number)
		}
	}
	if first := strings.ReplaceAll(out.Average[0], "-", "−"); !strings.Contains(got.Sentence, first) {
		tab.Errorf("the sentence %q does not say %s", got.Sentence, first)
	}
	tab.showsNodes(out)
}

// showsNodes compares what the drawn nodes say with the outcome, at the end of a run.
func (tab *tab) showsNodes(out *scenario.Outcome) {
	tab.Helper()
	labels := read[[]string](tab, `[...document.querySelectorAll("[data-node]")].map((n) => n.dataset.phase + ": " + n.ariaLabel)`)
	if len(labels) != len(out.Nodes) {
		tab.Fatalf("%d nodes are drawn, want %d", len(labels), len(out.Nodes))
	}
	for j, node := range out.Nodes {
		for _, part := range []string{"stopped: ", fmt.Sprintf("node %d,", j), strings.ReplaceAll(node.Average[0], "-", "−"), fmt.Sprintf("round %d", node.Stopped)} {
			if !strings.Contains(strings.ReplaceAll(labels[j], "-", "−"), part) {
				tab.Errorf("node %d is labelled %q, which lacks %q", j, labels[j], part)
			}
		}
	}
}

// grouped writes a count as English readers do.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func TestFirstPresetRunsOnLoad(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{})
	tab.visit("")
	tab.choose("#speed", "4") // it would come to its end without, only later
	tab.shows(scenario.Presets()[0].Scenario)
	if id := read[string](tab, `document.querySelector("#preset").value`); id != scenario.Presets()[0].ID {
		t.Errorf("the preset %q is chosen, want %q", id, scenario.Presets()[0].ID)
	}
}

func TestEveryPreset(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	presets := scenario.Presets()
	tab.shows(presets[0].Scenario)
	offered := read[[]string](tab, `[...document.querySelector("#preset").options].map((o) => o.value)`)
	for i, preset := range presets {
		if i >= len(offered) || offered[i] != preset.ID {
			t.Fatalf("the presets offered are %v; %s is missing at place %d", offered, preset.ID, i)
		}
	}
	for _, preset := range append(presets[1:], presets[0]) {
		tab.choose("#preset", preset.ID)
		tab.shows(preset.Scenario)
	}
}
