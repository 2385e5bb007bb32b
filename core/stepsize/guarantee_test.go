package stepsize_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// well is a loss whose curvature changes all the time: Σ √(1 + (a·(x_i − b))²), a different a and b at every node.
type well struct {
	a, b float64
	d    int
}

func (w well) Dimension() int { return w.d }

func (w well) Value(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		u := w.a * (v - w.b)
		sum += math.Sqrt(1 + float64(u*u))
	}
	return sum
}

func (w well) Gradient(x, gradient []float64) {
	for i, v := range x {
		u := w.a * (v - w.b)
		gradient[i] = w.a * u / math.Sqrt(1+float64(u*u))
	}
}

// meanGradient returns ∇f̄(x).
func meanGradient(losses []stepsize.Loss, x []float64) []float64 {
	mean, gradient := make([]float64, len(x)), make([]float64, len(x))
	for _, loss := range losses {
		loss.Gradient(x, gradient)
		for i, g := range gradient {
			mean[i] += g / float64(len(losses))
		}
	}
	return mean
}

// Min and harmonic with α = 1/2 and κ = 0: the applied step obeys both inequalities of AdGD for the mean of the losses,
// up to what rounding a step size to the grid does, and a run ends where its gradient is 0.
func TestAppliedStepObeysBothInequalities(t *testing.T) {
	random := rand.New(rand.NewPCG(34, 3))
	limited := [2]int{}
	for trial := range 48 {
		n, d, mode := 2+random.IntN(6), 1+random.IntN(3), []stepsize.Mode{stepsize.Min, stepsize.Harmonic}[trial%2]
		bits := []int{40, 32}[trial/24]
		losses := randomBowls(random, n, d)
		for j := range losses {
			if trial%3 > 0 {
				losses[j] = well{math.Ldexp(1+random.Float64(), random.IntN(4)-2), random.NormFloat64(), d}
			}
		}
		c := stepsize.Config{
			Digraph: must(family.Random(n, 1+random.IntN(n-1), uint64(trial)))(t), Ending: core.Probe(), ProbeStarts: probes(random, n), Mode: mode,
			Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01}, Grid: stepsize.Grid{StepsizeBits: bits, IterateBits: bits},
		}
		run := must(stepsize.New(c, losses, randomStart(random, n, d)))(t)
		var steps []float64
		var points, gradients [][]float64
		for epoch := range 400 {
			points, gradients = append(points, append([]float64(nil), run.Iterate()...)), append(gradients, meanGradient(losses, run.Iterate()))
			steps = append(steps, must(run.Next())(t).Applied[0])
			if epoch == 0 || size(gradients[epoch-1]) < 1e-6 {
				continue // nearer to the end rounding decides what the curvature seems to be
			}
			const off = 1 + 1e-7
			curvature, _ := stepsize.Estimate(points[epoch], points[epoch-1], gradients[epoch], gradients[epoch-1])
			if product := steps[epoch] * curvature; product > 0.5*off {
				t.Fatalf("trial %d, mode %s, epoch %d: γ·L̄ = %v", trial, mode, epoch+1, product)
			} else if product > 0.499 {
				limited[0]++
			}
			if epoch == 1 {
				continue
			}
			if growth := steps[epoch] / (math.Sqrt(1+steps[epoch-1]/steps[epoch-2]) * steps[epoch-1]); growth > off {
				t.Fatalf("trial %d, mode %s, epoch %d: the step grows by %v of the limit", trial, mode, epoch+1, growth)
			} else if growth > 0.999 {
				limited[1]++
			}
		}
		if slope := size(meanGradient(losses, run.Iterate())); slope > 1e-6 {
			t.Errorf("trial %d, mode %s: in the end the gradient is %v", trial, mode, slope)
		}
	}
	if limited[0] == 0 || limited[1] == 0 {
		t.Errorf("the limits were met %v times: the test says little", limited)
	}
}

func size(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x * x)
	}
	return math.Sqrt(sum)
}

// What the grid does to one epoch: the iterate is off x − γ·∇f̄(x) by at most half a quantum in each coordinate, and the
// rounding of the float64 numbers, which for these sizes is below a thousandth of one.
func TestOneEpochIsOffByHalfAQuantum(t *testing.T) {
	random := rand.New(rand.NewPCG(36, 1))
	most := new(big.Rat).Mul(big.NewRat(501, 1000), quantum(32))
	largest := new(big.Rat)
	for trial := range 20 {
		n, d := 2+random.IntN(6), 1+random.IntN(3)
		losses := randomBowls(random, n, d)
		run := must(stepsize.New(anywhere(t, n, stepsize.Harmonic, stepsize.Rule{Alpha: 0.3, Start: 0.01}), losses, randomStart(random, n, d)))(t)
		for range 10 {
			x := append([]float64(nil), run.Iterate()...)
			e := must(run.Next())(t)
			for i := range x {
				sum, g := new(big.Rat), make([]float64, d)
				for _, loss := range losses {
					loss.Gradient(x, g)
					sum.Add(sum, new(big.Rat).SetFloat64(g[i]))
				}
				step := sum.Mul(sum, new(big.Rat).Quo(new(big.Rat).SetFloat64(e.Applied[0]), big.NewRat(int64(n), 1)))
				miss := new(big.Rat).SetFloat64(e.Iterate[i])
				miss.Sub(miss, new(big.Rat).SetFloat64(x[i])).Add(miss, step).Abs(miss)
				if miss.Cmp(most) > 0 {
					t.Fatalf("trial %d, epoch %d, coordinate %d: off by %s", trial, e.Epoch, i, miss.FloatString(15))
				}
				if miss.Cmp(largest) > 0 {
					largest = miss
				}
			}
		}
	}
	if largest.Cmp(new(big.Rat).Mul(big.NewRat(1, 4), quantum(32))) < 0 {
		t.Errorf("never off by more than %s: the test says little", largest.FloatString(15))
	}
}
