package e2e

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kizami/core/scenario"
	"kizami/learn"
)

// TestLinkOpensOnTheMoment shares an event, a node and a language, and opens what mail made of the link.
func TestLinkOpensOnTheMoment(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.wait(ended, "the end of the run")
	tab.choose("#preset", "ring6")
	tab.shows(preset(t, "ring6"))
	tab.choose("#round-slider", "3")
	tab.do(chromedp.Focus(chromedp.CSS(`[data-node="0"]`)))
	tab.press(kb.ArrowRight, kb.ArrowRight)
	tab.wait(element(`[data-node="2"][aria-pressed="true"]`), "node 2")
	link := tab.copied()
	for _, done := range []string{"", "&utm_source=mail&fbclid=x", ").", "%20%0A"} {
		fresh := tab.another(look{still: true})
		fresh.do(chromedp.Navigate(strings.Replace(link, "&lang=en", "&lang=ja", 1) + done))
		fresh.wait(`document.querySelector("#round-slider").value === "3" && document.documentElement.lang === "ja"`, "round 3, in Japanese, after "+done)
		fresh.wait(element(`[data-node="2"][aria-pressed="true"]`), "node 2")
		if id := read[string](fresh, `document.querySelector("#preset").value`); id != "ring6" {
			t.Errorf("%q: the preset is called %q", done, id)
		}
	}
	tab.do(chromedp.Evaluate[chromedp.Void](`location.hash = "#preset=triangle&at=2&node=1&lang=ja"`))
	tab.wait(`document.querySelector("#preset").value === "triangle" && document.documentElement.lang === "ja"`, "the preset by its name, in Japanese")
	tab.wait(element(`[data-node="1"][aria-pressed="true"]`), "node 1")
	tab.do(chromedp.Evaluate[chromedp.Void](`location.hash = "#preset=nothing"`))
	tab.wait(element(`#notice [data-code="link-malformed"]`), "what to do about a preset that is not there")
}

func TestLearningLinkOpensOnTheMoment(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.example("one-large-step")
	tab.chooseWay("mean")
	tab.choose("#round-slider", "2")
	tab.choose("#node", "1")
	tab.click("#share")
	tab.wait(`location.hash.startsWith("#v1.")`, "the link")
	fresh := learns(t, look{still: true}, read[string](tab, "location.hash"))
	fresh.wait(`document.querySelector("main").dataset.way === "mean" && document.querySelector("#round-slider").value === "2" && document.querySelector("#node").value === "1"`, "the moment")
	if id := read[string](fresh, `document.querySelector("#preset").value`); id != "one-large-step" {
		t.Errorf("the example is called %q", id)
	}
}

// TestEditsSurvive edits, goes to the other view, edits there, goes back, follows a link, goes back and reloads.
func TestEditsSurvive(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	tab.fill("#value-0", "100")
	d.Values[0] = "100"
	tab.shows(parse(t, d.text()))
	tab.choose("#round-slider", "2")
	round := func(want string) {
		t.Helper()
		tab.wait(fmt.Sprintf(`document.querySelector("#round-slider").value === %q`, want), "round "+want)
	}
	round("2")
	other := func() {
		t.Helper()
		tab.do(chromedp.Navigate(read[string](tab, `document.querySelector(".views a:not([aria-current])").href`)))
		tab.wait(element("#result"), "the other view")
	}
	average := func() string { return traceOf(t, parse(t, d.text())).Outcome.Average[0] }
	mine := func(why string) {
		t.Helper()
		tab.wait(fmt.Sprintf(`document.querySelector("#result").dataset.average === %q`, average()), "the edit "+why)
		round("2")
	}
	other()
	tab.wait(`document.querySelector("main").dataset.learning === "false"`, "the first experiment")
	tab.drag(150)
	other()
	mine("after the other view")
	other()
	tab.wait(`document.querySelector("#stepper").value === "150" && !document.querySelector("#automatic").checked`, "the step of the learning view")
	other()
	mine("after both")
	tab.do(chromedp.Reload())
	mine("after a reload")
	tab.do(chromedp.Evaluate[chromedp.Void](`location.hash = "#preset=triangle"`))
	tab.wait(`document.querySelector("#preset").value === "triangle"`, "a link")
	tab.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	mine("after the way back from a link")
}

