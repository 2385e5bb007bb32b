package core_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
)

// ill are links on which everything goes wrong at once.
var ill = core.Faults{Loss: 0.4, Duplicate: 0.3, Reorder: 0.7, Restart: 0.02}

type linksCase struct {
	config  core.Config
	digraph *core.Digraph
	values  [][]int64
	starts  []core.Element
}

func randomCase(g *core.Digraph, ending core.Ending, random *rand.Rand) linksCase {
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: g.Nodes(), Epoch: 5}
	return linksCase{config, g, randomValues(random, g.Nodes(), 2), randomElements(core.Exact, g.Nodes(), random)}
}

func (c linksCase) links(t testing.TB, faults core.Faults, seed uint64) *core.Links {
	t.Helper()
	return must(core.NewLinks(c.config, c.digraph, c.values, c.starts, faults, rand.NewPCG(seed, 4).Uint64))(t)
}

// lockStep returns the nodes of the same network after it has run in lock-step rounds.
func (c linksCase) lockStep(t testing.TB) []*core.Node {
	t.Helper()
	network := must(core.NewNetwork(c.config, c.digraph, c.values, c.starts))(t)
	network.Run()
	return network.Nodes()
}

// runLinks steps until done, and fails the test when that takes too long.
func runLinks(t testing.TB, links *core.Links, done func() bool, visit func(core.LinkEvent)) {
	t.Helper()
	for step := 0; !done(); step++ {
		event, err := links.Step()
		if err != nil {
			t.Fatalf("step %d: %v", step, err)
		}
		if step > 100_000 {
			t.Fatalf("not done after %d steps", step)
		}
		visit(event)
	}
}

// checkAgainstLockStep compares everything that a node knows at the end: observations, horizon, order, decision and stop
// round, average. None of it depends on the links.
func checkAgainstLockStep(t testing.TB, links *core.Links, want []*core.Node) {
	t.Helper()
	for j, peer := range links.Peers() {
		if got := peer.State().NodeState; !reflect.DeepEqual(got, want[j].State()) {
			t.Fatalf("node %d: %+v, in lock-step rounds %+v", j, got, want[j].State())
		}
		if !reflect.DeepEqual(peer.Average(), want[j].Average()) {
			t.Fatalf("node %d: average %v, in lock-step rounds %v", j, peer.Average(), want[j].Average())
		}
	}
}

// illRuns visits runs on ill links with both endings: as many as small says on every digraph of up to 3 nodes, and one
// on each of some digraphs of up to 8.
func illRuns(t *testing.T, seed uint64, small int, visit func(c linksCase, seed uint64)) {
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	each := func(repeat int, g *core.Digraph) {
		n := g.Nodes()
		for _, ending := range []core.Ending{core.Probe(), must(core.Bound(n))(t), must(core.Bound(n + 1))(t)} {
			c := randomCase(g, ending, random)
			for range repeat {
				visit(c, random.Uint64())
			}
		}
	}
	for n := 1; n <= 3; n++ {
		stronglyConnected(n, func(g *core.Digraph) { each(small, g) })
	}
	for n := 4; n <= 8; n++ {
		for range 3 {
			each(1, must(core.Random(n, 1+random.IntN(3), random.Uint64()))(t))
		}
		each(1, must(core.Cycle(n))(t))
	}
}

func TestIllLinksChangeNothing(t *testing.T) {
	happened := map[string]int{}
	illRuns(t, 41, 4, func(c linksCase, seed uint64) {
		links := c.links(t, ill, seed)
		runLinks(t, links, links.Done, func(e core.LinkEvent) { happened[e.Action]++ })
		checkAgainstLockStep(t, links, c.lockStep(t))
	})
	for _, action := range []string{core.ActionReceive, core.ActionIgnore, core.ActionOffer, core.ActionRestart} {
		if happened[action] == 0 {
			t.Errorf("no %s happened", action)
		}
	}
}

func TestInvariantsHoldOnIllLinks(t *testing.T) {
	illRuns(t, 42, 2, func(c linksCase, seed uint64) {
		links, check := c.links(t, ill, seed), newInvariants(c)
		runLinks(t, links, links.Done, func(e core.LinkEvent) {
			if err := check.after(links, e); err != nil {
				t.Fatalf("%v, after %+v", err, e)
			}
		})
	})
}

func TestWithoutFaultsNothingGoesWrong(t *testing.T) {
	c := randomCase(must(core.Star(4))(t), core.Probe(), rand.New(rand.NewPCG(46, 0)))
	links := c.links(t, core.Faults{}, 1)
	links.Wire = true
	last := map[core.Arc]core.Message{}
	runLinks(t, links, links.Done, func(e core.LinkEvent) {
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
	checkAgainstLockStep(t, links, c.lockStep(t))
}

// On the wire a message is bytes: what arrives shares no memory with what was sent.
func TestMessagesTravelAsBytes(t *testing.T) {
	c := randomCase(must(core.Cycle(3))(t), core.Probe(), rand.New(rand.NewPCG(50, 0)))
	for _, wire := range []bool{false, true} {
		links := c.links(t, core.Faults{}, 1)
		links.Wire = wire
		sent := map[*core.Element]bool{}
		runLinks(t, links, links.Done, func(e core.LinkEvent) {
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
		checkAgainstLockStep(t, links, c.lockStep(t))
	}
}

// A bound far beyond the number of nodes has every node offer so many rounds that the arcs are full.
func TestAFullArcLosesMessages(t *testing.T) {
	c := randomCase(must(core.Cycle(3))(t), must(core.Bound(45))(t), rand.New(rand.NewPCG(49, 0)))
	links, fullest := c.links(t, core.Faults{Duplicate: 1, Reorder: 1}, 1), 0
	runLinks(t, links, links.Done, func(core.LinkEvent) {
		for _, flight := range links.InFlight() {
			fullest = max(fullest, len(flight))
		}
	})
	checkAgainstLockStep(t, links, c.lockStep(t))
	if fullest != core.MaxInFlight {
		t.Errorf("at most %d in flight on an arc, want %d", fullest, core.MaxInFlight)
	}
}

// The figure is the same on every machine; it changes only with the way that Links uses chance.
func TestTheSameChanceGivesTheSameRun(t *testing.T) {
	c := randomCase(must(core.Cycle(4))(t), core.Probe(), rand.New(rand.NewPCG(47, 0)))
	links, hash, steps := c.links(t, ill, 7), fnv.New32a(), 0
	runLinks(t, links, links.Done, func(e core.LinkEvent) {
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
	c := randomCase(must(core.Cycle(3))(t), core.Probe(), rand.New(rand.NewPCG(48, 0)))
	short := c
	short.starts = c.starts[:2]
	for _, test := range []struct {
		c      linksCase
		faults core.Faults
		text   string
	}{
		{short, ill, "2 probe starts for 3 nodes"},
		{c, core.Faults{Loss: -0.1}, "the odds of loss are -0.1"},
		{c, core.Faults{Duplicate: 1.1}, "the odds of duplicate are 1.1"},
		{c, core.Faults{Reorder: math.NaN()}, "the odds of reorder are NaN"},
		{c, core.Faults{Restart: 2}, "the odds of restart are 2"},
		{c, core.Faults{Slow: []float64{0, 3}}, "the odds of slow are 3"},
	} {
		links, err := core.NewLinks(test.c.config, test.c.digraph, test.c.values, test.c.starts, test.faults, rand.NewPCG(1, 1).Uint64)
		if links != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, want %q", err, test.text)
		}
	}
}
