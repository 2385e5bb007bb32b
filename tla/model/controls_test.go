package model

import (
	"slices"
	"strings"
	"testing"

	"kizami/tla"
)

func repository(t *testing.T) Set {
	t.Helper()
	set, err := Read(tla.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// A refuted model is one change away from a model that holds, so that it is this change that is refuted; or it says why
// it cannot be.
func TestEveryRefutedModelHasAControl(t *testing.T) {
	refuted, excused := 0, 0
	for _, m := range repository(t) {
		if m.Expect != Refuted {
			continue
		}
		refuted++
		if wrong := uncontrolled(m); wrong != "" {
			t.Errorf("%s %s", m.Name, wrong)
		}
		if m.Because != "" {
			excused++
		}
	}
	t.Logf("%d refuted models, %d of them say why they are more than one change away", refuted, excused)
	if refuted < 150 || excused > 3 {
		t.Errorf("%d refuted models, %d excused: there were 150 and 3", refuted, excused)
	}
}

// uncontrolled says what is wrong with a refuted model, if something is.
func uncontrolled(m Model) string {
	one := m.Like != "" && len(m.Changes) == 1
	switch {
	case m.Like == "":
		return "is like no model that holds: say which, or nobody knows what it is that is refuted"
	case !one && m.Because == "":
		return "differs in [" + strings.Join(m.Changes, " ") + "] from " + m.Like + ": take one change away from a model that holds, adding one if there is none, or say because"
	case one && m.Because != "":
		return "says because, but is one change away from a model that holds"
	}
	return ""
}

func TestUncontrolledModelsAreFound(t *testing.T) {
	for _, c := range []struct {
		model Model
		wrong bool
	}{
		{Model{Like: "A", Changes: []string{"Share"}}, false},
		{Model{Like: "A", Changes: []string{"Share", "Window"}, Because: "two"}, false},
		{Model{Like: "A", Changes: []string{"Share", "Window"}}, true},
		{Model{Like: "A"}, true},
		{Model{Like: "A", Changes: []string{"Share"}, Because: "two"}, true},
		{Model{Because: "alone"}, true},
	} {
		if got := uncontrolled(c.model); (got != "") != c.wrong {
			t.Errorf("%+v: %q", c.model, got)
		}
	}
}

// Sentences that lean on the model before say nothing in a table of their own.
func TestSentencesStandAlone(t *testing.T) {
	leaning := []string{"The same", "So ", "And ", "and ", "Nor ", "But ", "For ", "Also ", "It "}
	for _, m := range repository(t) {
		if slices.ContainsFunc(leaning, func(start string) bool { return strings.HasPrefix(m.Shows, start) }) || !strings.HasSuffix(m.Shows, ".") {
			t.Errorf("%s: %q does not stand alone", m.Name, m.Shows)
		}
	}
}
