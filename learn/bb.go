package learn

import "kizami/core/stepsize"

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
