package stepsize_test

import (
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// bowl is the loss Σ_i a_i/2·(x_i−b_i)².
type bowl struct{ curvature, minimiser []float64 }

func (b bowl) Dimension() int { return len(b.curvature) }

func (b bowl) Value(x []float64) float64 {
	sum := 0.0
	for i, a := range b.curvature {
		d := x[i] - b.minimiser[i]
		sum += float64(a / 2 * float64(d*d))
	}
	return sum
}

func (b bowl) Gradient(x, gradient []float64) {
	for i, a := range b.curvature {
		gradient[i] = float64(a * (x[i] - b.minimiser[i]))
	}
}

// randomBowls returns n losses of dimension d with curvatures between 1/4 and 4.
func randomBowls(random *rand.Rand, n, d int) []stepsize.Loss {
	losses := make([]stepsize.Loss, n)
	for j := range losses {
		b := bowl{make([]float64, d), make([]float64, d)}
		for i := range d {
			b.curvature[i] = float64(1+random.IntN(16)) / 4
			b.minimiser[i] = float64(random.IntN(2001)-1000) / 64
		}
		losses[j] = b
	}
	return losses
}

func randomStart(random *rand.Rand, n, d int) [][]float64 {
	start := make([][]float64, n)
	for j := range start {
		for range d {
			start[j] = append(start[j], random.NormFloat64())
		}
	}
	return start
}

func probes(random *rand.Rand, n int) []core.Element {
	starts := make([]core.Element, n)
	for j := range starts {
		starts[j] = core.Element(random.Uint64N(core.MersennePrime))
	}
	return starts
}

// must returns what a constructor returned, or fails the test.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// parabolas returns the losses a_j/2·(x−b_j)²; a missing minimiser is 0.
func parabolas(curvatures []float64, minimisers ...float64) []stepsize.Loss {
	var losses []stepsize.Loss
	for j, a := range curvatures {
		p := parabola{curvature: a}
		if j < len(minimisers) {
			p.minimiser = minimisers[j]
		}
		losses = append(losses, p)
	}
	return losses
}

// at returns n starts, all x.
func at(n int, x float64) [][]float64 {
	start := make([][]float64, n)
	for j := range start {
		start[j] = []float64{x}
	}
	return start
}

// anywhere is the configuration of a test in which the digraph does not matter: a star with the probe ending.
func anywhere(t testing.TB, n int, mode stepsize.Mode, rule stepsize.Rule) stepsize.Config {
	random := rand.New(rand.NewPCG(5, uint64(n)))
	return stepsize.Config{Digraph: must(family.Star(n))(t), Ending: core.Probe(), ProbeStarts: probes(random, n), Mode: mode, Rule: rule}
}
