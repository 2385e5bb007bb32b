package family

import (
	"fmt"
	"reflect"
	"testing"

	"kizami/core"
)

func TestNamedIsTheFunctionOfThatName(t *testing.T) {
	for name, make := range map[string]func(int) (*core.Digraph, error){
		"cycle": Cycle, "path": Path, "star": Star, "complete": Complete, "barbell": Barbell, "ring": Ring, "grid": Grid, "exponential": Exponential,
		"tree": Tree, "torus": Torus, "small-world": func(n int) (*core.Digraph, error) { return SmallWorld(n, 7) },
		"random-3": func(n int) (*core.Digraph, error) { return Random(n, 3, 7) },
	} {
		want, err := make(12)
		got, err2 := Named(name, 12, 7, 1000)
		if err != nil || err2 != nil || !reflect.DeepEqual(got, want) || !Known(name) {
			t.Errorf("%s: %v, %v", name, err, err2)
		}
	}
	if g, err := Named("random-3", 20_000, 1, 60_000); err != nil || g.Nodes() != 20_000 || len(g.Arcs()) != 60_000 {
		t.Errorf("random-3 of 20,000 nodes: %v", err)
	}
}

func TestNamedErrors(t *testing.T) {
	for _, c := range []struct {
		name  string
		nodes int
		want  string
	}{
		{"cycle", 0, "a digraph of 0 nodes: the number of nodes must be between 1 and 1000000"},
		{"cycle", 1_000_001, "a digraph of 1000001 nodes: the number of nodes must be between 1 and 1000000"},
		{"complete", 2001, "the family complete of 2001 nodes: it could have more than 4000000 arcs"},
		{"random-5", 1_000_000, "the family random-5 of 1000000 nodes: it could have more than 4000000 arcs"},
		{"exponential", 500_000, "the family exponential of 500000 nodes: it could have more than 4000000 arcs"},
		{"random-4", 4, "a random digraph of out-degree 4: the out-degree must be between 1 and 3"},
		{"grid", 7, "a grid of 7 nodes: the number of nodes must be a product of two numbers above 1"},
		{"hypercube", 12, "a hypercube of 12 nodes: the number of nodes must be a power of two"},
		{"torus", 8, "a torus of 8 nodes: the number of nodes must be a product of two numbers above 2"},
		{"small-world", 3, "a small world of 3 nodes: the number of nodes must be at least 4"},
		{"random-03", 9, `the family "random-03": there are barbell, complete, cycle, exponential, grid, hypercube, path, random-d, ring, small-world, star, torus, tree`},
		{"random-", 9, `the family "random-": there are barbell, complete, cycle, exponential, grid, hypercube, path, random-d, ring, small-world, star, torus, tree`},
	} {
		if _, err := Named(c.name, c.nodes, 1, 4_000_000); fmt.Sprint(err) != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
