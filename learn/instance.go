package learn

import (
	"math"
	"math/rand/v2"

	"kizami/core"
	"kizami/core/stepsize"
)

// instance is what all methods work on with one seed.
type instance struct {
	digraph *core.Digraph
	problem Problem
	losses  []stepsize.Loss
	probes  []core.Element // every node's start of the probe
	optimum []float64
	scale   float64 // of errors
}

const (
	nothing = 1e-12 // the size of an optimum below which errors are absolute: relative to 0 they would mean nothing
	reach   = 1e9   // how far off the start is at most, in units of the scale: to begin far away is not to diverge
)

func (e *Experiment) instance(seed uint64) (*instance, error) {
	digraph, err := e.Digraph.Make(seed)
	if err != nil {
		return nil, err
	}
	problem, err := e.Problem.Make(seed)
	if err != nil {
		return nil, err
	}
	in := &instance{digraph: digraph, problem: problem, probes: probeStarts(digraph.Nodes(), seed)}
	for j := range problem.Nodes() {
		in.losses = append(in.losses, problem.Loss(j))
	}
	in.optimum, _ = problem.Optimum()
	in.scale = max(scaleOf(in.optimum), distance(e.Start, in.optimum)/reach)
	return in, nil
}

// What is drawn from a seed besides digraph and data has streams of its own: a probe must depend on nothing else (FTC-12).
const (
	probeStream = 0x70726f6265
	valueStream = 0x76616c7565
)

func probeStarts(n int, seed uint64) []core.Element {
	random := rand.New(rand.NewPCG(seed, probeStream))
	starts := make([]core.Element, n)
	for j := range starts {
		starts[j] = core.Element(random.Uint64N(core.Exact.Prime()))
	}
	return starts
}

// scaleOf returns the size of an optimum, against which errors are held, or 1 if that is next to nothing.
func scaleOf(optimum []float64) float64 {
	if size := norm(optimum); size >= nothing {
		return size
	}
	return 1
}

// worst is the largest error that is told apart from divergence.
const worst = 1e12

// relativeError returns the distance from the optimum at the worst node, relative to the scale, and no more than worst, which also
// stands for what is not finite.
func (in *instance) relativeError(iterates [][]float64) float64 {
	greatest := 0.0
	for _, x := range iterates {
		sum := 0.0
		for c, v := range x {
			d := v - in.optimum[c]
			sum += float64(d * d)
		}
		if far := math.Sqrt(sum) / in.scale; far < worst {
			greatest = max(greatest, far)
		} else {
			return worst
		}
	}
	return greatest
}

// steepest returns L_max, the largest Lipschitz constant of any node.
func (in *instance) steepest() float64 {
	greatest := 0.0
	for j := range in.losses {
		greatest = max(greatest, in.problem.Lipschitz(j))
	}
	return greatest
}

// condition returns L/μ of the mean loss, or 0 if nobody knows it.
func (in *instance) condition() float64 {
	strong, smooth := in.problem.Convexity()
	if !(strong > 0) || math.IsInf(smooth/strong, 0) {
		return 0
	}
	return smooth / strong
}
