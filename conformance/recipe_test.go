package conformance_test

import (
	"fmt"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/core/simulate"
)

// The published recipe, as it is commonly coded: stop at the first singular Hankel matrix of the differences. It stands here
// only to be refuted; spec/differences.md cites what these tests find.

// recipe says which Hankel matrices are looked at: from which size on, and of which words.
type recipe struct {
	name    string
	from    int
	kernels func(from int, x, y []core.Element) (betaX, betaY []core.Element)
}

var recipes = []recipe{
	{"own kernels for x and y, sizes from 1", 1, ownKernels},
	{"own kernels for x and y, sizes from 2", 2, ownKernels},
	{"the kernel of x for both, sizes from 1", 1, func(from int, x, y []core.Element) (_, _ []core.Element) {
		beta := firstSingular(from, differences(x))
		return beta, beta
	}},
	{"one kernel of x stacked on y, sizes from 1", 1, func(from int, x, y []core.Element) (_, _ []core.Element) {
		beta := firstSingular(from, differences(x), differences(y))
		return beta, beta
	}},
}

func ownKernels(from int, x, y []core.Element) (_, _ []core.Element) {
	return firstSingular(from, differences(x)), firstSingular(from, differences(y))
}

func differences(s []core.Element) []core.Element {
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

// answer returns what the recipe says at a node, as text; "nothing" when it cannot divide.
func (r recipe) answer(x, y []core.Element, capacity int) string {
	betaX, betaY := r.kernels(r.from, x, y)
	phiX, okX := core.Projection(core.Exact, x, betaX)
	phiY, okY := core.Projection(core.Exact, y, betaY)
	if !okX || !okY || phiY == 0 {
		return "nothing"
	}
	fraction, _ := core.Reconstruct(core.Exact, core.Exact.Mul(phiX, core.Exact.Inverse(phiY)), capacity)
	return fraction.String()
}

// observe runs 2n+2 rounds and returns the observations of x and y at every node.
func observe(t *testing.T, g *core.Digraph, values []int64) (x, y [][]core.Element) {
	ending, _ := core.Bound(g.Nodes() + 2)
	var columns [][]int64
	for _, v := range values {
		columns = append(columns, []int64{v})
	}
	network, err := simulate.NewNetwork(core.Config{Field: core.Exact, Ending: ending, Capacity: 1000}, g, columns, nil)
	if err != nil {
		t.Fatal(err)
	}
	network.Run()
	for _, node := range network.Nodes() {
		s := node.State()
		x, y = append(x, s.Numerator[0]), append(y, s.Denominator)
	}
	return x, y
}

func TestRecipeIsWrongOnTheseDigraphs(t *testing.T) {
	cycle3 := []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}}
	cycle4 := append(cycle3[:2:2], core.Arc{From: 2, To: 3}, core.Arc{From: 3, To: 0})
	unbalanced := []core.Arc{{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 0}, {From: 1, To: 2}, {From: 1, To: 3}, {From: 2, To: 3}, {From: 3, To: 0}}
	pool := []core.Arc{{From: 0, To: 1}, {From: 0, To: 2}, {From: 0, To: 3}, {From: 1, To: 0}, {From: 1, To: 3}, {From: 2, To: 0}, {From: 3, To: 0}}
	for _, c := range []struct {
		recipe        int
		arcs          []core.Arc
		values        []int64
		node          int
		answer, truth string
	}{
		{0, cycle3, []int64{1, 0, 0}, 2, "0", "1/3"},
		{2, cycle3, []int64{1, 0, 0}, 2, "0", "1/3"},
		{3, cycle3, []int64{1, 0, 0}, 2, "0", "1/3"},
		{1, cycle4, []int64{1, 0, 0, 0}, 0, "0", "1/4"},
		{1, pool, []int64{1, 0, 1, 0}, 3, "21/40", "1/2"},
		{1, unbalanced, []int64{3, 11, 27, 64}, 0, "1575/62", "105/4"},
	} {
		g, err := core.NewDigraph(len(c.values), c.arcs)
		if err != nil {
			t.Fatal(err)
		}
		x, y := observe(t, g, c.values)
		if got := recipes[c.recipe].answer(x[c.node], y[c.node], 1000); got != c.answer {
			t.Errorf("%s on %v with %v: node %d answers %s, the spec says %s", recipes[c.recipe].name, c.arcs, c.values, c.node, got, c.answer)
		}
		var sum int64
		for _, v := range c.values {
			sum += v
		}
		if got := fmt.Sprint(core.Fraction{Numerator: sum, Denominator: int64(len(c.values))}); got != c.truth {
			t.Errorf("average of %v is %s, the spec says %s", c.values, got, c.truth)
		}
	}
}

// TestRecipeTable counts, for every digraph and every vector of small values, where the recipe is wrong at some node.
func TestRecipeTable(t *testing.T) {
	want := map[string][2]int{ // digraphs with a wrong case, wrong cases
		"3 " + recipes[0].name: {17, 114}, "3 " + recipes[1].name: {0, 0}, "3 " + recipes[2].name: {17, 114}, "3 " + recipes[3].name: {2, 36},
		"4 " + recipes[0].name: {1605, 12660}, "4 " + recipes[1].name: {1182, 4008}, "4 " + recipes[2].name: {1605, 10116}, "4 " + recipes[3].name: {447, 1584},
	}
	for n, base := range map[int]int{3: 3, 4: 2} {
		digraphs, wrong := countWrong(t, n, base)
		for i, r := range recipes {
			t.Logf("n=%d values below %d: %s: wrong on %d digraphs, in %d cases", n, base, r.name, digraphs[i], wrong[i])
			if got := [2]int{digraphs[i], wrong[i]}; got != want[fmt.Sprint(n, " ", r.name)] {
				t.Errorf("the spec says %v", want[fmt.Sprint(n, " ", r.name)])
			}
		}
	}
}

func countWrong(t *testing.T, n, base int) (digraphs, wrong []int) {
	digraphs, wrong = make([]int, len(recipes)), make([]int, len(recipes))
	for _, g := range state.Digraphs(n) {
		before := append([]int(nil), wrong...)
		for code := range power(base, n) {
			values, sum := make([]int64, n), int64(0)
			for j := range values {
				values[j] = int64(code / power(base, j) % base)
				sum += values[j]
			}
			x, y := observe(t, g, values)
			truth := fmt.Sprint(core.Fraction{Numerator: sum, Denominator: int64(n)})
			for i, r := range recipes {
				for j := range n {
					if r.answer(x[j], y[j], 1000) != truth {
						wrong[i]++
						break
					}
				}
			}
		}
		for i := range recipes {
			if wrong[i] > before[i] {
				digraphs[i]++
			}
		}
	}
	return digraphs, wrong
}

func power(base, exponent int) int {
	result := 1
	for range exponent {
		result *= base
	}
	return result
}
