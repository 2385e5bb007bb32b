package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kizami/core/scenario"
)

// listStops notes what a Tab key must reach, in order; of the radio buttons of a group that is the checked one.
const listStops = `(() => {
	const can = "a[href], button, input, select, textarea, summary, [tabindex]";
	window.stops = [...document.querySelectorAll(can)].filter((e) =>
		e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && (e.type !== "radio" || e.checked));
	return window.stops.map((e) => e.id || e.dataset.node || e.tagName + " " + (e.textContent.trim() || e.ariaLabel));
})()`

// stop is where the focus is: the number of the stop, what is wrong with how it shows, and the element when it is no stop.
type stop struct {
	At    int    `json:"at"`
	Wrong string `json:"wrong"`
	Name  string `json:"name"`
}

const readStop = `(() => {
	const e = document.activeElement;
	const shown = e.closest("label") ?? e;
	const { x, y, width, height } = shown.getBoundingClientRect();
	const outlined = [e, shown].map((it) => getComputedStyle(it)).some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1);
	const ring = (node) => getComputedStyle(node.querySelector(".target")).stroke;
	const ringed = e.matches("[data-node]") && [...document.querySelectorAll("[data-node]")].every((node) => node === e || ring(node) !== ring(e));
	const wrong = [];
	if (!e.matches(":focus-visible")) wrong.push("not :focus-visible");
	if (!outlined && !ringed) wrong.push("no outline");
	if (width * height < 1) wrong.push("no size");
	const seen = document.elementFromPoint(x + width / 2, y + height / 2);
	if (height < innerHeight && !shown.contains(seen) && !seen?.contains(shown)) wrong.push("hidden behind " + (seen?.outerHTML.slice(0, 80) ?? "the edge"));
	return { at: window.stops.indexOf(e), wrong: e === document.body ? "" : wrong.join(", "), name: e === document.body ? "body" : e.outerHTML.slice(0, 100) };
})()`

// tabs presses Tab until the focus has left the page, and checks that it went to every stop, in order, and could be seen.
func (tab *tab) tabs(key func()) {
	tab.Helper()
	names := read[[]string](tab, listStops)
	tab.do(chromedp.Evaluate[chromedp.Void](`{ // from the top of the page
		const top = document.querySelector("h1");
		top.tabIndex = -1;
		top.focus();
		top.removeAttribute("tabindex"); }`))
	next := 0
	for range 2*len(names) + 10 {
		key()
		got := read[stop](tab, readStop)
		for range 5 { // what moves under the focus while a busy machine lays the page out comes to rest
			if got.Wrong == "" || got.Name == "body" {
				break
			}
			got = read[stop](tab, `new Promise((done) => setTimeout(done, 200)).then(() => `+readStop+`)`)
		}
		if got.Name == "body" {
			break
		}
		if got.Wrong != "" {
			tab.Errorf("focus on %s: %s", got.Name, got.Wrong)
		}
		if got.At < 0 {
			continue // a box that scrolls takes the focus too
		}
		if got.At != next {
			tab.Fatalf("Tab leads to %s, want %s", names[got.At], names[min(next, len(names)-1)])
		}
		if next++; next == len(names) {
			break
		}
	}
	if next < len(names) {
		tab.Errorf("Tab never reaches %s", strings.Join(names[next:], ", "))
	}
}

