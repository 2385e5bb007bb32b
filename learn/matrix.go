package learn

import "math"

// matrix is a symmetric matrix, by rows.
type matrix [][]float64

func newMatrix(size int) matrix {
	cells, m := make([]float64, size*size), make(matrix, size)
	for i := range m {
		m[i] = cells[i*size : (i+1)*size]
	}
	return m
}

// addOuter adds weight·v·vᵀ.
func (m matrix) addOuter(weight float64, v []float64) {
	for i, a := range v {
		scaled, row := float64(weight*a), m[i]
		for k, b := range v {
			row[k] += float64(scaled * b)
		}
	}
}

// add adds weight·other.
func (m matrix) add(weight float64, other matrix) {
	for i, row := range other {
		for k, a := range row {
			m[i][k] += float64(weight * a)
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}

func norm(v []float64) float64 { return math.Sqrt(dot(v, v)) }

// distance returns |a − b|.
func distance(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		d := v - b[i]
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// solve returns x with m·x = b by Cholesky's factorisation, and false if m is not positive definite. Cost: O(size³).
func (m matrix) solve(b []float64) ([]float64, bool) {
	size := len(m)
	lower, x := newMatrix(size), make([]float64, size)
	for i := range size {
		for k := range i {
			lower[i][k] = (m[i][k] - dot(lower[i][:k], lower[k][:k])) / lower[k][k]
		}
		square := m[i][i] - dot(lower[i][:i], lower[i][:i])
		if !(square > 0) {
			return nil, false
		}
		lower[i][i] = math.Sqrt(square)
		x[i] = (b[i] - dot(lower[i][:i], x[:i])) / lower[i][i]
	}
	for i := size - 1; i >= 0; i-- {
		for k := i + 1; k < size; k++ {
			x[i] -= float64(lower[k][i] * x[k])
		}
		x[i] /= lower[i][i]
	}
	return x, true
}

// extremes returns the smallest and the largest eigenvalue, each with an error of a few ulp of the larger in size: Householder's
// reflections make m tridiagonal, and counting sign changes brackets the eigenvalues (Givens 1954). Cost: O(size³).
func (m matrix) extremes() (smallest, largest float64) {
	diagonal, beside := m.tridiagonal()
	low, high := gershgorin(diagonal, beside)
	smallest = bisect(low, high, func(x float64) bool { return below(diagonal, beside, x) >= 1 })
	largest = bisect(low, high, func(x float64) bool { return below(diagonal, beside, x) >= len(m) })
	return smallest, largest
}

// tridiagonal returns the diagonal of a tridiagonal matrix with the eigenvalues of m, and what stands beside it.
func (m matrix) tridiagonal() (diagonal, beside []float64) {
	size := len(m)
	a := newMatrix(size)
	a.add(1, m)
	for k := 0; k+1 < size; k++ {
		v := make([]float64, size-k-1)
		for i := range v {
			v[i] = a[k+1+i][k]
		}
		alpha := -math.Copysign(norm(v), v[0])
		beside = append(beside, alpha)
		v[0] -= alpha
		if square := dot(v, v); square > 0 {
			mirror(a, k+1, v, square)
		}
	}
	for i := range a {
		diagonal = append(diagonal, a[i][i])
	}
	return diagonal, beside
}

// mirror replaces the block of a from first on by H·block·H with H = 1 − 2·v·vᵀ/square.
func mirror(a matrix, first int, v []float64, square float64) {
	w := make([]float64, len(v))
	for i := range w {
		w[i] = 2 * dot(a[first+i][first:], v) / square
	}
	excess := dot(v, w) / square
	for i := range w {
		w[i] -= float64(excess * v[i])
	}
	for i := range v {
		row := a[first+i][first:]
		for k := range v {
			row[k] -= float64(v[i]*w[k]) + float64(w[i]*v[k])
		}
	}
}

// gershgorin returns an interval that holds all eigenvalues.
func gershgorin(diagonal, beside []float64) (low, high float64) {
	low, high = diagonal[0], diagonal[0]
	for i, d := range diagonal {
		radius := 0.0
		if i > 0 {
			radius += math.Abs(beside[i-1])
		}
		if i < len(beside) {
			radius += math.Abs(beside[i])
		}
		low, high = min(low, d-radius), max(high, d+radius)
	}
	return low, high
}

// below counts the eigenvalues below x: the negative pivots of the matrix minus x.
func below(diagonal, beside []float64, x float64) (count int) {
	pivot := 0.0
	for i, d := range diagonal {
		last := pivot
		pivot = d - x
		if i > 0 {
			pivot -= float64(beside[i-1]*beside[i-1]) / last
		}
		if pivot == 0 {
			pivot = math.SmallestNonzeroFloat64 // as if x were a little smaller
		}
		if pivot < 0 {
			count++
		}
	}
	return count
}

// bisect returns where a condition that holds from some point of the interval on begins to hold.
func bisect(low, high float64, holds func(float64) bool) float64 {
	resolution := 0x1p-53 * max(math.Abs(low), math.Abs(high))
	for high-low > resolution {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if holds(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return low + (high-low)/2
}
