package e2e

import (
	"fmt"
	"testing"

	"kizami/core/scenario"
)

// refuses waits for a sentence at a place of the page and compares it in both languages; what is on screen must stay.
func (tab *tab) refuses(place, code string, args map[string]any) {
	tab.Helper()
	marked := fmt.Sprintf("%s[data-code=%q], %s [data-code=%q]", place, code, place, code)
	tab.wait(element(marked), fmt.Sprintf("the sentence about %s at %s", code, place))
	for _, lang := range []string{"en", "ja"} {
		tab.speak(lang)
		if got, want := tab.text(marked), wordsOf(tab.T, lang).sentence(tab.T, code, args); got != want {
			tab.Errorf("%s at %s, %s:\n%s\nwant\n%s", code, place, lang, got, want)
		}
	}
	tab.speak("en")
	visible := fmt.Sprintf(`(({ width, height }) => width > 1 && height > 1)(%s.getBoundingClientRect())`, element(marked))
	if !read[bool](tab, visible) {
		tab.Errorf("the sentence about %s at %s cannot be seen", code, place)
	}
}

// describes checks that a field is marked as wrong and points at the sentence beside it.
func (tab *tab) describes(field, place string) {
	tab.Helper()
	invalid := read[string](tab, element(field)+`.getAttribute("aria-invalid") ?? ""`)
	by := read[string](tab, element(field)+`.getAttribute("aria-describedby") ?? ""`)
	if invalid != "true" || "#"+by != place {
		tab.Errorf("%s: aria-invalid %q, described by %q; want true and %s", field, invalid, by, place)
	}
}

// speak switches the page to a language.
func (tab *tab) speak(lang string) {
	tab.Helper()
	if read[string](tab, `document.documentElement.lang`) != lang {
		tab.click("#lang")
	}
	tab.wait(fmt.Sprintf(`document.documentElement.lang === %q && document.querySelector("#lang").lang !== %q`, lang, lang), "the language "+lang)
}

// TestRefusedEdits gives each field something bad. The sentence stands at the field, the text stays in the field, the last
// good run stays on screen, and the next good edit runs.
func TestRefusedEdits(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	tab.click(".agreed summary")
	first := scenario.Presets()[0].Scenario
	for _, c := range []struct {
		field, bad, good, place string
		change                  func(*document) // what the bad text means; nil when it means nothing
		code                    string          // of a text that means nothing
	}{
		{"#value-0", "1..2", "2", "#value-0-error", func(d *document) { d.Values[0] = "1..2" }, ""},
		{"#value-4", "9/0", "9/4", "#value-4-error", func(d *document) { d.Values[4] = "9/0" }, ""},
		{"#value-2", "1e400", "7", "#value-2-error", func(d *document) { d.Values[2] = "1e400" }, ""},
		{"#value-5", "99999999999999999999", "4", "#value-5-error", func(d *document) { d.Values[5] = "99999999999999999999" }, ""},
		{"#sends-2", "", "0, 3, 5", "#digraph-error", func(d *document) { d.send(2) }, ""},
		{"#sends-1", "1, 2", "2", "#sends-1-error", func(d *document) { d.send(1, 1, 2) }, ""},
		{"#sends-1", "two", "2", "#sends-1-error", nil, "targets-form"},
		{"#probe-seed", "seven", "7", "#probe-seed-error", nil, "integer-form"},
		{"#quantum", "1", "", "#value-1-error", func(d *document) { d.Quantum = "1" }, ""},
		{"#quantum", "-1", "", "#quantum-error", func(d *document) { d.Quantum = "-1" }, ""},
		{"#capacity", "3", "", "#capacity-error", func(d *document) { d.Capacity = 3 }, ""},
	} {
		t.Run(c.field+" "+c.bad, func(t *testing.T) {
			tab := tab.in(t)
			bad, code, args := *d, c.code, map[string]any(nil)
			bad.Values = append([]any{}, d.Values...)
			if c.change != nil {
				c.change(&bad)
				fault := faultOf(t, bad.text())
				code, args = fault.Code, fault.Args
			}
			tab.fill(c.field, c.bad)
			tab.refuses(c.place, code, args)
			if c.place == c.field+"-error" {
				tab.describes(c.field, c.place)
			}
			tab.shows(first)
			if kept := read[string](tab, element(c.field)+".value"); kept != c.bad {
				t.Errorf("%s holds %q, want %q kept", c.field, kept, c.bad)
			}
			tab.fill(c.field, c.good)
			tab.wait(`!document.querySelector("[role=alert], .stale")`, "the sentence to go")
			tab.shows(first)
		})
	}
}

func TestRefusedText(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	off := *d
	off.Quantum = "1"
	for _, bad := range []string{`{"kizami": 1,`, `{"kizami": 1, "kizami": 1}`, `{"kizami": 2}`, `[]`, off.text(), d.text() + "}"} {
		fault := faultOf(t, bad)
		tab.fill("#paste", bad)
		tab.click("#apply")
		tab.refuses("#paste-error", fault.Code, fault.Args)
		tab.describes("#paste", "#paste-error")
		tab.shows(scenario.Presets()[0].Scenario)
		if kept := read[string](tab, `document.querySelector("#paste").value`); kept != bad {
			t.Errorf("the text is %q, want %q kept", kept, bad)
		}
	}
	tab.fill("#paste", "0>1\n1=>0")
	tab.click("#apply")
	tab.refuses("#paste-error", "arc-line", map[string]any{"line": 2, "text": "1=>0"})
	tab.fill("#paste", "0>1\n1>2")
	tab.click("#apply")
	tab.refuses("#paste-error", "not-strongly-connected", map[string]any{"from": 1, "to": 0})
	tab.fill("#paste", " ")
	tab.click("#apply")
	tab.refuses("#paste-error", "text-empty", nil)
	tab.fill("#paste", d.text())
	tab.click("#apply")
	tab.wait(`!document.querySelector("[role=alert]")`, "the sentence to go")
	tab.shows(scenario.Presets()[0].Scenario)
}

func TestRefusedRandom(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	tab.fill("#random-nodes", "0")
	tab.refuses("#random-error", "node-count", map[string]any{"value": 0, "min": 1, "max": 10000})
	tab.shows(scenario.Presets()[0].Scenario)
	tab.fill("#random-nodes", "many")
	tab.refuses("#random-nodes-error", "integer-form", nil)
	tab.describes("#random-nodes", "#random-nodes-error")
	tab.fill("#random-nodes", "4")
	tab.wait(`!document.querySelector("[role=alert]")`, "the sentence to go")
}
