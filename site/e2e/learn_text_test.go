package e2e

import (
	"strings"
	"testing"

	"kizami/learn"
)

const field = `document.querySelector("#experiment")`

// TestLearningKeepsWhatIsTyped turns away from a text that was refused and comes back to it; an example replaces it.
func TestLearningKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.click("#tab-text")
	tab.fill("#experiment", "{broken")
	tab.click("#apply")
	tab.wait(element("#experiment-error"), "the refusal")
	tab.click("#tab-step")
	tab.click("#tab-text")
	if text := read[string](tab, field+".value"); text != "{broken" || !read[bool](tab, "!!"+element("#experiment-error")) {
		t.Errorf("after a look at the step size the text is %q", text)
	}
	tab.example("unsafe-mean")
	tab.wait(field+`.value.includes('"nodes": 2')`, "the text of the example")
	if read[bool](tab, "!!"+element("#experiment-error")) {
		t.Errorf("the example is blamed: %q", tab.text("#experiment-error"))
	}
}

// TestLearningTakesAByteOrderMark pastes what some editors write, which the engine and the command pass over.
func TestLearningTakesAByteOrderMark(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.click("#tab-text")
	tab.fill("#experiment", "\ufeff"+strings.Replace(tab.written(), `"start":8`, `"start":7`, 1))
	tab.click("#apply")
	tab.wait(field+`.value.includes('"start": 7')`, "the run of the text")
	tab.click("#tab-step")
	if report := tab.matches(); report.Methods[0].Runs[0].End != learn.Unfinished {
		t.Errorf("it has %s", report.Methods[0].Runs[0].End)
	}
}
