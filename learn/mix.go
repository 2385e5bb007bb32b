package learn

import "kizami/core"

// mixRows writes Rx to mixed, R the row-stochastic matrix of a digraph: every node takes the mean of its own vector and
// of those that arrive.
func mixRows(g *core.Digraph, x, mixed [][]float64) {
	for i := range x {
		share := 1 / float64(1+len(g.In(i)))
		copy(mixed[i], x[i])
		for _, j := range g.In(i) {
			for c, v := range x[j] {
				mixed[i][c] += v
			}
		}
		for c := range mixed[i] {
			mixed[i][c] *= share
		}
	}
}

// mixColumns writes Cx to mixed, C the column-stochastic matrix of a digraph: every node shares its vector equally
// between itself and its out-neighbours.
func mixColumns(g *core.Digraph, x, mixed [][]float64) {
	for i := range x {
		clear(mixed[i])
	}
	for j := range x {
		share := 1 / float64(1+g.OutDegree(j))
		for c, v := range x[j] {
			part := float64(share * v)
			mixed[j][c] += part
			for _, i := range g.Out(j) {
				mixed[i][c] += part
			}
		}
	}
}

// vectors returns n vectors of d coordinates, all equal to start, or 0 if that is nil.
func vectors(n, d int, start []float64) [][]float64 {
	rows, all := make([][]float64, n), make([]float64, n*d)
	for j := range rows {
		rows[j] = all[j*d : (j+1)*d : (j+1)*d]
		copy(rows[j], start)
	}
	return rows
}

// subtract takes step times its direction from every vector.
func subtract(x [][]float64, step float64, direction [][]float64) {
	for j := range x {
		for c := range x[j] {
			x[j][c] -= float64(step * direction[j][c])
		}
	}
}

// track adds to every vector how much the gradient there has changed.
func track(y, gradient, previous [][]float64) {
	for j := range y {
		for c := range y[j] {
			y[j][c] += gradient[j][c] - previous[j][c]
		}
	}
}
