// Package checkout tells tests, of whatever package, where the repository is that they run in, and whether TLC can run there.
package checkout

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kizami/tla/tlc"
)

// Update says that whoever runs the test wants its golden files written anew.
var Update = flag.Bool("update", false, "write the golden files anew")

// Anew ends the message of a test whose golden file is not what is made now.
const Anew = "look at the change, then write it anew with: make golden"

// root is the nearest folder above the working one, which is that of the test, that has a go.mod.
var root = sync.OnceValue(func() string {
	there, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	for folder := there; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			panic("no go.mod above " + there)
		}
	}
})

// Path returns the place of a file or folder that is named by its path from the repository's root, with slashes.
func Path(name string) string { return filepath.Join(root(), filepath.FromSlash(name)) }

// Read returns the text of a file that is named as [Path] wants it. It ends the test if there is none.
func Read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(Path(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Walk visits every file of the repository but what is fetched or built, named as [Path] wants it. An error ends the test.
func Walk(t testing.TB, visit func(name string) error) {
	t.Helper()
	err := filepath.WalkDir(root(), func(place string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "node_modules" || d.Name() == "dist" || strings.HasPrefix(d.Name(), ".") && place != root() {
				return fs.SkipDir
			}
			return nil
		}
		name, err := filepath.Rel(root(), place)
		if err != nil {
			return err
		}
		return visit(filepath.ToSlash(name))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Suite returns the repository's models.
func Suite(t testing.TB) *tlc.Suite {
	t.Helper()
	suite, err := tlc.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

// SuiteForTLC returns the repository's models, to be run. Where TLC cannot run it skips the test, but in CI it fails.
func SuiteForTLC(t testing.TB) *tlc.Suite {
	t.Helper()
	_, err := exec.LookPath("java")
	if err == nil {
		_, err = tlc.Jar(t.Context())
	}
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatalf("in CI TLC must run: %v", err)
	}
	if err != nil {
		t.Skipf("TLC cannot run here: %v", err)
	}
	return Suite(t)
}
