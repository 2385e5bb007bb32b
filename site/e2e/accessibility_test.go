package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"kizami/core/coretest"

	"github.com/chromedp/chromedp"
)

const (
	axeFile = "../node_modules/axe-core/axe.min.js"
	axeTags = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`
	runAxe  = `axe.run({ runOnly: { type: "tag", values: ` + axeTags + ` } }).then((found) => ({
		passes: found.passes.length,
		violations: found.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => n.target.join(" ") + ": " + n.failureSummary) })),
	}))`
)

type axeResult struct {
	Passes     int `json:"passes"`
	Violations []struct {
		ID    string   `json:"id"`
		Help  string   `json:"help"`
		Nodes []string `json:"nodes"`
	} `json:"violations"`
}

// loadAxe puts axe-core into the page.
func (tab *tab) loadAxe() {
	tab.Helper()
	source, err := os.ReadFile(axeFile)
	if err != nil {
		tab.Fatal(err)
	}
	tab.do(chromedp.Evaluate[chromedp.Void](string(source)))
}

// accessible runs axe on what is on screen and checks that nothing sticks out to the side.
func (tab *tab) accessible(what string) {
	tab.Helper()
	result := read[axeResult](tab, runAxe)
	if result.Passes < 5 {
		tab.Fatalf("%s: axe passed only %d rules: it did not see the page", what, result.Passes)
	}
	for _, v := range result.Violations {
		nodes, _ := json.MarshalIndent(v.Nodes, "", " ")
		tab.Errorf("%s: %s: %s %s", what, v.ID, v.Help, nodes)
	}
	tab.fits(what)
}

// fits names whatever makes the page wider than the screen.
func (tab *tab) fits(what string) {
	tab.Helper()
	type overhang struct {
		Wide  int      `json:"wide"`
		Whose []string `json:"whose"`
	}
	got := read[overhang](tab, `({
		wide: document.documentElement.scrollWidth - innerWidth,
		whose: [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5).slice(0, 6).map((e) => e.outerHTML.slice(0, 80)),
	})`)
	if got.Wide > 0 {
		tab.Errorf("%s: %d px wider than the screen; what sticks out: %q", what, got.Wide, got.Whose)
	}
}

// TestAccessible looks for sideways scrolling in every language, theme and width, with each part of the page in view, at the
// start and at the end of a run. It runs axe in as many of these that every two settings meet, with KIZAMI_LONG in all.
func TestAccessible(t *testing.T) {
	t.Parallel()
	for i, width := range []int64{1280, 390, 320} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tab := newTab(t, look{still: true, width: width, height: 800})
			tab.visit("")
			tab.wait(ended, "the end of the run")
			tab.loadAxe()
			for _, lang := range []string{"en", "ja"} {
				for _, theme := range []string{"light", "dark"} {
					tab.speak(lang)
					tab.theme(theme)
					tab.painted(theme)
					withAxe := coretest.Long() || (lang == "ja") == (theme == "dark") == (i != 1)
					tab.tour(fmt.Sprintf("%s, %s, %d px", lang, theme, width), withAxe)
				}
			}
		})
	}
}

func (tab *tab) tour(where string, withAxe bool) {
	tab.Helper()
	look := tab.fits
	if withAxe {
		look = tab.accessible
	}
	tab.click("#tab-node")
	look(where + ", at the end")
	tab.click("#back")
	tab.click("#first")
	tab.wait(`document.querySelector("#first").getAttribute("aria-disabled") === "true"`, "the first event")
	tab.fits(where + ", at the start")
	tab.click("#last")
	tab.wait(ended, "the last event")
	tab.click("#tab-scenario")
	tab.wait(element("#value-0"), "the editor")
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => (d.open = true))`))
	tab.fill("#value-0", "much")
	tab.wait(element("#value-0-error"), "the refusal")
	look(where + ", a refused edit")
	tab.fill("#value-0", "2")
	tab.wait("!"+element("[role=alert]"), "no refusal")
	tab.click("#help")
	tab.wait(`document.querySelector("#help-dialog").open`, "the help")
	look(where + ", help")
	tab.click("#help-close")
	tab.wait(`!document.querySelector("#help-dialog").open`, "the help to close")
}

func TestOtherPagesAccessible(t *testing.T) {
	t.Parallel()
	for _, l := range []look{{theme: "light"}, {theme: "dark", width: 320, height: 800}} {
		for _, path := range []string{"rules.html", "404.html"} {
			tab := newTab(t, l)
			tab.visit(path)
			tab.loadAxe()
			tab.accessible(fmt.Sprintf("%s, %s", path, l.theme))
		}
	}
}

// TestAxeSees breaks the page, so that silence elsewhere means something.
func TestAxeSees(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, width: 320, height: 800})
	tab.visit("")
	tab.wait(ended, "the end of the run")
	tab.loadAxe()
	tab.do(chromedp.Evaluate[chromedp.Void](`{
		document.querySelector("#help").ariaLabel = null; document.querySelector("#help").title = ""; document.querySelector("#help").textContent = "";
		document.querySelector(".lead p").style.color = "#fefefe"; }`))
	found := map[string]bool{}
	for _, v := range read[axeResult](tab, runAxe).Violations {
		found[v.ID] = true
	}
	if !found["button-name"] || !found["color-contrast"] {
		t.Errorf("axe found %v, want button-name and color-contrast among it", found)
	}
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".lead p").style.width = "400px"`))
	if wide := read[int](tab, `document.documentElement.scrollWidth - innerWidth`); wide <= 0 {
		t.Error("a paragraph of 400 px does not make a page of 320 px scroll sideways")
	}
}
