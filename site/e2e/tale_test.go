package e2e

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// taleAt waits for a step of the tale.
func (tab *tab) taleAt(step string) {
	tab.Helper()
	tab.wait(fmt.Sprintf(`document.querySelector(".tale").dataset.step === %q`, step), "the step "+step)
}

// TestTalePictures writes, with -screenshots DIR, every step of the tale in each language, theme and size.
func TestTalePictures(t *testing.T) {
	if *screenshots == "" {
		t.Skip("only with -screenshots")
	}
	t.Parallel()
	if err := os.MkdirAll(*screenshots, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int64{{1366, 768}, {390, 844}, {1920, 1080}} {
		for i, lang := range []string{"en", "ja"} {
			for k, theme := range []string{"light", "dark"} {
				if size[0] == 1920 && i != k {
					continue
				}
				tab := newTab(t, look{first: true, still: true, lang: lang, theme: theme, width: size[0], height: size[1]})
				tab.visit("")
				for i, step := range []string{"own", "share", "guess", "know", "how"} {
					tab.taleAt(step)
					tab.painted(theme)
					keep(t, fmt.Sprintf("tale-%d-%s-%s-%d", i+1, lang, theme, size[0]), run(tab, chromedp.CaptureScreenshot()))
					if step == "guess" {
						tab.click("#guess-weighted")
					} else if step != "how" {
						tab.click("#tale-next")
					}
				}
			}
		}
	}
}
