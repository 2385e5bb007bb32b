package learn

import "kizami/core/stepsize"

// Problem is what the nodes learn: node j has the private loss f_j, and together they minimise f̄ = (1/n) Σ f_j.
type Problem interface {
	Nodes() int
	Dimension() int
	// Loss returns f_j.
	Loss(j int) stepsize.Loss
	// Lipschitz returns the Lipschitz constant of the gradient of f_j.
	Lipschitz(j int) float64
	// Convexity returns μ and L: f̄ is μ-strongly convex and its gradient has the Lipschitz constant L.
	Convexity() (strong, smooth float64)
	// Optimum returns the minimiser x* of f̄, which must not be changed, and f̄(x*).
	Optimum() (point []float64, loss float64)
}

// Fixed returns the problem for every seed.
func Fixed(p Problem) ProblemSpec { return fixed{p} }

type fixed struct{ problem Problem }

func (f fixed) Size() (nodes, dimension int) { return f.problem.Nodes(), f.problem.Dimension() }

func (f fixed) Make(uint64) (Problem, error) { return f.problem, nil }

// learning is a problem of which everything is known.
type learning struct {
	losses         []stepsize.Loss
	lipschitz      []float64
	strong, smooth float64
	point          []float64
	loss           float64
}

func (p *learning) Nodes() int { return len(p.losses) }

func (p *learning) Dimension() int { return p.losses[0].Dimension() }

func (p *learning) Loss(j int) stepsize.Loss { return p.losses[j] }

func (p *learning) Lipschitz(j int) float64 { return p.lipschitz[j] }

func (p *learning) Convexity() (strong, smooth float64) { return p.strong, p.smooth }

func (p *learning) Optimum() ([]float64, float64) { return p.point, p.loss }

// meanLoss returns f̄(x).
func meanLoss(losses []stepsize.Loss, x []float64) float64 {
	sum := 0.0
	for _, f := range losses {
		sum += f.Value(x)
	}
	return sum / float64(len(losses))
}

// meanGradient returns ∇f̄(x).
func meanGradient(losses []stepsize.Loss, x []float64) []float64 {
	mean := make([]float64, len(x))
	writeMeanGradient(mean, make([]float64, len(x)), losses, x)
	return mean
}

// writeMeanGradient writes ∇f̄(x) to mean; own is room for the gradient of one loss.
func writeMeanGradient(mean, own []float64, losses []stepsize.Loss, x []float64) {
	clear(mean)
	for _, f := range losses {
		f.Gradient(x, own)
		for c, v := range own {
			mean[c] += v
		}
	}
	for c := range mean {
		mean[c] /= float64(len(losses))
	}
}
