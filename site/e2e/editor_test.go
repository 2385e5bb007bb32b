package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"kizami/core/scenario"
)

// edits opens the first preset with the editor beside it.
func edits(t *testing.T, l look) (*tab, *document) {
	t.Helper()
	tab := newTab(t, l)
	tab.visit("")
	tab.wait(ended, "the end of the run")
	tab.click("#tab-scenario")
	return tab, documentOf(t, scenario.Presets()[0].Scenario)
}

func TestEdits(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	shows := func(what string) {
		t.Helper()
		t.Log(what)
		tab.shows(parse(t, d.text()))
		if own := read[string](tab, `document.querySelector("#preset").value`); own != "own" {
			t.Errorf("%s: the preset says %q, want own", what, own)
		}
	}
	tab.fill("#value-0", "100")
	d.Values[0] = "100"
	shows("a value")
	tab.fill("#value-3", "-22/7")
	d.Values[3] = "-22/7"
	shows("a fraction")
	tab.fill("#sends-0", "1, 3, 4")
	d.send(0, 1, 3, 4)
	shows("an arc more")
	tab.fill("#sends-0", "1 4")
	d.send(0, 1, 4)
	shows("an arc less")
	tab.click("#ending-bound")
	d.Ending = map[string]any{"rule": "bound", "bound": 6}
	shows("the ending with a bound")
	tab.fill("#bound", "9")
	d.Ending["bound"] = 9
	shows("another bound")
	tab.click("#ending-probe")
	tab.fill("#probe-seed", "12345")
	d.Ending = map[string]any{"rule": "probe", "seed": 12345}
	shows("the ending with a probe")
	tab.click("#add-node")
	d.Digraph.Nodes, d.Values = 7, append(d.Values, "0")
	d.Digraph.Arcs = append(d.Digraph.Arcs, [2]int{0, 6}, [2]int{6, 0})
	shows("a node more")
	tab.click(`[data-remove="6"]`)
	d.Digraph.Nodes, d.Values = 6, d.Values[:6]
	d.send(0, 1, 4)
	d.send(6)
	shows("a node less")
	tab.click(".agreed summary")
	tab.fill("#capacity", "1000")
	d.Capacity = 1000
	shows("a capacity")
}

func TestPasting(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	paste := func(text string) {
		t.Helper()
		tab.fill("#paste", text)
		tab.click("#apply")
		tab.wait(`document.querySelector("#paste").value === ""`, "the pasted text to be taken")
	}
	vectors := *d
	vectors.Values = []any{[]string{"1", "1/3"}, []string{"2", "0"}, []string{"6", "-5"}, []string{"0", "0.5"}, []string{"4", "4"}, []string{"9", "1"}}
	paste(vectors.text())
	tab.shows(parse(t, vectors.text()))
	tab.click("#tab-node")
	tab.choose("#coordinate", "1")
	want := traceOf(t, parse(t, vectors.text())).Outcome.Average[1]
	tab.wait(fmt.Sprintf(`document.querySelector(".known").dataset.average === %q`, want), "the average of the other coordinate, "+want)

	tab.choose("#preset", scenario.Presets()[0].ID)
	tab.shows(scenario.Presets()[0].Scenario)
	tab.click("#tab-scenario")
	paste("# a ring\n0>1\n1 2\n2->0\n")
	d.Digraph.Nodes, d.Values = 3, d.Values[:3]
	d.Digraph.Arcs = [][2]int{{0, 1}, {1, 2}, {2, 0}}
	tab.shows(parse(t, d.text()))
}

func TestFiles(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true, script: `{
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => (blob.text().then((text) => (window.saved = text)), make.call(URL, blob)); }`})
	tab.deny()
	d.Values[2] = "70"
	file := filepath.Join(t.TempDir(), "scenario.json")
	if err := os.WriteFile(file, []byte(d.text()), 0o644); err != nil {
		t.Fatal(err)
	}
	tab.do(chromedp.SetUploadFiles(chromedp.CSS("#import"), []string{file}))
	tab.shows(parse(t, d.text()))
	tab.click("#export")
	tab.wait(`window.saved`, "the saved file")
	tab.shows(parse(t, read[string](tab, `window.saved`)))
}

// deny lets the browser write no files.
func (tab *tab) deny() {
	tab.Helper()
	tab.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		profile := chromedp.FromContext(ctx).BrowserContextID
		_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "deny", BrowserContextID: profile})
		return err
	}))
}
