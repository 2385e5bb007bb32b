package conformance_test

import (
	"fmt"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/core/recipe"
)

// The published recipe, as it is commonly coded, is refuted here; spec/differences.md cites what these tests find.

// answer returns what the recipe says at a node, as text; "nothing" when it cannot divide.
func answer(r recipe.Recipe, seen recipe.Observations, node int) string {
	a := r.Answer(seen.X[node][0], seen.Y[node], 1000)
	if !a.Known {
		return "nothing"
	}
	return a.Average.String()
}

func observe(t *testing.T, g *core.Digraph, values []int64) recipe.Observations {
	var columns [][]int64
	for _, v := range values {
		columns = append(columns, []int64{v})
	}
	seen, err := recipe.Observe(g, columns, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return seen
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
		seen := observe(t, g, c.values)
		if got := answer(recipe.All[c.recipe], seen, c.node); got != c.answer {
			t.Errorf("%s on %v with %v: node %d answers %s, the spec says %s", recipe.All[c.recipe].Name, c.arcs, c.values, c.node, got, c.answer)
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
		"3 " + recipe.All[0].Name: {17, 114}, "3 " + recipe.All[1].Name: {0, 0}, "3 " + recipe.All[2].Name: {17, 114}, "3 " + recipe.All[3].Name: {2, 36},
		"4 " + recipe.All[0].Name: {1605, 12660}, "4 " + recipe.All[1].Name: {1182, 4008}, "4 " + recipe.All[2].Name: {1605, 10116}, "4 " + recipe.All[3].Name: {447, 1584},
	}
	for n, base := range map[int]int{3: 3, 4: 2} {
		digraphs, wrong := countWrong(t, n, base)
		for i, r := range recipe.All {
			t.Logf("n=%d values below %d: %s: wrong on %d digraphs, in %d cases", n, base, r.Name, digraphs[i], wrong[i])
			if got := [2]int{digraphs[i], wrong[i]}; got != want[fmt.Sprint(n, " ", r.Name)] {
				t.Errorf("the spec says %v", want[fmt.Sprint(n, " ", r.Name)])
			}
		}
	}
}

func countWrong(t *testing.T, n, base int) (digraphs, wrong []int) {
	digraphs, wrong = make([]int, len(recipe.All)), make([]int, len(recipe.All))
	for _, g := range state.Digraphs(n) {
		before := append([]int(nil), wrong...)
		for code := range power(base, n) {
			values, sum := make([]int64, n), int64(0)
			for j := range values {
				values[j] = int64(code / power(base, j) % base)
				sum += values[j]
			}
			seen := observe(t, g, values)
			truth := fmt.Sprint(core.Fraction{Numerator: sum, Denominator: int64(n)})
			for i, r := range recipe.All {
				for j := range n {
					if answer(r, seen, j) != truth {
						wrong[i]++
						break
					}
				}
			}
		}
		for i := range recipe.All {
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
