package experiment

import (
	"math"
	"slices"

	"kizami/core/stepsize"
)

// Known is what the caller of [NewProblem] knows about the losses. It is believed, not checked. What is missing is measured: the minimiser by a
// centralised run, the constants at the minimiser, by differences of gradients. So measured, the constants are exact for
// quadratic losses and local for others.
type Known struct {
	Lipschitz      []float64 // of the gradient of each loss
	Strong, Smooth float64   // μ and L of f̄
	Optimum        []float64
}

// NewProblem returns the problem of losses of one's own, one per node. They must be convex with a single minimiser of their
// mean. Errors: [*Error].
func NewProblem(losses []stepsize.Loss, known Known) (Problem, error) {
	if err := checkNodes("problem", len(losses)); err != nil {
		return nil, err
	}
	if j := slices.Index(losses, nil); j >= 0 {
		return nil, fault("loss-missing", "problem", args{"node": j})
	}
	dimension := losses[0].Dimension()
	if err := inRange("problem.dimension", dimension, 1, MaxDimension); err != nil {
		return nil, err
	}
	for j, f := range losses {
		if f.Dimension() != dimension {
			return nil, fault("loss-dimension", "problem", args{"node": j, "dimension": f.Dimension(), "expected": dimension})
		}
	}
	p := &learning{slices.Clone(losses), slices.Clone(known.Lipschitz), known.Strong, known.Smooth, slices.Clone(known.Optimum), 0}
	if p.point == nil {
		var found bool
		if p.point, found = descend(losses, make([]float64, dimension)); !found {
			return nil, fault("no-optimum", "problem", args{"steps": maxDescent})
		}
	}
	if len(p.point) != dimension {
		return nil, fault("optimum-length", "problem", args{"length": len(p.point), "dimension": dimension})
	}
	p.loss = meanLoss(losses, p.point)
	if err := p.measure(); err != nil {
		return nil, err
	}
	return p, nil
}

// measure fills in the constants that are not known.
func (p *learning) measure() error {
	if len(p.lipschitz) != len(p.losses) {
		if len(p.lipschitz) > 0 {
			return fault("list-length", "problem", args{"count": len(p.lipschitz), "nodes": len(p.losses)})
		}
		for _, f := range p.losses {
			_, largest := differences([]stepsize.Loss{f}, p.point).extremes()
			p.lipschitz = append(p.lipschitz, largest)
		}
	}
	smallest, largest := differences(p.losses, p.point).extremes()
	if p.strong <= 0 {
		p.strong = smallest
	}
	if p.smooth <= 0 {
		p.smooth = largest
	}
	if !(p.strong > flattest*p.smooth) {
		return fault("flat", "problem", args{})
	}
	return nil
}

// differences returns the Hessian of the mean loss at x by central differences of gradients, made symmetric.
func differences(losses []stepsize.Loss, x []float64) matrix {
	h := newMatrix(len(x))
	for c, v := range x {
		width := 0x1p-17 * max(1, math.Abs(v))
		x[c] = v + width
		up := meanGradient(losses, x)
		x[c] = v - width
		down := meanGradient(losses, x)
		x[c] = v
		for k := range up {
			slope := (up[k] - down[k]) / (4 * width)
			h[c][k] += slope
			h[k][c] += slope
		}
	}
	return h
}

const (
	maxDescent = 1_000_000
	stillness  = 1e-13 // of the gradient, against what it was at first and what rounding leaves of it
)

// descend minimises the mean loss from x on by gradient descent with the step sizes of AdGD (Malitsky and Mishchenko
// 2020): it needs no constant of the losses.
func descend(losses []stepsize.Loss, x []float64) ([]float64, bool) {
	gradient := meanGradient(losses, x)
	first, step, growth, curvature := norm(gradient), 1e-6, math.Inf(1), 0.0
	for range maxDescent {
		size := norm(gradient)
		if size <= stillness*(first+float64(curvature*norm(x))) {
			return x, true
		}
		next := make([]float64, len(x))
		for c, g := range gradient {
			next[c] = x[c] - float64(step*g)
		}
		if !(norm(next) < math.MaxFloat64) {
			return nil, false
		}
		nextGradient := meanGradient(losses, next)
		bend := distance(gradient, nextGradient) / distance(x, next)
		longer := float64(math.Sqrt(1+growth) * step)
		switch {
		case bend > 0:
			longer, curvature = min(longer, 0.5/bend), max(curvature, bend)
		case math.IsInf(longer, 1):
			longer = 2 * step
		}
		x, gradient, growth, step = next, nextGradient, longer/step, longer
	}
	return nil, false
}
