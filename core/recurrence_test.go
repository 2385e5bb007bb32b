package core_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

// solve is plain Gaussian elimination: a solution x of rows·x = right, free unknowns 0, and whether it is the only one.
func solve(f core.Field, rows [][]core.Element, right []core.Element, unknowns int) (x []core.Element, exists, unique bool) {
	var m [][]core.Element
	for i, row := range rows {
		m = append(m, append(slices.Clone(row), right[i]))
	}
	var pivots []int
	for column := 0; column <= unknowns; column++ {
		rank := len(pivots)
		for i := rank; i < len(m); i++ {
			if m[i][column] != 0 {
				m[rank], m[i] = m[i], m[rank]
				break
			}
		}
		if rank == len(m) || m[rank][column] == 0 {
			continue
		}
		if column == unknowns {
			return nil, false, false
		}
		inverse := f.Inverse(m[rank][column])
		for i := range m {
			for factor, c := f.Mul(inverse, m[i][column]), column; i != rank && c <= unknowns; c++ {
				m[i][c] = f.Sub(m[i][c], f.Mul(factor, m[rank][c]))
			}
		}
		pivots = append(pivots, column)
	}
	x = make([]core.Element, unknowns)
	for i, column := range pivots {
		x[column] = f.Mul(m[i][unknowns], f.Inverse(m[i][column]))
	}
	return x, true, len(pivots) == unknowns
}

// shortest is the dumb oracle: the least order for which any recurrence at all fits.
func shortest(f core.Field, terms []core.Element) (beta []core.Element, unique bool) {
	for order := 0; ; order++ {
		var rows [][]core.Element
		var right []core.Element
		for t := 0; t+order < len(terms); t++ {
			rows, right = append(rows, terms[t:t+order]), append(right, f.Sub(0, terms[t+order]))
		}
		if x, exists, unique := solve(f, rows, right, order); exists {
			return append(x, 1), unique
		}
	}
}

func satisfies(f core.Field, terms, beta []core.Element) bool {
	for t := 0; t+len(beta) <= len(terms); t++ {
		var sum core.Element
		for i, b := range beta {
			sum = f.Add(sum, f.Mul(b, terms[t+i]))
		}
		if sum != 0 {
			return false
		}
	}
	return true
}

// sequences calls visit with every sequence of the given length over GF(p).
func sequences(p uint64, length int, visit func([]core.Element)) {
	terms := make([]core.Element, length)
	for {
		visit(terms)
		i := 0
		for ; i < length && terms[i] == core.Element(p-1); i++ {
			terms[i] = 0
		}
		if i == length {
			return
		}
		terms[i]++
	}
}

// After every term: the order is the least, the coefficients fit, and they are the only ones when there can be only one.
func TestRecurrenceOfEveryShortSequenceAgainstElimination(t *testing.T) {
	for p, length := range map[uint64]int{3: 8, 5: 6, 7: 5} {
		f := coretest.Field(t, p)
		sequences(p, length, func(terms []core.Element) {
			r := core.NewRecurrence(f)
			for k := 0; ; k++ {
				want, unique := shortest(f, terms[:k])
				got := r.Coefficients()
				if r.Order() != len(want)-1 || len(got) != len(want) || got[r.Order()] != 1 || !satisfies(f, terms[:k], got) {
					t.Fatalf("GF(%d) %v: order %d, coefficients %v, want order %d", p, terms[:k], r.Order(), got, len(want)-1)
				}
				if unique && !slices.Equal(got, want) || unique != (k >= 2*r.Order()) {
					t.Fatalf("GF(%d) %v: %v, want %v, unique %v", p, terms[:k], got, want, unique)
				}
				if k == length {
					return
				}
				r.Observe(terms[k])
			}
		})
	}
}

