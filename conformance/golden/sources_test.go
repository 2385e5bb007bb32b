package golden

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kizami/conformance/checkout"
	"kizami/tla/tlc"
)

func sourceNames(t *testing.T, suite *tlc.Suite, model string) []string {
	t.Helper()
	sources, err := Sources(suite, model)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range sources {
		names = append(names, s.Name)
	}
	return names
}

func TestSourcesAreWhatAModelIsMadeOf(t *testing.T) {
	want := []string{"Coordination.tla", "Deciding.tla", "Digraphs.tla", "Luck.tla", "MCMessageCoordination.tla", "MCMessages2Bound.cfg",
		"MessageCoordination.tla", "MessageInvariants.tla", "PrimeField.tla", "Recurrence.tla"}
	got := sourceNames(t, checkout.Suite(t), "MCMessages2Bound")
	for _, name := range want {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not among %v", name, got)
		}
	}
	if slices.Contains(got, "MCRoundCoordination.tla") || slices.Contains(got, "Integers.tla") {
		t.Errorf("too much: %v", got)
	}
}

func TestSourcesFollowModules(t *testing.T) {
	files := fstest.MapFS{
		"A.cfg": {Data: []byte("INIT Init\n")},
		"A.tla": {Data: []byte("---- MODULE A ----\nEXTENDS Integers,\n        B \\* EXTENDS X\n(* INSTANCE X *)\n====\n")},
		"B.tla": {Data: []byte("Inner == INSTANCE C WITH x <- 1\nLOCAL INSTANCE D\n")},
		"C.tla": {Data: []byte("EXTENDS A\n")}, "D.tla": {Data: []byte("")}, "X.tla": {Data: []byte("")},
	}
	suite := &tlc.Suite{Files: files, Manifest: &tlc.Manifest{Models: []tlc.Model{{Name: "M", Module: "A", Cfg: "A.cfg"},
		{Name: "Gone", Module: "Gone", Cfg: "A.cfg"}}}}
	if got := strings.Join(sourceNames(t, suite, "M"), " "); got != "A.cfg A.tla B.tla C.tla D.tla" {
		t.Error(got)
	}
	for model, want := range map[string]string{"Gone": "Gone.tla", "Nobody": `"Nobody"`} {
		if _, err := Sources(suite, model); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", model, err, want)
		}
	}
}

// A change of any module or of the configuration makes a golden graph stale, and nothing else does.
func TestChangedModulesAreNoticed(t *testing.T) {
	suite := checkout.Suite(t)
	kept, err := Read("MCMessages2Probe")
	if err != nil {
		t.Fatal(err)
	}
	if kept.Sources, err = Sources(suite, kept.Model); err != nil {
		t.Fatal(err)
	}
	for _, s := range kept.Sources {
		text, err := fs.ReadFile(suite.Files, s.Name)
		if err != nil {
			t.Fatal(err)
		}
		err = Fresh(suite.With(map[string]string{s.Name: string(text) + "\n"}), kept)
		if err == nil || !strings.Contains(err.Error(), "is stale, for "+s.Name+" has changed") || !strings.Contains(err.Error(), "make golden") {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
	if err := Fresh(suite.With(map[string]string{"MCRoundCoordination.tla": "x"}), kept); err != nil {
		t.Error(err)
	}
	kept.Sources = append(kept.Sources, Source{"Old.tla", "0"})
	if err := Fresh(suite, kept); err == nil || !strings.Contains(err.Error(), "made of other modules now") {
		t.Error(err)
	}
}
