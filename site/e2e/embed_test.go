package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestEmbed opens both views as an article does: a moment of a link, no chrome, nothing kept, and a way to the whole page.
func TestEmbed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, gone, there string }{
		{"?embed#preset=ring6&at=3", ".top, .bottom, .side, .below, .tale, .undo, .published", "#stage, #round-slider, #play"},
		{"learn.html?embed#preset=one-large-step&at=3", ".top, .bottom, .below, .undo", "#stage, #round-slider, #coordinate, #stepper"},
	} {
		tab := newTab(t, look{still: true, first: true, width: 800, height: 600})
		tab.visit(c.path)
		tab.wait(`document.querySelector("#round-slider").value === "3"`, "the moment")
		if left := read[int](tab, fmt.Sprintf(`document.querySelectorAll(%q).length`, c.gone)); left > 0 {
			t.Errorf("%s: %d parts of the whole page are there", c.path, left)
		}
		if there := read[int](tab, fmt.Sprintf(`document.querySelectorAll(%q).length`, c.there)); there < 3 {
			t.Errorf("%s: of %s only %d are there", c.path, c.there, there)
		}
		if size := read[string](tab, `getComputedStyle(document.body).fontSize`); size != "19px" {
			t.Errorf("%s: the type is %s", c.path, size)
		}
		tab.loadAxe()
		tab.accessible(c.path)
		tab.do(chromedp.Evaluate[chromedp.Void](`window.open = (url) => (window.opened = url)`))
		tab.click("#embed-open")
		tab.wait(`window.opened.includes("#v1.") && window.opened.includes("&at=3") && !window.opened.includes("embed")`, "the whole page, at the same moment")
		if kept := read[[]string](tab, `Object.keys(localStorage).filter((k) => k.startsWith("kizami.kept"))`); len(kept) > 0 {
			t.Errorf("%s: kept %v", c.path, kept)
		}
	}
}
