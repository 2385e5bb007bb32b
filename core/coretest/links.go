package coretest

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/simulate"
)

// Ill are links on which everything goes wrong at once.
var Ill = simulate.Faults{Loss: 0.4, Duplicate: 0.3, Reorder: 0.7, Restart: 0.02}

// LinksCase is what a network starts from.
type LinksCase struct {
	Config  core.Config
	Digraph *core.Digraph
	Values  [][]int64
	Starts  []core.Element
}

// RandomCase returns a case of two coordinates in epoch 5.
func RandomCase(g *core.Digraph, ending core.Ending, random *rand.Rand) LinksCase {
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: g.Nodes(), Epoch: 5}
	return LinksCase{config, g, RandomValues(random, g.Nodes(), 2), RandomElements(core.Exact, g.Nodes(), random)}
}

// Links returns the case on links whose chance follows from the seed.
func (c LinksCase) Links(t testing.TB, faults simulate.Faults, seed uint64) *simulate.Links {
	t.Helper()
	return Must(simulate.NewLinks(c.Config, c.Digraph, c.Values, c.Starts, faults, rand.NewPCG(seed, 4).Uint64))(t)
}

// LockStep returns the nodes of the same network after it has run in lock-step rounds.
func (c LinksCase) LockStep(t testing.TB) []*core.Node {
	t.Helper()
	network := Must(simulate.NewNetwork(c.Config, c.Digraph, c.Values, c.Starts))(t)
	network.Run()
	return network.Nodes()
}

// RunLinks steps until done, and fails the test when that takes too long.
func RunLinks(t testing.TB, links *simulate.Links, done func() bool, visit func(simulate.LinkEvent)) {
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

// CheckAgainstLockStep compares everything that a node knows at the end: observations, horizon, order, decision and stop
// round, average. None of it depends on the links.
func CheckAgainstLockStep(t testing.TB, links *simulate.Links, want []*core.Node) {
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

// IllRuns visits runs on ill links with both endings: as many as small says on every digraph of up to 3 nodes, and one
// on each of some digraphs of up to 8.
func IllRuns(t *testing.T, seed uint64, small int, visit func(c LinksCase, seed uint64)) {
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	each := func(repeat int, g *core.Digraph) {
		n := g.Nodes()
		for _, ending := range []core.Ending{core.Probe(), Must(core.Bound(n))(t), Must(core.Bound(n + 1))(t)} {
			c := RandomCase(g, ending, random)
			for range repeat {
				visit(c, random.Uint64())
			}
		}
	}
	for n := 1; n <= 3; n++ {
		StronglyConnected(n, func(g *core.Digraph) { each(small, g) })
	}
	for n := 4; n <= 8; n++ {
		for range 3 {
			each(1, Must(family.Random(n, 1+random.IntN(3), random.Uint64()))(t))
		}
		each(1, Must(family.Cycle(n))(t))
	}
}
