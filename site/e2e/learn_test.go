package e2e

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/learn"
)

var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// TestLearning is the story of the page: all is well, one large step wrecks everybody, coordination mends it.
func TestLearning(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	if first := read[learnt](tab, readLearnt); first.End != learn.Unfinished || len(first.Ways) != 5 || len(first.States) != 5 {
		t.Errorf("the first picture: %+v", first)
	}
	tab.matches()
	odd := read[int](tab, `Number(document.querySelector("#node").value)`)
	tab.choose("#stepper", "160") // 10
	tab.ends(learn.Diverged)
	report := tab.matches()
	run, got := report.Methods[0].Runs[0], read[learnt](tab, readLearnt)
	at := regexp.MustCompile(`^epoch (\d+), node (\d+)`).FindStringSubmatch(run.Reason)
	if at == nil || !strings.Contains(got.Reason, "Node "+at[2]) || !strings.Contains(tab.text(".lead"), "In epoch "+at[1]+" they have diverged") {
		t.Errorf("%q, %q; natively %q", tab.text(".lead"), got.Reason, run.Reason)
	}
	if slices.ContainsFunc(got.States, func(state string) bool { return state != "diverged" }) {
		t.Errorf("nodes are drawn as %v", got.States)
	}
	tab.speak("ja")
	if said := tab.text("#reason"); !strings.Contains(said, "ノード "+at[2]) || latin.MatchString(said) {
		t.Errorf("in Japanese the reason is %q", said)
	}
	tab.speak("en")
	tab.click("#coordinate")
	tab.ends(learn.Converged)
	tab.click("#mode-mean")
	tab.ends(learn.Diverged) // the mean follows the large proposal
	if story := tab.text("#story"); !strings.Contains(story, "harmonic") {
		t.Errorf("the story goes on with %q", story)
	}
	for _, mode := range []string{"min", "harmonic"} {
		tab.click("#mode-" + mode)
		tab.ends(learn.Converged)
		if report := tab.matches(); report.Methods[0].Mode != mode {
			t.Errorf("the link leads to %s, not to %s", report.Methods[0].Mode, mode)
		}
	}
	ways := read[learnt](tab, readLearnt).Ways
	for way, end := range map[string]string{"own": "diverged", "mean": "diverged", "min": "converged", "harmonic": "converged", "certified": "converged"} {
		if want := end + " " + end + " in epoch"; !strings.HasPrefix(ways[way], want) {
			t.Errorf("%s ends as %q, want %q", way, ways[way], want)
		}
	}
	by := read[string](tab, `document.querySelector("#mode-harmonic").getAttribute("aria-describedby") ?? ""`)
	if said := tab.text("#" + by); !strings.HasPrefix(said, "converged") {
		t.Errorf("the harmonic mean is described by %q: %q", by, said)
	}
	tab.click("#automatic")
	tab.wait(element(`.outcome[data-way="own"][data-end="unfinished"]`), "the run in which every node follows its rule")
	if strings.Contains(tab.written(), "constant") {
		t.Error("a node still holds its step")
	}
	if now := read[int](tab, `Number(document.querySelector("#node").value)`); now != odd {
		t.Errorf("node %d is chosen, want %d still", now, odd)
	}
}

