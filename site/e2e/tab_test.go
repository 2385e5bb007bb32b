package e2e

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// look is how a reader's browser is set. The zero value: English, 1280×900, motion welcome, and
// nothing remembered but that the tale of the first visit is over.
type look struct {
	lang, theme   string // remembered choices; none when empty
	width, height int64
	still         bool   // prefers-reduced-motion
	scheme        string // prefers-color-scheme
	script        string // runs before the page's own scripts
	first         bool   // never here before: the tale is told
}

// tab is a fresh profile with one page in it, and the server of that. What is quietly wrong there fails the test at its end.
type tab struct {
	*testing.T
	*server
	origin string
	ctx    context.Context
	watch  *watch
}

func newTab(t *testing.T, l look) *tab {
	t.Helper()
	server := newServer(start(t).page)
	listening := httptest.NewServer(server)
	t.Cleanup(listening.Close)
	return (&tab{T: t, server: server, origin: listening.URL}).another(l)
}

// another opens a second tab on the server of the first, in a profile of its own.
func (first *tab) another(l look) *tab {
	first.Helper()
	t, h, w := first.T, start(first.T), &watch{origin: first.origin}
	ctx, cancel := chromedp.NewContext(h.browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.see))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("opening a tab: %v", err)
	}
	tab := &tab{t, first.server, first.origin, ctx, w}
	t.Cleanup(tab.quiet)
	tab.dress(l)
	return tab
}

// in is the same tab in a part of the test.
func (tab *tab) in(t *testing.T) *tab {
	part := *tab
	part.T = t
	return &part
}

// dress sets the tab up as the look says.
func (tab *tab) dress(l look) {
	tab.Helper()
	if l.width == 0 {
		l.width, l.height = 1280, 900
	}
	script := l.script + watchScript
	for key, choice := range map[string]string{"lang": l.lang, "theme": l.theme} {
		if choice != "" {
			script += fmt.Sprintf("localStorage['kizami.%s'] ??= %q;", key, choice)
		}
	}
	if !l.first {
		script += `localStorage['kizami.tale'] ??= '{"v":1,"step":null,"guess":null}';`
	}
	tab.do(chromedp.EmulateViewport(l.width, l.height), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
	tab.media(l)
}

// media sets what the reader's system prefers.
func (tab *tab) media(l look) {
	tab.Helper()
	motion := "no-preference"
	if l.still {
		motion = "reduce"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: motion}, {Name: "prefers-color-scheme", Value: l.scheme}}
	tab.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	}))
}

// visit opens a page of the site; path begins with a slash or is a hash.
func (tab *tab) visit(path string) {
	tab.Helper()
	tab.do(chromedp.Navigate(tab.origin + "/" + path))
}

// do runs steps, each with its own patience.
func (tab *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tab.Helper()
	for _, step := range steps {
		run(tab, step)
	}
}

// run runs one action and ends the test when it fails.
func run[T any](tab *tab, action chromedp.Action[T]) T {
	tab.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		tab.Fatal(err)
	}
	return value
}

// read evaluates an expression in the page; a promise is waited for.
func read[T any](tab *tab, expression string) T {
	tab.Helper()
	return run(tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// wait waits until the expression holds in the page. One that fails, because what it reads is not there yet, does not hold.
func (tab *tab) wait(expression, what string) {
	tab.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience+patience/2)
	defer cancel()
	holds := chromedp.Poll[bool]("(() => { try { return !!("+expression+") } catch { return false } })()", chromedp.WithPollingTimeout(patience), chromedp.WithPollingInterval(patience/600))
	if _, err := chromedp.Run(ctx, holds); err != nil {
		shown, _ := chromedp.Run(tab.ctx, chromedp.Evaluate[string](`document.querySelector("main")?.innerText.slice(0, 600) ?? document.body.innerText`))
		tab.Fatalf("waited for %s: %v\nthe page shows:\n%s", what, err, shown)
	}
}

func (tab *tab) click(selector string) {
	tab.Helper()
	tab.wait(element(selector), selector)
	tab.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// fill replaces what a field holds, as typing over a selection does.
func (tab *tab) fill(selector, text string) {
	tab.Helper()
	tab.wait(element(selector), selector)
	tab.do(chromedp.Focus(chromedp.CSS(selector)), chromedp.Evaluate[chromedp.Void](element(selector)+".select()"))
	if text == "" {
		tab.do(chromedp.KeyEvent(kb.Backspace))
		return
	}
	tab.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// choose picks an option of a select, or a place of a slider.
func (tab *tab) choose(selector, value string) {
	tab.Helper()
	tab.wait(element(selector), selector)
	tab.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{
		const e = %s; e.value = %q;
		for (const name of ["input", "change"]) e.dispatchEvent(new Event(name, { bubbles: true })); }`, element(selector), value)))
}

func (tab *tab) press(keys ...string) {
	tab.Helper()
	for _, key := range keys {
		tab.do(chromedp.KeyEvent(key))
	}
}

// element is the JavaScript expression of the first element that a selector finds.
func element(selector string) string {
	return "document.querySelector(" + strconv.Quote(selector) + ")"
}

func (tab *tab) text(selector string) string {
	tab.Helper()
	return read[string](tab, element(selector)+"?.textContent ?? ''")
}
