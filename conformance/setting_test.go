package conformance

import (
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/tla/tlc"
)

// someModel returns a model with some constants and starts changed; one without a value is taken away.
func someModel(changes ...tlc.Assignment) tlc.Model {
	m := tlc.Model{Config: tlc.Config{
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
	s, err := settingOf(someModel())
	if err != nil {
		t.Fatal(err)
	}
	if s.Nodes != 3 || s.Config.Ending.Bound() != 4 || s.Config.Field.Prime() != 46337 || len(s.Digraphs) != 5 || len(s.Values) != 8 {
		t.Errorf("%+v", s)
	}
	initial, err := s.Initial()
	if err != nil || len(initial) != 40 {
		t.Errorf("%d initial states, %v, want 40", len(initial), err)
	}
}

func TestSettingReadsTheLevel(t *testing.T) {
	s, err := settingOf(someModel(tlc.Assignment{Name: "Epochs", Value: "2"}))
	if err != nil || s.Epochs != 2 || s.Level != "messages" {
		t.Errorf("%+v, %v", s, err)
	}
	initial, err := s.InitialMessages()
	if err != nil || len(initial) != 40 || len(initial[0].Network) != 3 {
		t.Errorf("%d initial states, %v, want 40", len(initial), err)
	}
	s, err = settingOf(someModel(tlc.Assignment{Name: "InitialDigraphs", Value: "Rings"}))
	if err != nil || len(s.Digraphs) != 1 || s.Level != "rounds" {
		t.Errorf("%+v, %v", s, err)
	}
}

// Over two epochs a probe must be a lucky one in both.
func TestProbesMustBeLuckyInEveryEpoch(t *testing.T) {
	f := modelField(t)
	c := core.Config{Field: f, Ending: core.Probe(), Capacity: 2}
	starts := []core.Element{5, 4} // 6 and 6 in the second epoch, in which nothing moves
	for epochs, want := range map[int]int{1: 1, 2: 0} {
		states, err := MessageStarts(c, Digraphs(2), [][]int64{{0, 1}}, [][]core.Element{starts}, epochs)
		if err != nil || len(states) != want {
			t.Errorf("%d epochs: %d states, %v, want %d", epochs, len(states), err, want)
		}
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
		if _, err := settingOf(someModel(tlc.Assignment{Name: c.name, Value: c.value})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s is %s: %v, want %q", c.name, c.value, err, c.want)
		}
	}
}

func TestNumbersOfDigraphs(t *testing.T) {
	for n, want := range map[int][2]int{1: {1, 1}, 2: {1, 1}, 3: {18, 5}, 4: {1606, 83}} {
		if all, chosen := len(Digraphs(n)), len(canonical(n)); all != want[0] || chosen != want[1] {
			t.Errorf("%d nodes: %d digraphs, %d shapes, want %v", n, all, chosen, want)
		}
	}
}
