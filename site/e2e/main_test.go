package e2e

import (
	"context"
	"errors"
	"flag"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kizami/site"
)

var screenshots = flag.String("screenshots", "", "folder into which TestScreenshots writes its pictures")

// patience bounds every single wait; a loaded machine with two cores needs a good part of it.
const patience = 30 * time.Second

// house is what all tests share: one build of the page and one browser. Every tab has its own profile and its own server, so
// that tests can run side by side.
type house struct {
	page    http.Handler
	browser context.Context
}

var closing []func()

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	for i := len(closing) - 1; i >= 0; i-- {
		closing[i]()
	}
	os.Exit(code)
}

var errMissing = errors.New("is missing")

// open builds, serves and starts the browser when the first test asks for it.
var open = sync.OnceValues(func() (*house, error) {
	chromium, err := lookup("chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return nil, err
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := lookup(tool); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp("", "kizami-e2e-")
	if err != nil {
		return nil, err
	}
	closing = append(closing, func() { os.RemoveAll(dir) })
	built, err := site.Build(context.Background(), site.Options{Out: dir})
	if err != nil {
		return nil, err
	}
	page, err := site.Handler(os.DirFS(built.Out))
	if err != nil {
		return nil, err
	}
	browser, err := startBrowser(chromium)
	return &house{page, browser}, err
})

type missing struct{ tool string }

func (m missing) Error() string        { return m.tool + " is not installed, and the browser test needs it" }
func (m missing) Is(target error) bool { return target == errMissing }

func lookup(names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", missing{names[0]}
}

// start returns the house; without Chromium or Node the test is skipped, except in CI, where that is a failure.
func start(t *testing.T) *house {
	t.Helper()
	h, err := open()
	if errors.Is(err, errMissing) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// unused are features of Chromium that start processes which no test looks into: the pages of its own address bar, and a spare
// renderer after each navigation. They took three tenths of the browser's time. The first two are those that chromedp leaves out.
const unused = "Translate,BlinkGenPropertyTrees,WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess"

func startBrowser(path string) (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-features", unused),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-US"),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, quit := chromedp.NewContext(allocator)
	closing = append(closing, stop, quit)
	return browser, chromedp.Do(browser)
}
