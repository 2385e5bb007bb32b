package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// That each mutant is noticed is the business of make proof-mutants, which takes long. Here: that the table fits the
// proofs as they are, that every requirement with a proof has a mutant, and that the page says what the table says.
func TestMutantsOfTheProofs(t *testing.T) {
	all, err := readMutants("..")
	if err != nil {
		t.Fatal(err)
	}
	p, err := readProject("..")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	broken := map[string]bool{}
	for _, m := range all {
		id := regexp.MustCompile(`^FTC-(\d+): \S`).FindStringSubmatch(m.Breaks)
		switch {
		case slices.Contains(names, m.Name):
			t.Errorf("%s: there are two mutants of that name", m.Name)
		case id == nil:
			t.Errorf("%s breaks no requirement: %q", m.Name, m.Breaks)
		case m.Notices == "":
			t.Errorf("%s has not been tried: go run ./spec/proof/check -mutants -update %[1]s", m.Name)
		case m.Notices != extractedReference && !regexp.MustCompile(`\b`+regexp.QuoteMeta(after(m.Notices))+`\b`).MatchString(p.text[file(m.Notices)]):
			t.Errorf("%s is noticed by %s, which no file states", m.Name, m.Notices)
		}
		if id != nil {
			broken[id[1]] = true
		}
		names = append(names, m.Name)
		dir := t.TempDir()
		for _, e := range m.Edits {
			text, err := os.ReadFile(filepath.Join("..", e.File))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, e.File), text, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := m.apply(dir); err != nil {
			t.Error(err)
		}
	}
	for _, name := range p.theorems(stated) {
		if id := regexp.MustCompile(`\.FTC_(\d+)`).FindStringSubmatch(name); id != nil && !broken[id[1]] {
			t.Errorf("%s is proved, and no mutant breaks FTC-%s", name, id[1])
		}
	}
	_, between, _, err := splitPage("..")
	if err != nil {
		t.Fatal(err)
	}
	if between != page(all) {
		t.Error("the proofs' part of spec/mutants.md is not what the table says: go run ./spec/proof/check -mutants -update")
	}
}

// file and after are the halves of "File.statement".
func file(notices string) string  { return strings.Split(notices, ".")[0] + ".v" }
func after(notices string) string { return notices[strings.Index(notices, ".")+1:] }

func TestWhoNoticesIsFound(t *testing.T) {
	dir := write(t, map[string]string{"A.v": "Definition a := 1.\nLemma b : a = 1.\nProof. by [].\nQed. Theorem c :\n  a = 2.\nProof.\n"})
	for _, c := range []struct{ said, want string }{
		{"File \"./A.v\", line 3, characters 0-1:\nError: no\n", "A.b"},
		{"File \"./A.v\", line 3, characters 0-1:\nWarning: old\nFile \"./A.v\", line 6, characters 0-1:\nError:\nno\n", "A.c"},
		{"File \"./A.v\", line 1, characters 0-1:\nError: no\n", "m dies for a wrong reason, in A.a: it is no Coq"},
		{"make: *** [A.vo] Error 124\n", "m dies for a wrong reason: a file took more than 120 s"},
	} {
		who, err := mutant{Name: "m"}.noticed(dir, c.said)
		if err != nil {
			who = err.Error()
		}
		if !strings.HasPrefix(who, c.want) {
			t.Errorf("%q: %q, want %q", c.said, who, c.want)
		}
	}
}

func TestEditsFitOnce(t *testing.T) {
	for _, c := range []struct{ old, want string }{{"one", ""}, {"two", "stands 2 times"}, {"three", "stands 0 times"}} {
		dir := write(t, map[string]string{"A.v": "one two two"})
		err := mutant{Name: "m", Edits: []edit{{"A.v", c.old, "x"}}}.apply(dir)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.old, err)
		}
	}
}
