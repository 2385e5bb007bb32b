package conformance

import (
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kizami/conformance/checkout"
)

// mayImport lists, for each part of the house, the other parts that its code may import, tests aside. A part is a folder
// with all below it that is not a part itself; every part may import itself.
var mayImport = map[string][]string{
	"core":               {},
	"core/family":        {"core"},
	"core/simulate":      {"core"},
	"core/approximation": {"core"},
	"core/recipe":        {"core", "core/simulate"},
	"core/strict":        {},
	"core/scenario":      {"core", "core/approximation", "core/family", "core/recipe", "core/simulate", "core/strict"},
	"core/stepsize":      {"core", "core/simulate"},
	"core/coretest":      {"core", "core/family", "core/simulate"},
	"learn":              {"core", "core/approximation", "core/family", "core/strict", "core/scenario", "core/simulate", "core/stepsize"},
	"learn/figure":       {"learn"},
	"graphfile":          {"core"},
	"fleet":              {"core"},
	"examples":           {"core"},
	"cmd/bench":          {"core", "core/family", "core/simulate"},
	"tla":                {"core/strict"},
	"wasm":               {"core", "core/strict", "core/scenario", "learn"},

	"conformance/oracle":   {"core", "core/family", "core/simulate"},
	"conformance/state":    {"core", "core/family", "core/simulate", "conformance/oracle", "tla"},
	"conformance/graph":    {"core", "conformance/oracle", "conformance/state", "tla"},
	"conformance/property": {"core", "core/scenario", "core/simulate", "conformance/oracle", "conformance/state"},
	"conformance/fault":    {"core", "conformance/oracle", "conformance/state", "conformance/property"},
	"conformance/trace":    {"core", "core/strict", "conformance/state", "conformance/graph", "tla"},
	"conformance/checkout": {"tla"},
	"conformance/golden":   {"conformance/graph", "conformance/checkout", "tla"},
	"conformance/mutant":   {}, // tests only
	"conformance": {"core", "conformance/oracle", "conformance/state", "conformance/graph", "conformance/property",
		"conformance/fault", "tla"},

	"site":       {"wasm"},
	"spec/proof": {"core", "core/simulate"},
	"cmd": {"core", "core/family", "core/scenario", "graphfile", "learn", "learn/figure", "fleet", "tla", "wasm", "conformance", "conformance/oracle", "conformance/trace",
		"site"},
}

// withLibraries are the parts whose code may import more than the standard library.
var withLibraries = []string{"core/coretest", "learn/figure", "graphfile", "fleet", "cmd/bench", "wasm", "conformance", "conformance/oracle",
	"conformance/graph", "conformance/fault", "conformance/golden", "site", "cmd"}

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
	checkout.Walk(t, func(name string) error {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		part := partOf(path.Dir(name))
		files[part]++
		file, err := parser.ParseFile(token.NewFileSet(), checkout.Path(name), nil, parser.ImportsOnly)
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
		{"core/scenario", "kizami/core", false}, {"core", "math/bits", false}, {"core", "kizami/tla/tlc", true}, {"core", "kizami/core/scenario", true},
		{"core", "gonum.org/v1/gonum/mat", true}, {"conformance", "kizami/tla/tlc", false}, {"tla", "kizami/core", true},
		{"site", "kizami/conformance", true}, {"wasm", "github.com/syumai/workers", false}, {"wasm", "kizami/learn/figure", true},
		{"learn", "gonum.org/v1/plot", true}, {"learn/figure", "gonum.org/v1/plot", false}, {"", "fmt", true},
		{"site", "kizami/wasm/door", false}, {"conformance/graph", "kizami/conformance/state", false},
		{"conformance/state", "kizami/conformance/graph", true}, {"conformance/trace", "kizami/conformance", true},
		{"conformance", "kizami/conformance/golden", true}, {"conformance/state", "github.com/leanovate/gopter", true},
		{"core/stepsize", "kizami/core/simulate", false}, {"core", "kizami/core/simulate", true}, {"core/simulate", "kizami/core/coretest", true},
	} {
		if got := wrongImport(c.part, c.imported) != ""; got != c.wrong {
			t.Errorf("%s importing %s: wrong %v, want %v", c.part, c.imported, got, c.wrong)
		}
	}
}
