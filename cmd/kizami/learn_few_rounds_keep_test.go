package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/learn/fewrounds"
)

// measured returns rows of a case as if it had been measured.
func measured(c fewrounds.Case, rounds float64) (rows []fewrounds.Row) {
	for _, name := range fewrounds.Methods() {
		rows = append(rows, fewrounds.Row{Case: c, Diameter: 3, Method: name, Converged: 1, Seeds: 1, Rounds: rounds, Reason: "none"})
	}
	return rows
}

func mustKeep(t *testing.T, name string, seeds int) *keeper {
	t.Helper()
	k, err := newKeeper(name, seeds, fewEpochs)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// What was kept is there again, but for a line that was cut off, and cases of other seeds.
func TestCasesAreKept(t *testing.T) {
	name := filepath.Join(t.TempDir(), "cases.jsonl")
	cases := fewrounds.Cases(false)[:3]
	for i, c := range cases {
		k := mustKeep(t, name, 1)
		if len(k.rows) != i {
			t.Fatalf("%d cases were kept, want %d", len(k.rows), i)
		}
		if err := k.add(measured(c, float64(i)+0.1)); err != nil {
			t.Fatal(err)
		}
		if want := "interrupted: " + count(i+1, "case") + " in " + name + ", from where the same command goes on"; k.interrupted().Error() != want {
			t.Errorf("%v, want %s", k.interrupted(), want)
		}
		k.close()
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if others := mustKeep(t, name, 5); len(others.rows) != 0 {
		t.Errorf("cases of one seed are taken for cases of five: %v", others.rows)
	}
	last := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for cut := last; cut < len(whole); cut += 97 { // the start of the last line, and some of it
		text := slices.Clone(whole[:cut])
		if cut > last {
			text = append(text, strings.Repeat(" ", len(whole))...) // longer than what comes in its place
		}
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		k := mustKeep(t, name, 1)
		if got := slices.Collect(maps.Keys(k.rows)); len(got) != 2 || k.rows[cases[2]] != nil || !reflect.DeepEqual(k.rows[cases[1]], measured(cases[1], 1.1)) {
			t.Fatalf("cut at %d: %v", cut, got)
		}
		if err := k.add(measured(cases[2], 2.1)); err != nil {
			t.Fatal(err)
		}
		k.close()
		if again, err := os.ReadFile(name); err != nil || !bytes.Equal(again, whole) {
			t.Fatalf("cut at %d, and gone on from there, the file is another, %v", cut, err)
		}
	}
	none := mustKeep(t, "", 1)
	if err := none.add(measured(cases[0], 1)); err != nil || none.close() != nil || none.interrupted().Error() != "interrupted: nothing was concluded" {
		t.Error("without a file something is kept")
	}
}

// A file that holds anything else is refused, with its line, and stays as it is.
func TestOnlyCasesAreKept(t *testing.T) {
	name := filepath.Join(t.TempDir(), "cases.jsonl")
	k := mustKeep(t, name, 1)
	if err := k.add(measured(fewrounds.Cases(false)[0], 1)); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for says, text := range map[string]string{
		"line 2: is no case of the table":                       string(good) + "my thesis",
		"line 1: is no case of the table":                       "{\"more\":1}\n" + string(good),
		"line 2: has 0 methods, the table has 9":                string(good) + "{\"seeds\":1}\n",
		`line 1: method 3 is "push" on {diabetes random-3 10},`: strings.Replace(string(good), "push-pull, tuned", "push", 1),
		`line 1: method 1 is "certified, kernel" on {diabetes`:  strings.Replace(string(good), "diabetes", "w", 1),
		"line 1: is no case of the table ":                      strings.TrimSuffix(string(good), "\n") + "{}\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := newKeeper(name, 1, fewEpochs)
		if err == nil || !strings.Contains(err.Error()+" ", says) || exitCode(err) != 2 {
			t.Errorf("%v, want %s", err, says)
		}
		if after, _ := os.ReadFile(name); string(after) != text {
			t.Errorf("%s: the file was changed", says)
		}
	}
}

// A table all of whose cases are kept is printed without any being measured.
func TestTableOfKeptCases(t *testing.T) {
	name := filepath.Join(t.TempDir(), "cases.jsonl")
	k := mustKeep(t, name, 1)
	cases := fewrounds.Cases(false)
	for i, c := range cases {
		if err := k.add(measured(c, float64(7000+i))); err != nil {
			t.Fatal(err)
		}
	}
	k.close()
	var out bytes.Buffer
	root := newRoot()
	root.SetArgs([]string{"learn", "--example", "few-rounds", "--keep", name})
	root.SetOut(&out)
	root.SetErr(&bytes.Buffer{})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"7000", amount(float64(7000 + len(cases) - 1)), "rounds to a relative error of 1e-6"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table has no %s:\n%s", want, out.String())
		}
	}
}
