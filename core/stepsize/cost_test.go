package stepsize_test

import (
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

func ring(n int) (*core.Digraph, error) {
	var arcs []core.Arc
	for j := range n {
		arcs = append(arcs, core.Arc{From: j, To: (j + 1) % n}, core.Arc{From: (j + 1) % n, To: j})
	}
	return core.NewDigraph(n, arcs)
}

// TestCostByHand: every figure is derived on paper. A message of w words has 16+8w bytes; the first coordination with the
// probe ending has d+2 words, every average with a bound d+1 (or 2), everything else d (or 1).
func TestCostByHand(t *testing.T) {
	cycle, star, both := must(family.Cycle(6))(t), must(family.Star(4))(t), must(ring(6))(t)
	bound := must(core.Bound(6))(t)
	for _, c := range []struct {
		name          string
		digraph       *core.Digraph
		ending        core.Ending
		mode          stepsize.Mode
		dimension     int
		first, epochs stepsize.Cost // of epoch 0, of each later one
	}{
		// all orders are 5: T_max = 11, all stop in round 17, and R = 5
		{"cycle", cycle, core.Probe(), stepsize.Mean, 1, stepsize.Cost{Rounds: 17, Messages: 17 * 6, Bytes: 102 * 40, Gradients: 0}, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 24, Gradients: 1}},
		{"cycle", cycle, core.Probe(), stepsize.Harmonic, 1, stepsize.Cost{Rounds: 17, Messages: 17 * 6, Bytes: 102 * 40, Gradients: 0}, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 24, Gradients: 1}},
		{"cycle", cycle, core.Probe(), stepsize.Min, 1, stepsize.Cost{Rounds: 17, Messages: 17 * 6, Bytes: 102 * 40, Gradients: 0}, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 24, Gradients: 1}},
		{"cycle", cycle, core.Probe(), stepsize.Own, 1, stepsize.Cost{Rounds: 17, Messages: 17 * 6, Bytes: 102 * 40, Gradients: 0}, stepsize.Cost{Rounds: 5, Messages: 30, Bytes: 30 * 24, Gradients: 1}},
		// 2N−2 = 10 rounds for an average, N−1 = 5 for the least
		{"cycle, bound", cycle, bound, stepsize.Mean, 1, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 32, Gradients: 0}, stepsize.Cost{Rounds: 20, Messages: 120, Bytes: 120 * 32, Gradients: 1}},
		{"cycle, bound", cycle, bound, stepsize.Min, 1, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 32, Gradients: 0}, stepsize.Cost{Rounds: 15, Messages: 90, Bytes: 30*24 + 60*32, Gradients: 1}},
		{"cycle, bound", cycle, bound, stepsize.Own, 1, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 32, Gradients: 0}, stepsize.Cost{Rounds: 10, Messages: 60, Bytes: 60 * 32, Gradients: 1}},
		// the eigenvalues are 1, 2/3, 0, −1/3: all orders are 3, T_max = 7, all stop in round 11, R = 3
		{"ring", both, core.Probe(), stepsize.Mean, 2, stepsize.Cost{Rounds: 11, Messages: 11 * 12, Bytes: 132 * 48, Gradients: 0}, stepsize.Cost{Rounds: 6, Messages: 72, Bytes: 36*24 + 36*32, Gradients: 1}},
		// the centre has order 1, the leaves 2: T_max = 5, the centre stops in round 7, the leaves in round 8, R = 2
		{"star", star, core.Probe(), stepsize.Mean, 1, stepsize.Cost{Rounds: 8, Messages: 7*3 + 8*3, Bytes: 45 * 40, Gradients: 0}, stepsize.Cost{Rounds: 4, Messages: 24, Bytes: 24 * 24, Gradients: 1}},
	} {
		n := c.digraph.Nodes()
		random := rand.New(rand.NewPCG(38, uint64(n)))
		config := stepsize.Config{
			Digraph: c.digraph, Ending: c.ending, ProbeStarts: probes(random, n), Mode: c.mode, Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01},
		}
		run := must(stepsize.New(config, randomBowls(random, n, c.dimension), randomStart(random, n, c.dimension)))(t)
		want := c.first
		if got := run.Cost(); got != want {
			t.Errorf("%s, mode %s, epoch 0: %+v, want %+v", c.name, c.mode, got, want)
		}
		for range 3 {
			e := must(run.Next())(t)
			want.Rounds += c.epochs.Rounds
			want.Messages += c.epochs.Messages
			want.Bytes += c.epochs.Bytes
			want.Gradients += c.epochs.Gradients
			if e.Cost != want || run.Cost() != want {
				t.Errorf("%s, mode %s, epoch %d: %+v, want %+v", c.name, c.mode, e.Epoch, e.Cost, want)
			}
		}
	}
}

// TestFirstCoordinationCostsMost: with the probe ending the first takes 3R + 2 rounds, every later one R < n, as the kernels
// say.
func TestFirstCoordinationCostsMost(t *testing.T) {
	random := rand.New(rand.NewPCG(38, 38))
	for trial := range 40 {
		n := 2 + random.IntN(14)
		config := stepsize.Config{
			Digraph: must(family.Random(n, 1+random.IntN(n-1), uint64(trial)))(t), Ending: core.Probe(), ProbeStarts: probes(random, n),
			Mode: stepsize.Harmonic, Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01},
		}
		run := must(stepsize.New(config, randomBowls(random, n, 2), randomStart(random, n, 2)))(t)
		rounds, greatest := run.Kernels()[0].Rounds, 0
		for _, k := range run.Kernels() {
			greatest = max(greatest, len(k.Recurrence)-1)
		}
		first := run.Cost().Rounds
		if first != 3*rounds+2 || rounds != greatest || rounds >= n {
			t.Fatalf("%d nodes: %d rounds at first, %d later, the greatest order is %d", n, first, rounds, greatest)
		}
		for epoch := 1; epoch <= 3; epoch++ {
			if e := must(run.Next())(t); e.Cost.Rounds != first+2*rounds*epoch || e.Cost.Gradients != epoch {
				t.Fatalf("%d nodes, epoch %d: %+v after %d at first and 2·%d in every epoch", n, epoch, e.Cost, first, rounds)
			}
		}
	}
}
