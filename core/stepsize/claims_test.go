package stepsize_test

import (
	"errors"
	"math"
	"testing"

	"kizami/core/stepsize"
)

// The tests here are what spec/learning.md says of each mode, in small exact numbers.

// theRule is that of AdGD: α = 1/2, no filter.
var theRule = stepsize.Rule{Alpha: 0.5, Start: 1. / 2048}

// epochsTo returns in which epoch all coordinates are first within the tolerance of 0.
func epochsTo(t *testing.T, run *stepsize.Run, tolerance float64, most int) int {
	t.Helper()
	for range most {
		e := must(run.Next())(t)
		size := 0.0
		for _, x := range e.Iterate {
			size = max(size, math.Abs(x))
		}
		if size <= tolerance {
			return e.Epoch
		}
	}
	t.Fatalf("not within %v after %d epochs: %v", tolerance, most, run.Iterate())
	return 0
}

// Mean, curvatures 1 and 100, both minimal at 0: from epoch 2 on the proposals are 1/2 and 1/200, their mean is 101/400,
// and every epoch multiplies the iterate by 1 − 101/400·101/2 = −9401/800.
func TestMeanDiverges(t *testing.T) {
	run := must(stepsize.New(anywhere(t, 2, stepsize.Mean, theRule), parabolas([]float64{1, 100}), at(2, 1)))(t)
	last := must(run.Next())(t).Iterate[0]
	for epoch := 2; epoch <= 8; epoch++ {
		e := must(run.Next())(t)
		if factor := e.Iterate[0] / last; math.Abs(factor+9401./800) > 1e-7 || math.Abs(e.Applied[0]-101./400) > 1e-9 {
			t.Errorf("epoch %d: applied %v, the iterate is multiplied by %v", epoch, e.Applied[0], factor)
		}
		last = e.Iterate[0]
	}
	_, err := run.Next()
	var overflow *stepsize.OverflowError
	if !errors.As(err, &overflow) || overflow.Epoch != 9 || overflow.Node != 1 || overflow.Coordinate != 0 {
		t.Errorf("epoch 9: %v", err)
	}
}

// Mean with α = 1/2 is safe for losses of one dimension while the largest curvature is below 7 + √48 = 13.9… times the least.
func TestMeanIsSafeForAlikeCurvatures(t *testing.T) {
	run := must(stepsize.New(anywhere(t, 2, stepsize.Mean, theRule), parabolas([]float64{1, 13}), at(2, 1)))(t)
	epochsTo(t, run, 1e-6, 200)
	run = must(stepsize.New(anywhere(t, 2, stepsize.Mean, theRule), parabolas([]float64{1, 15}), at(2, 1)))(t)
	var overflow *stepsize.OverflowError
	for range 200 {
		if _, err := run.Next(); errors.As(err, &overflow) {
			return
		}
	}
	t.Errorf("curvatures 1 and 15: the iterate is %v after 200 epochs", run.Iterate())
}

// Min: n nodes of curvature 1 but for one of 1000. The steep node rules: the error is multiplied by 1 − (n+999)/(2000n) in an
// epoch, which goes to 1999/2000 with n. The harmonic mean pays for the steep node once, not n times.
func TestMinIsSlowWhereOneNodeIsSteep(t *testing.T) {
	for _, c := range []struct{ n, least, harmonic int }{{2, 48, 35}, {10, 267, 65}, {50, 1311, 73}} {
		curvatures := make([]float64, c.n)
		for j := range curvatures {
			curvatures[j] = 1
		}
		curvatures[0] = 1000
		for mode, want := range map[stepsize.Mode]int{stepsize.Min: c.least, stepsize.Harmonic: c.harmonic} {
			run := must(stepsize.New(anywhere(t, c.n, mode, theRule), parabolas(curvatures), at(c.n, 1)))(t)
			if got := epochsTo(t, run, 1e-6, 2000); got != want {
				t.Errorf("%d nodes, mode %s: %d epochs, want %d", c.n, mode, got, want)
			}
			if mode == stepsize.Harmonic {
				continue
			}
			run = must(stepsize.New(anywhere(t, c.n, mode, theRule), parabolas(curvatures), at(c.n, 1)))(t)
			must(run.Next())(t)
			before, factor := must(run.Next())(t).Iterate[0], 1-float64(c.n+999)/float64(2000*c.n)
			if got := must(run.Next())(t).Iterate[0] / before; math.Abs(got-factor) > 1e-6 {
				t.Errorf("%d nodes: the error is multiplied by %v, want %v", c.n, got, factor)
			}
		}
	}
}

// Harmonic protects the mean of the losses, not each: the step that suits all is more than 2/1000, with which the steep
// node alone would diverge.
func TestHarmonicIsTooLongForOneNode(t *testing.T) {
	curvatures := make([]float64, 50)
	for j := range curvatures {
		curvatures[j] = 1
	}
	curvatures[0] = 1000
	run := must(stepsize.New(anywhere(t, 50, stepsize.Harmonic, theRule), parabolas(curvatures), at(50, 1)))(t)
	var e stepsize.Epoch
	for range 60 {
		e = must(run.Next())(t)
	}
	// the fixed point of 50/γ = 49/(√2·γ) + 2·1000, that is 7.676 over 1000; for many flat nodes it goes to (1 − 1/√2)·α/avg L_j
	if want := (50 - 49/math.Sqrt2) / 2; math.Abs(e.Applied[0]*1000-want) > 1e-3 {
		t.Errorf("the step is %v over the curvature of the steep node, want %v", e.Applied[0]*1000, want)
	}
}

