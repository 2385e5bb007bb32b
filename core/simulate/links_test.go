package simulate_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

func TestIllLinksChangeNothing(t *testing.T) {
	happened := map[string]int{}
	coretest.IllRuns(t, 41, 4, func(c coretest.LinksCase, seed uint64) {
		links := c.Links(t, coretest.Ill, seed)
		coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) { happened[e.Action]++ })
		coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
	})
	for _, action := range []string{core.ActionReceive, core.ActionIgnore, simulate.ActionOffer, core.ActionRestart} {
		if happened[action] == 0 {
			t.Errorf("no %s happened", action)
		}
	}
}

func TestInvariantsHoldOnIllLinks(t *testing.T) {
	coretest.IllRuns(t, 42, 2, func(c coretest.LinksCase, seed uint64) {
		links, check := c.Links(t, coretest.Ill, seed), newInvariants(c)
		coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) {
			if err := check.after(links, e); err != nil {
				t.Fatalf("%v, after %+v", err, e)
			}
		})
	})
}

func TestWithoutFaultsNothingGoesWrong(t *testing.T) {
	c := coretest.RandomCase(coretest.Must(family.Star(4))(t), core.Probe(), rand.New(rand.NewPCG(46, 0)))
	links := c.Links(t, simulate.Faults{}, 1)
	links.Wire = true
	last := map[core.Arc]core.Message{}
	coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) {
		if e.Action == core.ActionRestart || e.Action == "" {
			t.Errorf("a %q without faults", e.Action)
		}
		if e.Message != nil && e.Action == core.ActionReceive {
			arc := core.Arc{From: e.Message.From, To: e.Node}
			if before, seen := last[arc]; seen && before.Round >= e.Message.Round {
				t.Errorf("round %d after round %d on %v", e.Message.Round, before.Round, arc)
			}
			last[arc] = e.Message.Message
		}
	})
	coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
}

// On the wire a message is bytes: what arrives shares no memory with what was sent.
func TestMessagesTravelAsBytes(t *testing.T) {
	c := coretest.RandomCase(coretest.Must(family.Cycle(3))(t), core.Probe(), rand.New(rand.NewPCG(50, 0)))
	for _, wire := range []bool{false, true} {
		links := c.Links(t, simulate.Faults{}, 1)
		links.Wire = wire
		sent := map[*core.Element]bool{}
		coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) {
			for _, flight := range links.InFlight() {
				for _, m := range flight {
					if !m.IsMark() {
						sent[&m.Words[0]] = true
					}
				}
			}
			if e.Message != nil && !e.Message.IsMark() && sent[&e.Message.Words[0]] == wire {
				t.Errorf("wire %t: %+v", wire, *e.Message)
			}
		})
		coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
	}
}

// A bound far beyond the number of nodes has every node offer so many rounds that the arcs are full.
func TestAFullArcLosesMessages(t *testing.T) {
	c := coretest.RandomCase(coretest.Must(family.Cycle(3))(t), coretest.Must(core.Bound(45))(t), rand.New(rand.NewPCG(49, 0)))
	links, fullest := c.Links(t, simulate.Faults{Duplicate: 1, Reorder: 1}, 1), 0
	coretest.RunLinks(t, links, links.Done, func(simulate.LinkEvent) {
		for _, flight := range links.InFlight() {
			fullest = max(fullest, len(flight))
		}
	})
	coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
	if fullest != simulate.MaxInFlight {
		t.Errorf("at most %d in flight on an arc, want %d", fullest, simulate.MaxInFlight)
	}
}

// The figure is the same on every machine; it changes only with the way that Links uses chance.
func TestTheSameChanceGivesTheSameRun(t *testing.T) {
	c := coretest.RandomCase(coretest.Must(family.Cycle(4))(t), core.Probe(), rand.New(rand.NewPCG(47, 0)))
	links, hash, steps := c.Links(t, coretest.Ill, 7), fnv.New32a(), 0
	coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) {
		steps++
		fmt.Fprintln(hash, e.Action, e.Node)
		if e.Message != nil {
			fmt.Fprintln(hash, *e.Message)
		}
	})
	if got, want := fmt.Sprintf("%d steps, %08x", steps, hash.Sum32()), "859 steps, 67f0c214"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNewLinksErrors(t *testing.T) {
	c := coretest.RandomCase(coretest.Must(family.Cycle(3))(t), core.Probe(), rand.New(rand.NewPCG(48, 0)))
	short := c
	short.Starts = c.Starts[:2]
	for _, test := range []struct {
		c      coretest.LinksCase
		faults simulate.Faults
		text   string
	}{
		{short, coretest.Ill, "2 probe starts for 3 nodes"},
		{c, simulate.Faults{Loss: -0.1}, "the odds of loss are -0.1"},
		{c, simulate.Faults{Duplicate: 1.1}, "the odds of duplicate are 1.1"},
		{c, simulate.Faults{Reorder: math.NaN()}, "the odds of reorder are NaN"},
		{c, simulate.Faults{Restart: 2}, "the odds of restart are 2"},
		{c, simulate.Faults{Slow: []float64{0, 3}}, "the odds of slow are 3"},
	} {
		links, err := simulate.NewLinks(test.c.Config, test.c.Digraph, test.c.Values, test.c.Starts, test.faults, rand.NewPCG(1, 1).Uint64)
		if links != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, want %q", err, test.text)
		}
	}
}
