package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"

	"kizami/learn"
)

// TestLearningRefusesBesideTheControl asks for more than the page allows: the controls stand as the run on screen does.
func TestLearningRefusesBesideTheControl(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true, width: 390, height: 844}, "")
	tab.click("#tab-text")
	list := `["1","2","3","4","5","6","7","8","9","10"]`
	tab.fill("#experiment", `{"kizami":1,"task":"learn","digraph":{"family":"ring","nodes":10},"problem":{"kind":"quadratic",
		"curvatures":`+list+`,"minimisers":`+list+`},"methods":[{"method":"own"}],"epochs":9000}`)
	tab.click("#apply")
	tab.wait(`document.querySelectorAll("[data-node]").length === 10`, "the run of ten nodes")
	tab.click("#tab-step")
	for range 2 {
		tab.click("#mode-min")
		tab.wait(element(`#refused [data-code="too-costly-learning"]`), "the refusal")
		tab.wait(`!document.querySelector("#mode-min").checked`, "no mode")
		if on := read[string](tab, `document.querySelector("#coordinate").ariaChecked`); on != "false" {
			t.Errorf("coordination is on: %s", on)
		}
	}
	if refusal, way := tab.box("#refused"), tab.box("#mode-min"); refusal.Top < way.Bottom || refusal.Top > way.Bottom+150 {
		t.Errorf("the refusal stands at %v, the control ends at %v", refusal.Top, way.Bottom)
	}
	tab.choose("#stepper", "40")
	tab.wait(`!document.querySelector("#refused") && !document.querySelector("#automatic").checked`, "the step that is held")
}

// TestLearningWithoutEngine refuses the engine's file: the page says so, promises no more, and has nothing to link to.
func TestLearningWithoutEngine(t *testing.T) {
	t.Parallel()
	tab := withoutEngine(t, "learn.html")
	tab.promisesNothing()
	tab.fail("/assets/kizami-", 0)
	tab.do(chromedp.Reload())
	tab.ends(learn.Unfinished)
}
