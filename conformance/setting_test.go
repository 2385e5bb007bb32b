package conformance

import (
	"strings"
	"testing"

	"kizami/core"
)

const someCfg = `CONSTANTS
    N = 3
    Prime = 46337
    Ending = "bound"
    Bound = 4
    InitialDigraphs <- CanonicalDigraphs
    InitialValues <- Bits
    InitialProbes <- NoProbes
SPECIFICATION Spec
INVARIANTS TypeOK Agreement
`

func parseSetting(module, cfg string) (Setting, error) {
	given, err := constantsOf(cfg)
	if err != nil {
		return Setting{}, err
	}
	return settingOf(module, given)
}

func TestSettingReadsTheConstantsOfAModel(t *testing.T) {
	s, err := parseSetting("MCRoundCoordination", someCfg)
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
	s, err := parseSetting("MCMessageCoordination", strings.Replace(someCfg, "N = 3\n", "N = 3\n    Epochs = 2\n", 1))
	if err != nil || s.Epochs != 2 || s.level.name != "messages" {
		t.Errorf("%+v, %v", s, err)
	}
	initial, err := s.Messages()
	if err != nil || len(initial) != 40 || len(initial[0].Network) != 3 {
		t.Errorf("%d initial states, %v, want 40", len(initial), err)
	}
	s, err = parseSetting("MCSimulate", strings.Replace(someCfg, "CanonicalDigraphs", "Rings", 1))
	if err != nil || len(s.Digraphs) != 1 || s.level.name != "rounds" {
		t.Errorf("%+v, %v", s, err)
	}
}

// Over two epochs a probe must be a lucky one in both.
func TestProbesMustBeLuckyInEveryEpoch(t *testing.T) {
	f := modelField(t)
	s := Start{Config: core.Config{Field: f, Ending: core.Probe(), Capacity: 2}, Digraphs: Digraphs(2), Values: [][]int64{{0, 1}},
		Probes: [][]core.Element{{5, 4}}} // 6 and 6 in the second epoch, in which nothing moves
	for epochs, want := range map[int]int{1: 1, 2: 0} {
		s.Epochs = epochs
		states, err := s.Messages()
		if err != nil || len(states) != want {
			t.Errorf("%d epochs: %d states, %v, want %d", epochs, len(states), err, want)
		}
	}
}

func TestSettingNamesWhatItDoesNotKnow(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"N = 3", "N = 3\n    Epochs = two", `constant Epochs is "two", not a number`},
		{"N = 3", "M = 3", `constant N is "", not a number`},
		{"Prime = 46337", "Prime = 46338", "not an odd prime"},
		{`"bound"`, `"never"`, `constant Ending is "never", neither bound nor probe`},
		{"Bound = 4", "Bound = 0", "bound 0"},
		{"Bound = 4", "", `constant Bound is ""`},
		{"CanonicalDigraphs", "Trees", `the set "Trees" of digraphs is not known here`},
		{"Bits", "Bits\n    Window <- NoMargin", "it replaces the definition of Window"},
		{"Bits", "Bytes", `the set "Bytes" of values is not known here`},
		{"NoProbes", "Luck", `the set "Luck" of probes is not known here`},
	} {
		if _, err := parseSetting("MCMessageCoordination", strings.Replace(someCfg+"CONSTANT Epochs = 1\n", c.old, c.new, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.new, err, c.want)
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
