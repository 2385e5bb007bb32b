package learn

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// sample returns a random positive definite matrix whose condition number is about the given one.
func sample(random *rand.Rand, size int, condition float64) matrix {
	m := newMatrix(size)
	for range size + 3 {
		v := make([]float64, size)
		for c := range v {
			v[c] = random.NormFloat64() * math.Pow(condition, -float64(c)/float64(2*size))
		}
		m.addOuter(1, v)
	}
	return m
}

func dense(m matrix) *mat.SymDense {
	d := mat.NewSymDense(len(m), nil)
	for i, row := range m {
		for k, v := range row {
			d.SetSym(i, k, v)
		}
	}
	return d
}

func TestExtremesAreThoseOfGonum(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 1))
	cases := []matrix{{{3}}, {{-3}}, {{0}}, {{2, 0}, {0, 2}}, {{0, 1}, {1, 0}}, {{1, 0, 0}, {0, -7, 0}, {0, 0, 2}}, newMatrix(4),
		{{2, 0, 0}, {0, 1, 0}, {0, 0, 0}}} // bisecting meets an eigenvalue
	for _, size := range []int{1, 2, 3, 5, 10, 40} {
		for _, condition := range []float64{1, 100, 1e8} {
			cases = append(cases, sample(random, size, condition))
		}
	}
	for _, m := range cases {
		var eigen mat.EigenSym
		if !eigen.Factorize(dense(m), false) {
			t.Fatal("gonum found no eigenvalues")
		}
		values := eigen.Values(nil)
		low, high := m.extremes()
		slack := 1e-14 * math.Max(math.Abs(values[0]), math.Abs(values[len(values)-1])) * float64(len(m))
		if !(math.Abs(low-values[0]) <= slack && math.Abs(high-values[len(values)-1]) <= slack) {
			t.Errorf("size %d: %v and %v, want %v and %v", len(m), low, high, values[0], values[len(values)-1])
		}
	}
}

func TestSolveSolves(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for _, size := range []int{1, 2, 7, 30} {
		m, want, b := sample(random, size, 100), make([]float64, size), make([]float64, size)
		for c := range want {
			want[c] = random.NormFloat64()
		}
		for i, row := range m {
			b[i] = dot(row, want)
		}
		x, ok := m.solve(b)
		if !ok || !(distance(x, want) <= 1e-10*norm(want)) {
			t.Errorf("size %d: %v %v, want %v", size, ok, x, want)
		}
	}
	for _, m := range []matrix{{{0}}, {{-1}}, {{1, 2}, {2, 1}}, {{math.NaN()}}} {
		if _, ok := m.solve(make([]float64, len(m))); ok {
			t.Errorf("%v is not positive definite", m)
		}
	}
}
