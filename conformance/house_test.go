package conformance

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport lists, for each part of the house, the other parts that its code may import, tests aside. A part is a folder
// with all below it that is not a part itself; every part may import itself.
var mayImport = map[string][]string{
	"core":                   {},
	"core/strict":            {},
	"core/scenario":          {"core", "core/strict"},
	"core/stepsize":          {"core"},
	"core/experiment":        {"core", "core/strict", "core/scenario", "core/stepsize"},
	"core/experiment/figure": {"core/experiment"},
	"core/experiment/bench":  {"core"},
	"tla":                    {},
	"wasm":                   {"core", "core/strict", "core/scenario", "core/experiment"},
	"conformance":            {"core", "core/strict", "core/scenario", "tla"},
	"site":                   {"wasm"},
	"spec/proof":             {"core"},
	"cmd":                    {"core", "core/scenario", "core/experiment", "core/experiment/figure", "tla", "wasm", "conformance", "site"},
}

// withLibraries are the parts whose code may import more than the standard library.
var withLibraries = []string{"core/experiment/figure", "core/experiment/bench", "wasm", "conformance", "site", "cmd"}

// partOf returns the part that a folder belongs to, or "".
func partOf(folder string) string {
	for ; folder != "."; folder = path.Dir(folder) {
		if _, known := mayImport[folder]; known {
			return folder
		}
	}
	return ""
}

// TestImportsPointOneWay holds the arrows of the house: from the command down to core, never up.
func TestImportsPointOneWay(t *testing.T) {
	files := map[string]int{}
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist" || strings.HasPrefix(d.Name(), ".") && name != "..") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		part := partOf(filepath.ToSlash(filepath.Dir(strings.TrimPrefix(name, ".."+string(filepath.Separator)))))
		files[part]++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if fault := wrongImport(part, imported); fault != "" {
				t.Errorf("%s imports %s: %s", name, imported, fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for part := range mayImport {
		if files[part] == 0 {
			t.Errorf("%s holds no Go file: the house has changed", part)
		}
	}
}

func wrongImport(part, imported string) string {
	if part == "" {
		return "this folder is not a part of the house"
	}
	if inside, ours := strings.CutPrefix(imported, "kizami/"); ours {
		if other := partOf(inside); other != part && !slices.Contains(mayImport[part], other) {
			return part + " may not import " + inside
		}
		return ""
	}
	host, _, _ := strings.Cut(imported, "/")
	if strings.Contains(host, ".") && !slices.Contains(withLibraries, part) {
		return part + " imports the standard library only"
	}
	return ""
}

func TestWrongImportsAreFound(t *testing.T) {
	for _, c := range []struct {
		part, imported string
		wrong          bool
	}{
		{"core/scenario", "kizami/core", false}, {"core", "math/bits", false}, {"core", "kizami/tla", true}, {"core", "kizami/core/scenario", true},
		{"core", "gonum.org/v1/gonum/mat", true}, {"conformance", "kizami/tla", false}, {"tla", "kizami/core", true},
		{"site", "kizami/conformance", true}, {"wasm", "github.com/syumai/workers", false}, {"wasm", "kizami/core/experiment/figure", true},
		{"core/experiment", "gonum.org/v1/plot", true}, {"core/experiment/figure", "gonum.org/v1/plot", false}, {"", "fmt", true},
		{"site", "kizami/wasm/door", false},
	} {
		if got := wrongImport(c.part, c.imported) != ""; got != c.wrong {
			t.Errorf("%s importing %s: wrong %v, want %v", c.part, c.imported, got, c.wrong)
		}
	}
}
