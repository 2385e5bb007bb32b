package stepsize_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/core/stepsize"
)

const module = "../../tla/AutomatedStepsize.tla"

func readModule(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(module)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestStateVariablesHaveOneName(t *testing.T) {
	names := regexp.MustCompile(`(?m)^vars == <<(.*)>>`).FindStringSubmatch(readModule(t))
	if names == nil {
		t.Fatalf("%s has no vars", module)
	}
	model := strings.Split(names[1], ", ")
	var fields []string
	state := reflect.TypeFor[stepsize.State]()
	for i := range state.NumField() {
		fields = append(fields, strings.ToLower(state.Field(i).Name))
	}
	if !slices.Equal(model, fields) {
		t.Errorf("the model has the variables %v, a learner's state has %v", model, fields)
	}
}

func TestModesHaveOneName(t *testing.T) {
	modes := regexp.MustCompile(`(?m)^Modes == {(.*)}`).FindStringSubmatch(readModule(t))
	if modes == nil {
		t.Fatalf("%s has no Modes", module)
	}
	var ours []string
	for _, m := range stepsize.Modes {
		ours = append(ours, `"`+string(m)+`"`)
	}
	if got := strings.Join(ours, ", "); got != modes[1] {
		t.Errorf("the model has the modes %s, the package %s", modes[1], got)
	}
}

// declared returns the names of all functions and methods of the package, tests aside.
func declared(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	paths := must(filepath.Glob("*.go"))(t)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file := must(parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution))(t)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				names[f.Name.Name] = true
			}
		}
	}
	return names
}

func TestActionsHaveOneName(t *testing.T) {
	text, names := readModule(t), declared(t)
	_, next, _ := strings.Cut(text, "\nNext == ")
	next, _, _ = strings.Cut(next, "\n\n")
	var actions []string
	for _, m := range regexp.MustCompile(`([A-Z]\w+)\(\w\)`).FindAllStringSubmatch(next, -1) {
		actions = append(actions, m[1])
	}
	if !slices.Equal(actions, []string{"Propose", "Apply", "Coordinate"}) {
		t.Fatalf("the model has the actions %v", actions)
	}
	names["Coordinate"] = names["coordinate"] // nodes cannot do it alone; their part is Adopt
	for _, name := range append(actions, "CanPropose", "CanApply", "Stepsize", "Last", "Combine") {
		if !names[name] {
			t.Errorf("the package has no %s", name)
		}
		if !regexp.MustCompile(`(?m)^` + name + `(\(| ==)`).MatchString(text) {
			t.Errorf("%s has no operator %s", module, name)
		}
	}
}

// The invariants that the property tests hold are those of the module.
func TestInvariantsHaveOneName(t *testing.T) {
	tests := string(must(os.ReadFile("invariants_test.go"))(t))
	for _, name := range []string{"SameStepsize", "NoMixing", "SkewAtMostOne", "InOrder", "CombinedInRange"} {
		if !strings.Contains(readModule(t), "\n"+name+" ==") || !strings.Contains(tests, name+": ") {
			t.Errorf("%s is not in both the module and the property tests", name)
		}
	}
}
