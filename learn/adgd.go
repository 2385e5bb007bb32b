package learn

import "kizami/core/stepsize"

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