func TestTabReachesEverything(t *testing.T) {
	t.Parallel()
	for _, l := range []look{{still: true}, {still: true, width: 390, height: 844}} {
		t.Run(fmt.Sprint(l.width), func(t *testing.T) {
			tab := newTab(t, l)
			tab.visit("")
			tab.wait(ended, "the end of the run")
			forward := func() { tab.press(kb.Tab) }
			tab.tabs(forward)
			tab.click("#tab-scenario")
			tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => (d.open = true))`))
			tab.wait(element(".data table"), "the table of the curves")
			tab.tabs(forward)
		})
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	last := len(tr.Events) - 1
	tab.standsAt(tr, last)
	for _, c := range []struct {
		key string
		at  int
	}{{kb.Home, 0}, {kb.ArrowLeft, 0}, {kb.ArrowRight, 1}, {kb.ArrowRight, 2}, {kb.ArrowLeft, 1}, {kb.End, last}, {kb.ArrowRight, last}} {
		tab.press(c.key)
		tab.standsAt(tr, c.at)
	}
	tab.choose("#speed", "0.25")
	tab.press(" ") // plays again from the start
	tab.wait(fmt.Sprintf(`(({ playing, last }) => playing && !last)(%s)`, readMoment), "the play")
	tab.press(" ")
	tab.wait(fmt.Sprintf(`!(%s).playing`, readMoment), "the pause")
	tab.press(kb.End)
	tab.standsAt(tr, last)

	tab.press("?")
	tab.wait(`document.querySelector("#help-dialog").open`, "the help")
	tab.press(kb.Home) // belongs to the dialog now
	tab.press(kb.Escape)
	tab.wait(`!document.querySelector("#help-dialog").open`, "the help to close")
	tab.standsAt(tr, last)

	tab.do(chromedp.Focus(chromedp.CSS("#first")))
	tab.press(" ") // presses the button, not play
	tab.standsAt(tr, 0)
	if read[moment](tab, readMoment).Playing {
		t.Error("space on a button also plays")
	}
}

func TestKeysCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	last := len(tr.Events) - 1
	tab.standsAt(tr, last)
	tab.press("?")
	tab.wait(`document.querySelector("#help-dialog").open`, "the help")
	tab.do(chromedp.Focus(chromedp.CSS("#keys")))
	tab.press(" ", kb.Escape)
	tab.wait(`!document.querySelector("#help-dialog").open && !document.querySelector("#keys").checked && document.activeElement === document.body`, "the keys to be off")
	for range 2 { // the choice outlives a reload
		tab.press(kb.Home, kb.ArrowLeft, " ", "?")
		tab.standsAt(tr, last)
		if read[bool](tab, `document.querySelector("#help-dialog").open`) {
			t.Error("? opens the help although single keys are off")
		}
		tab.do(chromedp.Reload())
		tab.standsAt(tr, last)
	}
}

// TestControlsByKeyboard uses each kind of control with keys alone.
func TestControlsByKeyboard(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	first := scenario.Presets()[0].Scenario
	tr := traceOf(t, first)
	last := len(tr.Events) - 1
	tab.standsAt(tr, last)
	focused := func(selector string) {
		t.Helper()
		tab.wait(element(selector)+" === document.activeElement", "the focus on "+selector)
	}

	tab.do(chromedp.Focus(chromedp.CSS("#round-slider")))
	tab.press(kb.ArrowLeft)
	tab.standsAt(tr, tr.lastOf(tr.Outcome.Rounds-1))
	tab.press(kb.Home)
	tab.standsAt(tr, tr.lastOf(0))
	tab.press(kb.End)
	tab.standsAt(tr, last)

	n := len(tr.Outcome.Nodes)
	tab.do(chromedp.Focus(chromedp.CSS(`[data-node="0"]`)))
	for _, c := range []struct {
		key  string
		node int
	}{{kb.ArrowRight, 1}, {kb.ArrowDown, 2}, {kb.ArrowLeft, 1}, {kb.End, n - 1}, {kb.ArrowRight, 0}, {kb.ArrowUp, n - 1}, {kb.Home, 0}, {" ", 0}, {kb.Enter, 0}} {
		tab.press(c.key)
		focused(fmt.Sprintf(`[data-node="%d"][tabindex="0"][aria-pressed="true"]`, c.node))
		tab.wait(fmt.Sprintf(`document.querySelector(".inspector").dataset.inspected === "%d"`, c.node), fmt.Sprintf("node %d in the inspector", c.node))
		if stops := read[int](tab, `document.querySelectorAll('[data-node][tabindex="0"]').length`); stops != 1 {
			t.Errorf("%d nodes take the Tab key, want 1", stops)
		}
	}
	tab.standsAt(tr, last) // none of these keys moved the run

	tab.do(chromedp.Focus(chromedp.CSS("#tab-node")))
	tab.press(kb.ArrowRight)
	focused(`#tab-scenario[aria-selected="true"]`)
	tab.press(kb.Tab)
	focused("#value-0")
	tab.press(kb.End, " ", kb.Home, "1") // a field keeps its keys
	d := documentOf(t, first)
	d.Values[0] = "12"
	tab.shows(parse(t, d.text()))

	tab.do(chromedp.Focus(chromedp.CSS("#preset")))
	tab.press("t", "r", "i")
	tab.shows(preset(t, "triangle"))
	tab.do(chromedp.Focus(chromedp.CSS("#random")))
	tab.press(kb.Enter)
	random, err := scenario.Random(6, 42, "bound")
	if err != nil {
		t.Fatal(err)
	}
	tab.shows(random)
	tab.do(chromedp.Focus(chromedp.CSS("#share")))
	tab.press(kb.Enter)
	tab.wait(`location.hash.startsWith("#v1.")`, "the link in the address")
}
