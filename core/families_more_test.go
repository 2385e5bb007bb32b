package core_test

import (
	"errors"
	"math"
	"testing"

	"kizami/core"
)

var moreFamilies = map[string]func(int) (*core.Digraph, error){
	"ring": core.Ring, "grid": core.Grid, "exponential": core.Exponential,
}

func diameter(g *core.Digraph) int {
	greatest := 0
	for j := range g.Nodes() {
		greatest = max(greatest, g.Eccentricity(j))
	}
	return greatest
}

func TestMoreFamilies(t *testing.T) {
	for _, test := range []struct {
		name                  string
		nodes, arcs, diameter int
	}{
		{"ring", 1, 0, 0}, {"ring", 2, 2, 1}, {"ring", 3, 6, 1}, {"ring", 7, 14, 3}, {"ring", 100, 200, 50},
		{"grid", 4, 8, 2}, {"grid", 6, 14, 3}, {"grid", 9, 24, 4}, {"grid", 10, 26, 5}, {"grid", 100, 360, 18},
		{"exponential", 1, 0, 0}, {"exponential", 2, 2, 1}, {"exponential", 3, 6, 1}, {"exponential", 8, 24, 3},
		{"exponential", 100, 700, 5},
	} {
		g := must(moreFamilies[test.name](test.nodes))(t)
		if g.Nodes() != test.nodes || len(g.Arcs()) != test.arcs || diameter(g) != test.diameter {
			t.Errorf("%s: %d nodes, %d arcs, diameter %d, want %v", test.name, g.Nodes(), len(g.Arcs()), diameter(g), test)
		}
	}
}

func TestRingsAndGridsSendBothWays(t *testing.T) {
	for name, n := range map[string]int{"ring": 9, "grid": 12} {
		g := must(moreFamilies[name](n))(t)
		there := map[core.Arc]bool{}
		for _, a := range g.Arcs() {
			there[a] = true
		}
		for _, a := range g.Arcs() {
			if !there[core.Arc{From: a.To, To: a.From}] {
				t.Errorf("%s of %d nodes: %d sends to %d, which does not send back", name, n, a.From, a.To)
			}
		}
	}
	for _, out := range must(core.Grid(12))(t).Out(5) { // 3 rows of 4: node 5 stands inside
		if out != 1 && out != 4 && out != 6 && out != 9 {
			t.Errorf("node 5 of the grid of 3 × 4 sends to %d", out)
		}
	}
}

func TestMoreFamiliesRefuseSizesAtOnce(t *testing.T) {
	for name, family := range moreFamilies {
		for _, n := range []int{math.MinInt, -1, 0, core.MaxNodes + 1, math.MaxInt} {
			var fault *core.NodeCountError
			if g, err := family(n); g != nil || !errors.As(err, &fault) || fault.Nodes != n {
				t.Errorf("%s of %d nodes: %v", name, n, err)
			}
		}
	}
	for _, n := range []int{1, 2, 3, 5, 97} {
		if g, err := core.Grid(n); g != nil || err == nil {
			t.Errorf("a grid of %d nodes succeeded", n)
		}
	}
}
