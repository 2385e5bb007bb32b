//go:build !js

package tlc

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kizami/tla/model"
)

// What TLC has checked is what it would be given now.
func TestEveryRecordIsFresh(t *testing.T) {
	stale, orphans, err := embedded(t).Stale()
	if err != nil {
		t.Fatal(err)
	}
	if len(stale) > 0 {
		t.Errorf("TLC has not checked %s as they are now: kizami check --renew checks the quick ones and records them, with --all also the others", names(stale))
	}
	if len(orphans) > 0 {
		t.Errorf("there are records of %v, which are no models: kizami check --renew takes them away", orphans)
	}
}

// recordsOf is a folder with records of all models of the suite. No run of TLC has made them: only a test may.
func recordsOf(t *testing.T, s *Suite) *Suite {
	t.Helper()
	records := model.Records{}
	for _, m := range s.Models {
		given, err := s.Given(m)
		if err != nil {
			t.Fatal(err)
		}
		records[m.Name] = model.Hash(m, given, tool())
	}
	return s.With(map[string]string{model.RecordsFile: string(records.Text())})
}

// Whatever TLC is given, and what is expected, makes a record stale when it changes, and nothing else does.
func TestStale(t *testing.T) {
	s := recordsOf(t, embedded(t))
	edit := func(name, old, new string) *Suite {
		text, err := fs.ReadFile(s.Files, name)
		if err != nil || !strings.Contains(string(text), old) {
			t.Fatalf("%s does not hold %q, %v", name, old, err)
		}
		return s.With(map[string]string{name: strings.Replace(string(text), old, new, 1)})
	}
	change := func(change func(*Model)) *Suite {
		changed := &Suite{s.Files, append(model.Set(nil), s.Models...)}
		change(&changed.Models[0])
		return changed
	}
	const first = "MCContract"
	count := func(module string) int {
		n := 0
		for _, m := range s.Models {
			given, _ := s.Given(m)
			for _, f := range given {
				if f.Name == module {
					n++
				}
			}
		}
		return n
	}
	for _, c := range []struct {
		what  string
		suite *Suite
		stale int
	}{
		{"nothing", s, 0},
		{"a comment", edit("Coordination.tla", "Spec ==", "(* a comment *) \\* and another\n\nSpec =="), 0},
		{"the text after the end", edit("FiveNodes.tla", "=============================================================================", "=============================================================================\nafter\n"), 0},
		{"Coordination.tla", edit("Coordination.tla", "Spec ==", "Spec == TRUE /\\"), count("Coordination.tla")},
		{"Luck.tla", edit("Luck.tla", "EXTENDS", "EXTENDS  "), count("Luck.tla")},
		{"FiveNodes.tla", edit("FiveNodes.tla", "1082430", "1082431"), count("FiveNodes.tla")},
		{"a module that no model is made of", edit("TraceMessageCoordination.tla", "EXTENDS", "EXTENDS  "), 0},
		{"a constant", change(func(m *Model) { m.Config.Constants = []Assignment{{Name: "N", Value: "2"}} }), 1},
		{"a claim", change(func(m *Model) { m.Config.Invariants = m.Config.Invariants[1:] }), 1},
		{"the root", change(func(m *Model) { m.Module = "MCCoordination" }), 1},
		{"the verdict", change(func(m *Model) { m.Expect, m.Kind = Refuted, Deadlock }), 1},
		{"a count", change(func(m *Model) { m.Depth++ }), 1},
		{"what it shows", change(func(m *Model) { m.Shows, m.Quick, m.Core, m.Like = "Anything.", false, false, "" }), 0},
		{"the records", s.With(map[string]string{model.RecordsFile: string(model.Records{}.Text())}), len(s.Models)},
	} {
		stale, orphans, err := c.suite.Stale()
		if err != nil || len(stale) != c.stale || len(orphans) > 0 {
			t.Errorf("%s changed: %d models are stale, want %d; records of %v, %v", c.what, len(stale), c.stale, orphans, err)
		}
		if c.stale == 1 && len(stale) == 1 && stale[0].Name != first {
			t.Errorf("%s changed: %s is stale", c.what, stale[0].Name)
		}
	}
	if _, orphans, err := (&Suite{s.Files, s.Models[1:]}).Stale(); err != nil || strings.Join(orphans, " ") != first {
		t.Errorf("a model less: records of %v, %v", orphans, err)
	}
	if stale, _, err := s.Models.Stale(s.Files, tool()+" -deadlock"); err != nil || len(stale) != len(s.Models) {
		t.Errorf("another tool: %d stale, %v", len(stale), err)
	}
	if _, _, err := s.With(map[string]string{model.RecordsFile: "{"}).Stale(); err == nil || !strings.HasPrefix(err.Error(), "verdicts.json: ") {
		t.Errorf("records that cannot be read: %v", err)
	}
}

// A run that comes out as expected is recorded, at once, and no other one; records of what is no model go.
func TestCheckRecords(t *testing.T) {
	needTLC(t)
	s := testSuite(t)
	wrong, err := s.Models.Find("Invariant")
	if err != nil {
		t.Fatal(err)
	}
	wrong.Name, wrong.Distinct = "Wrong", 7
	s.Models = append(s.Models, wrong)
	path := filepath.Join(t.TempDir(), model.RecordsFile)
	before := model.Records{"Gone": "1", "Slow": "2", "Holds": "3"}
	if err := os.WriteFile(path, before.Text(), 0o644); err != nil {
		t.Fatal(err)
	}
	report, err := s.Check(t.Context(), Options{Models: []string{"Holds", "Invariant", "Wrong", "Overflow"}, Record: path, Workers: 1, Progress: func(p Progress) {
		if p.Done != nil && p.Done.Model == "Holds" {
			if now, err := model.ReadRecords(os.DirFS(filepath.Dir(path))); err != nil || now["Holds"] == "3" {
				t.Errorf("the records of a run that goes on are %v, %v", now, err)
			}
		}
	}})
	if err != nil || report.OK {
		t.Fatalf("%+v, %v", report, err)
	}
	now, err := model.ReadRecords(os.DirFS(filepath.Dir(path)))
	if err != nil || len(now) != 3 || now["Slow"] != "2" {
		t.Errorf("the records are %v, %v", now, err)
	}
	for _, name := range []string{"Holds", "Invariant"} {
		m, err := s.Models.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		given, err := s.Given(m)
		if err != nil || now[name] != model.Hash(m, given, tool()) {
			t.Errorf("the record of %s is %s, %v", name, now[name], err)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

// Of another TLC, and where there is no room for records, nothing is recorded.
func TestCheckDoesNotRecord(t *testing.T) {
	needTLC(t)
	s := testSuite(t)
	gone := filepath.Join(t.TempDir(), "gone", model.RecordsFile)
	if _, err := s.Check(t.Context(), Options{Models: []string{"Holds"}, Record: gone}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
	t.Setenv(jarEnv, "testdata/Torn.tla") // a file is all that it takes
	path := filepath.Join(t.TempDir(), model.RecordsFile)
	_, err := s.Check(t.Context(), Options{Models: []string{"Holds"}, Record: path})
	if err == nil || err.Error() != "the jar that TLA2TOOLS_JAR names is not the pinned TLC, and only what that says is recorded: unset it" {
		t.Errorf("another jar: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("there are records")
	}
}
