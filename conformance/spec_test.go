package conformance

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
)

// telling holds the names that a requirement may cite.
type telling struct {
	operators map[string]bool // "Module!Operator"
	declared  map[string]bool // "package.Name", "package.Type.Method"
	checks    map[string]bool // tests, models, properties
	proofs    map[string]bool // "File.Theorem"
}

var operatorPattern = regexp.MustCompile(`(?m)^([A-Za-z]\w*)(\(|\s*==)`)

func operators(module string) map[string]bool {
	found := map[string]bool{}
	for _, m := range operatorPattern.FindAllStringSubmatch(module, -1) {
		found[m[1]] = true
	}
	return found
}

// theorems returns the theorems that a Coq file states.
func theorems(file, text string) map[string]bool {
	found := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(?:Theorem|Corollary) ([\w']+)`).FindAllStringSubmatch(text, -1) {
		found[strings.TrimSuffix(file, "v")+m[1]] = true
	}
	return found
}

func readTelling(t *testing.T) telling {
	t.Helper()
	all := telling{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	checkout.Walk(t, func(name string) error {
		switch path.Ext(name) {
		case ".tla":
			for operator := range operators(checkout.Read(t, name)) {
				all.operators[strings.TrimSuffix(path.Base(name), ".tla")+"!"+operator] = true
			}
		case ".v":
			maps.Copy(all.proofs, theorems(path.Base(name), checkout.Read(t, name)))
		case ".go":
			return all.readGo(checkout.Path(name))
		}
		return nil
	})
	for _, p := range Properties {
		all.checks[p.Name] = true
	}
	for _, m := range checkout.Suite(t).Models {
		all.checks[m.Name] = true
	}
	return all
}

// readGo adds what one Go file declares.
func (all telling) readGo(file string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, declaration := range parsed.Decls {
		var names []string
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			names = []string{receiver(d) + d.Name.Name}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
		for _, name := range names {
			if strings.HasSuffix(file, "_test.go") {
				all.checks[name] = regexp.MustCompile(`^(Test|Fuzz|Example)`).MatchString(name) || all.checks[name]
				continue
			}
			all.declared[parsed.Name.Name+"."+name] = true
		}
	}
	return nil
}

func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if name, ok := kind.(*ast.Ident); ok {
		return name.Name + "."
	}
	return ""
}

var (
	heading = regexp.MustCompile(`^### FTC-(\d+) \S`)
	item    = regexp.MustCompile(`^- ([A-Za-z+]+): \S`)
	quoted  = regexp.MustCompile("`([^`]+)`")
)

// faults returns what is wrong with the requirements of the text.
func faults(text string, all telling) []string {
	var found []string
	fault := func(id int, format string, args ...any) {
		found = append(found, fmt.Sprintf("FTC-%d: ", id)+fmt.Sprintf(format, args...))
	}
	known := map[string]map[string]bool{"TLA+": all.operators, "Go": all.declared, "check": all.checks, "proof": all.proofs}
	id := 0
	proved := map[string]bool{}
	var missing map[string]bool
	closeBlock := func() {
		for _, key := range slices.Sorted(maps.Keys(missing)) {
			fault(id, "has no line %q", "- "+key+":")
		}
		missing = nil
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			closeBlock()
			if m := heading.FindStringSubmatch(line); m != nil {
				if id++; m[1] != fmt.Sprint(id) {
					fault(id, "expected here, found FTC-%s", m[1])
				}
				missing = map[string]bool{"TLA+": true, "Go": true, "check": true, "formula": true, "argument": true}
			}
			continue
		}
		m := item.FindStringSubmatch(line)
		if m == nil || missing == nil {
			continue
		}
		delete(missing, m[1])
		if names, checked := known[m[1]]; checked {
			cited := quoted.FindAllStringSubmatch(line, -1)
			if len(cited) == 0 {
				fault(id, "the line %q names nothing", "- "+m[1]+":")
			}
			for _, name := range cited {
				if !names[name[1]] {
					fault(id, "%s names %s, which does not exist", m[1], name[1])
				}
				proved[name[1]] = proved[name[1]] || m[1] == "proof" && proves(name[1], id)
			}
		}
	}
	closeBlock()
	for _, name := range slices.Sorted(maps.Keys(all.proofs)) {
		if strings.Contains(name, ".FTC_") && !proved[name] {
			found = append(found, name+" is in the line \"- proof:\" of no requirement of its number")
		}
	}
	if id == 0 {
		found = append(found, "no requirement at all")
	}
	return found
}

