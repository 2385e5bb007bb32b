// Package recipe is the published recipe as it is commonly coded: stop at the first singular Hankel matrix of the
// differences. It is wrong, and stands here to be refuted and to be shown beside the exact average; nothing else may use
// its answers. What is known of it, and what it gets wrong, is in spec/differences.md.
package recipe

import (
	"kizami/core"
	"kizami/core/simulate"
)

// Recipe says which Hankel matrices are looked at: from which size on, and of which words.
type Recipe struct {
	Name    string
	from    int
	kernels func(from int, x, y []core.Element) (betaX, betaY []core.Element)
}

// All are the ways in which the recipe can be read.
var All = []Recipe{
	{"own kernels for x and y, sizes from 1", 1, ownKernels},
	{"own kernels for x and y, sizes from 2", 2, ownKernels},
	{"the kernel of x for both, sizes from 1", 1, func(from int, x, y []core.Element) (_, _ []core.Element) {
		beta := firstSingular(from, Differences(x))
		return beta, beta
	}},
	{"one kernel of x stacked on y, sizes from 1", 1, func(from int, x, y []core.Element) (_, _ []core.Element) {
		beta := firstSingular(from, Differences(x), Differences(y))
		return beta, beta
	}},
}

// Coded is the one of [All] that the public implementation has.
var Coded = All[1]

// Answer is what a node would say.
type Answer struct {
	Sure    int           // the first round after which its matrices are singular: there it stops looking; 0 if they never are
	Average core.Fraction // in quanta, where it is Known
	Known   bool          // whether it can divide and the quotient is a fraction with a denominator up to the capacity
}

// Answer returns what the recipe says at a node that observed x and y. capacity is the largest denominator of an answer.
// Cost: O(len(x)⁴).
func (r Recipe) Answer(x, y []core.Element, capacity int) Answer {
	betaX, betaY := r.kernels(r.from, x, y)
	if betaX == nil || betaY == nil {
		return Answer{}
	}
	a := Answer{Sure: 2*max(len(betaX), len(betaY)) - 1} // a matrix of size k holds the differences of 2k observations
	phiX, okX := core.Projection(core.Exact, x, betaX)
	phiY, okY := core.Projection(core.Exact, y, betaY)
	if okX && okY && phiY != 0 {
		a.Average, a.Known = core.Reconstruct(core.Exact, core.Exact.Mul(phiX, core.Exact.Inverse(phiY)), capacity)
	}
	return a
}

// Observations are what every node saw in 2n+2 rounds, enough for every recipe.
type Observations struct {
	X [][][]core.Element // by node and coordinate
	Y [][]core.Element
}

// Observe runs the rounds of the protocol in the exact field. values[j] is the value of node j in quanta, one integer per
// coordinate. Errors: those of [simulate.NewNetwork].
func Observe(g *core.Digraph, values [][]int64, capacity int) (Observations, error) {
	ending, err := core.Bound(g.Nodes() + 2)
	if err != nil {
		return Observations{}, err
	}
	network, err := simulate.NewNetwork(core.Config{Field: core.Exact, Ending: ending, Capacity: capacity}, g, values, nil)
	if err != nil {
		return Observations{}, err
	}
	network.Run()
	var seen Observations
	for _, node := range network.Nodes() {
		s := node.State()
		seen.X, seen.Y = append(seen.X, s.Numerator), append(seen.Y, s.Denominator)
	}
	return seen, nil
}
