package learn

import (
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// tracker is what Push-DIGing and Push-Pull have in common, to the tests.
type tracker interface {
	machine
	tracked() (y, gradient [][]float64)
}

func (m *pushDIGing) tracked() (y, gradient [][]float64) { return m.y, m.gradient }
func (m *pushPull) tracked() (y, gradient [][]float64)   { return m.y, m.gradient }

func trackers(losses []stepsize.Loss, g *core.Digraph, step float64) map[string]tracker {
	start := make([]float64, losses[0].Dimension())
	return map[string]tracker{"push-diging": newPushDIGing(losses, g, start, step), "push-pull": newPushPull(losses, g, start, step)}
}

func sumOver(x [][]float64) []float64 {
	sum := make([]float64, len(x[0]))
	for j := range x {
		for c, v := range x[j] {
			sum[c] += v
		}
	}
	return sum
}

// The sum of what nodes track is the sum of their gradients, in every epoch (Nedić, Olshevsky, Shi 2017;
// Pu, Shi, Xu, Nedić 2021).
func TestTrackedGradientsSumToTheGradients(t *testing.T) {
	losses, g := randomBowls(8, 3, 3), must(family.Random(8, 2, 4))(t)
	for name, m := range trackers(losses, g, 0.02) {
		for epoch := range 400 {
			y, gradient := m.tracked()
			if off := distance(sumOver(y), sumOver(gradient)); off > 1e-12 {
				t.Fatalf("%s, epoch %d: the sums differ by %.3g", name, epoch, off)
			}
			for j, x := range m.Iterates() {
				want := make([]float64, 3)
				losses[j].Gradient(x, want)
				if distance(want, gradient[j]) != 0 {
					t.Fatalf("%s, epoch %d: node %d tracks another gradient than that at its iterate", name, epoch, j)
				}
			}
			steps(t, m, 1)
		}
	}
}

// The optimum is a fixed point, on an unbalanced digraph too.
func TestTrackersStayAtTheOptimum(t *testing.T) {
	losses, g := randomBowls(6, 2, 5), must(family.Random(6, 2, 6))(t)
	optimum := weightedOptimum(t, losses, equalWeights(6))
	diging := newPushDIGing(losses, g, optimum, 0.05)
	for range 3000 { // v comes to its limit, the eigenvector of C
		mixColumns(g, diging.v, diging.nextV)
		diging.v, diging.nextV = diging.nextV, diging.v
	}
	for j := range diging.u {
		for c := range optimum {
			diging.u[j][c] = diging.v[j][0] * optimum[c]
		}
		clear(diging.y[j])
	}
	pull := newPushPull(losses, g, optimum, 0.05)
	for j := range pull.y {
		clear(pull.y[j])
	}
	for _, m := range []machine{diging, pull} {
		steps(t, m, 50)
		if off := farthest(m, optimum); off > 1e-13 {
			t.Errorf("%T left the optimum by %.3g", m, off)
		}
	}
	if v := pull.y; largest(v) > 1e-13 {
		t.Errorf("push-pull tracks %.3g at the optimum", largest(v))
	}
}

// The error falls linearly to the exact optimum on strongly convex losses: Push-DIGing by Nedić, Olshevsky,
// Shi 2017, Push-Pull by Pu, Shi, Xu, Nedić 2021. The digraph is unbalanced.
func TestTrackersConvergeLinearly(t *testing.T) {
	for seed := range uint64(3) {
		losses, g := randomBowls(6, 3, 7+seed), must(family.Random(6, 2, seed))(t)
		optimum := weightedOptimum(t, losses, equalWeights(6))
		for name, m := range trackers(losses, g, 0.05) {
			t.Run(name, func(t *testing.T) { shrinksLinearly(t, m, optimum, 60, 4000, 0.9) })
		}
	}
}
