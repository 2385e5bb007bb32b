package learn

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"kizami/core/stepsize"
)

// Known is what the caller of [NewProblem] knows about the losses. It is believed, as far as it can be. What is missing is
// measured: the minimiser by a centralised run, the constants at the minimiser, by differences of gradients. So measured,
// the constants are exact for quadratic losses and local for others.
type Known struct {
	Lipschitz      []float64 // of the gradient of each loss
	Strong, Smooth float64   // μ and L of f̄
	Optimum        []float64
}

// check refuses numbers that cannot be known.
func (k Known) check() error {
	numbers := map[string][]float64{"Lipschitz": k.Lipschitz}
	for name, value := range map[string]float64{"Strong": k.Strong, "Smooth": k.Smooth} {
		if value != 0 {
			numbers[name] = []float64{value}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(numbers)) {
		for _, value := range numbers[name] {
			if !(value > 0 && value < math.Inf(1)) {
				return fault("known-number", "problem", args{"name": name, "value": value})
			}
		}
	}
	return nil
}

// NewProblem returns the problem of losses of one's own, one per node. Their mean must be convex, and around its single
// minimiser strongly so, or else the minimiser known. Errors: [*Error].
func NewProblem(losses []stepsize.Loss, known Known) (Problem, error) {
	if err := checkNodes("problem", len(losses)); err != nil {
		return nil, err
	}
	if j := slices.Index(losses, nil); j >= 0 {
		return nil, fault("loss-missing", "problem", args{"node": j})
	}
	if err := known.check(); err != nil {
		return nil, err
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
		var err error
		if p.point, err = minimise(losses, make([]float64, dimension)); err != nil {
			return nil, err
		}
	}
	if len(p.point) != dimension {
		return nil, fault("optimum-length", "problem", args{"length": len(p.point), "dimension": dimension})
	}
	p.loss = meanLoss(p.losses, p.point)
	if err := p.measure(); err != nil {
		return nil, err
	}
	if off := norm(meanGradient(losses, p.point)) / p.strong; len(known.Optimum) == 0 && off > vague*scaleOf(p.point) {
		return nil, fault("vague", "problem", args{"distance": brief(off)})
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
	if size := max(math.Abs(smallest), math.Abs(largest)); smallest < -bentDown*size {
		return fault("not-convex", "problem", args{})
	}
	if !(p.strong > flattest*p.smooth) {
		return fault("flat-here", "problem", args{})
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
	firstTry   = 1e-6  // the first step size
	vague      = 1e-6  // of the minimiser: how far away from it the search may end
	bentDown   = 1e-6  // of the curvatures: what differences of gradients cannot tell from 0
)

// minimise descends on the mean loss from x, with the step sizes of AdGD, which need no constant of the losses.
func minimise(losses []stepsize.Loss, x []float64) ([]float64, error) {
	m := newAdGD(losses, x, firstTry)
	first, curvature := 0.0, 0.0
	for step := range maxDescent {
		if err := m.Step(); err != nil {
			return nil, err
		}
		size := norm(m.gradient)
		if !(size < math.Inf(1)) {
			return nil, notFinite(losses, m.lastX)
		}
		if step == 0 {
			first = size
		}
		if curvature = max(curvature, m.curvature); size <= stillness*(first+float64(curvature*norm(m.lastX))) {
			return slices.Clone(m.lastX), nil
		}
		if !(norm(m.x) < math.MaxFloat64) {
			break
		}
	}
	return nil, fault("no-optimum", "problem", args{})
}

// notFinite names the node whose gradient at x is not finite; if there is none, only their sum overflows.
func notFinite(losses []stepsize.Loss, x []float64) error {
	gradient := make([]float64, len(x))
	for j, f := range losses {
		if f.Gradient(x, gradient); !(norm(gradient) < math.Inf(1)) {
			return fault("loss-gradient", "problem", args{"node": j, "coordinate": brief(x[0])})
		}
	}
	return fault("no-optimum", "problem", args{})
}

func brief(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