// TestKeptNonsenseIsPassedOver finds in the browser what this version does not read.
func TestKeptNonsenseIsPassedOver(t *testing.T) {
	t.Parallel()
	for _, kept := range []string{"{", `{"v":2,"text":"{}"}`, `{"v":1,"text":"{}"}`, `{"v":1,"text":7}`} {
		tab := newTab(t, look{still: true, script: fmt.Sprintf("localStorage['kizami.kept.average'] ??= %q;", kept)})
		tab.visit("")
		tab.shows(scenario.Presets()[0].Scenario)
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	off := func(id, want string) {
		t.Helper()
		tab.wait(fmt.Sprintf(`document.querySelector(%q).getAttribute("aria-disabled") === %q`, id, want), id+" is off: "+want)
	}
	off("#undo", "true")
	first := parse(t, d.text())
	tab.fill("#value-0", "100")
	d.Values[0] = "100"
	second := parse(t, d.text())
	tab.shows(second)
	off("#undo", "false")
	tab.do(chromedp.Focus(chromedp.CSS("#undo")))
	tab.press(kb.Enter)
	tab.shows(first)
	if id := read[string](tab, `document.querySelector("#preset").value`); id != scenario.Presets()[0].ID {
		t.Errorf("after all is undone the preset is called %q", id)
	}
	off("#undo", "true")
	tab.click("#redo")
	tab.shows(second)
	off("#redo", "true")
}

// TestSaving takes away the trace, the table and the picture of a run with a bracket.
func TestSaving(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, script: `{
		window.saved = {};
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => (blob.text().then((text) => (window.saved[blob.type] = text)), make.call(URL, blob)); }`})
	tab.deny()
	tab.visit("#preset=bracket7")
	tab.wait(`document.querySelector("#preset")?.value === "bracket7"`, "the bracket")
	saved := func(id, kind string) string {
		t.Helper()
		tab.do(chromedp.Evaluate[chromedp.Void](element(id) + ".click()"))
		tab.wait(fmt.Sprintf(`window.saved[%q]`, kind), kind)
		return read[string](tab, fmt.Sprintf(`window.saved[%q]`, kind))
	}
	want := traceOf(t, preset(t, "bracket7"))
	var got trace
	if err := json.Unmarshal([]byte(saved("#save-trace", "application/json")), &got); err != nil || len(got.Events) != len(want.Events) || got.Outcome.Average[0] != want.Outcome.Average[0] {
		t.Errorf("the trace: %v, %d events", err, len(got.Events))
	}
	rows, err := csv.NewReader(strings.NewReader(saved("#save-table", "text/csv"))).ReadAll()
	if err != nil || len(rows) != want.Outcome.Rounds+2 || len(rows[0]) != 1+7+1+2 {
		t.Fatalf("the table: %v, %d rows: %v", err, len(rows), rows[:1])
	}
	last := rows[len(rows)-1]
	lower, _ := strconv.ParseFloat(last[9], 64)
	upper, _ := strconv.ParseFloat(last[10], 64)
	if exact := want.Outcome.Decimal[0]; !(lower <= exact && exact <= upper) || rows[0][9] != "bracket, lower" {
		t.Errorf("the last row is %v under %v", last, rows[0])
	}
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".curves details").open = true`))
	tab.wait(`document.querySelectorAll(".curves thead th").length === 11`, "the table with the two lines of the bracket")
	picture := saved("#save-picture", "image/svg+xml")
	for reader := xml.NewDecoder(strings.NewReader(picture)); ; {
		if _, err := reader.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("the picture: %v", err)
		}
	}
	if strings.Contains(picture, "var(") || strings.Contains(picture, "class=") || strings.Count(picture, "<circle") < 7 {
		t.Errorf("the picture needs the page: %.300s", picture)
	}

	tab.visit("learn.html")
	tab.wait(element("#save-table"), "the learning view")
	tab.ends(learn.Unfinished)
	rows, err = csv.NewReader(strings.NewReader(saved("#save-table", "text/csv"))).ReadAll()
	if last := read[learnt](tab, readLearnt).Last; err != nil || len(rows) != last+2 || len(rows[0]) != 3+3*5 {
		t.Errorf("the table of learning: %v, %d rows, %v", err, len(rows), rows[0])
	}
}
