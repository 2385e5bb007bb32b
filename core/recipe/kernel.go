package recipe

import "kizami/core"

func ownKernels(from int, x, y []core.Element) (_, _ []core.Element) {
	return firstSingular(from, Differences(x)), firstSingular(from, Differences(y))
}

// Differences returns s[k] − s[k−1] for every k from 1 on.
func Differences(s []core.Element) []core.Element {
	var u []core.Element
	for k := 1; k < len(s); k++ {
		u = append(u, core.Exact.Sub(s[k], s[k-1]))
	}
	return u
}

// firstSingular returns a kernel vector, its last non-zero entry 1, of the first Hankel matrix without full column rank.
func firstSingular(from int, sequences ...[]core.Element) []core.Element {
	for size := from; 2*size-1 <= len(sequences[0]); size++ {
		var rows [][]core.Element
		for _, u := range sequences {
			for a := range size {
				rows = append(rows, append([]core.Element(nil), u[a:a+size]...))
			}
		}
		if beta := kernel(rows, size); beta != nil {
			return beta
		}
	}
	return nil
}

// kernel returns the kernel vector that belongs to the first column without a pivot, nil when there is none.
func kernel(rows [][]core.Element, columns int) []core.Element {
	f := core.Exact
	for c := range columns {
		pivot := c
		for pivot < len(rows) && rows[pivot][c] == 0 {
			pivot++
		}
		if pivot == len(rows) {
			beta := make([]core.Element, columns)
			beta[c] = 1
			for i := range c {
				beta[i] = f.Sub(0, rows[i][c])
			}
			return beta
		}
		rows[c], rows[pivot] = rows[pivot], rows[c]
		inverse := f.Inverse(rows[c][c])
		for j := range columns {
			rows[c][j] = f.Mul(rows[c][j], inverse)
		}
		for i := range rows {
			if factor := rows[i][c]; i != c && factor != 0 {
				for j := range columns {
					rows[i][j] = f.Sub(rows[i][j], f.Mul(factor, rows[c][j]))
				}
			}
		}
	}
	return nil
}
