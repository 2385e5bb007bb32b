package learn

import "kizami/core/stepsize"

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
