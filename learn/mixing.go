package learn

import (
	"math"

	"kizami/core"
)

// pays is by what factor a digraph must narrow every bracket before the kernels would be done, for the bracket to pay.
const pays = 1. / 32

// bracketPays says whether certified steps take the bracket on a digraph of the given diameter D, when nobody chose: with k
// the last whole number of windows of D rounds that is over in round n−1, what the kernels take at most, less the window
// that only mixes, k rounds of ratio consensus make every bracket at least 32 times narrower, whatever the values were.
func bracketPays(g *core.Digraph, span int) bool {
	rounds := (g.Nodes() - 1) / span * span
	return rounds >= 2*span && narrowing(g, rounds) <= pays
}

// narrowing returns the least factor τ such that after so many rounds of ratio consensus no bracket is wider than τ times
// the bracket of the values: half the greatest distance, in the sum of the sizes, of the weights that two nodes give to all
// values. Cost: O(n·arcs·rounds + n³).
func narrowing(g *core.Digraph, rounds int) float64 {
	n := g.Nodes()
	weights, next := square(n), square(n)
	for j := range n {
		weights[j][j] = 1
	}
	for range rounds {
		for j := range n {
			clear(next[j])
			add(next[j], weights[j], 1/float64(1+g.OutDegree(j)))
			for _, i := range g.In(j) {
				add(next[j], weights[i], 1/float64(1+g.OutDegree(i)))
			}
		}
		weights, next = next, weights
	}
	for _, row := range weights {
		sum := 0.0
		for _, w := range row {
			sum += w
		}
		for l := range row {
			row[l] /= sum
		}
	}
	greatest := 0.0
	for j, row := range weights {
		for _, other := range weights[:j] {
			distance := 0.0
			for l, w := range row {
				distance += math.Abs(w - other[l])
			}
			greatest = max(greatest, distance/2)
		}
	}
	return greatest
}

func square(n int) [][]float64 {
	rows := make([][]float64, n)
	for j := range rows {
		rows[j] = make([]float64, n)
	}
	return rows
}

// add adds factor·w to v.
func add(v, w []float64, factor float64) {
	for l, x := range w {
		v[l] += float64(factor * x)
	}
}
