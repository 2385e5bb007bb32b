package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"kizami/core/scenario"
)

// ruledAt is the ruler of numbers as it is drawn, in pixels of the screen.
type ruledAt struct {
	From    float64    `json:"from"`
	To      float64    `json:"to"`
	Left    float64    `json:"left"`
	Right   float64    `json:"right"`
	Jaws    [2]float64 `json:"jaws"`
	Choices int        `json:"choices"`
	Said    string     `json:"said"`
	Nodes   []struct {
		Own  float64    `json:"own"`
		Span [2]float64 `json:"span"`
	} `json:"nodes"`
}

const readRuler = `(() => {
	const svg = document.querySelector(".shutting svg");
	const box = (e) => e.getBoundingClientRect();
	const middle = (e) => (box(e).left + box(e).right) / 2;
	const whole = box(svg.querySelector(".unused"));
	return {
		from: Number(svg.dataset.from), to: Number(svg.dataset.to), left: whole.left, right: whole.right,
		jaws: [...svg.querySelectorAll("[data-jaw]")].map(middle), choices: (svg.querySelector(".cuts").getAttribute("d").match(/Z/g) ?? []).length,
		said: document.querySelector("#bracket-said").textContent,
		nodes: [...svg.querySelectorAll("[data-heard]")].map((g) => {
			const span = box(g.querySelector(".span"));
			return { own: middle(g.querySelector(".own")), span: [span.left, span.right] };
		}),
	};
})()`

// windowAt returns the bracket that all nodes hold after an event, and the one before it when a window ends with the event
// or when only one number is left: on its scale the jaws are drawn.
func (tr *trace) windowAt(at int) (held, scale scenario.Bracket) {
	for i, event := range tr.Events[:at+1] {
		if event.Bracket == nil {
			continue
		}
		before := held
		held = event.Bracket[0]
		if scale = held; i > 0 && (i == at || len(held.Left) == 1) {
			scale = before
		}
	}
	return held, scale
}

// rules compares the ruler of numbers with the trace after an event.
func (tab *tab) rules(tr *trace, at int, lang string) {
	tab.Helper()
	got := read[ruledAt](tab, readRuler)
	held, scale := tr.windowAt(at)
	if got.From != scale.Decimal[0] || got.To != scale.Decimal[1] || got.Choices != len(held.Left) {
		tab.Errorf("event %d: the ruler goes from %v to %v with %d notches, want %v and %d", at, got.From, got.To, got.Choices, scale.Decimal, len(held.Left))
	}
	near := func(what string, x, value float64) {
		tab.Helper()
		want := got.Left + (value-scale.Decimal[0])/(scale.Decimal[1]-scale.Decimal[0])*(got.Right-got.Left)
		if want = math.Max(got.Left-12, math.Min(got.Right+12, want)); math.Abs(x-want) > 0.75 {
			tab.Errorf("event %d: %s is drawn at %.1f, want %.1f", at, what, x, want)
		}
	}
	near("the lower jaw", got.Jaws[0], held.Decimal[0])
	near("the upper jaw", got.Jaws[1], held.Decimal[1])
	for j, node := range got.Nodes {
		last := tr.standing(j, at).observed
		seen := last[len(last)-1]
		near(fmt.Sprintf("node %d", j), node.Own, seen.Ratio[0])
		near(fmt.Sprintf("the least that node %d heard of", j), node.Span[0], seen.Heard[0][0])
		near(fmt.Sprintf("the greatest that node %d heard of", j), node.Span[1], seen.Heard[0][1])
	}
	if len(got.Nodes) != len(tr.Outcome.Nodes) {
		tab.Errorf("event %d: %d nodes on the ruler", at, len(got.Nodes))
	}
	tab.tells(tr, at, got.Said, wordsOf(tab.T, lang))
}

// tells compares the sentence above the ruler: the words of the language around the numbers of the trace.
func (tab *tab) tells(tr *trace, at int, said string, words words) {
	tab.Helper()
	held, _ := tr.windowAt(at)
	key, numbers := "bracket.left", []string{fmt.Sprint(len(held.Left))}
	switch {
	case tr.Events[at].Action == "Decide" && tr.Outcome.Ending.By == "bound":
		key, numbers = "bracket.bound", tr.Outcome.Average
	case len(held.Left) == 0:
		key, numbers = "bracket.many", nil
	case len(held.Left) == 1:
		key, numbers = "bracket.one", held.Left
	}
	for _, part := range append(gap.Split(words[key], -1), numbers...) {
		if part = strings.ReplaceAll(part, "-", "−"); !strings.Contains(said, part) {
			tab.Errorf("event %d: %q does not say %q", at, said, part)
		}
	}
}

// slowRing is a race that the bound ending wins, and at first there are too many choices to show.
const slowRing = `{"kizami":1,"digraph":{"nodes":6,"arcs":[[0,1],[1,2],[2,3],[3,4],[4,5],[5,0]]},"values":["3","1","-2","70","0","4"]}`

