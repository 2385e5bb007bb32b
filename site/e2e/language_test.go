package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kizami/core/scenario"
)

// readTexts collects what a reader sees or hears: visible texts, labels, titles and placeholders. Names that stay as they
// are in every language are marked in the page: code, numbers, formulas, and elements in a language of their own.
const readTexts = `(() => {
	const texts = new Set([document.title]);
	const kept = "code, kbd, .num, math, svg text, [lang]:not(html), [translate=no], a.rule";
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
	for (let node = walk.currentNode; node; node = walk.nextNode()) {
		const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
		if (!element.checkVisibility() || element.closest(kept)) continue;
		const said = node === element ? ["aria-label", "title", "placeholder", "aria-valuetext"].map((name) => node.getAttribute(name)) : [node.data];
		for (const text of said) if (text?.trim()) texts.add(text.trim());
	}
	return [...texts];
})()`

// spoken walks through everything that the page can show and returns all texts of it in one language.
func (tab *tab) spoken(lang string) []string {
	tab.Helper()
	tab.speak(lang)
	var all []string
	collect := func() {
		tab.Helper()
		all = append(all, read[[]string](tab, readTexts)...)
	}
	for _, event := range []string{"#first", "#step", "#last"} {
		tab.click(event)
		collect()
	}
	tab.click("#tab-scenario")
	for _, ending := range []string{"#ending-bound", "#ending-bracket", "#ending-race", "#ending-probe"} {
		tab.click(ending)
		tab.wait(element(ending)+".checked && !document.querySelector('.stale') && "+ended, "the ending "+ending)
		collect()
	}
	tab.fill("#probe-seed", "")
	tab.wait(element(".ending .gloss"), "the hint about a missing seed")
	tab.fill("#value-0", "x")
	tab.wait(element("[role=alert]"), "a refusal")
	collect()
	tab.fill("#value-0", "1")
	tab.wait("!"+element("[role=alert]"), "no refusal")
	tab.click("#tab-node")
	tab.click("#help")
	tab.wait(`document.querySelector("#help-dialog").open`, "the help")
	collect()
	tab.click("#help-close")
	tab.wait(`!document.querySelector("#help-dialog").open`, "the help to close")
	slices.Sort(all)
	return slices.Compact(all)
}

var (
	letters  = regexp.MustCompile(`\p{L}{2,}`)
	japanese = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}]`)
	// unfilled matches a gap in a sentence that nobody filled, and a key that stands in the place of its words.
	unfilled = regexp.MustCompile(`\{\w|^[a-z]+(\.[a-zA-Z0-9]+)+$|undefined|\bnull\b|NaN|\[object`)
)

// names are the same in both languages.
var names = []string{"kizami", "TLA+", "Go", "GF(2", "wasm", "float64", "Init", "Advance", "Decide", "Stop"}

func TestLanguages(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => (d.open = true))`))
	english := tab.spoken("en")
	inJapanese := tab.spoken("ja")
	if len(english) < 60 || len(inJapanese) < 60 {
		t.Fatalf("only %d English and %d Japanese texts were found", len(english), len(inJapanese))
	}
	for _, text := range append(english, inJapanese...) {
		if unfilled.MatchString(text) {
			t.Errorf("not a sentence: %q", text)
		}
	}
	for _, text := range english {
		if japanese.MatchString(text) {
			t.Errorf("Japanese on the English page: %q", text)
		}
	}
	for _, text := range inJapanese {
		rest := text
		for _, name := range names {
			rest = strings.ReplaceAll(rest, name, "")
		}
		if letters.MatchString(rest) && !japanese.MatchString(rest) {
			t.Errorf("not translated: %q", text)
		}
	}
	for _, lang := range []string{"en", "ja"} {
		tab.speak(lang)
		if title, want := read[string](tab, "document.title"), wordsOf(t, lang)["title"]; title != want {
			t.Errorf("%s: the title is %q, want %q", lang, title, want)
		}
	}
}

// TestLanguageIsKept chooses a language as the button, the memory, the browser and the link do.
func TestLanguageIsKept(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	speaks := func(lang, why string) {
		t.Helper()
		tab.wait(`document.querySelector("#result")`, "the result")
		if got := read[string](tab, `document.documentElement.lang`); got != lang {
			t.Errorf("%s: the page speaks %s, want %s", why, got, lang)
		}
		if title, want := read[string](tab, `document.title`), wordsOf(t, lang)["title"]; title != want {
			t.Errorf("%s: the title is %q, want %q", why, title, want)
		}
	}
	speaks("en", "an English browser")
	tab.speak("ja")
	tab.do(chromedp.Reload())
	speaks("ja", "chosen before")
	other := newTab(t, look{still: true, script: `Object.defineProperty(navigator, "language", { get: () => "ja-JP" });`})
	tab = other
	tab.visit("")
	speaks("ja", "a Japanese browser")
	tab = newTab(t, look{still: true, lang: "en"})
	tab.visit("#v1." + pack(documentOf(t, preset(t, "triangle")).text()) + "&lang=ja")
	speaks("ja", "the link")
}

// TestLanguageThatIntlRefuses opens both pages in a browser under the POSIX locale, as some servers' browsers are.
func TestLanguageThatIntlRefuses(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"", "learn.html"} {
		tab := newTab(t, look{still: true, script: `Object.defineProperty(navigator, "language", { value: "en-US@posix", configurable: true });`})
		tab.visit(path)
		tab.wait(`document.querySelector("uplot, .u-wrap, .uplot")`, "the curves")
		if got := read[string](tab, `document.documentElement.lang`); got != "en" {
			t.Errorf("%q speaks %s, want en", path, got)
		}
	}
}
