package conformance

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport lists, for each part of the house, the other parts that its code may import, tests aside.
var mayImport = map[string][]string{
	"core":        {},
	"tla":         {},
	"wasm":        {"core"},
	"conformance": {"core", "tla"},
	"site":        {"wasm"},
	"cmd":         {"core", "tla", "wasm", "conformance", "site"},
}

// standardOnly are the parts whose code imports nothing from outside the standard library.
var standardOnly = []string{"core", "tla"}

// TestImportsPointOneWay holds the arrows of the house: from the command down to core, never up.
func TestImportsPointOneWay(t *testing.T) {
	for part, allowed := range mayImport {
		files := 0
		err := filepath.WalkDir(filepath.Join("..", part), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist") {
				return fs.SkipDir
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			files++
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, spec := range file.Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				if fault := wrongImport(part, allowed, imported); fault != "" {
					t.Errorf("%s imports %s: %s", path, imported, fault)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if files == 0 {
			t.Errorf("%s holds no Go file: the house has changed", part)
		}
	}
}

func wrongImport(part string, allowed []string, imported string) string {
	if inside, ours := strings.CutPrefix(imported, "kizami/"); ours {
		other, _, _ := strings.Cut(inside, "/")
		if other != part && !slices.Contains(allowed, other) {
			return part + " may not import " + other
		}
		return ""
	}
	host, _, _ := strings.Cut(imported, "/")
	if slices.Contains(standardOnly, part) && strings.Contains(host, ".") {
		return part + " imports the standard library only"
	}
	return ""
}

func TestWrongImportsAreFound(t *testing.T) {
	for _, c := range []struct {
		part, imported string
		wrong          bool
	}{
		{"core", "kizami/core/scenario", false}, {"core", "math/bits", false}, {"core", "kizami/tla", true},
		{"core", "gonum.org/v1/gonum/mat", true}, {"conformance", "kizami/tla", false}, {"tla", "kizami/core", true},
		{"site", "kizami/conformance", true}, {"wasm", "github.com/syumai/workers", false},
	} {
		if got := wrongImport(c.part, mayImport[c.part], c.imported) != ""; got != c.wrong {
			t.Errorf("%s importing %s: wrong %v, want %v", c.part, c.imported, got, c.wrong)
		}
	}
}
