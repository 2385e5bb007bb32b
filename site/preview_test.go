package site

import (
	"bytes"
	"image/png"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPreviews is about what a messenger reads of a link: each view says in both languages what it is, and has a picture.
func TestPreviews(t *testing.T) {
	b := &builder{Options: Options{Out: t.TempDir(), Address: "https://example.org/kizami/"}, urls: map[string]string{}}
	if err := b.locate(); err != nil {
		t.Fatal(err)
	}
	if err := b.pages(t.Context()); err != nil {
		t.Fatal(err)
	}
	japanese := regexp.MustCompile(`[ぁ-ん]`)
	for _, name := range []string{"index.html", "learn.html"} {
		text := string(contents(t, filepath.Join(b.Out, name)))
		for _, property := range []string{"og:title", "og:description", "og:image:alt"} {
			match := regexp.MustCompile(`<meta property="` + property + `" content="([^"]+)">`).FindStringSubmatch(text)
			if match == nil || !japanese.MatchString(match[1]) || !regexp.MustCompile(`[a-z]{4} [a-z]`).MatchString(match[1]) {
				t.Errorf("%s: %s is %q, want it in both languages", name, property, match)
			}
		}
		if !strings.Contains(text, `<meta property="og:image" content="https://example.org/kizami/preview.png">`) {
			t.Errorf("%s has no address of its picture", name)
		}
	}
	decoded, err := png.DecodeConfig(bytes.NewReader(contents(t, filepath.Join(b.Out, "preview.png"))))
	if err != nil || decoded.Width != 1280 || decoded.Height != 860 {
		t.Errorf("the picture: %v, %d×%d", err, decoded.Width, decoded.Height)
	}
}
