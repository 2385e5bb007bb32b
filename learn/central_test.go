package learn

import (
	"math"
	"math/rand/v2"
	"testing"

	"kizami/core/stepsize"
)

// With the step 2/(L+μ) the distance to the optimum shrinks by (κ−1)/(κ+1), κ = L/μ, in every epoch (Polyak 1987,
// section 1.4), and by no more where the start has parts in both extreme directions only.
func TestGradientDescentContracts(t *testing.T) {
	for seed := range uint64(5) {
		losses := randomBowls(5, 4, 20+seed)
		strong, smooth := spectrum(t, losses)
		optimum, factor := weightedOptimum(t, losses, equalWeights(5)), (smooth-strong)/(smooth+strong)
		m := newGradientDescent(losses, make([]float64, 4), 2/(smooth+strong))
		for last := farthest(m, optimum); last > 1e-9; {
			steps(t, m, 1)
			now := farthest(m, optimum)
			if now > factor*last*(1+1e-6) {
				t.Fatalf("the distance fell from %.6g to %.6g: by less than %.6g", last, now, factor)
			}
			last = now
		}
	}
	m := newGradientDescent([]stepsize.Loss{diagonal([]float64{1, 9}, []float64{1, 1})}, make([]float64, 2), 0.2)
	for last := math.Sqrt2; last > 1e-6; {
		steps(t, m, 1)
		now := farthest(m, []float64{1, 1})
		if abs(now/last-0.8) > 1e-9 {
			t.Fatalf("the distance fell by %.12g, want 0.8 exactly", now/last)
		}
		last = now
	}
}

// The experiment takes that step, of the whole problem.
func TestGradientDescentTakesItsStep(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Methods = []MethodSpec{{Name: "gd", Method: MethodGradientDescent}}
	for _, run := range reportOf(t, e).Methods[0].Runs {
		strong, smooth := must(e.Problem.Make(run.Seed))(t).Convexity()
		if want := 2 / (strong + smooth); run.Step != want || strong == smooth {
			t.Errorf("seed %d: the step %v, want %v", run.Seed, run.Step, want)
		}
	}
}

// Both inequalities of AdGD hold in every epoch, and with them the energy of Malitsky and Mishchenko 2020, theorem 1,
// never rises: ‖x−x*‖² + ½‖x−x'‖² + 2λ(1+θ)(f(x')−f*), x' the iterate before x and λ the step between them. The losses
// are convex and not all quadratic.
func TestAdGDKeepsItsInequalitiesAndItsEnergyFalls(t *testing.T) {
	problems := [][]stepsize.Loss{randomBowls(4, 3, 31), randomBowls(3, 5, 32), {quartic{3}}, {quartic{2}, quartic{2}}}
	for i, losses := range problems {
		d := losses[0].Dimension()
		optimum := make([]float64, d) // of quartic
		if _, ok := losses[0].(bowl); ok {
			optimum = weightedOptimum(t, losses, equalWeights(len(losses)))
		}
		start := make([]float64, d)
		for c := range start {
			start[c] = float64(2 + c)
		}
		m, least := newAdGD(losses, start, 1e-6), meanLoss(losses, optimum)
		energy, theta, first := math.Inf(1), math.Inf(1), true
		for epoch := range 400 {
			lambda := m.step
			x, x1 := append([]float64(nil), m.x...), append([]float64(nil), m.lastX...)
			steps(t, m, 1)
			if moved := distance(x, x1); epoch > 0 && moved > 1e-7 {
				slope := distance(m.gradient, m.last)
				if m.step > math.Sqrt(1+theta)*lambda*(1+1e-12) || m.step*slope > moved/2*(1+1e-12) {
					t.Fatalf("problem %d, epoch %d: step %.6g after %.6g, ratio %.6g, ‖Δx‖ %.3g, ‖Δg‖ %.3g",
						i, epoch, m.step, lambda, theta, moved, slope)
				}
				theta = m.step / lambda
				next := energyOf(m.x, x, optimum, m.step*(1+theta)*(meanLoss(losses, x)-least))
				if !first && next > energy+1e-14 {
					t.Fatalf("problem %d, epoch %d: the energy rose from %.17g to %.17g", i, epoch, energy, next)
				}
				energy, first = next, false
			}
		}
		if d := farthest(m, optimum); energy > 0.1 || d > 0.5 {
			t.Errorf("problem %d: energy %.3g, distance %.3g at the end", i, energy, d)
		}
	}
}

