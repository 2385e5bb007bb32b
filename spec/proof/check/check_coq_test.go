//go:build coq

// These tests run Coq, so make proof runs them; make test does without.

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// proveTiny runs the whole check, but for the comparison with the kit, on a small project.
func proveTiny(t *testing.T, files map[string]string) (passed int, err error) {
	t.Helper()
	return prove(context.Background(), place{write(t, files), t.TempDir(), "10"}, t.Output())
}

func TestWhatIsNoProofTurnsTheCheckRed(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"as it is", "A.v", "", "", ""},
		{"a false theorem", "A.v", "whole : True", "whole : False", "refused by Coq:\nFile \"./A.v\", line 2"},
		{"an unfinished proof", "A.v", "exact half. Qed.", "Admitted.", "a proof may not contain it"},
		{"an axiom", "A.v", "Lemma", "Axiom no : False. Lemma", "a proof may not contain it"},
		{"a theorem of False by an axiom in disguise", "A.v", "Theorem whole : True. Proof. exact half.",
			"Hypothesis no : False.\nTheorem whole : False. Proof. exact no.", "A.whole stands on what nobody proved: Axioms:\nA.no : False"},
		{"an axiom of the library", "A.v", "Theorem whole : True. Proof. exact half.",
			"Require Import Classical.\nTheorem whole (A : Prop) : A \\/ ~ A. Proof. exact (classic A).", "A.whole stands on what nobody proved: Axioms:\nClassical_Prop.classic"},
		{"an axiom of a lemma", "A.v", "Lemma half : True. Proof. exact I.", "Variable no : True. Lemma half : True. Proof. exact no.", "A.whole stands on"},
		{"a theorem that is not listed", "A.v", "Lemma", "Theorem more : True. exact I. Qed. Lemma", "the theorem A.more is not listed"},
		{"a proof without an end", "A.v", "exact half", "do 1000000 (do 1000000 idtac); exact half", "took more than 10 s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := tiny()
			files[c.file] = strings.Replace(files[c.file], c.old, c.new, 1)
			passed, err := proveTiny(t, files)
			switch {
			case c.want == "" && (passed != 1 || err != nil):
				t.Errorf("%d passed, %v", passed, err)
			case c.want != "" && (passed != 0 || err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%d passed, %v, want %q", passed, err, c.want)
			}
		})
	}
}

// What was built before must not stand in for a file that has changed or is gone.
func TestNothingOldIsBelieved(t *testing.T) {
	at := place{write(t, tiny()), t.TempDir(), "10"}
	if passed, err := prove(context.Background(), at, t.Output()); passed != 1 || err != nil {
		t.Fatalf("%d passed, %v", passed, err)
	}
	files := tiny()
	files["_CoqProject"] = "-R . Kizami\nB.v\nAssumptions.v\n"
	files["B.v"] = "Require Import Kizami.A.\nTheorem whole : True. Proof. exact half. Qed.\n"
	files["Assumptions.v"] = "Print Assumptions B.whole.\n"
	delete(files, "A.v")
	at.source = write(t, files)
	if passed, err := prove(context.Background(), at, t.Output()); passed != 0 || err == nil {
		t.Errorf("a file that is gone is still used: %d passed, %v", passed, err)
	}
}

func TestAnotherCoqIsRefusedByName(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if err := os.WriteFile(filepath.Join(bin, "coqc"), []byte("#!/bin/sh\necho 8.19.2 4.14.1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := proveTiny(t, tiny()); err == nil || err.Error() != "this is Coq 8.19.2: the proofs are written for Coq 8.16.1" {
		t.Error(err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := proveTiny(t, tiny()); err == nil || !strings.HasPrefix(err.Error(), "coqc cannot be run: please install Coq 8.16.1") {
		t.Error(err)
	}
}

// reference is a project of the reference, the vectors of one run and the extraction.
func reference(t *testing.T, vectors string) map[string]string {
	t.Helper()
	files := map[string]string{"_CoqProject": "-R . Kizami\nReference.v\nVectors.v\nExtract.v\nAssumptions.v\n", "Vectors.v": vectors,
		"Assumptions.v": "Print Assumptions Vectors.v0.\n"}
	for _, name := range []string{"Reference.v", "Extract.v", "replay.ml"} {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	return files
}

// One altered digit of a vector is refused by the kernel, wherever it stands.
func TestKernelRefusesOneAlteredDigit(t *testing.T) {
	text := vectorsText(vectorRuns()[1:2])
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"([1;23169;", "([1;23168;", "Vectors.v"},               // an observation
		{"Some 23169,", "Some 23170,", "Vectors.v"},             // the average
		{"3%nat,1%nat,(Some", "2%nat,1%nat,(Some", "Vectors.v"}, // the horizon
		{"Some 5%nat", "Some 6%nat", "Vectors.v"},               // the round of the stop
	} {
		if !strings.Contains(text, c.old) {
			t.Fatalf("no %q in %s", c.old, text)
		}
		files := reference(t, strings.Replace(text, c.old, c.new, 1)+"Theorem listed : True. exact I. Qed.\n")
		files["Assumptions.v"] = "Print Assumptions Vectors.listed.\n"
		_, err := proveTiny(t, files)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q: %v, want %q", c.new, err, c.want)
		}
	}
}

// The same of the extracted program: of what it is compared with, one digit is altered.
func TestExtractedReferenceIsComparedToTheDigit(t *testing.T) {
	ctx := context.Background()
	files := reference(t, vectorsText(vectorRuns()[:1])+"Theorem listed : True. exact I. Qed.\n")
	files["Assumptions.v"] = "Print Assumptions Vectors.listed.\n"
	at := place{write(t, files), t.TempDir(), "60"}
	if _, err := prove(ctx, at, t.Output()); err != nil {
		t.Fatal(err)
	}
	program, err := compileReference(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	played := append(vectorRuns()[1].everyRound(), randomRuns(1, 2)[1].mustPlay(toTheEnd))
	said, err := replay(ctx, program, played)
	if err != nil {
		t.Fatal(err)
	}
	if values, err := compare(played, said); err != nil || values < 100 {
		t.Errorf("%d values, %v", values, err)
	}
	for i := range played {
		word := played[i].state[0].Denominator
		word[len(word)-1] ^= 1
		if _, err := compare(played, said); err == nil {
			t.Errorf("a digit of run %d was altered and nobody noticed", i)
		}
		word[len(word)-1] ^= 1
	}

	line := `{"prime":"46337","digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"ending":{"rule":"bound","bound":2},"values":["1","0"],"events":[` +
		`{"action":"Advance","node":0,"round":1,"numerator":"23169","denominator":"1"},` +
		`{"action":"Decide","node":0,"order":1,"decided":2,"average":"23169"},{"action":"Stop","node":0,"stopped":2}]}`
	if values, _, err := readVectors(ctx, program, []byte(line)); values != 6 || err != nil {
		t.Errorf("%d values of a vector, %v", values, err)
	}
	for _, c := range [][2]string{{`"numerator":"23169"`, `"numerator":"23168"`}, {`"denominator":"1"`, `"denominator":"2"`},
		{`"order":1`, `"order":2`}, {`"average":"23169"`, `"average":"23168"`}, {`"stopped":2`, `"stopped":1`}} {
		if _, _, err := readVectors(ctx, program, []byte(strings.Replace(line, c[0], c[1], 1))); err == nil {
			t.Errorf("%s instead of %s, and nobody noticed", c[1], c[0])
		}
	}
}
