package learn

import (
	"kizami/core/stepsize"
)

// central is what the centralised methods share: one place knows all losses and descends on their mean f̄, so that
// nothing is sent. They are the limit of what nodes on a digraph could reach.
type central struct {
	losses             []stepsize.Loss
	x, gradient        []float64
	lastX, last        []float64 // iterate and gradient one epoch ago
	part               []float64
	step               float64
	iterates           [][]float64 // x, once for every node
	applied            []float64
	gradientsEvaluated int
}

func newCentral(losses []stepsize.Loss, start []float64, step float64) central {
	d := len(start)
	c := central{losses: losses, step: step, x: append([]float64(nil), start...), lastX: make([]float64, d)}
	c.gradient, c.last, c.part = make([]float64, d), make([]float64, d), make([]float64, d)
	for range losses {
		c.iterates = append(c.iterates, c.x)
	}
	c.applied = make([]float64, len(losses))
	return c
}

// evaluate writes ∇f̄(x) to gradient; what stood there becomes last.
func (c *central) evaluate() {
	c.gradient, c.last = c.last, c.gradient
	writeMeanGradient(c.gradient, c.part, c.losses, c.x)
	c.gradientsEvaluated++
}

// descend moves x against the gradient; where it stood becomes lastX.
func (c *central) descend() {
	copy(c.lastX, c.x)
	for i := range c.x {
		c.x[i] -= float64(c.step * c.gradient[i])
	}
}

func (c *central) Iterates() [][]float64 { return c.iterates }

func (c *central) Cost() stepsize.Cost { return stepsize.Cost{Gradients: c.gradientsEvaluated} }

func (c *central) Steps() (proposed, applied []float64) {
	for j := range c.applied {
		c.applied[j] = c.step
	}
	return nil, c.applied
}

// gradientDescent is centralised gradient descent with a fixed step. With 2/(L+μ) the distance to the optimum shrinks by
// (κ−1)/(κ+1) or more in every epoch, κ = L/μ (Polyak 1987).
type gradientDescent struct{ central }

func newGradientDescent(losses []stepsize.Loss, start []float64, step float64) *gradientDescent {
	return &gradientDescent{newCentral(losses, start, step)}
}

func (m *gradientDescent) Step() error {
	m.evaluate()
	m.descend()
	return nil
}

// adgd is centralised adaptive gradient descent (Malitsky, Mishchenko 2020): the step never grows by more than √(1+θ),
// θ the ratio of the two steps before, nor beyond half the inverse of the local curvature.
//
//	λ ← min(√(1+θ)·λ, ‖Δx‖/(2‖Δg‖)),  θ = +∞ at first
//
// It converges on convex losses with a locally Lipschitz gradient, whatever the first step. The rule is [stepsize.Rule]
// with α = 1/2 and κ = 0.
type adgd struct {
	central
	before    float64 // the step one epoch ago; 0 before there was one
	curvature float64 // the latest ‖Δg‖/‖Δx‖; 0 before there is one
}

func newAdGD(losses []stepsize.Loss, start []float64, first float64) *adgd {
	return &adgd{central: newCentral(losses, start, first)}
}

func (m *adgd) Step() error {
	m.evaluate()
	if m.gradientsEvaluated > 1 {
		if l, ok := stepsize.Estimate(m.x, m.lastX, m.gradient, m.last); ok {
			m.curvature = l
		}
		m.step, m.before = stepsize.Rule{Alpha: 0.5}.Propose(m.curvature, m.step, m.before), m.step
	}
	m.descend()
	return nil
}

// bb is the centralised method of Barzilai and Borwein (1988) with their long step, ‖Δx‖²/ΔxᵀΔg ("BB1"): on a quadratic
// loss the inverse of the Rayleigh quotient of Δx. The error does not fall in every epoch, and the method may fail where
// the loss is not quadratic. Where ΔxᵀΔg is not positive the step stays.
type bb struct{ central }

func newBB(losses []stepsize.Loss, start []float64, first float64) *bb {
	return &bb{newCentral(losses, start, first)}
}

func (m *bb) Step() error {
	m.evaluate()
	if m.gradientsEvaluated > 1 {
		square, product := 0.0, 0.0
		for i := range m.x {
			dx, dg := m.x[i]-m.lastX[i], m.gradient[i]-m.last[i]
			square += float64(dx * dx)
			product += float64(dx * dg)
		}
		if product > 0 {
			m.step = square / product
		}
	}
	m.descend()
	return nil
}
