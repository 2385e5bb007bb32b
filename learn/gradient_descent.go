package learn

import "kizami/core/stepsize"

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
