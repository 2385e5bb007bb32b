package core_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

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
	broad := byBracket
	broad.Bracket.Numerator = append(broad.Bracket.Numerator, broad.Bracket.Numerator[0])
	broad.Bracket.Least, broad.Bracket.Greatest = append(broad.Bracket.Least, 0), append(broad.Bracket.Greatest, 0)
	broad.Bracket.Lower, broad.Bracket.Upper = append(broad.Bracket.Lower, broad.Bracket.Lower[0]), append(broad.Bracket.Upper, broad.Bracket.Upper[0])
	broad.Bracket.Centre, broad.Bracket.Scale = append(broad.Bracket.Centre, broad.Bracket.Centre[0]), append(broad.Bracket.Scale, broad.Bracket.Scale[0])
	broad.Bracket.Average = append(broad.Bracket.Average, broad.Bracket.Average[0])
	if _, err := core.RestoreRaceNode(quickConfig, 3, broad); fmt.Sprint(err) != fmt.Sprintf(
		"1 coordinates in round %[1]d of the bound ending, and 2 in round %[1]d of the bracket", byBracket.Bracket.Round) {
		t.Fatal(err)
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
		"below": func(s *core.RaceState) { s.Bracket.Centre = []*big.Int{big.NewInt(3)} }, // 2/3 and 3/4 are in the bracket, not 1/4
		"above": func(s *core.RaceState) { s.Bracket.Centre = []*big.Int{big.NewInt(-1)} },
		"none":  func(s *core.RaceState) { s.Bound.Denominator = make([]core.Element, len(s.Bound.Denominator)) },
	} {
		s := byBound
		s.By, s.Bound.Average, s.Bound.Decided, s.Bound.Order = "", nil, core.None, core.None
		change(&s)
		n := coretest.Must(core.RestoreRaceNode(c, 1, s))(t)
		if !n.Decide() || n.By() != core.ByBound || !n.Refused() || n.Average() != nil {
			t.Errorf("%s: decides %v", name, n.Average())
		}
		if again := coretest.Must(core.RestoreRaceNode(c, 1, n.State()))(t); !again.Refused() || !again.Decided() {
			t.Errorf("%s: restored, and does not refuse", name)
		}
	}
}