// proves says whether a theorem is named after the requirement: "Main.FTC_14" or "Main.FTC_14_safe" after FTC-14.
func proves(theorem string, id int) bool {
	return regexp.MustCompile(fmt.Sprintf(`\.FTC_%d(_|$)`, id)).MatchString(theorem)
}

// requirements reads the pages that state requirements; they are numbered through.
func requirements(t *testing.T) (text string) {
	for _, page := range []string{"protocol", "messages", "learning", "bracket", "certified", "fleet"} {
		text += checkout.Read(t, "spec/"+page+".md")
	}
	return text
}

func TestEveryRequirementNamesWhatExists(t *testing.T) {
	all := readTelling(t)
	for _, wrong := range faults(requirements(t), all) {
		t.Error(wrong)
	}
}

func TestRequirementFaultsAreFound(t *testing.T) {
	all := telling{
		operators: operatorsOf("M", "Share(j) == 1\nTypeOK == TRUE\n  Inner == 2\n"),
		declared:  map[string]bool{"core.Node.Share": true},
		checks:    map[string]bool{"TestShare": true},
		proofs:    theorems("Main.v", "Theorem FTC_1 x : x.\nCorollary FTC_1_more : y.\n(* Theorem FTC_1_not *)\nTheorem other : z.\n"),
	}
	block := "### FTC-1 Share\n- formula: x\n- argument: y\n- TLA+: `M!Share`, `M!TypeOK`\n- Go: `core.Node.Share`\n- check: `TestShare`\n" +
		"- proof: `Main.FTC_1`, `Main.FTC_1_more`\n"
	cases := []struct{ text, want string }{
		{block, ""},
		{strings.Replace(block, "- formula: x\n", "", 1), `FTC-1: has no line "- formula:"`},
		{strings.Replace(block, "- argument: y", "- argument:", 1), `FTC-1: has no line "- argument:"`},
		{strings.Replace(block, "M!Share", "M!Inner", 1), "FTC-1: TLA+ names M!Inner, which does not exist"},
		{strings.Replace(block, "core.Node", "simulate.Network", 1), "FTC-1: Go names simulate.Network.Share, which does not exist"},
		{strings.Replace(block, "TestShare", "TestGone", 1), "FTC-1: check names TestGone, which does not exist"},
		{strings.Replace(block, "`TestShare`", "TestShare", 1), `FTC-1: the line "- check:" names nothing`},
		{strings.Replace(block, ", `Main.FTC_1_more`", "", 1), "Main.FTC_1_more is in the line \"- proof:\" of no requirement of its number"},
		{strings.Replace(block, "`Main.FTC_1`", "`Main.other`, `Main.FTC_1`", 1), ""},
		{strings.Replace(block, "FTC_1`", "FTC_1_not`", 1), "FTC-1: proof names Main.FTC_1_not, which does not exist; Main.FTC_1 is in the line \"- proof:\" of no requirement of its number"},
		{strings.Replace(block, "FTC-1", "FTC-2", 1), "FTC-1: expected here, found FTC-2"},
		{block + block, "FTC-2: expected here, found FTC-1"},
		{strings.Replace(block, "- proof", "### FTC-2 Wait\n- formula: x\n- argument: y\n- TLA+: `M!Share`\n- Go: `core.Node.Share`\n- check: `TestShare`\n- proof", 1),
			"Main.FTC_1 is in the line \"- proof:\" of no requirement of its number; Main.FTC_1_more is in the line \"- proof:\" of no requirement of its number"},
	}
	for _, c := range cases {
		if got := strings.Join(faults(c.text, all), "; "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	if got := strings.Join(faults("# Title\n", telling{}), "; "); got != "no requirement at all" {
		t.Error(got)
	}
}

func operatorsOf(module, text string) map[string]bool {
	found := map[string]bool{}
	for name := range operators(text) {
		found[module+"!"+name] = true
	}
	return found
}

// An id that code, models, pages or the site cite must be one that spec/ states.
func TestEveryCitedRequirementExists(t *testing.T) {
	stated := requirements(t)
	cited := regexp.MustCompile(`FTC-(\d+)`)
	checkout.Walk(t, func(name string) error {
		if !slices.Contains([]string{".go", ".tla", ".md", ".ts", ".tsx"}, path.Ext(name)) || path.Base(name) == "spec_test.go" {
			return nil
		}
		for _, m := range cited.FindAllStringSubmatch(checkout.Read(t, name), -1) {
			if !strings.Contains(stated, "\n### "+m[0]+" ") {
				t.Errorf("%s cites %s, which spec/ does not state", name, m[0])
			}
		}
		return nil
	})
}
