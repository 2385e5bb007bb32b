package e2e

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// lightness of the page's background, 0 to 255.
const readLightness = `(() => {
	const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
	return (r + g + b) / 3;
})()`

func (tab *tab) painted(theme string) {
	tab.Helper()
	condition := readLightness + " > 200"
	if theme == "dark" {
		condition = readLightness + " < 60"
	}
	tab.wait(condition, "the "+theme+" background")
}

// theme presses the button until the page has the theme: auto, light or dark.
func (tab *tab) theme(name string) {
	tab.Helper()
	const chosen = `document.querySelector("#theme").dataset.themeChoice`
	for range 3 {
		now := read[string](tab, chosen)
		if now == name {
			return
		}
		tab.click("#theme")
		tab.wait(chosen+" !== "+strconv.Quote(now), "another theme than "+now)
	}
	tab.Fatalf("no theme %s", name)
}

func TestThemes(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"light", "dark"} {
		t.Run("system "+scheme, func(t *testing.T) {
			tab := newTab(t, look{still: true, scheme: scheme})
			tab.visit("")
			tab.wait(ended, "the end of the run")
			tab.painted(scheme) // auto follows the system
			for _, theme := range []string{"light", "dark"} {
				tab.theme(theme)
				tab.painted(theme)
				tab.do(chromedp.Reload())
				tab.wait(ended, "the end of the run")
				tab.painted(theme)
			}
			tab.theme("auto")
			tab.painted(scheme)
			other := map[string]string{"light": "dark", "dark": "light"}[scheme]
			tab.media(look{still: true, scheme: other})
			tab.painted(other)
		})
	}
}

// TestThemeReachesThePlot looks at the pixels of the curves, which no style sheet colours.
func TestThemeReachesThePlot(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, scheme: "light"})
	tab.visit("")
	tab.wait(ended, "the end of the run")
	const ink = `(() => {
		const canvas = document.querySelector(".plot canvas");
		const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
		copy.drawImage(canvas, 0, 0);
		const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
		let [sum, count] = [0, 0];
		for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) { sum += data[i] + data[i + 1] + data[i + 2]; count++; }
		return count < 100 ? null : sum / count / 3;
	})()`
	tab.wait(ink+" !== null", "curves")
	light := read[float64](tab, ink)
	tab.theme("dark")
	tab.wait(fmt.Sprintf("Math.abs(%s - %f) > 20", ink, light), "the plot in the other ink")
}

// countMotion counts the shares that fly.
const countMotion = `window.flights = 0; {
	const animate = Element.prototype.animate;
	Element.prototype.animate = function (...args) { window.flights++; return animate.apply(this, args); }; }`

func TestReducedMotion(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true, script: countMotion})
	tab.visit("")
	tab.wait(ended, "the end of the run")
	tab.click("#first")
	tab.click("#step")
	tab.click("#last")
	tab.wait(ended, "the last event")
	if flights := read[int](tab, "window.flights"); flights != 0 {
		t.Errorf("%d shares fly although the reader wants no motion", flights)
	}
	moving := `document.getAnimations().length + [...document.querySelectorAll("*")].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length`
	if n := read[int](tab, moving); n != 0 {
		t.Errorf("%d elements move although the reader wants no motion", n)
	}
	tab.media(look{})
	tab.click("#first")
	tab.click("#step")
	tab.wait("window.flights > 0", "shares that fly when motion is welcome")
}
