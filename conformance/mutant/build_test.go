//go:build !js

package mutant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kizami/conformance/checkout"
)

// Two files are added: to core the choice, and to this package the way to make it.
const (
	choiceInCore = `package core

import (
	"os"
	"strconv"
)

var mutant, _ = strconv.Atoi(os.Getenv("` + chosen + `"))

func BeMutant(number int) { mutant = number }

func Mutant() int { return mutant }
`
	choiceHere = `package mutant

import "kizami/core"

func init() { beMutant = core.BeMutant }
`
)

// buildMutants builds the tests of the packages with all mutants of core inside, one of which runs when it is chosen:
// one build is quicker than one for each. Every function that is mutated gets a copy of its body for each of its mutants.
func buildMutants(t *testing.T, mutants []coreMutant, packages ...string) (binaries []string) {
	t.Helper()
	dir := t.TempDir()
	replace := map[string]string{}
	overlay := func(place string, text []byte) {
		replaced := filepath.Join(dir, fmt.Sprint(len(replace), "-", filepath.Base(place)))
		replace[checkout.Path(place)] = replaced
		if err := os.WriteFile(replaced, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	overlay("core/mutant.go", []byte(choiceInCore))
	overlay("conformance/mutant/choice_test.go", []byte(choiceHere))
	for file, numbers := range byFile(mutants) {
		text, err := withMutants(file, []byte(checkout.Read(t, "core/"+file)), mutants, numbers)
		if err != nil {
			t.Fatal(err)
		}
		overlay("core/"+file, text)
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "overlay.json"), list, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, path := range packages {
		binary := filepath.Join(dir, fmt.Sprintf("tests%d", i))
		build := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", filepath.Join(dir, "overlay.json"),
			"-o", binary, path)
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s with the mutants of core does not build; a place such as \"a-mutant:2\" names the mutant: %v\n%s", path, err, out)
		}
		binaries = append(binaries, binary)
	}
	return binaries
}

func byFile(mutants []coreMutant) map[string][]int {
	files := map[string][]int{}
	for i, m := range mutants {
		files[m.file] = append(files[m.file], i)
	}
	return files
}

// withMutants returns the source of the file with the given mutants inside.
func withMutants(file string, source []byte, mutants []coreMutant, numbers []int) ([]byte, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	cases := map[int]*bytes.Buffer{} // by the offset at which a body begins
	for _, number := range numbers {
		m := mutants[number]
		at, err := m.place(source)
		if err != nil {
			return nil, err
		}
		f := function(files, parsed, at, at+len(m.old))
		if f == nil {
			return nil, fmt.Errorf("%s: %q of %s is in no function", m.name, m.old, file)
		}
		begin, end := files.Position(f.Body.Lbrace).Offset+1, files.Position(f.Body.Rbrace).Offset
		if cases[begin] == nil {
			cases[begin] = bytes.NewBufferString("\nswitch " + choice(file) + " {\n")
		}
		fmt.Fprintf(cases[begin], "case %d:\n//line %s:1\n%s%s%s\n", number+1, m.name, source[begin:at], m.new, source[at+len(m.old):end])
		if f.Type.Results == nil {
			cases[begin].WriteString("return\n")
		}
	}
	var b bytes.Buffer
	for offset, c := range source {
		if inside := cases[offset]; inside != nil {
			fmt.Fprintf(&b, "%s}\n//line %s:%d\n", inside, file, 1+bytes.Count(source[:offset], []byte("\n")))
		}
		b.WriteByte(c)
	}
	return b.Bytes(), nil
}

// choice returns how the code of a file asks which mutant it is.
func choice(file string) string {
	if strings.Contains(file, "/") {
		return "core.Mutant()"
	}
	return "mutant"
}

// place returns where in the source the old text stands; it must stand there once.
func (m coreMutant) place(source []byte) (int, error) {
	if n := bytes.Count(source, []byte(m.old)); n != 1 || m.old == m.new {
		return 0, fmt.Errorf("%s: %q stands %d times in %s, must stand there once and be changed", m.name, m.old, n, m.file)
	}
	return bytes.Index(source, []byte(m.old)), nil
}

func function(files *token.FileSet, file *ast.File, begin, end int) *ast.FuncDecl {
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil &&
			files.Position(f.Body.Lbrace).Offset < begin && end <= files.Position(f.Body.Rbrace).Offset {
			return f
		}
	}
	return nil
}

// A mutant that cannot be applied is told, by name.
func TestMutantsThatDoNotApply(t *testing.T) {
	source := []byte("package core\n\nvar x = 1\n\nfunc f() int {\n\treturn 2\n}\n")
	for _, c := range []struct{ old, new, says string }{
		{"return 3", "return 4", `stands 0 times in f.go`},
		{"n", "m", `stands 3 times in f.go`},
		{"return 2", "return 2", `must stand there once and be changed`},
		{"x = 1", "x = 2", `is in no function`},
	} {
		m := coreMutant{name: "odd", file: "f.go", old: c.old, new: c.new}
		if _, err := withMutants("f.go", source, []coreMutant{m}, []int{0}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q to %q: %v, want %q", c.old, c.new, err, c.says)
		}
	}
}
