package family_test

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

func TestFamilies(t *testing.T) {
	for _, test := range []struct {
		name          string
		nodes         int
		arcs          int
		eccentricity0 int
	}{
		{"cycle", 1, 0, 0}, {"cycle", 7, 7, 6}, {"path", 1, 0, 0}, {"path", 7, 12, 6}, {"star", 1, 0, 0}, {"star", 7, 12, 1},
		{"complete", 1, 0, 0}, {"complete", 7, 42, 1}, {"barbell", 4, 6, 3}, {"barbell", 8, 26, 3},
		{"random", 1, 0, 0}, {"random", 2, 2, 1}, {"random", 4, 12, 1}, {"random", 30, 90, 4},
	} {
		g := coretest.Must(coretest.Families[test.name](test.nodes))(t)
		if g.Nodes() != test.nodes || len(g.Arcs()) != test.arcs || g.Eccentricity(0) != test.eccentricity0 {
			t.Errorf("%s of %d: %d nodes, %d arcs, eccentricity %d, want %v", test.name, test.nodes, g.Nodes(), len(g.Arcs()), g.Eccentricity(0), test)
		}
	}
	for j := range 50 {
		if d := coretest.Must(family.Random(50, 7, 9))(t).OutDegree(j); d != 7 {
			t.Errorf("random digraph of out-degree 7: node %d has %d", j, d)
		}
	}
}

// Each has the diameter of the field's name for it.
func TestTreesCubesToriAndSmallWorlds(t *testing.T) {
	for _, c := range []struct {
		g              *core.Digraph
		arcs, diameter int
	}{
		{coretest.Must(family.Tree(1))(t), 0, 0}, {coretest.Must(family.Tree(15))(t), 28, 6},
		{coretest.Must(family.Hypercube(1))(t), 0, 0}, {coretest.Must(family.Hypercube(16))(t), 64, 4},
		{coretest.Must(family.Torus(9))(t), 36, 2}, {coretest.Must(family.Torus(30))(t), 120, 5},
		{coretest.Must(family.SmallWorld(4, 1))(t), 12, 1}, {coretest.Must(family.SmallWorld(40, 1))(t), 120, 7},
	} {
		if len(c.g.Arcs()) != c.arcs || c.g.Diameter() != c.diameter {
			t.Errorf("%d nodes: %d arcs and diameter %d, want %d and %d", c.g.Nodes(), len(c.g.Arcs()), c.g.Diameter(), c.arcs, c.diameter)
		}
	}
}

func TestFamiliesRefuseSizesAtOnce(t *testing.T) {
	for name, family := range coretest.Families {
		for _, n := range []int{math.MinInt, -1, 0, core.MaxNodes + 1, math.MaxInt} {
			var fault *core.NodeCountError
			if g, err := family(n); g != nil || !errors.As(err, &fault) || fault.Nodes != n {
				t.Errorf("%s of %d nodes: %v", name, n, err)
			}
		}
	}
	for _, n := range []int{2, 3, 5, 9} {
		if g, err := family.Barbell(n); g != nil || err == nil {
			t.Errorf("a barbell of %d nodes succeeded", n)
		}
	}
	for _, degree := range []int{-1, 0, 4, math.MaxInt} {
		if g, err := family.Random(4, degree, 1); g != nil || err == nil {
			t.Errorf("a random digraph of 4 nodes and out-degree %d succeeded", degree)
		}
	}
}

// The digest is the same natively and under wasm; presets and vectors stand on it.
func TestRandomIsTheSameOnEveryMachine(t *testing.T) {
	digest := fnv.New64a()
	for seed := range uint64(100) {
		fmt.Fprintln(digest, coretest.Must(family.Random(20, 3, seed))(t).Arcs())
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != "ae41a961dec5c8cd" {
		t.Errorf("digest %s", got)
	}
}

func diameter(g *core.Digraph) int {
	greatest := 0
	for j := range g.Nodes() {
		greatest = max(greatest, g.Eccentricity(j))
	}
	return greatest
}

func TestRingsAndGridsSendBothWays(t *testing.T) {
	for name, n := range map[string]int{"ring": 9, "grid": 12} {
		g := coretest.Must(coretest.Families[name](n))(t)
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
	for _, out := range coretest.Must(family.Grid(12))(t).Out(5) { // 3 rows of 4: node 5 stands inside
		if out != 1 && out != 4 && out != 6 && out != 9 {
			t.Errorf("node 5 of the grid of 3 × 4 sends to %d", out)
		}
	}
}

func TestMoreFamiliesRefuseSizesAtOnce(t *testing.T) {
	for name, family := range coretest.Families {
		for _, n := range []int{math.MinInt, -1, 0, core.MaxNodes + 1, math.MaxInt} {
			var fault *core.NodeCountError
			if g, err := family(n); g != nil || !errors.As(err, &fault) || fault.Nodes != n {
				t.Errorf("%s of %d nodes: %v", name, n, err)
			}
		}
	}
	for _, n := range []int{1, 2, 3, 5, 97} {
		if g, err := family.Grid(n); g != nil || err == nil {
			t.Errorf("a grid of %d nodes succeeded", n)
		}
	}
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
		g := coretest.Must(coretest.Families[test.name](test.nodes))(t)
		if g.Nodes() != test.nodes || len(g.Arcs()) != test.arcs || diameter(g) != test.diameter {
			t.Errorf("%s: %d nodes, %d arcs, diameter %d, want %v", test.name, g.Nodes(), len(g.Arcs()), diameter(g), test)
		}
	}
}
