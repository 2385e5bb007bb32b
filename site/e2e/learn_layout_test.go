package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"kizami/learn"
)

// box is where an element stands on the screen.
type box struct{ Left, Top, Right, Bottom float64 }

func (tab *tab) box(selector string) box {
	tab.Helper()
	tab.wait(element(selector), selector)
	const corners = `(({ left, top, right, bottom }) => ({ left, top, right, bottom }))(%s.getBoundingClientRect())`
	return read[box](tab, fmt.Sprintf(corners, element(selector)))
}

var nodesOfExample = map[string]int{"small": 5, "unsafe-mean": 2, "slow-min": 20, "slow-harmonic": 4, "one-large-step": 4}

// example shows an example with another number of nodes than the run on screen.
func (tab *tab) example(id string) {
	tab.Helper()
	tab.choose("#preset", id)
	tab.wait(fmt.Sprintf(`document.querySelectorAll("[data-node]").length === %d && document.querySelector("#preset").value === %q`,
		nodesOfExample[id], id), "the example "+id)
}

// TestLearningShowsTheLineAboveTheRuler opens the page on common screens: the ruler stays in reach, and hides nothing of
// the nodes and their number line.
func TestLearningShowsTheLineAboveTheRuler(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width, height int64
		examples      []string
	}{
		{1280, 800, []string{"small", "unsafe-mean", "slow-min", "one-large-step"}},
		{1440, 900, []string{"small", "slow-min"}},
		{1024, 768, []string{"small", "one-large-step"}},
		{768, 1024, []string{"small", "slow-min"}},
	} {
		for _, lang := range []string{"en", "ja"} {
			tab := learns(t, look{still: true, lang: lang, width: c.width, height: c.height}, "")
			for _, id := range c.examples {
				tab.example(id)
				line, ruler := tab.box("#line"), tab.box(".time")
				if line.Bottom > ruler.Top || ruler.Bottom > float64(c.height) {
					t.Errorf("%d×%d, %s, %s: the line ends at %v, the ruler reaches from %v to %v",
						c.width, c.height, lang, id, line.Bottom, ruler.Top, ruler.Bottom)
				}
			}
		}
	}
}

// TestLearningMovesNothingUnderTheFinger changes what the page says; what is being dragged and pressed stays where it is.
func TestLearningMovesNothingUnderTheFinger(t *testing.T) {
	t.Parallel()
	for _, l := range []look{{still: true, width: 1280, height: 800}, {still: true, lang: "ja", width: 1024, height: 768}} {
		tab := learns(t, l, "")
		places := func() [4]float64 {
			top := read[float64](tab, "scrollY") // a click scrolls to what it presses
			below := func(selector string) float64 { return top + tab.box(selector).Top }
			return [4]float64{below("#stepper"), below("#coordinate"), below("#mode-min"), below(".numbers")}
		}
		first := places()
		tab.choose("#stepper", "200")
		tab.ends(learn.Diverged)
		dragged := places()
		tab.click("#coordinate")
		tab.ends(learn.Converged)
		tab.click("#mode-mean")
		tab.ends(learn.Diverged)
		pressed := places()
		tab.click("#mode-min")
		tab.ends(learn.Converged)
		if last := places(); dragged != first || pressed != first || last != first {
			t.Errorf("%d px: %v, dragged %v, coordinated %v, by the minimum %v", l.width, first, dragged, pressed, last)
		}
	}
}

