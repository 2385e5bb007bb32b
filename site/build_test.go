package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

const (
	maxScripts = 66_000    // gzip, all scripts of a page together
	maxEngine  = 1_040_000 // brotli; 915 kB for coordination, bracket and recipe included, and 125 kB for learning, with all its problems and methods
)

// built builds the page once for all tests.
var built = sync.OnceValues(func() (*Result, error) {
	dir, err := os.MkdirTemp("", "kizami-site-")
	if err != nil {
		return nil, err
	}
	return Build(context.Background(), Options{Out: filepath.Join(dir, "dist"), Packed: true})
})

func page(t *testing.T) *Result {
	t.Helper()
	result, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestMain(m *testing.M) {
	code := m.Run()
	if result, err := built(); err == nil {
		os.RemoveAll(filepath.Dir(result.Out))
	}
	os.Exit(code)
}

func glob(t *testing.T, dir string, pattern string) (paths []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s in %s (%v)", pattern, dir, err)
	}
	return paths
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestScriptsStayInTheirBudget(t *testing.T) {
	sizes := map[string]int{}
	for _, path := range glob(t, page(t).Out, "assets/*.js") {
		var packed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		w.Write(contents(t, path))
		w.Close()
		t.Logf("%6d  %s", packed.Len(), filepath.Base(path))
		stem, _, _ := strings.Cut(filepath.Base(path), "-")
		sizes[stem] = packed.Len()
	}
	views := []string{"main", "learn"} // each loads its own script and what the other scripts are
	for _, view := range views {
		total := 0
		for stem, size := range sizes {
			if stem == view || !slices.Contains(views, stem) {
				total += size
			}
		}
		if t.Logf("%6d  of %d for %s", total, maxScripts, view); total > maxScripts {
			t.Errorf("%s: %d bytes of scripts in gzip, the budget is %d", view, total, maxScripts)
		}
	}
}

func TestEngineStaysInItsBudget(t *testing.T) {
	size := len(contents(t, glob(t, page(t).Out, "assets/kizami-*.wasm.br")[0]))
	if t.Logf("%d of %d", size, maxEngine); size > maxEngine {
		t.Errorf("engine: %d bytes in brotli, the budget is %d", size, maxEngine)
	}
}

func TestTypesHold(t *testing.T) {
	page(t) // installs the compiler
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	for _, project := range []string{".", "test"} {
		tsc := exec.Command(filepath.Join("node_modules", ".bin", "tsc"), "--noEmit", "-p", project)
		tsc.Dir = filepath.Join(root, "site")
		if out, err := tsc.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", project, err, out)
		}
	}
}

// TestNothingLeavesThePage looks for what the strict policy would block, and for addresses of other places.
func TestNothingLeavesThePage(t *testing.T) {
	dir := page(t).Out
	address := regexp.MustCompile(`https?://[^\s"'<>)]*`)
	for _, path := range append(glob(t, dir, "*.html"), append(glob(t, dir, "assets/*.js"), glob(t, dir, "assets/*.css")...)...) {
		text := string(contents(t, path))
		for _, found := range address.FindAllString(text, -1) {
			if !strings.HasPrefix(found, "http://www.w3.org/") { // names of SVG and MathML, never fetched
				t.Errorf("%s names %s", filepath.Base(path), found)
			}
		}
		if strings.HasSuffix(path, ".html") {
			for _, forbidden := range []string{" style=", "<style", "javascript:", " onclick=", " onload=", "<script>"} {
				if strings.Contains(text, forbidden) {
					t.Errorf("%s holds %q, which the policy forbids", filepath.Base(path), forbidden)
				}
			}
		}
	}
	for _, path := range glob(t, dir, "assets/*.map") {
		if root, _ := findRoot(); bytes.Contains(contents(t, path), []byte(root)) {
			t.Errorf("%s names a path of this machine", filepath.Base(path))
		}
	}
}

func TestFormulasCarryNoStyle(t *testing.T) {
	told := contents(t, glob(t, page(t).Out, "assets/told-*.json")[0])
	if !bytes.Contains(told, []byte("<math>")) {
		t.Error("the page holds no formula")
	}
	if found := regexp.MustCompile(`<m\w+[^>]* style=[^>]*>`).Find(bytes.ReplaceAll(told, []byte(`\"`), []byte(`"`))); found != nil {
		t.Errorf("a formula carries a style attribute, which the policy forbids: %s", found)
	}
}

func TestHeadersFileHoldsEverySecurityHeader(t *testing.T) {
	text := string(contents(t, filepath.Join(page(t).Out, headersFile)))
	if text != headers() || !strings.Contains(text, "\n  Content-Security-Policy: default-src 'none';") {
		t.Errorf("_headers:\n%s", text)
	}
}

func TestBuildsAreTheSame(t *testing.T) {
	first := page(t)
	second, err := Build(context.Background(), Options{Out: filepath.Join(t.TempDir(), "elsewhere", "dist")})
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(first.Out, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(first.Out, path)
		if !bytes.Equal(contents(t, path), contents(t, filepath.Join(second.Out, name))) {
			t.Errorf("%s differs between two builds", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBuildLeavesForeignFoldersAlone(t *testing.T) {
	dir := t.TempDir()
	precious := filepath.Join(dir, "precious")
	if err := os.WriteFile(precious, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := replace(dir, t.TempDir()); err == nil || !strings.Contains(err.Error(), "holds no built page") {
		t.Errorf("replace: %v", err)
	}
	contents(t, precious)
}
