package simulate_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// Three epochs follow each other without any pause, each with its own values. Nodes of two epochs meet all the time, and
// every epoch is as if it had been alone.
func TestEpochsDoNotMix(t *testing.T) {
	const epochs = 3
	met := 0
	coretest.IllRuns(t, 43, 1, func(c coretest.LinksCase, seed uint64) {
		alone, want, check := make([]coretest.LinksCase, epochs), make([][]*core.Node, epochs), newInvariants(c)
		random := rand.New(rand.NewPCG(seed, 0))
		for e := range alone {
			alone[e] = coretest.RandomCase(c.Digraph, c.Config.Ending, random)
			alone[e].Config.Epoch = c.Config.Epoch + uint32(e)
			want[e] = alone[e].LockStep(t)
		}
		links := alone[0].Links(t, coretest.Ill, seed)
		left := c.Digraph.Nodes()
		coretest.RunLinks(t, links, func() bool { return left == 0 }, func(event simulate.LinkEvent) {
			if err := check.after(links, event); err != nil {
				t.Fatalf("%v, after %+v", err, event)
			}
			peer := links.Peers()[event.Node]
			if event.Action == core.ActionIgnore && event.Message.Epoch != peer.Epoch() {
				met++
			}
			if event.Action != core.ActionStop {
				return
			}
			e := peer.Epoch() - c.Config.Epoch
			if got, want := peer.State().NodeState, want[e][event.Node].State(); !reflect.DeepEqual(got, want) {
				t.Fatalf("epoch %d, node %d: %+v, alone %+v", e, event.Node, got, want)
			}
			if e+1 == epochs {
				left--
				return
			}
			if begun, err := peer.Begin(alone[e+1].Values[event.Node], alone[e+1].Starts[event.Node]); !begun || err != nil {
				t.Fatalf("Begin: %v, %v", begun, err)
			}
		})
	})
	if met == 0 {
		t.Error("no message met a node of another epoch")
	}
}

// A node that dies is the end for whoever still needs it: nobody gets further ahead of it than its distance, or than its
// order once it has decided. Nobody decides wrongly.
func TestADeadNodeStopsEverybodyAndMisleadsNobody(t *testing.T) {
	random, decided, undecided := rand.New(rand.NewPCG(44, 0)), 0, 0
	for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(6))(t)} {
		for dead := range 24 {
			c := coretest.RandomCase(coretest.Must(family.Random(6, 2, uint64(dead)))(t), ending, random)
			faults := coretest.Ill
			faults.Slow = make([]float64, 6)
			links, check, want := c.Links(t, faults, random.Uint64()), newInvariants(c), c.LockStep(t)
			death := random.IntN(4000)
			for step := range 8000 {
				if step == death {
					faults.Slow[dead%6] = 1
				}
				event, err := links.Step()
				if err == nil {
					err = check.after(links, event)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			for j, peer := range links.Peers() {
				got, truth := peer.State(), want[j].State()
				if k := len(got.Denominator); !slices.Equal(got.Denominator, truth.Denominator[:k]) {
					t.Errorf("node %d observed %v, want the beginning of %v", j, got.Denominator, truth.Denominator)
				}
				if !peer.Decided() {
					undecided++
				} else if decided++; !slices.Equal(got.Average, truth.Average) {
					t.Errorf("node %d decided %v, want %v", j, got.Average, truth.Average)
				}
			}
		}
	}
	if decided == 0 || undecided == 0 {
		t.Errorf("%d nodes decided, %d did not: want some of each", decided, undecided)
	}
}

// One slow node holds everybody back, and everybody finishes.
func TestASlowNodeIsWaitedFor(t *testing.T) {
	random := rand.New(rand.NewPCG(45, 0))
	for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(5))(t)} {
		c := coretest.RandomCase(coretest.Must(family.Cycle(5))(t), ending, random)
		links := c.Links(t, simulate.Faults{Slow: []float64{0, 0, 0.95}}, 1)
		widest, passed := 0, false
		coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) {
			passed = passed || e.Action == ""
			widest = max(widest, links.Peers()[e.Node].Round()-links.Peers()[2].Round())
		})
		coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
		if widest != 4 || !passed {
			t.Errorf("the greatest lead on a cycle of 5 was %d, want 4; passed %t", widest, passed)
		}
	}
}
