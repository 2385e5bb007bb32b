package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Reading the sources needs no Coq, so that `make test` already refuses most of what is no proof.
func TestNothingIsLeftOpenInTheProofs(t *testing.T) {
	p, err := readProject("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range p.faults() {
		t.Error(fault)
	}
	if n := len(p.theorems(stated)); n < 50 {
		t.Errorf("%d theorems found: the reading is broken", n)
	}
}

// tiny is a project of one theorem, to be spoilt.
func tiny() map[string]string {
	return map[string]string{
		"_CoqProject":   "-R . Kizami\nA.v\nAssumptions.v\n",
		"A.v":           "Lemma half : True. Proof. exact I. Qed.\nTheorem whole : True. Proof. exact half. Qed.\n",
		"Assumptions.v": "From Kizami Require A.\nPrint Assumptions A.whole.\n",
	}
}

func write(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWhatIsNoProofIsRefusedUnread(t *testing.T) {
	open := "Theorem whole : True. Proof. "
	for _, c := range []struct{ file, old, new, want string }{
		{"A.v", "", "", ""},
		{"A.v", "Lemma", "(* no Axiom, and (* nothing *) Admitted *) Lemma", ""},
		{"A.v", "Theorem", `Definition s := "Admitted" (* a string *). Theorem`, ""},
		{"A.v", open + "exact half. Qed.", open + "Admitted.", "A.v:2: Admitted: a proof may not contain it"},
		{"A.v", open + "exact half.", open + "admit.", "A.v:2: admit:"},
		{"A.v", open + "exact half.", open + "give_up.", "A.v:2: give_up:"},
		{"A.v", "Lemma", "Axiom no : False.\nLemma", "A.v:1: Axiom:"},
		{"A.v", "Lemma", "Local Parameters no : False. Lemma", "A.v:1: Parameters:"},
		{"A.v", "Lemma", "Conjecture no : False. Lemma", "A.v:1: Conjecture:"},
		{"A.v", "Lemma", "Unset  Guard\nChecking. Lemma", "a proof may not contain it"},
		{"A.v", "Lemma", "#[bypass_check(guard)] Lemma", "A.v:1: bypass_check:"},
		{"A.v", "Theorem", "Theorem more : True. exact I. Qed. Theorem", "the theorem A.more is not listed in Assumptions.v"},
		{"A.v", "Theorem", "Local Corollary more : True. exact I. Qed. Theorem", "the theorem A.more is not listed"},
		{"A.v", "Theorem whole", "Theorem other", "Assumptions.v lists A.whole, which no file states"},
		{"Assumptions.v", "A.whole", "A.half", "the theorem A.whole is not listed"},
		{"Assumptions.v", "Print", "(* Print", "Assumptions.v lists no theorem"},
		{"Assumptions.v", "Print", "Definition whole := tt. Print", "may only require files and print assumptions"},
		{"Assumptions.v", "A.whole.\n", "A.whole.\nPrint Assumptions A.whole.\n", "Assumptions.v lists A.whole twice"},
		{"_CoqProject", "A.v\n", "", "A.v is not in _CoqProject"},
		{"_CoqProject", "A.v\n", "A.v\nB.v\n", "_CoqProject lists B.v, which does not exist"},
		{"_CoqProject", "Kizami\n", "Kizami\n-arg -type-in-type\n", "no option may change what Coq checks"},
	} {
		files := tiny()
		files[c.file] = strings.Replace(files[c.file], c.old, c.new, 1)
		p, err := readProject(write(t, files))
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		if err := errors.Join(p.faults()...); err != nil {
			said = err.Error()
		}
		if !strings.Contains(said, c.want) || c.want == "" && said != "" {
			t.Errorf("%s with %q: %q, want %q", c.file, c.new, said, c.want)
		}
	}
}

func TestAnotherMathCompIsRecognised(t *testing.T) {
	for _, c := range []struct{ says, want string }{
		{`#[deprecated(since="mathcomp 1.9.0")] #[deprecated(since="mathcomp 1.15.0")]`, mathcompVersion},
		{`#[deprecated(since="mathcomp 1.15.0")] #[deprecated(since="mathcomp 1.16.0")]`, "1.16"},
		{`#[deprecated(since="mathcomp 1.17")] #[deprecated(since="mathcomp 2.0.0")]`, "2.0"},
	} {
		dir := t.TempDir()
		for _, part := range []string{"ssreflect", "fingroup", "algebra"} {
			path := filepath.Join(dir, part, "a.v")
			if err := errors.Join(os.Mkdir(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(c.says), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := newestMathComp(dir); err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %s", c.says, got, err, c.want)
		}
	}
	if _, err := newestMathComp(t.TempDir()); err == nil || !strings.Contains(err.Error(), "MathComp's ssreflect is missing") {
		t.Errorf("without MathComp: %v", err)
	}
}
