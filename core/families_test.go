package core_test

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"kizami/core"
)

var families = map[string]func(int) (*core.Digraph, error){
	"cycle": core.Cycle, "path": core.Path, "star": core.Star, "complete": core.Complete, "barbell": core.Barbell,
	"random": func(n int) (*core.Digraph, error) { return core.Random(n, min(3, n-1), uint64(n)) },
}

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
		g := must(families[test.name](test.nodes))(t)
		if g.Nodes() != test.nodes || len(g.Arcs()) != test.arcs || g.Eccentricity(0) != test.eccentricity0 {
			t.Errorf("%s of %d: %d nodes, %d arcs, eccentricity %d, want %v", test.name, test.nodes, g.Nodes(), len(g.Arcs()), g.Eccentricity(0), test)
		}
	}
	for j := range 50 {
		if d := must(core.Random(50, 7, 9))(t).OutDegree(j); d != 7 {
			t.Errorf("random digraph of out-degree 7: node %d has %d", j, d)
		}
	}
}

func TestFamiliesRefuseSizesAtOnce(t *testing.T) {
	for name, family := range families {
		for _, n := range []int{math.MinInt, -1, 0, core.MaxNodes + 1, math.MaxInt} {
			var fault *core.NodeCountError
			if g, err := family(n); g != nil || !errors.As(err, &fault) || fault.Nodes != n {
				t.Errorf("%s of %d nodes: %v", name, n, err)
			}
		}
	}
	for _, n := range []int{2, 3, 5, 9} {
		if g, err := core.Barbell(n); g != nil || err == nil {
			t.Errorf("a barbell of %d nodes succeeded", n)
		}
	}
	for _, degree := range []int{-1, 0, 4, math.MaxInt} {
		if g, err := core.Random(4, degree, 1); g != nil || err == nil {
			t.Errorf("a random digraph of 4 nodes and out-degree %d succeeded", degree)
		}
	}
}

// The digest is the same natively and under wasm; presets and vectors stand on it.
func TestRandomIsTheSameOnEveryMachine(t *testing.T) {
	digest := fnv.New64a()
	for seed := range uint64(100) {
		fmt.Fprintln(digest, must(core.Random(20, 3, seed))(t).Arcs())
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != "ae41a961dec5c8cd" {
		t.Errorf("digest %s", got)
	}
}
