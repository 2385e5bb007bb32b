package learn

import (
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// stationary returns π with πW = π, Σπ = 1, for the row-stochastic W of a digraph.
func stationary(g *core.Digraph) []float64 {
	pi := equalWeights(g.Nodes())
	for range 5000 {
		next := make([]float64, len(pi))
		for i := range pi {
			share := pi[i] / float64(1+len(g.In(i)))
			next[i] += share
			for _, j := range g.In(i) {
				next[j] += share
			}
		}
		pi = next
	}
	return pi
}

func limitOfDGD(t *testing.T, losses []stepsize.Loss, g *core.Digraph, step float64) *dgd {
	t.Helper()
	m := newDGD(losses, g, make([]float64, losses[0].Dimension()), step)
	steps(t, m, int(60/step))
	return m
}

// With a doubly stochastic W the limit satisfies (I−W)x + α∇f(x) = 0 and lies O(α) off the optimum: half the step, half
// the distance (Yuan, Ling, Yin 2016).
func TestDGDStopsNearTheOptimumOfARing(t *testing.T) {
	losses, g := randomBowls(6, 2, 1), must(family.Ring(6))(t)
	optimum := weightedOptimum(t, losses, equalWeights(6))
	last := 0.0
	for _, step := range []float64{0.02, 0.01, 0.005, 0.0025} {
		m := limitOfDGD(t, losses, g, step)
		mixRows(g, m.x, m.mixed)
		m.gradients(m.x, m.gradient)
		residual := 0.0
		for j := range m.x {
			for c := range m.x[j] {
				residual = max(residual, abs(m.x[j][c]-m.mixed[j][c]+step*m.gradient[j][c]))
			}
		}
		if residual > 1e-13 {
			t.Errorf("step %v: the limit misses its fixed-point equation by %.3g", step, residual)
		}
		off := farthest(m, optimum)
		t.Logf("step %v: %.4g off", step, off)
		if ratio := last / off; last > 0 && (ratio < 1.9 || ratio > 2.1) {
			t.Errorf("step %v: the distance shrank by %.3f, want about 2", step, ratio)
		}
		last = off
	}
}

// On an unbalanced digraph the limit goes to the minimiser of Σ π_j f_j with the step, and so stays off the optimum.
func TestDGDIsBiasedOnAnUnbalancedDigraph(t *testing.T) {
	g := must(core.NewDigraph(4, []core.Arc{
		{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 0}, {From: 1, To: 2}, {From: 1, To: 3}, {From: 2, To: 3}, {From: 3, To: 0},
	}))(t)
	losses := randomBowls(4, 2, 2)
	optimum := weightedOptimum(t, losses, equalWeights(4))
	biased := weightedOptimum(t, losses, stationary(g))
	bias, last := distance(optimum, biased), 0.0
	for _, step := range []float64{0.01, 0.005, 0.0025} {
		m := limitOfDGD(t, losses, g, step)
		off := farthest(m, biased)
		t.Logf("step %v: %.4g off the weighted optimum, %.4g off the optimum", step, off, farthest(m, optimum))
		if ratio := last / off; last > 0 && (ratio < 1.9 || ratio > 2.1) {
			t.Errorf("step %v: the distance to the weighted optimum shrank by %.3f, want about 2", step, ratio)
		}
		if farthest(m, optimum) < bias/2 {
			t.Errorf("step %v: the limit is %.3g off the optimum, but the bias is %.3g", step, farthest(m, optimum), bias)
		}
		last = off
	}
}

func abs(v float64) float64 { return max(v, -v) }
