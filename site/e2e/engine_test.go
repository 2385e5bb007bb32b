package e2e

import (
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"kizami/core/scenario"
)

// keepWorkers lets the test reach the workers that the page starts.
const keepWorkers = `window.workers = [];
window.Worker = class extends Worker { constructor(...args) { super(...args); window.workers.push(this); } };`

// TestWorkerCrashes ends the worker between two runs the way a crash looks from the page: it never answers again, and an
// error event comes.
func TestWorkerCrashes(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, script: keepWorkers})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	for i, id := range []string{"triangle", "ring6"} {
		tab.do(chromedp.Evaluate[chromedp.Void](`{
			const worker = window.workers.at(-1);
			worker.terminate();
			worker.dispatchEvent(new ErrorEvent("error", { message: "ended by the test", cancelable: true })); }`))
		tab.choose("#preset", id)
		tab.shows(preset(t, id))
		if n := read[int](tab, `window.workers.length`); n != i+2 {
			t.Errorf("%d workers were started, want %d", n, i+2)
		}
	}
	if read[bool](tab, "!!"+element("[role=alert]")) {
		t.Error("an error is shown although the page recovered")
	}
}

// TestWorkerCrashesWhileAsked ends the worker while a run is under way; the page asks the next one the same.
func TestWorkerCrashesWhileAsked(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, script: keepWorkers})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	tab.do(chromedp.Evaluate[chromedp.Void](`{
		const worker = window.workers.at(-1);
		worker.postMessage = () => {
			worker.terminate();
			setTimeout(() => worker.dispatchEvent(new ErrorEvent("error", { cancelable: true })));
		}; }`))
	tab.choose("#preset", "triangle")
	tab.shows(preset(t, "triangle"))
}

// TestWorkerHangs ends the worker without a sign. The page offers to cancel, and a run after that works.
func TestWorkerHangs(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, script: keepWorkers})
	tab.visit("")
	first := preset(t, "ring6")
	tab.choose("#preset", "ring6")
	tab.shows(first)
	tab.do(chromedp.Evaluate[chromedp.Void](`window.workers.at(-1).terminate()`))
	tab.choose("#preset", "triangle")
	tab.click("#cancel")
	tab.wait(element(`[data-code="cancelled"]`), "the sentence that the run was cancelled")
	tab.shows(first)
	tab.choose("#preset", "triangle")
	tab.shows(preset(t, "triangle"))
	tab.wait("!"+element(`#notice`), "the sentence to go")
}

// TestEngineFailsToLoad refuses the engine's file, first once and then for as long as the page tries.
func TestEngineFailsToLoad(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.excuse("Failed to load resource")
	tab.fail("/assets/kizami-", 1)
	tab.visit("")
	tab.choose("#preset", "triangle")
	tab.shows(preset(t, "triangle"))

	lost := withoutEngine(t, "")
	for _, lang := range []string{"en", "ja"} {
		lost.speak(lang)
		if got, want := lost.text(`[data-code="engine-died"]`), wordsOf(t, lang)["error.engine-died"]; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	lost.speak("en")
	lost.shows(scenario.Presets()[0].Scenario) // which was foretold
	lost.fail("/assets/kizami-", 0)
	lost.do(chromedp.Reload())
	lost.shows(scenario.Presets()[0].Scenario)
}

// TestFirstRunBeforeTheEngine holds the engine back: there is a run on screen, what is asked meanwhile waits, and the page
// says how far the engine has come.
func TestFirstRunBeforeTheEngine(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	release := sync.OnceFunc(tab.hold("/assets/kizami-"))
	t.Cleanup(release) // before the server is closed, which waits for its requests
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	tab.wait(element("#arriving progress"), "the bar of the engine")
	tab.wait(element(".published"), "what the recipe would say, which was foretold, too")
	tab.choose("#preset", "triangle")
	if read[bool](tab, "!!"+element("#cancel")) {
		t.Error("an engine that has not come can be cancelled")
	}
	release()
	tab.shows(preset(t, "triangle"))
	tab.wait("!"+element("#arriving"), "the bar to go")
}

// withoutEngine opens a page whose engine cannot be had, until fail says otherwise.
func withoutEngine(t *testing.T, path string) *tab {
	t.Helper()
	tab := newTab(t, look{still: true})
	tab.excuse("Failed to load resource")
	tab.fail("/assets/kizami-", 1000)
	tab.visit(path)
	tab.wait(element(`[data-code="engine-died"]`), "the sentence that the engine is lost")
	return tab
}

// promisesNothing looks at a page without an engine: nothing is on its way, and there is nothing to link to.
func (tab *tab) promisesNothing() {
	tab.Helper()
	if read[bool](tab, "!!"+element("main [role=status]")) {
		tab.Errorf("beside the sentence stands %q", tab.text("main [role=status]"))
	}
	tab.click("#share")
	tab.wait(`document.querySelector("#shared").textContent !== ""`, "an answer to the press")
	if hash := read[string](tab, "location.hash"); hash != "" {
		tab.Errorf("the address leads to %s", hash)
	}
}

// TestWordsFailToLoad refuses the dictionaries; the page must say something all the same.
func TestWordsFailToLoad(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.excuse("Failed to load resource")
	tab.fail("/assets/words-en", 1)
	tab.visit("")
	tab.wait(`document.body.innerText.includes("Reload")`, "a sentence that asks for a reload")
	tab.do(chromedp.Reload())
	tab.shows(scenario.Presets()[0].Scenario)
	tab.fail("/assets/words-ja", 1)
	tab.click("#lang") // cannot be had: the page goes on in English
	tab.choose("#preset", "triangle")
	tab.shows(preset(t, "triangle"))
}