// It does not matter after which terms somebody asks: every one, the last, or some of them. Zeros make the order grow by more
// than one.
func TestRecurrenceDoesNotDependOnWhoAsks(t *testing.T) {
	random := rand.New(rand.NewPCG(154, 0))
	for trial := range 400 {
		f := coretest.Field(t, []uint64{3, 5, core.ModelPrime, core.MersennePrime}[trial%4])
		all, last, some := core.NewRecurrence(f), core.NewRecurrence(f), core.NewRecurrence(f)
		terms := coretest.RandomElements(f, 1+random.IntN(24), random)
		for k := range terms {
			if random.IntN(3) == 0 {
				terms[k] = 0
			}
			all.Observe(terms[k])
			last.Observe(terms[k])
			some.Observe(terms[k])
			order, beta := all.Order(), all.Coefficients()
			if order != len(beta)-1 || !satisfies(f, terms[:k+1], beta) || all.Settled() != (k+1 > 2*order) {
				t.Fatalf("GF(%d) %v: order %d, coefficients %v", f.Prime(), terms[:k+1], order, beta)
			}
			switch random.IntN(6) {
			case 0:
				if got := some.Coefficients(); len(got) != len(beta) || 2*order <= k+1 && !slices.Equal(got, beta) {
					t.Fatalf("GF(%d) %v: %v for who asks at times, %v", f.Prime(), terms[:k+1], got, beta)
				}
			case 1:
				if some.Order() != order || some.Settled() != all.Settled() {
					t.Fatalf("GF(%d) %v: order %d for who asks at times, %d", f.Prime(), terms[:k+1], some.Order(), order)
				}
			}
		}
		want, _ := shortest(f, terms)
		if got := last.Coefficients(); len(got) != len(want) || !slices.Equal(got, all.Coefficients()) {
			t.Fatalf("GF(%d) %v: %v, for who asks always %v", f.Prime(), terms, got, all.Coefficients())
		}
	}
}

// Settled becomes true with the term that completes the first singular Hankel matrix, for every sequence there is.
func TestSettledIsTheFirstSingularHankel(t *testing.T) {
	const p, length = 3, 9
	f := coretest.Field(t, p)
	sequences(p, length, func(terms []core.Element) {
		singular := 1
		for ; 2*singular-1 <= length; singular++ {
			var rows [][]core.Element
			for i := range singular {
				rows = append(rows, terms[i:i+singular])
			}
			if _, _, unique := solve(f, rows, make([]core.Element, singular), singular); !unique {
				break
			}
		}
		r, settled := core.NewRecurrence(f), 0
		for k := 0; k < length && settled == 0; k++ {
			if r.Observe(terms[k]); r.Settled() {
				settled = k + 1
			}
		}
		if want := 2*singular - 1; settled != want && (want <= length || settled != 0) {
			t.Fatalf("%v: settled after %d terms, the first singular Hankel matrix needs %d", terms, settled, want)
		}
	})
}

// 2L terms of a sequence of order L suffice, also where L is far more than the blocks of the inner loop.
func TestTwiceTheOrderSuffices(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 0))
	for _, p := range []uint64{core.ModelPrime, core.MersennePrime} {
		f := coretest.Field(t, p)
		for _, order := range []int{0, 1, 2, 5, 31, 32, 63, 64, 65, 200} {
			beta, terms := make([]core.Element, order), make([]core.Element, order)
			for i := range order {
				beta[i], terms[i] = core.Element(p-1-random.Uint64N(3)), core.Element(p-1-random.Uint64N(2))
			}
			for len(terms) < 3*order+3 {
				var sum core.Element
				for i, b := range beta {
					sum = f.Sub(sum, f.Mul(b, terms[len(terms)-order+i]))
				}
				terms = append(terms, sum)
			}
			r := core.NewRecurrence(f)
			for _, term := range terms[:2*order] {
				r.Observe(term)
			}
			least := r.Coefficients()
			if len(least) > order+1 || !satisfies(f, terms, least) {
				t.Errorf("p = %d, order %d: the first %d terms give %v", p, order, 2*order, least)
			}
			for _, term := range terms[2*order:] {
				if r.Observe(term); !slices.Equal(r.Coefficients(), least) {
					t.Fatalf("p = %d, order %d: the recurrence changed after %d terms", p, order, 2*order)
				}
			}
		}
	}
}

func TestCoefficientsAreACopy(t *testing.T) {
	r := core.NewRecurrence(core.Exact)
	r.Observe(1)
	r.Coefficients()[0] = 5
	if r.Coefficients()[0] == 5 {
		t.Error("the caller changed the recurrence")
	}
}

func ExampleRecurrence() {
	fibonacci := core.NewRecurrence(core.Exact)
	for _, term := range []core.Element{1, 1, 2, 3, 5} {
		fibonacci.Observe(term)
	}
	beta := fibonacci.Coefficients()
	fmt.Println(fibonacci.Order(), fibonacci.Settled(), core.Exact.Sub(0, beta[0]), core.Exact.Sub(0, beta[1]), beta[2])
	// Output: 2 true 1 1 1
}
