package scenario

import (
	"encoding/json"
	"reflect"
	"testing"

	"kizami/core"
)

// content is all that makes a scenario.
type content struct {
	Arcs    []core.Arc
	Values  [][]string
	Quanta  [][]int64
	Quantum string
	Config  core.Config
	Seed    any
	Rule    string
	Assumed bool
	Bound   int
	Span    int
}

func (s *Scenario) content() content {
	c := content{s.Digraph().Arcs(), s.values, s.Quanta(), s.Quantum(), s.Config(), nil, s.rule, s.assumed, s.bound, s.diameter}
	if s.seed != nil {
		c.Seed = *s.seed
	}
	return c
}

func TestWhatIsWrittenReadsBackTheSame(t *testing.T) {
	for _, s := range many(t) {
		checkRoundTrip(t, s)
	}
}

func checkRoundTrip(t *testing.T, s *Scenario) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse(text)
	if err != nil {
		t.Fatalf("%s does not read back: %v", text, err)
	}
	if !reflect.DeepEqual(s.content(), again.content()) {
		t.Errorf("%s reads back as %+v, want %+v", text, again.content(), s.content())
	}
	if second, _ := json.Marshal(again); string(second) != string(text) {
		t.Errorf("%s\nbecomes\n%s", text, second)
	}
}

func TestPresetsAndRandom(t *testing.T) {
	if got, want := preset(t, "random8").content(), must(Random(8, 1, "probe")).content(); !reflect.DeepEqual(got, want) {
		t.Errorf("random8 is %+v, want %+v", got, want)
	}
	files, err := presetFiles.ReadDir("presets")
	if err != nil || len(files) != len(Presets()) {
		t.Errorf("%d files for %d presets: %v", len(files), len(Presets()), err)
	}
	for _, c := range []struct {
		nodes  int
		seed   uint64
		ending string
		want   string
	}{
		{0, 1, "bound", "0 nodes: a digraph has between 1 and 10000"},
		{10_001, 1, "bound", "10001 nodes: a digraph has between 1 and 10000"},
		{3, MaxSeed + 1, "probe", "the seed 9007199254740992 must be between 0 and 9007199254740991"},
		{3, 1, "", `the ending "" is not known; there are "bound", "probe", "bracket" and "race"`},
	} {
		if s, err := Random(c.nodes, c.seed, c.ending); s != nil || err == nil || err.Error() != c.want {
			t.Errorf("Random(%d, %d, %q): %v, want %s", c.nodes, c.seed, c.ending, err, c.want)
		}
	}
}
