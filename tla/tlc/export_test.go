//go:build !js

package tlc

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is exported says the same to TLC as the model itself, without this driver's help.
func TestExport(t *testing.T) {
	s := embedded(t)
	var models []Model
	for _, name := range []string{"MCPrimeRefuses", "MCMutRoundShare"} {
		m, err := s.Models.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, m)
	}
	dir := filepath.Join(t.TempDir(), "made", "here")
	names, err := s.Export(dir, models)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(names, " "); !strings.Contains(got, "MCMutRoundShare.cfg MCMutRoundShare.tla MCPrimeRefuses.cfg MCPrimeRefuses.tla MCRoundCoordination.tla") ||
		strings.Contains(got, "MCMessage") {
		t.Errorf("written are %s", got)
	}
	if _, err := s.Export(dir, models); err != nil {
		t.Errorf("a second time: %v", err)
	}
	needTLC(t)
	for _, m := range models {
		r, err := (&Suite{Files: os.DirFS(dir)}).Try(t.Context(), Model{Name: m.Name, Module: m.Name, Cfg: m.Name + ".cfg"}, TryOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Outcome() != m.Expected() || r.Counts.Distinct != m.Distinct || r.Counts.Generated != m.Generated {
			t.Errorf("%s: %s, %+v, want %s", m.Name, r.Outcome(), r.Counts, m.Expected())
		}
	}
}

// A file of somebody else is not touched, and then no other one is written.
func TestExportOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "Coordination.tla")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := embedded(t)
	_, err := s.Export(dir, s.Models[:1])
	if err == nil || err.Error() != mine+": file already exists and holds something else, so nothing is written: name another folder, or take it away" {
		t.Errorf("got %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "mine" {
		t.Errorf("the file holds %q, %v", text, err)
	}
	if _, err := s.Export(mine, s.Models[:1]); err == nil {
		t.Error("a file is taken for a folder")
	}
}

// The module of a model's own name must not hide another one.
func TestNoModelIsNamedAsAModule(t *testing.T) {
	s := embedded(t)
	for _, m := range s.Models {
		if f, err := s.Files.Open(m.Name + ".tla"); err == nil {
			f.Close()
			t.Errorf("%s is a module and a model", m.Name)
		}
	}
}

func TestCommandLine(t *testing.T) {
	t.Setenv(jarEnv, "/my jars/tla2tools.jar")
	if got := CommandLine(Model{Name: "M"}); got != "java -XX:+UseParallelGC -cp '/my jars/tla2tools.jar' tlc2.TLC M" {
		t.Error(got)
	}
	t.Setenv(jarEnv, "")
	if got := CommandLine(Model{Name: "M"}); !strings.HasSuffix(got, jarName+" tlc2.TLC M") {
		t.Error(got)
	}
}
