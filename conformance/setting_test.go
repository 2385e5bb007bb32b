package conformance

import (
	"slices"
	"strings"
	"testing"

	"kizami/tla/tlc"
)

// someModel returns a model of a module with some constants and starts changed; one without a value is taken away.
func someModel(module string, changes ...tlc.Assignment) tlc.Model {
	m := tlc.Model{Module: module, Config: tlc.Config{
		Constants: []tlc.Assignment{{Name: "N", Value: "3"}, {Name: "Prime", Value: "46337"}, {Name: "Ending", Value: `"bound"`}, {Name: "Bound", Value: "4"}},
		Replace: []tlc.Assignment{{Name: "InitialDigraphs", Value: "CanonicalDigraphs"}, {Name: "InitialValues", Value: "Bits"},
			{Name: "InitialProbes", Value: "NoProbes"}},
	}}
	for _, c := range changes {
		list := &m.Config.Constants
		if strings.HasPrefix(c.Name, "Initial") || c.Name == "Window" {
			list = &m.Config.Replace
		}
		*list = slices.DeleteFunc(*list, func(a tlc.Assignment) bool { return a.Name == c.Name })
		if c.Value != "" {
			*list = append(*list, c)
		}
	}
	return m
}

func TestSettingReadsTheConstantsOfAModel(t *testing.T) {
	s, err := settingOf(someModel("MCRoundCoordination"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Nodes != 3 || s.Config.Ending.Bound() != 4 || s.Config.Field.Prime() != 46337 || len(s.Digraphs) != 5 || len(s.Values) != 8 {
		t.Errorf("%+v", s)
	}
	initial, err := s.Rounds()
	if err != nil || len(initial) != 40 {
		t.Errorf("%d initial states, %v, want 40", len(initial), err)
	}
}

func TestSettingReadsTheLevel(t *testing.T) {
	s, err := settingOf(someModel("MCMessageCoordination", tlc.Assignment{Name: "Epochs", Value: "2"}))
	if err != nil || s.Epochs != 2 || s.level.name != "messages" {
		t.Errorf("%+v, %v", s, err)
	}
	initial, err := s.Messages()
	if err != nil || len(initial) != 40 || len(initial[0].Network) != 3 {
		t.Errorf("%d initial states, %v, want 40", len(initial), err)
	}
	s, err = settingOf(someModel("MCSimulate", tlc.Assignment{Name: "InitialDigraphs", Value: "Rings"}))
	if err != nil || len(s.Digraphs) != 1 || s.level.name != "rounds" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestModelsWithoutALevelAreNamed(t *testing.T) {
	if _, err := settingOf(someModel("MCCoordination")); err == nil || !strings.Contains(err.Error(), `core has no states of the module "MCCoordination"`) {
		t.Errorf("%v", err)
	}
}

func TestSettingNamesWhatItDoesNotKnow(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"Epochs", "two", `constant Epochs is "two", not a number`},
		{"N", "", `constant N is "", not a number`},
		{"Prime", "46338", "not an odd prime"},
		{"Ending", `"never"`, `constant Ending is "never", neither bound nor probe`},
		{"Bound", "0", "bound 0"},
		{"Bound", "", `constant Bound is ""`},
		{"InitialDigraphs", "Trees", `the set "Trees" of digraphs is not known here`},
		{"Window", "NoMargin", "it replaces the definition of Window"},
		{"InitialValues", "Bytes", `the set "Bytes" of values is not known here`},
		{"InitialProbes", "Luck", `the set "Luck" of probes is not known here`},
	} {
		model := someModel("MCMessageCoordination", tlc.Assignment{Name: "Epochs", Value: "1"}, tlc.Assignment{Name: c.name, Value: c.value})
		if _, err := settingOf(model); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s is %s: %v, want %q", c.name, c.value, err, c.want)
		}
	}
}
