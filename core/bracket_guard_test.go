package core_test

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
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

// What no honest neighbour sends, and what is written down wrongly, is refused, and nothing changes.
func TestBracketPeerLimits(t *testing.T) {
	c := core.BracketConfig{Bound: 2, Span: 1, Most: 10, Epoch: math.MaxUint32 - 1}
	a := coretest.Must(core.NewBracketPeer(c, 1, []int{1}, []int64{4}))(t)
	b := coretest.Must(core.NewBracketPeer(c, 1, []int{0}, []int64{2}))(t)
	if taken, err := a.Receive(1, b.Offered()[0]); !taken || err != nil {
		t.Fatal(taken, err)
	}
	other := b.Offered()[0]
	other.Frame++
	if _, err := a.Receive(1, other); fmt.Sprint(err) != "a message from node 1: another of round 0 came before" {
		t.Error(err)
	}
	for a.Epoch() != math.MaxUint32 || !a.Decided() {
		for _, m := range b.Offered() {
			coretest.Must(a.Receive(1, m))(t)
		}
		for _, m := range a.Offered() {
			coretest.Must(b.Receive(0, m))(t)
		}
		for _, p := range []*core.BracketPeer{a, b} {
			if advanced := coretest.Must(p.Advance())(t); !advanced && !p.Decide() {
				coretest.Must(p.Begin([]int64{1}))(t)
			}
		}
		if a.CanDecide() {
			lie := b.Offered()[0]
			lie.Epoch, lie.Round = a.Epoch(), uint32(a.Round()+1)
			if taken, err := a.Receive(1, lie); !taken || err != nil || !a.Decide() || len(a.State().Inbox) > 0 {
				t.Errorf("takes a lie: %t, %v; decides with the inbox %v", taken, err, a.State().Inbox)
			}
		}
		if a.Decided() && a.Epoch() == c.Epoch {
			if _, err := a.Begin([]int64{1, 2}); fmt.Sprint(err) != "a value of 2 coordinates follows one of 1" {
				t.Error(err)
			}
		}
	}
	if _, err := a.Begin([]int64{1}); fmt.Sprint(err) != "epoch 4294967295 is the last that a message can name" {
		t.Error(err)
	}
	late := a.Offered()[0]
	late.Epoch, late.Round = a.Epoch(), uint32(a.Round())
	if taken, err := a.Receive(1, late); taken || err != nil {
		t.Errorf("takes a message after it has decided: %t, %v", taken, err)
	}
	state := coretest.Must(core.NewBracketPeer(c, 1, []int{1}, []int64{4}))(t).State()
	epochs := func(first, now, offered uint32) error {
		s := state
		s.Offered = []core.BracketMessage{state.Offered[0]}
		s.Epoch, s.Offered[0].Epoch = now, offered
		config := c
		config.Epoch = first
		_, err := core.RestoreBracketPeer(config, 1, []int{1}, s)
		return err
	}
	for _, e := range []struct {
		first, now, offered uint32
		want                string
	}{
		{5, 5, 5, "<nil>"},
		{5, 6, 5, "<nil>"},
		{5, 4, 4, "a state of epoch 4: the first is 5"},
		{5, 7, 5, "what a state offers: a message of epoch 5, round 0 in round 0 of epoch 7"},
		{5, 5, 6, "what a state offers: a message of epoch 6, round 0 in round 0 of epoch 5"},
		{0, 0, math.MaxUint32, "what a state offers: a message of epoch 4294967295, round 0 in round 0 of epoch 0"},
	} {
		if err := epochs(e.first, e.now, e.offered); fmt.Sprint(err) != e.want {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

// In the race what the two machines say is written down together, or not at all.
func TestRaceLimits(t *testing.T) {
	slow, quick := coretest.Must(family.Cycle(4))(t), coretest.Must(family.Complete(4))(t)
	values := [][]int64{{1}, {0}, {0}, {0}}
	c := raceConfig(t, slow, values)
	nodes := raceNodes(t, c, slow, values)
	runRace(t, c, slow, nodes)
	byBound := nodes[0].State()
	quickConfig := raceConfig(t, quick, values)
	nodes = raceNodes(t, quickConfig, quick, values)
	runRace(t, quickConfig, quick, nodes)
	byBracket := nodes[0].State()
	if byBound.By != core.ByBound || byBracket.By != core.ByBracket {
		t.Fatalf("decided by %q and %q", byBound.By, byBracket.By)
	}
	decided := coretest.Must(core.RestoreRaceNode(c, 1, byBound))(t)
	if err := decided.Advance(nil); fmt.Sprint(err) != "a node that decided in round 6 takes part in no further round" {
		t.Error(err)
	}
	for _, s := range []core.RaceState{byBound, byBracket} {
		config, degree := c, 1
		if s.By == core.ByBracket {
			config, degree = quickConfig, 3
		}
		s.By = ""
		if _, err := core.RestoreRaceNode(config, degree, s); err == nil {
			t.Error("restored without saying what it decided by")
		}
	}
	wide := byBound
	wide.Bound.Numerator = append(wide.Bound.Numerator, wide.Bound.Numerator[0])
	wide.Bound.Average = append(wide.Bound.Average, wide.Bound.Average[0])
	if _, err := core.RestoreRaceNode(c, 1, wide); fmt.Sprint(err) != "2 coordinates in round 6 of the bound ending, and 1 in round 6 of the bracket" {
		t.Error(err)
	}
	probe := c
	probe.Ending = core.Probe()
	if _, err := core.RestoreRaceNode(probe, 1, byBound); fmt.Sprint(err) != "a race is one of the bracket and the bound ending: the configuration has no bound" {
		t.Error(err)
	}
	for name, change := range map[string]func(*core.RaceState){
		"below": func(s *core.RaceState) { s.Bracket.Lower = s.Bracket.Upper },
		"above": func(s *core.RaceState) { s.Bracket.Upper = s.Bracket.Lower },
		"none":  func(s *core.RaceState) { s.Bound.Denominator = make([]core.Element, len(s.Bound.Denominator)) },
	} {
		s := byBound
		s.By, s.Bound.Average, s.Bound.Decided, s.Bound.Order = "", nil, core.None, core.None
		change(&s)
		n := coretest.Must(core.RestoreRaceNode(c, 1, s))(t)
		if !n.Decide() || !n.Refused() || n.Average() != nil {
			t.Errorf("%s: decides %v", name, n.Average())
		}
		if again := coretest.Must(core.RestoreRaceNode(c, 1, n.State()))(t); !again.Refused() || !again.Decided() {
			t.Errorf("%s: restored, and does not refuse", name)
		}
	}
}
