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

func TestSourcesOfNoModel(t *testing.T) {
	suite := &tlc.Suite{Files: fstest.MapFS{}, Models: []tlc.Model{{Name: "Gone", Module: "Gone"}}}
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
		var changed *tlc.Suite
		if text, err := fs.ReadFile(suite.Files, s.Name); err == nil {
			changed = suite.With(map[string]string{s.Name: string(text) + "\n"})
		} else {
			changed = &tlc.Suite{Files: suite.Files, Models: slices.Clone(suite.Models)}
			i := slices.IndexFunc(changed.Models, func(m tlc.Model) bool { return m.Name == kept.Model })
			changed.Models[i].Config.Deadlock = false
		}
		err := Fresh(changed, kept)
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