func TestLearningByLinkTextAndExample(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.click("#coordinate")
	tab.click("#mode-min")
	tab.choose("#node", "1")
	tab.choose("#stepper", "150")
	tab.wait(`!document.querySelector("#automatic").checked`, "the step that is held")
	text := tab.written()
	fresh := learns(t, look{still: true}, "#v1."+pack(text)+"&lang=ja")
	fresh.wait(`document.querySelector("#mode-min").checked && document.querySelector("#node").value === "1"`, "the linked run")
	if again := fresh.written(); again != text {
		t.Errorf("the link of the linked page holds\n%s\nwant\n%s", again, text)
	}
	fresh.speak("en")
	fresh.matches()

	tab.click("#tab-text")
	var e map[string]any
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	e["methods"] = []any{map[string]any{"method": "coordinated", "mode": "most"}}
	bad, _ := json.Marshal(e)
	for _, c := range []struct{ text, code, path string }{
		{string(bad), "unknown-name", "methods[0].mode"},
		{text + "}", "trailing-data", ""},
	} {
		tab.fill("#experiment", c.text)
		tab.click("#apply")
		tab.wait(element(fmt.Sprintf("#experiment-error [data-code=%q]", c.code)), "the sentence about "+c.code)
		tab.describes("#experiment", "#experiment-error")
		if !strings.Contains(tab.text("#experiment-error"), c.path) {
			t.Errorf("%q does not name %s", tab.text("#experiment-error"), c.path)
		}
	}
	plane := `{"kizami":1,"task":"learn","digraph":{"family":"cycle","nodes":4},"problem":{"kind":"ridge","dimension":2,"rows":5},
		"methods":[{"method":"push-pull","step":0.001},{"method":"coordinated","mode":"harmonic"}],
		"epochs":50,"seeds":{"first":7,"count":1},"trace":true}`
	tab.fill("#experiment", plane)
	tab.click("#apply")
	tab.wait(`document.querySelectorAll("[data-node]").length === 4 && document.querySelectorAll(".arc").length === 4`, "the cycle")
	tab.click("#tab-step")
	tab.wait(`!document.querySelector("#stepper")`, "no slider for a method with a fixed step")
	tab.choose("#method", "1")
	tab.matches()

	for _, id := range read[[]string](tab, `[...document.querySelector("#preset").options].map((o) => o.value).filter((v) => v)`) {
		tab.choose("#preset", id)
		tab.wait(fmt.Sprintf(`document.querySelector("#preset").value === %q && document.querySelectorAll(".outcome[data-end]").length === 5`, id),
			"the example "+id)
		if read[bool](tab, "!!"+element("[role=alert]")) {
			t.Errorf("%s: %s", id, tab.text("[role=alert]"))
		}
	}
}

// TestLearningThatEndsBeforeItBegins pastes an experiment whose start does not fit the grid.
func TestLearningThatEndsBeforeItBegins(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.click("#tab-text")
	tab.fill("#experiment", `{"kizami":1,"task":"learn","digraph":{"family":"ring","nodes":4},"problem":{"kind":"quadratic",
		"curvatures":["1","1","1","1"],"minimisers":["0","0","0","0"]},"methods":[{"method":"coordinated"},{"method":"own"}],
		"seeds":{"count":1},"epochs":50,"start":1e15}`)
	tab.click("#apply")
	tab.wait(`document.querySelectorAll("[data-node]").length === 4`, "the ring")
	tab.ends(learn.Unfinished)
	tab.click("#tab-step")
	for _, coordinated := range []string{"true", "false"} {
		tab.wait(element(`#coordinate[aria-checked="`+coordinated+`"]`), "coordination: "+coordinated)
		got := read[learnt](tab, readLearnt)
		if got.Last != 0 || got.Epochs != 0 || len(got.Numbers) != 4 || got.Numbers[3][3] != "5e+29" || got.Costs["rounds"] != "0" {
			t.Errorf("%+v", got)
		}
		for lang, words := range map[string]string{"ja": "初期値が目盛りの範囲に収まらない", "en": "The start does not fit the grid"} {
			tab.speak(lang)
			if story := tab.text("#story"); !strings.Contains(story, words) {
				t.Errorf("%s: the story goes on with %q", lang, story)
			}
		}
		tab.speak("en")
		if below := tab.text(".below"); strings.Contains(below, "no step sizes to propose") {
			t.Errorf("under the stage stands %q", below)
		}
		tab.click("#coordinate")
	}
	tab.choose("#preset", "small")
	tab.ends(learn.Unfinished)
}
