package approximation

import (
	"math"
	"slices"
)

const (
	roundoff = 0x1p-53 // relative error of one float64 operation
	safety   = 100     // factor on the estimate; with it no estimate was exceeded in what was measured
)

// extrapolate tries the recurrence of every length and keeps the one whose estimate of the error is smallest. Length 0
// is the plain ratio of the last observations.
func extrapolate(words [][]float64, bound int) Approximation {
	columns := hankel(words, bound)
	triangulate(columns)
	var best Approximation
	for order := range columns {
		beta, ok := fit(columns, order)
		if !ok {
			break
		}
		if a := project(words, columns, beta); order == 0 || slices.Max(a.Error) < slices.Max(best.Error) {
			best = a
		}
	}
	return best
}

// hankel returns the columns of the stacked Hankel matrices of the differences of all words, each word scaled to size 1.
func hankel(words [][]float64, bound int) [][]float64 {
	columns := make([][]float64, bound)
	for _, word := range words {
		scale := size(word)
		if scale == 0 {
			continue
		}
		for i := range columns {
			for t := range bound - 1 {
				columns[i] = append(columns[i], (word[t+i+1]-word[t+i])/scale)
			}
		}
	}
	return columns
}

// triangulate replaces the columns by the triangle R of their QR factorisation (Householder reflections).
func triangulate(columns [][]float64) {
	for step, column := range columns {
		if step >= len(column) {
			return
		}
		v := column[step:]
		norm := math.Sqrt(dot(v, v))
		if norm == 0 {
			continue
		}
		if v[0] > 0 {
			norm = -norm
		}
		v[0] -= norm
		scale := -1 / float64(norm*v[0]) // 2/|v|²
		for _, other := range columns[step+1:] {
			part := scale * dot(v, other[step:])
			for i, x := range v {
				other[step+i] -= float64(part * x)
			}
		}
		v[0] = norm
	}
}

// fit returns the β of length order+1, last 1, with the least squared residual. It fails when that is not unique.
func fit(columns [][]float64, order int) ([]float64, bool) {
	beta := make([]float64, order+1)
	beta[order] = 1
	for row := order - 1; row >= 0; row-- {
		if row >= len(columns[row]) || columns[row][row] == 0 {
			return nil, false
		}
		for i := row + 1; i <= order; i++ {
			beta[row] -= float64(columns[i][row] * beta[i])
		}
		beta[row] /= columns[row][row]
	}
	return beta, true
}

// project applies β to the last observations of every word.
func project(words, columns [][]float64, beta []float64) Approximation {
	total, last := 0.0, len(words)-1
	for _, b := range beta {
		total += b
	}
	phi, miss := make([]float64, len(words)), make([]float64, len(words))
	for w, word := range words {
		phi[w] = dot(beta, word[len(word)-len(beta):]) / total
		miss[w] = estimate(word, columns, beta, total, phi[w])
	}
	a := Approximation{Order: len(beta) - 1}
	for w := range last {
		average := phi[w] / phi[last]
		e := safety * (miss[w] + float64(math.Abs(average)*miss[last])) / math.Abs(phi[last])
		if math.IsNaN(e) || math.IsNaN(average) {
			e = math.Inf(1)
		}
		a.Average, a.Error = append(a.Average, average), append(a.Error, e)
	}
	return a
}

// estimate returns how far limit = Σ β_i s_i / Σ β_i may be from the limit of s. With z_i = s_i − limit and H the Hankel
// matrix, z = Hᵀc for some c, so β·z = c·(Hβ): the residual and the rounding errors of Hβ, amplified by |c|. A wrong
// limit spoils c itself, hence the second amplification, of the vector of ones: if it is not small nothing can be said.
// What β does not annihilate is added as a tail; where that still grows, news from afar has not come.
func estimate(s []float64, columns [][]float64, beta []float64, total, limit float64) float64 {
	start, order, n := len(s)-len(beta), len(beta)-1, float64(len(columns))
	noise := 0.0
	for _, b := range beta {
		noise += math.Abs(b)
	}
	noise = float64(noise * n * roundoff) // the conversions here and below keep the compiler from fusing
	miss := noise
	if order < len(columns[order]) {
		miss += math.Abs(columns[order][order])
	}
	early, late := 0.0, 0.0
	for t := range start {
		residual := math.Abs(dot(beta, s[t+1:]) - dot(beta, s[t:]))
		if t < start/2 {
			early = max(early, residual)
		} else {
			late = max(late, residual)
		}
	}
	z, ones := make([]float64, order), make([]float64, order)
	for i := range z {
		z[i], ones[i] = s[start+i]-limit, 1
	}
	total = math.Abs(total)
	if late > max(early, noise*size(s)) || amplification(columns, ones)*miss > total/2 {
		return math.Inf(1)
	}
	return (float64(amplification(columns, z)*miss) + float64(n*n*late) + float64(noise*size(s))) / total
}

// amplification returns |c| for the c with Hᵀc = z: forward substitution in the triangle.
func amplification(columns [][]float64, z []float64) float64 {
	c := make([]float64, len(z))
	for i := range c {
		c[i] = (z[i] - dot(c[:i], columns[i])) / columns[i][i]
	}
	return math.Sqrt(dot(c, c))
}

// dot returns Σ a_i·b_i over the length of a.
func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += float64(x * b[i])
	}
	return sum
}

// size returns the greatest |s_i|.
func size(s []float64) float64 {
	largest := 0.0
	for _, x := range s {
		largest = max(largest, math.Abs(x))
	}
	return largest
}