// kink is the loss with gradient x + 100 for x ≥ 0 and 100·(x + 1) for x < 0: convex, minimal at −1, flat on the right.
type kink struct{}

func (kink) Dimension() int { return 1 }

func (kink) Value(x []float64) float64 {
	if x[0] >= 0 {
		return x[0]*(x[0]/2+100) + 50
	}
	return 50 * (x[0] + 1) * (x[0] + 1)
}

func (kink) Gradient(x, gradient []float64) {
	if gradient[0] = x[0] + 100; x[0] < 0 {
		gradient[0] = 100 * (x[0] + 1)
	}
}

// With a filter, or with α > 1/2, the applied step can break the inequality that the argument for min and harmonic needs,
// γ·L̄ ≤ 1/2. From 100 the second step leads from 75 over the kink, where L̄ = 106/7.
func TestFilterAndLargeAlphaBreakTheInequality(t *testing.T) {
	for _, c := range []struct {
		mode         stepsize.Mode
		alpha, kappa float64
		product      float64 // γ·L̄ in epoch 3
		iterate      float64 // after it
	}{
		{stepsize.Harmonic, 0.5, 0, 1. / 2, 25.471698},
		{stepsize.Harmonic, 0.5, 0.9, 530. / 169, 225.665680},
		{stepsize.Harmonic, 1, 0, 1, 71.960298},
		{stepsize.Min, 0.5, 0.9, 530. / 169, 225.665680},
	} {
		rule := stepsize.Rule{Alpha: c.alpha, Kappa: c.kappa, Start: 0.125}
		run := must(stepsize.New(anywhere(t, 2, c.mode, rule), []stepsize.Loss{kink{}, kink{}}, at(2, 100)))(t)
		x0 := must(run.Next())(t).Iterate
		x1 := must(run.Next())(t).Iterate
		e := must(run.Next())(t)
		g0, g1 := []float64{0}, []float64{0}
		kink{}.Gradient(x0, g0)
		kink{}.Gradient(x1, g1)
		curvature, _ := stepsize.Estimate(x1, x0, g1, g0)
		if product := e.Applied[0] * curvature; math.Abs(product-c.product) > 1e-8 || math.Abs(e.Iterate[0]-c.iterate) > 1e-6 {
			t.Errorf("%+v: γ·L̄ is %v, the iterate %v", c, product, e.Iterate[0])
		}
		for range 100 {
			e = must(run.Next())(t)
		}
		if math.Abs(e.Iterate[0]+1) > 1e-6 {
			t.Errorf("%+v: it does not arrive: %v", c, e.Iterate[0])
		}
	}
}

// Own: the fixed point is where Σ η_j·g_j = 0. Curvatures 1 and 100, minimisers 0 and 1: the proposals 1/2 and 1/200 make
// that 1/2, whereas the mean of the losses is minimal at 100/101. Coordinated, the nodes find it.
func TestOwnIsBiased(t *testing.T) {
	for mode, want := range map[stepsize.Mode]float64{stepsize.Own: 1. / 2, stepsize.Min: 100. / 101, stepsize.Harmonic: 100. / 101} {
		run := must(stepsize.New(anywhere(t, 2, mode, theRule), parabolas([]float64{1, 100}, 0, 1), at(2, 0)))(t)
		for range 200 {
			must(run.Next())(t)
		}
		if got := run.Iterate()[0]; math.Abs(got-want) > 4*quantum32 {
			t.Errorf("mode %s: %v, want %v", mode, got, want)
		}
	}
}

const quantum32 = 0x1p-32

// Own: four nodes of curvature 1, of which one always takes the step 10. From epoch 2 on every epoch multiplies the iterate by
// 1 − (3/2 + 10)/4 = −15/8: one node wrecks everybody. The same proposals coordinated: harmonic applies 4/(3·2 + 1/10) = 40/61.
func TestOneLargeStepWrecksEverybody(t *testing.T) {
	c := anywhere(t, 4, stepsize.Own, theRule)
	c.Constant = []float64{0, 0, 0, 10}
	run := must(stepsize.New(c, parabolas([]float64{1, 1, 1, 1}), at(4, 1)))(t)
	last := must(run.Next())(t).Iterate[0]
	for epoch := 2; epoch <= 24; epoch++ {
		e := must(run.Next())(t)
		if factor := e.Iterate[0] / last; math.Abs(factor+15./8) > 1e-6 {
			t.Errorf("epoch %d: the iterate is multiplied by %v", epoch, factor)
		}
		last = e.Iterate[0]
	}
	_, err := run.Next()
	var overflow *stepsize.OverflowError
	if !errors.As(err, &overflow) || overflow.Epoch != 25 || overflow.Node != 3 {
		t.Errorf("epoch 25: %v", err)
	}
	c.Mode = stepsize.Harmonic
	run = must(stepsize.New(c, parabolas([]float64{1, 1, 1, 1}), at(4, 1)))(t)
	must(run.Next())(t)
	if e := must(run.Next())(t); math.Abs(e.Applied[0]-40./61) > 1e-8 {
		t.Errorf("coordinated: applied %v, want 40/61", e.Applied[0])
	}
	if got := epochsTo(t, run, 1e-6, 100); got != 14 {
		t.Errorf("coordinated: %d epochs, want 14", got)
	}
}
