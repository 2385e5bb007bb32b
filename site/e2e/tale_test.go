package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kizami/core/scenario"
)

// The steps of the tale of the first visit.
var taleSteps = []string{"own", "share", "guess", "know", "how"}

// taleAt waits for a step of the tale.
func (tab *tab) taleAt(step string) {
	tab.Helper()
	tab.wait(fmt.Sprintf(`document.querySelector(".tale").dataset.step === %q`, step), "the step "+step)
}

// TestTale goes through the tale as a first visitor does, by keyboard alone, with a reload on the way, and what it says is
// what the engine says.
func TestTale(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{first: true, still: true})
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	tab.visit("")
	tab.taleAt("own")
	shows := func(round int) {
		t.Helper()
		said := fmt.Sprintf("≈ %.3g", tr.Events[round].Nodes[2].Ratio[0])
		if round == 0 {
			said = "7"
		}
		tab.wait(fmt.Sprintf(`document.querySelectorAll(".values text")[2].textContent.startsWith(%q)`, said), "node 2 at "+said)
	}
	shows(0)
	for _, hidden := range []string{"#result", ".inspector", "#round-slider", ".curves", "#preset"} {
		if read[bool](tab, "!!"+element(hidden)) {
			t.Errorf("the first step shows %s", hidden)
		}
	}
	tab.click(".said button:nth-of-type(2)") // a name is a control
	tab.wait(element(`[data-node="1"][aria-pressed="true"]`), "node 1 on the stage")
	tab.press(kb.ArrowRight)
	tab.taleAt("share")
	shows(1)
	tab.press(kb.ArrowLeft)
	tab.taleAt("own")
	tab.press(" ")
	tab.taleAt("share")
	tab.press(kb.ArrowRight)
	tab.taleAt("guess")
	tab.do(chromedp.Reload())
	tab.taleAt("guess")
	shows(1)
	tab.do(chromedp.Focus(chromedp.CSS("#guess-weighted")))
	tab.press(kb.Enter)
	tab.taleAt("know")
	tab.wait(`document.activeElement.id === "tale-next"`, "the focus on the way on")
	last := 0
	for _, node := range tr.Outcome.Nodes {
		last = max(last, node.Decided)
	}
	want := strings.NewReplacer("{n}", "6", "{last}", fmt.Sprint(last), "{average}", tr.Outcome.Average[0]).Replace(wordsOf(t, "en")["tale.know"])
	if got := tab.text(".say"); got != want {
		t.Errorf("the answer is %q, want %q", got, want)
	}
	tab.wait(element(`[data-guess="weighted"]`), "what became of the guess")
	tab.press(kb.Enter)
	tab.taleAt("how")
	tab.wait(element(".inspector"), "the playground")
	tab.press(kb.Enter)
	tab.shows(scenario.Presets()[0].Scenario)
	tab.wait(`document.activeElement.id === "lead"`, "the focus on the sentence of the run")
	tab.do(chromedp.Reload())
	tab.shows(scenario.Presets()[0].Scenario)
	if read[bool](tab, `!!document.querySelector(".tale, #tale-tell")`) {
		t.Error("the tale comes again although it was told")
	}
	tab.click("#help")
	tab.click("#help-tale")
	tab.taleAt("own")
	tab.click("#tale-skip")
	tab.shows(scenario.Presets()[0].Scenario)
}

// TestTaleStepsAside is about who came for something else: by a link, even a broken one, or with an edit on the way.
func TestTaleStepsAside(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{first: true, still: true})
	tab.visit("#preset=triangle")
	tab.shows(preset(t, "triangle"))
	broken := tab.another(look{first: true, still: true})
	broken.visit("#v1.!")
	broken.shows(scenario.Presets()[0].Scenario)
	tab.click("#tale-tell")
	tab.taleAt("own")
	for range 4 {
		tab.click("#tale-next")
	}
	tab.taleAt("how")
	tab.click("#tale-edit")
	tab.fill("#value-0", "100")
	for range 2 {
		tab.wait(`document.querySelector("#result").dataset.average === "56/3"`, "the edit")
		tab.wait(element("#tale-tell"), "the offer to go on")
		tab.do(chromedp.Reload())
	}
	tab.click("#tale-tell")
	tab.taleAt("how")
}

// TestTalePlays sees the answer come by itself where motion is welcome, and not before all nodes know it.
func TestTalePlays(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{first: true, script: `localStorage["kizami.tale"] ??= '{"v":1,"step":2,"guess":null}';`})
	tab.visit("")
	tab.click("#guess-exact")
	tab.wait(`document.querySelector(".say").textContent.startsWith("Round") && !document.querySelector(".note")`, "the rounds on the way")
	tab.press(kb.End)
	tab.wait(`document.querySelector(".say").textContent.includes("exactly: 7/3") && document.querySelector("[data-guess=exact]")`, "the answer")
}

// TestTaleAccessible runs axe on every step; with -screenshots DIR it writes each, in every language, theme and size.
func TestTaleAccessible(t *testing.T) {
	t.Parallel()
	sizes := [][2]int64{{320, 800}}
	if *screenshots != "" {
		sizes = append(sizes, [][2]int64{{1366, 768}, {390, 844}, {844, 390}, {1280, 720}, {1920, 1080}}...)
		if err := os.MkdirAll(*screenshots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, size := range sizes {
		for _, lang := range []string{"en", "ja"} {
			for _, theme := range []string{"light", "dark"} {
				if *screenshots == "" && (lang == "ja") != (theme == "dark") {
					continue
				}
				tab := newTab(t, look{first: true, still: true, lang: lang, theme: theme, width: size[0], height: size[1]})
				tab.visit("")
				tab.taleAt("own")
				tab.loadAxe()
				for i, step := range taleSteps {
					if i > 0 {
						tab.do(chromedp.Evaluate[chromedp.Void](element(map[bool]string{true: "#guess-weighted", false: "#tale-next"}[step == "know"]) + ".click()"))
						tab.taleAt(step)
					}
					tab.painted(theme)
					if where := fmt.Sprintf("tale-%d-%s-%s-%d", i+1, lang, theme, size[0]); *screenshots == "" {
						tab.accessible(where)
					} else {
						keep(t, where, run(tab, chromedp.CaptureScreenshot()))
					}
				}
				if *screenshots == "" {
					tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".words").open = true`))
					tab.accessible("the words, unfolded")
				}
			}
		}
	}
}
