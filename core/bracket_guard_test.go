package core_test

import (
	"fmt"
	"math/big"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

func TestBracketMeasureErrors(t *testing.T) {
	given := func(m core.Measure) core.BracketConfig {
		return core.BracketConfig{Bound: 10, Span: 3, Most: 100, Given: m}
	}
	noMeasure := func(m core.Measure) string {
		return fmt.Sprintf("%d units, a grid of %d, scale %d, zoom %d: no measure for the bound 10", m.Units, m.Grid, m.Scale, m.Zoom)
	}
	for _, m := range []core.Measure{{Units: 0, Grid: 32}, {Units: 16, Grid: -1}, {Units: 16, Grid: 1<<61 + 1}, {Units: 16, Grid: 32, Scale: -60},
		{Units: 16, Grid: 32, Zoom: -1}} {
		if _, err := given(m).Measure(); fmt.Sprint(err) != noMeasure(m) {
			t.Errorf("%+v: %v, want %s", m, err, noMeasure(m))
		}
	}
	for want, c := range map[string]core.BracketConfig{
		"last round -1: no window of 3 rounds is over by then; with the bound 10 it is at most 2147483647": {Bound: 10, Span: 3, Most: 100, Rounds: -1},
		"values of up to -1 quanta are too large for 16 units and a grid of 32":                            {Bound: 10, Span: 3, Most: -1, Given: core.Measure{Units: 16, Grid: 32}},
		"values of up to 1024 quanta are too large for 1125899906842624 units and a grid of 32":            {Bound: 16, Span: 3, Most: 1024, Given: core.Measure{Units: 1 << 50, Grid: 32}},
		"values of up to 100 quanta are too large for 16 units and a grid of 2305843009213693952":          {Bound: 10, Span: 3, Most: 100, Given: core.Measure{Units: 16, Grid: 1 << 61}},
		"zoom 60: with the bound 10 and the diameter 3 it is at most 48":                                   {Bound: 10, Span: 3, Most: 5, Given: core.Measure{Units: 16, Grid: 32, Scale: -1, Zoom: 60}},
		// the product of what the zoom is limited by is 2^37 beyond 64 bits
		"zoom 5: with the bound 524288 and the diameter 262144 it is at most 0": {Bound: 524288, Span: 262144, Most: 66846718, Given: core.Measure{Units: 1, Grid: 1, Zoom: 5}},
	} {
		if _, err := c.Measure(); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	good := core.BracketConfig{Bound: 10, Span: 3, Most: 100}
	for want, value := range map[string][]int64{
		"coordinate 1 is -101 quanta: all agreed that a value is at most 100 quanta in size": {1, -101},
		"a value of 21846 coordinates: must be between 1 and 21845":                          make([]int64, core.MaxBracketCoordinates+1),
	} {
		if _, err := core.NewBracketNode(good, 2, value); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Words that wrap on the way, or in the frame of a zoom, are refused, and so is what no quotient can be.
func TestBracketWordsThatWrap(t *testing.T) {
	const largest = 1<<61 - 1
	grow := "the words of round 1 grow out of range: there are more than 12 nodes, or not all agree"
	for _, c := range []struct {
		span, count int
		words       []int64
		want        string
	}{
		{2, 8, []int64{largest, 0, 0, 0}, grow},
		{2, 8, []int64{-largest, 0, 0, 0}, grow},
		{2, 2, []int64{-largest, 0, 0, 0}, grow},
		{1, 1, []int64{1 << 40, 1 << 40, 0, 0}, grow},
		{2, 1, []int64{1 << 40, 1 << 40, 0, 0}, "<nil>"},
		{2, 1, []int64{0, 0, 0, 0, 0}, "a message of 5 words came to a node with 4"},
		{2, 1, []int64{0, 0, -5 << 60, 0}, "a message with the least quotient -5764607523034234880 and the greatest 0: must be in order, and at most 4611686018427387904 in size"},
	} {
		config := core.BracketConfig{Bound: 12, Span: c.span, Most: 10}
		node := coretest.Must(core.NewBracketNode(config, 1, []int64{0}))(t)
		var inbox []core.BracketMessage
		for range c.count {
			m := node.Share()
			m.Words = c.words
			inbox = append(inbox, m)
		}
		before := node.State()
		if err := node.Advance(inbox); fmt.Sprint(err) != c.want || err != nil && !reflect.DeepEqual(before, node.State()) {
			t.Errorf("%d times %v: %v, want %s", c.count, c.words, err, c.want)
		}
	}
}

// A message tells of every number of the bracket and the frame.
func TestBracketFrameTellsAll(t *testing.T) {
	c := core.BracketConfig{Bound: 3, Span: 2, Most: 1 << 20}
	state := coretest.Must(core.NewBracketNode(c, 1, []int64{5, 6}))(t).State()
	frames := map[uint32]int{}
	for i, change := range []func(*core.BracketState){
		func(*core.BracketState) {},
		func(s *core.BracketState) { s.Lower[1]++ },
		func(s *core.BracketState) { s.Upper[1]-- },
		func(s *core.BracketState) { s.Scale[1]++ },
		func(s *core.BracketState) { s.Centre[1] = big.NewInt(1) },
		func(s *core.BracketState) { s.Centre[1] = big.NewInt(-1) },
		func(s *core.BracketState) { s.Lower[0]++ },
	} {
		s := coretest.Must(core.RestoreBracketNode(c, 1, state))(t).State()
		change(&s)
		frame := coretest.Must(core.RestoreBracketNode(c, 1, s))(t).Share().Frame
		if other, known := frames[frame]; known {
			t.Errorf("changes %d and %d tell the same frame", other, i)
		}
		frames[frame] = i
	}
}

func TestBracketRestoreLimits(t *testing.T) {
	c := core.BracketConfig{Bound: 3, Span: 2, Most: 5}
	start := coretest.Must(core.NewBracketNode(c, 1, []int64{5}))(t).State()
	bracket := func(lower, upper int64) string {
		return fmt.Sprintf("coordinate 0: the bracket from %d to %d: must be at most 2305843009213693952 in size", lower, upper)
	}
	quotients := func(least, greatest int64) string {
		return fmt.Sprintf("coordinate 0: the least quotient %d and the greatest %d: must be in order, and at most 4611686018427387904 in size", least, greatest)
	}
	const reach = int64(1 << 62)
	for want, change := range map[string]func(*core.BracketState){
		"the denominator 576460752303423488: must be between 1 and 576460752303423487":                    func(s *core.BracketState) { s.Denominator = 1 << 59 },
		"coordinate 0: the numerator -2305843009213693952: must be less than 2305843009213693952 in size": func(s *core.BracketState) { s.Numerator[0] = -1 << 61 },
		quotients(-reach-1, 0):                              func(s *core.BracketState) { s.Least[0], s.Greatest[0] = -reach-1, 0 },
		quotients(0, reach+1):                               func(s *core.BracketState) { s.Least[0], s.Greatest[0] = 0, reach+1 },
		bracket(-reach-1, 0):                                func(s *core.BracketState) { s.Lower[0], s.Upper[0] = -reach-1, 0 },
		bracket(0, reach+1):                                 func(s *core.BracketState) { s.Lower[0], s.Upper[0] = 0, reach+1 },
		bracket(-reach, -reach):                             func(s *core.BracketState) { s.Lower[0], s.Upper[0] = -reach, -reach },
		"coordinate 0: scale -4: must be between -3 and 40": func(s *core.BracketState) { s.Scale[0] = -4 },
		"coordinate 0: centre 7 with scale 0":               func(s *core.BracketState) { s.Centre[0], s.Scale[0] = big.NewInt(7), 0 },
		"<nil>":                                             func(s *core.BracketState) { s.Centre[0], s.Scale[0] = big.NewInt(-6), 0 },
	} {
		s := coretest.Must(core.RestoreBracketNode(c, 1, start))(t).State()
		change(&s)
		if _, err := core.RestoreBracketNode(c, 1, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	c.Given = core.Measure{Units: 16, Grid: 32}
	fixed := coretest.Must(core.NewBracketNode(c, 1, []int64{5}))(t).State()
	fixed.Scale[0] = 1
	if _, err := core.RestoreBracketNode(c, 1, fixed); fmt.Sprint(err) != "coordinate 0: scale 1: must be between 0 and 40" {
		t.Error(err)
	}
	short := core.BracketConfig{Bound: 5, Span: 4, Most: 5, Rounds: 11}
	inside := coretest.Must(core.NewBracketNode(short, 1, []int64{5}))(t).State()
	inside.Round = 9
	if _, err := core.RestoreBracketNode(short, 1, inside); fmt.Sprint(err) != "round 9: must be between 0 and 8, the last" {
		t.Error(err)
	}
	nothing := core.BracketConfig{Bound: 3, Span: 2}
	if n := coretest.Must(core.RestoreBracketNode(nothing, 1, coretest.Must(core.NewBracketNode(nothing, 1, []int64{0}))(t).State()))(t); n.CanDecide() {
		t.Error("a node decides before a window is over")
	}
}

// A node decides together on all coordinates: one that is settled waits, and one that has no fraction makes it refuse.
func TestBracketDecidesOnAllCoordinates(t *testing.T) {
	c := core.BracketConfig{Bound: 2, Span: 1, Most: 100, Given: core.Measure{Units: 16, Grid: 1024}}
	s := coretest.Must(core.NewBracketNode(c, 1, []int64{0, 0}))(t).State()
	s.Round = 1
	s.Lower[0], s.Upper[0] = 300, 310 // no half between
	if n := coretest.Must(core.RestoreBracketNode(c, 1, s))(t); !n.Decide() || !n.Refused() || n.Average() != nil {
		t.Errorf("decides %v where there is none", n.Average())
	}
	s.Lower[0], s.Upper[0] = 512, 512
	n := coretest.Must(core.RestoreBracketNode(c, 1, s))(t)
	if n.CanDecide() {
		t.Error("decides on one of two coordinates")
	}
	s.Lower[1], s.Upper[1] = 1024, 1025
	decided := coretest.Must(core.RestoreBracketNode(c, 1, s))(t)
	if want := []core.Fraction{{Numerator: 1, Denominator: 2}, {Numerator: 1, Denominator: 1}}; !decided.Decide() || !reflect.DeepEqual(decided.Average(), want) {
		t.Errorf("decides %v, want %v", decided.Average(), want)
	}
	for want, change := range map[string]func(*core.BracketState){
		"decided 0 in round 1":                           func(s *core.BracketState) { s.Decided = 0 },
		"refused true, decided 1 in round 1":             func(s *core.BracketState) { s.Refused, s.Average = true, nil },
		"the average [], where the bracket says [1/2 1]": func(s *core.BracketState) { s.Average = nil },
	} {
		s := decided.State()
		change(&s)
		if _, err := core.RestoreBracketNode(c, 1, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	s.Lower[0], s.Upper[0] = 300, 310
	refused := coretest.Must(core.RestoreBracketNode(c, 1, s))(t)
	refused.Decide()
	s = refused.State()
	s.Average = make([]core.Fraction, 2)
	if _, err := core.RestoreBracketNode(c, 1, s); fmt.Sprint(err) != "an average of 2 coordinates: decided 1, refused true" {
		t.Error(err)
	}
}
