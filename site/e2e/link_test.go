package e2e

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"kizami/core/scenario"
)

// pack writes text the way links carry it; unpack reads it.
func pack(text string) string {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	io.WriteString(w, text)
	w.Close()
	return base64.RawURLEncoding.EncodeToString(packed.Bytes())
}

func unpack(t *testing.T, hash string) string {
	t.Helper()
	data, ok := strings.CutPrefix(hash, "#v1.")
	data, _, _ = strings.Cut(data, "&")
	packed, err := base64.RawURLEncoding.DecodeString(data)
	if !ok || err != nil {
		t.Fatalf("the link %q is not #v1. and base64url: %v", hash, err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatalf("the link %q: %v", hash, err)
	}
	return string(text)
}

// same reports whether two scenarios are the same to the last digit.
func same(t *testing.T, a, b *scenario.Scenario) bool {
	t.Helper()
	textA, errA := json.Marshal(a)
	textB, errB := json.Marshal(b)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	return bytes.Equal(textA, textB)
}

// oneClipboard is what the tabs of one browser share.
var oneClipboard sync.Mutex

// copied presses the button for a link and returns what is in the clipboard, which must be the address too.
func (tab *tab) copied() string {
	tab.Helper()
	oneClipboard.Lock()
	defer oneClipboard.Unlock()
	tab.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for _, name := range []string{"clipboard-read", "clipboard-write"} {
			_, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{
				Permission: &browser.PermissionDescriptor{Name: name, AllowWithoutSanitization: true}, Setting: "granted", Origin: tab.origin,
				BrowserContextID: chromedp.FromContext(ctx).BrowserContextID,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	link := ""
	for range 5 { // a tab that only looks at its address may have copied since
		tab.click("#share")
		tab.wait(fmt.Sprintf(`document.querySelector("#shared").textContent === %q`, wordsOf(tab.T, "en")["share.copied"]), "the word that the link was copied")
		if link = read[string](tab, `navigator.clipboard.readText()`); strings.HasPrefix(link, tab.origin) {
			break
		}
	}
	if address := read[string](tab, `location.href`); address != link {
		tab.Errorf("copied %s, the address is %s", link, address)
	}
	return link
}

func TestRandomDigraphIsSeeded(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tab.shows(scenario.Presets()[0].Scenario)
	draw := func(seed uint64) {
		t.Helper()
		want, err := scenario.Random(9, seed, "probe")
		if err != nil {
			t.Fatal(err)
		}
		tab.fill("#random-seed", fmt.Sprint(seed))
		tab.shows(want)
		tab.click("#share")
		if got := parse(t, unpack(t, read[string](tab, `new Promise((done) => { const look = () => location.hash ? done(location.hash) : setTimeout(look, 20); look(); })`))); !same(t, got, want) {
			t.Errorf("seed %d: the page shows another scenario than scenario.Random", seed)
		}
		tab.do(chromedp.Evaluate[chromedp.Void](`history.replaceState(null, "", location.pathname)`))
	}
	tab.fill("#random-nodes", "9")
	for _, seed := range []uint64{5, 6, 5} {
		draw(seed)
	}
	tab.click("#random") // draws the next seed
	want, err := scenario.Random(9, 6, "probe")
	if err != nil {
		t.Fatal(err)
	}
	tab.shows(want)
}

func TestLinkRoundTrip(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	tab.fill("#value-0", "1000000.125")
	tab.click("#ending-bound")
	d.Values[0], d.Ending = "1000000.125", map[string]any{"rule": "bound", "bound": 6}
	want := parse(t, d.text())
	tab.shows(want)
	link := tab.copied()
	if got := parse(t, unpack(t, read[string](tab, `location.hash`))); !same(t, got, want) {
		t.Errorf("the link holds another scenario than the one on screen")
	}
	fresh := tab.another(look{still: true})
	fresh.do(chromedp.Navigate(link))
	fresh.shows(want)
	if again := fresh.copied(); again != link {
		t.Errorf("the link of the linked page is %s, want %s", again, link)
	}
	// Following a link in a page that is open already replaces the run.
	other := scenario.Presets()[1].Scenario
	fresh.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`location.hash = "#v1.%s"`, pack(documentOf(t, other).text()))))
	fresh.shows(other)
}

