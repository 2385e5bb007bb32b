package conformance

import (
	"strings"
	"testing"
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

func TestModelsWithoutALevelAreNamed(t *testing.T) {
	if _, err := parseSetting("MCCoordination", someCfg); err == nil || !strings.Contains(err.Error(), `core has no states of the module "MCCoordination"`) {
		t.Errorf("%v", err)
	}
}

func TestSettingNamesWhatItDoesNotKnow(t *testing.T) {
	messages := strings.Replace(someCfg, "N = 3\n", "N = 3\n    Epochs = 1\n", 1)
	for _, c := range []struct{ old, new, want string }{
		{"Epochs = 1", "Epochs = two", `constant Epochs is "two", not a number`},
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
		if _, err := parseSetting("MCMessageCoordination", strings.Replace(messages, c.old, c.new, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.new, err, c.want)
		}
	}
}

func TestClaimsAreLeftOut(t *testing.T) {
	cfg := "CONSTANTS\n    N = 3\nSPECIFICATION Spec\nINVARIANTS\n    TypeOK\n    Agreement\nPROPERTY\n    KeepsContract\nCONSTRAINT Small\nCHECK_DEADLOCK TRUE\nINVARIANT Last\n"
	want := "CONSTANTS\n    N = 3\nSPECIFICATION Spec\nCONSTRAINT Small\nCHECK_DEADLOCK TRUE\n"
	if got := claimSections.ReplaceAllString(cfg, ""); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
