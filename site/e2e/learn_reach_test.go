package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kizami/learn"
)

func TestLearningByKeysAndPlay(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	at := func(epoch int) {
		t.Helper()
		tab.wait(fmt.Sprintf(`document.querySelector("#round-slider").value === "%d"`, epoch), fmt.Sprintf("epoch %d", epoch))
	}
	last := read[learnt](tab, readLearnt).Last
	at(last)
	tab.press(kb.Home)
	at(0)
	tab.press(kb.ArrowRight, kb.ArrowRight, kb.ArrowLeft)
	at(1)
	tab.choose("#speed", "4")
	tab.press(kb.End, " ") // plays again from the start
	tab.wait(`document.querySelector("#play").ariaLabel === "Pause"`, "the play")
	tab.press(kb.End)
	at(last)
	tab.do(chromedp.Focus(chromedp.CSS(`[data-node="3"]`)))
	tab.press(kb.ArrowRight)
	tab.wait(element(`[data-node="4"][aria-pressed="true"]`)+` === document.activeElement`, "node 4")
	at(last)
	tab.do(chromedp.Focus(chromedp.CSS("#stepper")))
	tab.press(kb.End)
	tab.ends(learn.Diverged)
	tab.do(chromedp.Focus(chromedp.CSS("#coordinate")))
	tab.press(" ")
	tab.wait(element(`#coordinate[aria-checked="true"]`)+` && document.querySelector("#mode-harmonic").checked`, "coordination by the harmonic mean")
	tab.ends(learn.Converged)
	tab.do(chromedp.Focus(chromedp.CSS("#mode-harmonic")))
	tab.press(kb.ArrowDown)
	tab.ends(learn.Diverged)
	tab.press(kb.ArrowDown, kb.ArrowDown)
	tab.wait(element("#mode-certified:checked"), "certified steps")
	tab.ends(learn.Converged)
	tab.tabs(func() { tab.press(kb.Tab) })
}

// TestViewsLeadToEachOther follows the links in the headers.
func TestViewsLeadToEachOther(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	const there = `[...document.querySelectorAll(".views a:not([aria-current])")].map((a) => a.href).join()`
	first := read[string](tab, there)
	if first != tab.origin+"/" {
		t.Errorf("from learning the way leads to %s", first)
	}
	tab.visit("")
	tab.wait(element(".views a"), "the header")
	if back := read[string](tab, there); back != tab.origin+"/learn.html" {
		t.Errorf("to learning the way leads to %s", back)
	}
}

// TestLearningGoesBack follows a link on the open page and goes back to the page without it.
func TestLearningGoesBack(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.example("unsafe-mean")
	two := tab.written()
	tab.example("small")
	tab.do(chromedp.Evaluate[chromedp.Void](`location.hash = "#v1.` + pack(two) + `"`))
	tab.wait(`document.querySelectorAll("[data-node]").length === 2`, "the linked run")
	for _, broken := range []bool{false, true} {
		if broken {
			tab.do(chromedp.Evaluate[chromedp.Void](`location.hash = "#v1.broken"`))
			tab.wait(element("#notice [role=alert]"), "the sentence about the broken link")
		}
		tab.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
		tab.wait(`location.hash === "" && document.querySelector("#preset").value === "small"`, "the first example")
		tab.wait("!"+element("#notice"), "no blame")
		tab.ends(learn.Unfinished)
	}
}

func TestLearningIsAccessible(t *testing.T) {
	t.Parallel()
	for _, l := range []look{{still: true, theme: "light"}, {still: true, theme: "dark", lang: "ja", width: 320, height: 800}} {
		tab := learns(t, l, "")
		where := fmt.Sprintf("%s, %d px", l.theme, l.width)
		tab.loadAxe()
		tab.painted(l.theme)
		tab.fits(where)
		tab.choose("#stepper", "170")
		tab.ends(learn.Diverged)
		tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => (d.open = true))`))
		tab.accessible(where + ", diverged")
		tab.click("#tab-text")
		tab.fill("#experiment", "{")
		tab.click("#apply")
		tab.wait(element("#experiment-error"), "the refusal")
		tab.accessible(where + ", a refused experiment")
	}
}

func TestLearningIsSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.choose("#stepper", "170")
	tab.ends(learn.Diverged)
	for _, lang := range []string{"en", "ja"} {
		tab.speak(lang)
		if title, want := read[string](tab, "document.title"), wordsOf(t, lang)["learn.title"]; title != want {
			t.Errorf("%s: the title is %q, want %q", lang, title, want)
		}
		texts := read[[]string](tab, readTexts)
		if len(texts) < 40 {
			t.Errorf("%s: only %d texts", lang, len(texts))
		}
		for _, text := range texts {
			rest := text
			for _, name := range names {
				rest = strings.ReplaceAll(rest, name, "")
			}
			switch {
			case unfilled.MatchString(text):
				t.Errorf("not a sentence: %q", text)
			case lang == "en" && japanese.MatchString(text):
				t.Errorf("Japanese on the English page: %q", text)
			case lang == "ja" && letters.MatchString(rest) && !japanese.MatchString(rest):
				t.Errorf("not translated: %q", text)
			}
		}
	}
}