// TestLearningSignsAreClear looks for signs over numbers, for signs explained that are not there, and for curves out of line.
func TestLearningSignsAreClear(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	for _, id := range []string{"small", "unsafe-mean", "slow-harmonic"} {
		tab.example(id)
		covered := read[[]string](tab, `(() => {
			const best = document.querySelector(".axis .best").getBoundingClientRect();
			return [...document.querySelectorAll(".axis text")].filter((text) => {
				const b = text.getBoundingClientRect(), digits = b.bottom - 0.8 * b.height; // the box has room for what digits have not
				return b.left < best.right && best.left < b.right && digits < best.bottom;
			}).map((text) => text.textContent);
		})()`)
		if len(covered) > 0 {
			t.Errorf("%s: the sign of the optimum covers %q", id, covered)
		}
	}
	if losses, steps := tab.box("[aria-labelledby=losses] .plot"), tab.box("[aria-labelledby=steps] .plot"); losses.Top != steps.Top {
		t.Errorf("the curves begin at %v and at %v", losses.Top, steps.Top)
	}
	const legend = `document.querySelectorAll(".scene .legend li").length`
	if signs := read[int](tab, legend); signs != 5 {
		t.Errorf("%d signs are explained, want 5", signs)
	}
	tab.click("#tab-text")
	tab.fill("#experiment", `{"kizami":1,"task":"learn","digraph":{"family":"cycle","nodes":4},
		"problem":{"kind":"ridge","dimension":2,"rows":5},"methods":[{"method":"own"}],"epochs":20}`)
	tab.click("#apply")
	tab.wait(`!document.querySelector("#line")`, "the plane, which is not drawn")
	if signs := read[int](tab, legend); signs != 3 {
		t.Errorf("in the plane %d signs are explained, want 3", signs)
	}
	tab.fill("#experiment", `{"kizami":1,"task":"learn","digraph":{"nodes":1,"arcs":[]},"problem":{"kind":"quadratic","curvatures":["1"],
		"minimisers":["123456789012345"]},"methods":[{"method":"own"}],"epochs":20}`)
	tab.click("#apply")
	tab.wait(element(".axis text"), "the number line of one node")
	const cut = `(() => {
		const line = document.querySelector("#line").getBoundingClientRect();
		const out = ({ left, right }) => left < line.left - 1 || right > line.right + 1;
		return [...document.querySelectorAll(".axis text")].filter((text) => out(text.getBoundingClientRect())).map((text) => text.textContent);
	})()`
	if texts := read[[]string](tab, cut); len(texts) > 0 {
		t.Errorf("the edge cuts off %q", texts)
	}
	if lead := tab.text(".lead"); !strings.HasPrefix(lead, "1 node learns") {
		t.Errorf("%q", lead)
	}
}

// TestLearningOnPaper prints the dark page: the ink is dark, nothing sticks, and the ruler is not wider than the paper.
func TestLearningOnPaper(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true, theme: "dark"}, "")
	tab.painted("dark")
	tab.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	style := func(selector, name string) string {
		return read[string](tab, fmt.Sprintf(`getComputedStyle(%s)[%q]`, element(selector), name))
	}
	if ink := style("body", "color"); ink != "rgb(26, 27, 28)" {
		t.Errorf("the ink is %s", ink)
	}
	if how := style(".time", "position"); how != "static" {
		t.Errorf("the ruler is %s", how)
	}
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".ruler").style.width = "500px"`)) // as paper does, without an event
	if wide := read[float64](tab, `document.querySelector(".ruler svg").getBoundingClientRect().width`); wide != 500 {
		t.Errorf("on 500 px the ruler is %v px wide", wide)
	}
}

// TestPagesWithoutScripts reads what both views say to a browser that runs no scripts.
func TestPagesWithoutScripts(t *testing.T) {
	t.Parallel()
	for path, command := range map[string]string{"learn.html": "kizami learn", "": "kizami average"} {
		tab := newTab(t, look{})
		tab.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return err
		}))
		tab.visit(path)
		for _, lang := range []string{"en", "ja"} {
			name := fmt.Sprintf(`.plain p:lang(%s) code`, lang)
			if text := tab.text(name); text != command {
				t.Fatalf("%s: in %s the command is %q", path, lang, text)
			}
			if how := read[string](tab, fmt.Sprintf(`getComputedStyle(%s).display`, element(name))); how != "inline" {
				t.Errorf("%s: in %s the command stands as %s", path, lang, how)
			}
		}
	}
}