// TestBracketShuts goes through every event of runs that the bracket wins, alone and in the race, and of one that the bound
// ending wins, and compares what is drawn and said with the trace, in both languages.
func TestBracketShuts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang string
		s    *scenario.Scenario
		by   string
	}{{"en", preset(t, "bracket7"), "bracket"}, {"ja", preset(t, "race8"), "bracket"}, {"en", parse(t, slowRing), "bound"}} {
		tab := newTab(t, look{still: true, lang: c.lang})
		tr := traceOf(t, c.s)
		if tr.Outcome.Ending.By != c.by {
			t.Fatalf("decided by %s, want %s", tr.Outcome.Ending.By, c.by)
		}
		tab.visit("#v1." + pack(documentOf(t, c.s).text()))
		tab.wait(ended, "the end of the run")
		if average := read[string](tab, `document.querySelector("#result").dataset.average`); average != tr.Outcome.Average[0] {
			t.Errorf("the average is %s, want %s", average, tr.Outcome.Average[0])
		}
		if by := read[string](tab, `document.querySelector("#by")?.dataset.by ?? ""`); (by == c.by) != (tr.Outcome.Ending.Rule == "race") {
			t.Errorf("%s: the page says that it was decided by %q", tr.Outcome.Ending.Rule, by)
		}
		tab.click("#first")
		for at := range tr.Events {
			if at > 0 {
				tab.click("#step")
			}
			tab.wait(fmt.Sprintf(`document.querySelector(".tellings").textContent.includes("events[%d]")`, at), fmt.Sprintf("event %d", at))
			tab.rules(tr, at, c.lang)
		}
	}
}

// TestBracketOnTheRulerOfTime looks for the windows on the ruler of rounds, with how many numbers each leaves.
func TestBracketOnTheRulerOfTime(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	tab.choose("#preset", "bracket7")
	s := preset(t, "bracket7")
	tab.shows(s)
	tr := traceOf(t, s)
	windows := 0
	for at, event := range tr.Events {
		if event.Bracket == nil || at == 0 {
			continue
		}
		windows++
		want := fmt.Sprint(len(event.Bracket[0].Left))
		if at == len(tr.Events)-2 { // all decide in this round, too
			want += fmt.Sprint(len(tr.Outcome.Nodes))
		}
		if got := tab.text(fmt.Sprintf(`[data-signs="%d"]`, event.Round)); got != want {
			t.Errorf("round %d is marked with %q, want %q", event.Round, got, want)
		}
	}
	if marked := read[int](tab, `document.querySelectorAll("[data-signs]").length`); marked != windows {
		t.Errorf("%d rounds are marked, want the ends of %d windows", marked, windows)
	}
}

// TestBracketIsChosen chooses both endings in the editor, with what the nodes know, and follows the link of such a run.
func TestBracketIsChosen(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	tab.click("#tab-scenario")
	tab.click("#ending-bracket")
	doc := documentOf(t, scenario.Presets()[0].Scenario)
	doc.Ending = map[string]any{"rule": "bracket"}
	tab.shows(parse(t, doc.text()))
	tab.fill("#mixing-bound", "9")
	tab.fill("#mixing-diameter", "5")
	tab.wait(`document.querySelector("#rounds").dataset.predicted === "5"`, "windows of five rounds")
	if bound := read[string](tab, element("#mixing-bound")+".value"); bound != "9" {
		t.Errorf("the bound is %q after another field was filled, want 9", bound)
	}
	doc.Ending = map[string]any{"rule": "bracket", "bound": 9, "diameter": 5}
	tab.shows(parse(t, doc.text()))
	tab.fill("#mixing-diameter", "1")
	tab.wait(element("#mixing-diameter-error")+`.dataset.code === "diameter-low"`, "a refusal at the field")
	tab.fill("#mixing-diameter", "")
	tab.wait(`document.querySelector("#rounds").dataset.predicted === "3"`, "windows of three rounds, the digraph's own")
	doc.Ending = map[string]any{"rule": "bracket", "bound": 9}
	tab.shows(parse(t, doc.text()))
	tab.click("#ending-race")
	doc.Ending = map[string]any{"rule": "race"}
	tab.shows(parse(t, doc.text()))
	tab.click("#share")
	tab.wait(`location.hash.startsWith("#v1.")`, "the link")
	again := newTab(t, look{still: true})
	again.visit(read[string](tab, "location.hash"))
	again.shows(parse(t, doc.text()))
	again.wait(element(".shutting"), "the bracket")
}

// TestBracketAccessible runs axe and looks for sideways scrolling with the bracket in view, while it shuts and at the end.
func TestBracketAccessible(t *testing.T) {
	t.Parallel()
	for _, l := range []look{{lang: "en", theme: "light", width: 1280}, {lang: "ja", theme: "dark", width: 390}, {lang: "en", theme: "dark", width: 320}} {
		l.still, l.height = true, 800
		tab := newTab(t, l)
		tab.visit("#v1." + pack(documentOf(t, preset(t, "race8")).text()))
		tab.wait(ended, "the end of the run")
		tab.loadAxe()
		where := fmt.Sprintf("%s, %s, %d px", l.lang, l.theme, l.width)
		tab.accessible(where + ", one number left")
		for _, round := range []string{"0", "3", "8"} {
			tab.choose("#round-slider", round)
			tab.wait(fmt.Sprintf(`document.querySelector("#status").textContent.includes(%q)`, " "+round+" "), "round "+round)
			tab.fits(where + ", round " + round)
		}
		tab.accessible(where + ", a window over")
		tab.click("#tab-scenario")
		tab.wait(element("#mixing-bound"), "the editor")
		tab.accessible(where + ", the editor")
	}
}