// TestLinkGoesBack follows a link on the open page and goes back to the page without it.
func TestLinkGoesBack(t *testing.T) {
	t.Parallel()
	tab, first, triangle := newTab(t, look{still: true}), scenario.Presets()[0].Scenario, preset(t, "triangle")
	tab.visit("")
	tab.shows(first)
	tab.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`location.hash = "#v1.%s"`, pack(documentOf(t, triangle).text()))))
	tab.shows(triangle)
	for _, broken := range []bool{false, true} {
		if broken {
			tab.do(chromedp.Evaluate[chromedp.Void](`location.hash = "#v1.broken"`))
			tab.wait(element("#notice [role=alert]"), "the sentence about the broken link")
		}
		tab.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
		tab.wait(`location.hash === "" && !document.querySelector("#notice")`, "no link and no blame")
		tab.shows(first)
	}
}

func TestBrokenLinks(t *testing.T) {
	t.Parallel()
	d := documentOf(t, preset(t, "triangle"))
	good := pack(d.text())
	d.Digraph.Arcs = d.Digraph.Arcs[1:]
	cut := faultOf(t, d.text())
	notJSON := faultOf(t, "nonsense")
	broken := []struct {
		name, hash, code string
		args             map[string]any
	}{
		{"not base64", "#v1.%%%", "link-malformed", nil},
		{"a bomb", "#v1." + pack(strings.Repeat(" ", 1<<20+1)), "link-too-large", nil},
		{"not strongly connected", "#v1." + pack(d.text()), cut.Code, cut.Args},
		{"empty", "#v1.", "link-malformed", nil},
		{"truncated", "#v1." + good[:len(good)/2], "link-malformed", nil},
		{"another version", "#v2." + good, "link-version", nil},
		{"not deflate", "#v1.AAAA", "link-malformed", nil},
		{"not UTF-8", "#v1." + pack("\xff"), "link-malformed", nil},
		{"a large bomb", "#v1." + pack(strings.Repeat(" ", 128<<20)), "link-too-large", nil},
		{"not JSON", "#v1." + pack("nonsense"), notJSON.Code, notJSON.Args},
	}
	first, triangle := scenario.Presets()[0].Scenario, preset(t, "triangle")
	works := func(tab *tab) {
		tab.Helper()
		tab.choose("#preset", "triangle")
		tab.shows(triangle)
		tab.wait(`!document.querySelector("[role=alert]")`, "the sentence to go")
	}
	for _, link := range broken[:3] {
		t.Run(link.name+", opened", func(t *testing.T) {
			tab := newTab(t, look{still: true})
			tab.visit(link.hash)
			tab.shows(first)
			tab.refusesLink(link.code, link.args)
			works(tab)
		})
	}
	open := newTab(t, look{still: true})
	open.visit("")
	open.shows(first)
	works(open)
	for _, link := range broken {
		t.Run(link.name+", followed", func(t *testing.T) {
			tab := open.in(t)
			tab.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`location.hash = %q`, link.hash)))
			tab.refusesLink(link.code, link.args)
			tab.shows(triangle)
			works(tab)
		})
	}
}

func (tab *tab) refusesLink(code string, args map[string]any) {
	tab.Helper()
	tab.wait(element(fmt.Sprintf("#notice [data-code=%q]", code)), "the sentence about "+code)
	for _, lang := range []string{"en", "ja"} {
		tab.speak(lang)
		w, got := wordsOf(tab.T, lang), tab.text("#notice [role=alert]")
		if !strings.Contains(got, w["notice.link"]) || !strings.Contains(got, w.sentence(tab.T, code, args)) {
			tab.Errorf("%s, %s: %q", code, lang, got)
		}
	}
	tab.speak("en")
}