func energyOf(next, x, optimum []float64, gap float64) float64 {
	far, moved := distance(next, optimum), distance(next, x)
	return far*far + moved*moved/2 + 2*gap
}

// quartic is Σ x⁴/4: convex, with a gradient that is Lipschitz only locally.
type quartic struct{ dimension int }

func (q quartic) Dimension() int { return q.dimension }

func (q quartic) Value(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v * v * v / 4
	}
	return sum
}

func (q quartic) Gradient(x, gradient []float64) {
	for i, v := range x {
		gradient[i] = v * v * v
	}
}

// On quadratics the step of BB is the inverse of the Rayleigh quotient of the gradient before, and lies between 1/L and
// 1/μ; the error falls to the optimum (Raydan 1993).
func TestBBStepsByTheRayleighQuotient(t *testing.T) {
	for seed := range uint64(10) {
		losses := randomBowls(1, 5, 40+seed)
		a := losses[0].(bowl).a
		strong, smooth := spectrum(t, losses)
		optimum := weightedOptimum(t, losses, equalWeights(1))
		m := newBB(losses, make([]float64, 5), 1e-3)
		for epoch := 0; farthest(m, optimum) > 1e-9; epoch++ {
			if epoch > 500 {
				t.Fatalf("seed %d: error %.3g after %d epochs", seed, farthest(m, optimum), epoch)
			}
			steps(t, m, 1)
			if epoch == 0 {
				continue
			}
			square, product := 0.0, 0.0
			for i, g := range m.last {
				square += g * g
				for c, v := range a[i] {
					product += g * v * m.last[c]
				}
			}
			if m.step < (1-1e-6)/smooth || m.step > (1+1e-6)/strong || abs(m.step*product/square-1) > 1e-6 {
				t.Fatalf("seed %d, epoch %d: step %.9g, want %.9g within %.6g…%.6g",
					seed, epoch, m.step, square/product, 1/smooth, 1/strong)
			}
		}
	}
}

// Where a loss bends down there is no Rayleigh quotient to step by: the step stays.
func TestBBKeepsItsStepWhereALossBendsDown(t *testing.T) {
	m := newBB([]stepsize.Loss{basin{2, -1}}, []float64{0}, 0.25)
	steps(t, m, 3)
	if m.step != 0.25 {
		t.Errorf("the step became %v", m.step)
	}
}

// In two dimensions BB converges R-superlinearly on quadratics (Barzilai, Borwein 1988): the mean digits gained in an
// epoch grow without bound. Gradient descent gains the same number throughout, here 0.04.
func TestBBIsSuperlinearInTwoDimensions(t *testing.T) {
	random := rand.New(rand.NewPCG(50, 1))
	for range 20 {
		minimiser := []float64{random.Float64() + 0.5, random.Float64() + 0.5}
		m := newBB([]stepsize.Loss{diagonal([]float64{1, 20}, minimiser)}, make([]float64, 2), 0.03)
		reached := map[float64]int{}
		first := farthest(m, minimiser)
		for epoch := 1; epoch < 60 && farthest(m, minimiser) > 0; epoch++ {
			steps(t, m, 1)
			for _, digits := range []float64{4, 12} {
				if _, before := reached[digits]; !before && farthest(m, minimiser) < first*math.Pow(10, -digits) {
					reached[digits] = epoch
				}
			}
		}
		slow, fast := reached[4], reached[12]-reached[4]
		if reached[12] == 0 || fast >= slow*2 { // three times the digits would cost a linear method twice as much again
			t.Errorf("minimiser %v: 4 digits after %d epochs, 12 after %d", minimiser, reached[4], reached[12])
		}
	}
}
