package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"kizami/core/scenario"
)

// TestScreenshots takes the picture of the README and looks whether anything is on it. With -screenshots DIR it writes that
// one, and both whole pages in each language, theme and width.
func TestScreenshots(t *testing.T) {
	shot := readmePicture(t)
	if colours := colours(t, shot); colours < 20 {
		t.Errorf("the picture has only %d colours", colours)
	}
	if *screenshots == "" {
		return
	}
	if err := os.MkdirAll(*screenshots, 0o755); err != nil {
		t.Fatal(err)
	}
	keep(t, "screenshot", shot)
	for _, lang := range []string{"en", "ja"} {
		for _, theme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 768, 390, 320} {
				for view, path := range map[string]string{"": "", "learn-": "learn.html"} {
					tab := newTab(t, look{lang: lang, theme: theme, still: true, width: width, height: 900})
					tab.visit(path)
					tab.wait(ended, "the end of the run")
					tab.painted(theme)
					// A screen as tall as the page, so that what sticks to the edge of the screen stands where it belongs.
					tall := read[int64](tab, `document.documentElement.scrollHeight`)
					tab.do(chromedp.EmulateViewport(width, tall))
					tab.wait(fmt.Sprintf(`innerHeight === %d`, tall), "the tall screen")
					keep(t, fmt.Sprintf("%s%s-%s-%d", view, lang, theme, width), run(tab, chromedp.FullScreenshot(100)))
				}
			}
		}
	}
}

// readmePicture shows the first preset at the moment when the first nodes have decided, and looks at one of them.
func readmePicture(t *testing.T) []byte {
	t.Helper()
	tab := newTab(t, look{lang: "en", theme: "light", still: true, width: 1280, height: 860})
	tab.visit("")
	tab.wait(ended, "the end of the run")
	tab.wait("!"+element("#notice"), "the engine")
	tab.choose("#node", "2") // one of those that know it first
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	for at, event := range tr.Events {
		if event.Action == "Decide" {
			tab.choose("#round-slider", fmt.Sprint(event.Round))
			tab.standsAt(tr, tr.lastOf(tr.Events[at].Round))
			break
		}
	}
	tab.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur(); scrollTo(0, 0)`))
	return run(tab, chromedp.CaptureScreenshot())
}

func keep(t *testing.T, name string, picture []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

func colours(t *testing.T, picture []byte) int {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	if size := decoded.Bounds().Size(); size != image.Pt(1280, 860) {
		t.Errorf("the picture measures %v", size)
	}
	seen := map[[4]uint32]bool{}
	for y := range 860 {
		for x := range 1280 {
			r, g, b, a := decoded.At(x, y).RGBA()
			seen[[4]uint32{r, g, b, a}] = true
		}
	}
	return len(seen)
}
