package learn

import (
	"slices"
	"testing"
)

// Every seed deals the same rows to other nodes: the losses differ, and the minimiser of their mean does not, if all nodes
// have as many.
func TestRowsAreShuffled(t *testing.T) {
	data := "x,y\n1,2\n2,-1\n3,4\n5,1\n7,0\n8,3\n"
	c := CSV{Kind: KindRidge, Ridge: 1, Target: "y", Nodes: 3, Intercept: true}
	spec := must(NewShuffled(c, "six.csv", []byte(data)))(t)
	if nodes, dimension := spec.Size(); nodes != 3 || dimension != 2 {
		t.Errorf("%d nodes, dimension %d", nodes, dimension)
	}
	inOrder, loss := must(c.Problem("six.csv", []byte(data)))(t).Optimum()
	var values []float64
	for seed := range uint64(5) {
		p := must(spec.Make(seed))(t)
		point, mean := p.Optimum()
		if distance(point, inOrder) > 1e-12 || !near(mean, loss) {
			t.Errorf("seed %d: the minimiser is %v, want %v", seed, point, inOrder)
		}
		again := must(spec.Make(seed))(t)
		if v := p.Loss(0).Value(inOrder); v != again.Loss(0).Value(inOrder) {
			t.Errorf("seed %d: %v and again %v", seed, v, again.Loss(0).Value(inOrder))
		} else {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	if len(slices.Compact(values)) < 3 {
		t.Errorf("node 0 has the losses %v", values)
	}
	if _, err := NewShuffled(c, "six.csv", []byte("x\n1\n")); err == nil {
		t.Error("a file without the target is taken")
	}
}

func near(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }
