package learn

import (
	"math"
	"slices"

	"kizami/core/stepsize"
)

// hessianLoss is a loss with a Hessian.
type hessianLoss interface {
	stepsize.Loss
	addHessian(sum matrix, weight float64, x []float64) // adds weight·∇²f(x)
	steepest() matrix                                   // a Hessian of f that no other exceeds
}

// flattest is the smallest μ/L of a problem: below it, float64 cannot tell the minimiser from its neighbours.
const flattest = 1e-12

// complete returns the problem of losses of one kind. μ of f̄ is measured if they are quadratic, and else told by the kind; with
// a coordinate free of the ridge, no number is below the curvature of a logistic loss everywhere, and μ is that at the minimiser.
// Errors: [*Error], when f̄ has no single minimiser.
func complete(losses []hessianLoss, kind string, ridge penalty) (*learning, error) {
	dimension := losses[0].Dimension()
	p, mean := &learning{strong: strength(kind, ridge)}, newMatrix(dimension)
	for _, f := range losses {
		steepest := f.steepest()
		_, lipschitz := steepest.extremes()
		p.losses, p.lipschitz = append(p.losses, f), append(p.lipschitz, lipschitz)
		mean.add(1/float64(len(losses)), steepest)
	}
	smallest, largest := mean.extremes()
	if p.smooth = largest; p.strong == 0 {
		p.strong = smallest
	}
	found := p.strong > flattest*p.smooth
	if found {
		p.point, found = newton(losses, make([]float64, dimension))
	}
	if found && kind == KindLogistic && ridge.free {
		at := newMatrix(dimension)
		for _, f := range losses {
			f.addHessian(at, 1/float64(len(losses)), p.point)
		}
		p.strong, _ = at.extremes()
		found = p.strong > flattest*p.smooth
	}
	if !found {
		if ridge.ridge > 0 {
			return nil, fault("uneven", "problem", args{})
		}
		return nil, fault("flat", "problem", args{})
	}
	p.loss = meanLoss(p.losses, p.point)
	return p, nil
}

const (
	maxNewton  = 100
	maxHalving = 40
	visible    = 1e-16 // of the size of x: what is shorter moves no coordinate that counts
)

// newton minimises the mean of the losses by Newton's method from x, each step halved until the gradient shrinks in
// proportion. It ends where rounding lets the gradient shrink no further; with quadratic losses the second step only
// removes rounding errors of the first. It returns false if a Hessian is not positive definite.
func newton(losses []hessianLoss, x []float64) ([]float64, bool) {
	plain := make([]stepsize.Loss, len(losses))
	for j, f := range losses {
		plain[j] = f
	}
	gradient := meanGradient(plain, x)
	for range maxNewton {
		hessian := newMatrix(len(x))
		for _, f := range losses {
			f.addHessian(hessian, 1/float64(len(losses)), x)
		}
		step, ok := hessian.solve(gradient)
		if !ok {
			return nil, false
		}
		size, moved, shortest := norm(gradient), false, max(math.Ldexp(1, -maxHalving), visible*norm(x)/norm(step))
		for length := 1.0; length > shortest && !moved; length /= 2 {
			next := slices.Clone(x)
			for c := range next {
				next[c] -= float64(length * step[c])
			}
			if g := meanGradient(plain, next); norm(g) <= (1-length/4)*size && norm(g) < size {
				x, gradient, moved = next, g, true
			}
		}
		if !moved {
			break
		}
	}
	return x, true
}
