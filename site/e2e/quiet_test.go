package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"kizami/wasm/api"
)

// watch notes everything that a page must not do: complain on the console, throw, break its policy, ask another origin.
type watch struct {
	origin  string
	mu      sync.Mutex
	noted   []string
	excused []string
}

// watchScript makes violations of the policy visible on the console whatever caused them.
const watchScript = `addEventListener("securitypolicyviolation",
	(e) => console.error("securitypolicyviolation", e.violatedDirective, e.blockedURI), true);`

func (w *watch) see(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			var said []string
			for _, arg := range e.Args {
				said = append(said, string(arg.Value)+arg.Description)
			}
			w.note("console %s: %s", e.Type, strings.Join(said, " "))
		}
	case *runtime.EventExceptionThrown:
		description := ""
		if e.ExceptionDetails.Exception != nil {
			description = e.ExceptionDetails.Exception.Description
		}
		w.note("exception: %s %s", e.ExceptionDetails.Text, description)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			w.note("log %s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, w.origin+"/") && !strings.HasPrefix(url, "blob:"+w.origin) && !strings.HasPrefix(url, "data:") {
			w.note("request to another origin: %s", url)
		}
	}
}

func (w *watch) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.noted = append(w.noted, fmt.Sprintf(format, args...))
}

// excuse lets pass what a test provokes: every note with this text in it.
func (tab *tab) excuse(text string) { tab.watch.excused = append(tab.watch.excused, text) }

// take returns what was noted and not excused.
func (tab *tab) take() []string {
	// Events that the page has caused arrive before the answer to a later command.
	chromedp.Run(tab.ctx, chromedp.Evaluate[int]("1"))
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	noted := tab.watch.noted
	tab.watch.noted = nil
	for _, violation := range tab.takeViolations() {
		noted = append(noted, "reported violation: "+violation)
	}
	return slices.DeleteFunc(noted, func(note string) bool {
		return slices.ContainsFunc(tab.watch.excused, func(text string) bool { return strings.Contains(note, text) })
	})
}

func (tab *tab) quiet() {
	for _, note := range tab.take() {
		tab.Errorf("not quiet: %s", note)
	}
}

// TestWatchSees provokes each kind of trouble, so that silence elsewhere means something.
func TestWatchSees(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	for _, c := range []struct{ provoke, want string }{
		{`console.error("spoken")`, `console error: "spoken"`},
		{`console.warn("warned")`, `console warning: "warned"`},
		{`setTimeout(() => { throw new Error("thrown") })`, "thrown"},
		{`Promise.reject(new Error("rejected")) && 0`, "rejected"},
		{`document.body.append(Object.assign(document.createElement("p"), { innerHTML: "<b style='color: red'>b</b>" }))`, "style-src"},
		{`document.body.append(Object.assign(document.createElement("script"), { textContent: "1" }))`, "script-src"},
		{`fetch("http://127.0.0.2:1/elsewhere").catch(() => 0)`, "connect-src"},
		{`fetch("/nothing-here").then(() => 0)`, "404"},
		{`new Worker("` + workerPath + `"), 0`, "thrown in the worker"},
		{`new Worker("` + workerPath + `"), 0`, "from-the-worker"},
		{`location.href = "http://127.0.0.2:1/elsewhere"`, "request to another origin: http://127.0.0.2:1/elsewhere"},
	} {
		tab.visit("404.html")
		tab.take()
		tab.do(chromedp.Evaluate[chromedp.Void](c.provoke))
		seen := []string{}
		for range 200 {
			if seen = append(seen, tab.take()...); strings.Contains(strings.Join(seen, "\n"), c.want) {
				break
			}
			chromedp.Run(tab.ctx, chromedp.Evaluate[int](`new Promise((done) => setTimeout(done, 50, 1))`, chromedp.EvalAwaitPromise))
		}
		if !strings.Contains(strings.Join(seen, "\n"), c.want) {
			t.Errorf("%s: noted %q, want %q among it", c.provoke, seen, c.want)
		}
	}
	tab.excuse("") // whatever else that caused
}

func TestPolicy(t *testing.T) {
	t.Parallel()
	h := start(t)
	for _, path := range []string{"/", "/index.html", "/rules.html", "/favicon.svg", "/nothing-here", "/api/v1/version", "/api/nothing-here"} {
		answer := httptest.NewRecorder()
		h.page.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		policy := answer.Header().Get(policyHeader)
		if !strings.HasPrefix(policy, "default-src 'none';") {
			t.Errorf("%s: policy %q does not begin with default-src 'none'", path, policy)
		}
		for _, loose := range []string{"unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"} {
			if strings.Contains(policy, loose) {
				t.Errorf("%s: policy allows %s: %s", path, loose, policy)
			}
		}
		for _, header := range api.SecurityHeaders {
			if got := answer.Header().Get(header.Name); got != header.Value {
				t.Errorf("%s: %s is %q, want %q", path, header.Name, got, header.Value)
			}
		}
	}
}
