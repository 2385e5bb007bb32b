//go:build !js

package tlc

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/fstest"
	"time"
)

func TestWith(t *testing.T) {
	s := &Suite{Files: fstest.MapFS{"A.tla": {Data: []byte("old")}, "B.tla": {}, "C.cfg": {}}, Models: []Model{{Name: "M"}}}
	w := s.With(map[string]string{"A.tla": "new", "Data.tla": "data"})
	names, err := fs.Glob(w.Files, "*.tla")
	if err != nil || !slices.Equal(names, []string{"A.tla", "B.tla", "Data.tla"}) {
		t.Errorf("the modules are %v, %v", names, err)
	}
	for name, want := range map[string]string{"A.tla": "new", "Data.tla": "data", "C.cfg": ""} {
		if got, err := fs.ReadFile(w.Files, name); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	if got, err := fs.ReadFile(s.Files, "A.tla"); err != nil || string(got) != "old" {
		t.Errorf("the suite itself has changed: %q, %v", got, err)
	}
	if len(w.Models) != 1 || w.Models[0].Name != "M" {
		t.Errorf("the models have changed: %v", w.Models)
	}
	if _, err := fs.Stat(w.Files, "Nowhere.tla"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is nowhere: %v", err)
	}
}

// steps is a model of its own on top of the test's modules.
func steps(t *testing.T, invariant string) (*Suite, Model) {
	t.Helper()
	s := &Suite{Files: os.DirFS("testdata")}
	return s.With(map[string]string{
		"StepsData.tla": "---- MODULE StepsData ----\nEXTENDS Integers\nEnd == 3\n====\n",
		"Steps.tla": `---- MODULE Steps ----
EXTENDS StepsData
VARIABLE at
Init == at = 1
Walk == at < End /\ at' = at + 1
Next == Walk
Far == at < End
Near == at <= End
====
`,
		"Steps.cfg": "INIT Init\nNEXT Next\nINVARIANT " + invariant + "\nCHECK_DEADLOCK FALSE\n",
	}), Model{Name: "Steps of my own", Module: "Steps", Cfg: "Steps.cfg"}
}

func TestTry(t *testing.T) {
	needTLC(t)
	s, m := steps(t, "Near")
	r, err := s.Try(t.Context(), m, TryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != Holds || r.Exit != 0 || r.Counts.Distinct != 3 || r.Counterexample.Last().State != nil {
		t.Errorf("Near: %+v", r)
	}
	s, m = steps(t, "Far")
	r, err = s.Try(t.Context(), m, TryOptions{Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	last := r.Counterexample.Last()
	if r.Outcome() != "refuted: invariant Far" || r.Exit != 12 || last.Number != 3 || last.Action != "Walk" || !Equal(last.State["at"], Int(3)) {
		t.Errorf("Far: %s, exit %d, last step %+v", r.Outcome(), r.Exit, last)
	}
}

func TestDumpModel(t *testing.T) {
	needTLC(t)
	s, m := steps(t, "Near")
	g, r, err := s.DumpModel(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if g.Len() != 3 || len(g.Edges()) != 2 || r.Counts.Distinct != 3 {
		t.Errorf("%d states, %d edges, counts %+v", g.Len(), len(g.Edges()), r.Counts)
	}
}

func TestTryErrors(t *testing.T) {
	s := testSuite(t)
	for _, c := range []struct {
		model Model
		want  string
	}{
		{Model{Name: "M", Module: "Nowhere"}, "the model M cannot be run: its module names no file of this folder: Nowhere.tla"},
		{Model{Name: "M", Module: "Counter", Cfg: "../Holds.cfg"}, "the model M cannot be run: its cfg names no file of this folder: ../Holds.cfg"},
	} {
		if _, err := s.Try(t.Context(), c.model, TryOptions{}); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	if _, _, err := s.Dump(t.Context(), "Nowhere"); err == nil {
		t.Error("a model that is not in the suite is dumped by name")
	}
}
