package oracle

import "math/bits"

// Linear algebra modulo a prime, written plainly: the oracle must not share a routine with core.

type Residues struct{ Prime uint64 }

func (f Residues) Mul(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return bits.Rem64(hi, lo, f.Prime)
}

func (f Residues) Add(a, b uint64) uint64 { return (a + b) % f.Prime }

func (f Residues) Sub(a, b uint64) uint64 { return (a + f.Prime - b) % f.Prime }

func (f Residues) Inverse(a uint64) uint64 {
	result := uint64(1)
	for e := f.Prime - 2; e > 0; e >>= 1 {
		if e&1 == 1 {
			result = f.Mul(result, a)
		}
		a = f.Mul(a, a)
	}
	return result
}

// rank returns the rank of the matrix by Gaussian elimination. It changes the rows.
func (f Residues) rank(rows [][]uint64) int {
	rank := 0
	for column := 0; rank < len(rows) && column < len(rows[0]); column++ {
		pivot := rank
		for pivot < len(rows) && rows[pivot][column] == 0 {
			pivot++
		}
		if pivot == len(rows) {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		scale := f.Inverse(rows[rank][column])
		for i := rank + 1; i < len(rows); i++ {
			if factor := f.Mul(rows[i][column], scale); factor != 0 {
				for k := column; k < len(rows[i]); k++ {
					rows[i][k] = f.Sub(rows[i][k], f.Mul(factor, rows[rank][k]))
				}
			}
		}
		rank++
	}
	return rank
}

// hankelRank returns the rank of the size-by-size Hankel matrix of u, which needs 2·size−1 terms.
func (f Residues) hankelRank(u []uint64, size int) int {
	rows := make([][]uint64, size)
	for i := range rows {
		rows[i] = append([]uint64(nil), u[i:i+size]...)
	}
	return f.rank(rows)
}

// influence returns how much of every node's start word is in the word of node j after each round 0..rounds: the rows
// of the observability matrix of j.
func (f Residues) influence(out [][]int, j, rounds int) [][]uint64 {
	rows := [][]uint64{make([]uint64, len(out))}
	rows[0][j] = 1
	for k := range rounds {
		row := make([]uint64, len(out))
		for i, targets := range out {
			total := rows[k][i]
			for _, m := range targets {
				total = f.Add(total, rows[k][m])
			}
			row[i] = f.Mul(total, f.Inverse(uint64(1+len(targets))))
		}
		rows = append(rows, row)
	}
	return rows
}

// trueOrder returns M_j: the rank of the differences of the rows of j's observability matrix. It is the order of the
// shortest recurrence that holds for the differences of j's words whatever the nodes start with.
func (f Residues) trueOrder(out [][]int, j int) int {
	rows := f.influence(out, j, len(out))
	gains := make([][]uint64, len(out))
	for k := range gains {
		gains[k] = make([]uint64, len(out))
		for i := range gains[k] {
			gains[k][i] = f.Sub(rows[k+1][i], rows[k][i])
		}
	}
	return f.rank(gains)
}

// Lucky says whether the probe's starts make no node settle early: at no node is a leading Hankel matrix of the
// probe's differences singular, up to the node's true order.
func (f Residues) Lucky(out [][]int, starts []uint64) bool {
	for j := range out {
		order := f.trueOrder(out, j)
		rows := f.influence(out, j, 2*order)
		var u []uint64
		for k := range 2 * order {
			var gain uint64
			for i, s := range starts {
				gain = f.Add(gain, f.Mul(f.Sub(rows[k+1][i], rows[k][i]), s))
			}
			u = append(u, gain)
		}
		for size := 1; size <= order; size++ {
			if f.hankelRank(u, size) < size {
				return false
			}
		}
	}
	return true
}
