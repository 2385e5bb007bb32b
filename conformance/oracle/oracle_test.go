package oracle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/family"
)

// The worked vector of 3 nodes: words computed by hand in fractions.
func TestOracleIteratesTheWorkedVector(t *testing.T) {
	c := Case{Nodes: 3, Arcs: []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 0, To: 2}},
		Values: [][]int64{{3}, {10}, {2}}, Quantum: Quantum{1, 1}, Bound: 4, Capacity: 3}
	e := Expect(c)
	want := map[int]string{0: "3 2 25/6 179/36 1093/216 6509/1296", 1: "1 5/6 17/18 215/216 325/324"}
	for word, numbers := range want {
		for k, number := range strings.Fields(numbers) {
			if got := e.words.at(k, 0, word).RatString(); got != number {
				t.Errorf("round %d, word %d of node 0: %s, want %s", k, word, got, number)
			}
		}
	}
	small := Residues{10007}
	for k, x := range []uint64{3, 2, 1672, 9734, 3943, 9680} {
		if got := e.words.residue(small, k, 0, 0); got != x {
			t.Errorf("round %d modulo 10007: %d, want %d", k, got, x)
		}
	}
	if got := e.Average[0].RatString(); got != "5" {
		t.Errorf("average %s, want 5", got)
	}
	if !slices.Equal(e.Order, []int{2, 2, 2}) || !slices.Equal(e.Stopped, []int{6, 6, 6}) || e.Messages != 24 || e.Bytes != 24*32 {
		t.Errorf("%+v", e)
	}
}

// Orders that are known in closed form: n−1 on a cycle, 1 on a complete digraph, 2 on a star's leaves, n−1 at a path's ends.
func TestOracleKnowsTrueOrders(t *testing.T) {
	f := Residues{core.MersennePrime}
	order := func(g *core.Digraph, err error) (orders []int) {
		if err != nil {
			t.Fatal(err)
		}
		out := make([][]int, g.Nodes())
		for j := range out {
			out[j] = g.Out(j)
		}
		for j := range out {
			orders = append(orders, f.trueOrder(out, j))
		}
		return orders
	}
	for _, c := range []struct {
		name      string
		got, want []int
	}{
		{"cycle", order(family.Cycle(5)), []int{4, 4, 4, 4, 4}},
		{"complete", order(family.Complete(5)), []int{1, 1, 1, 1, 1}},
		{"star", order(family.Star(5)), []int{1, 2, 2, 2, 2}},
		{"path", order(family.Path(5)), []int{4, 4, 2, 4, 4}},
		{"one node", order(family.Complete(1)), []int{0}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestRank(t *testing.T) {
	for _, c := range []struct {
		rows [][]uint64
		want int
	}{
		{nil, 0},
		{[][]uint64{{0, 0}, {0, 0}}, 0},
		{[][]uint64{{0, 1}, {1, 0}}, 2},
		{[][]uint64{{1, 2}, {2, 4}}, 1},
		{[][]uint64{{3, 1}, {1, 2}}, 1}, // determinant 5
		{[][]uint64{{1, 2, 3}, {2, 4, 1}}, 1},
		{[][]uint64{{1, 2, 3}, {2, 4, 2}, {0, 0, 1}}, 2},
	} {
		name := fmt.Sprint(c.rows)
		if got := (Residues{5}).rank(c.rows); got != c.want {
			t.Errorf("%s modulo 5: rank %d, want %d", name, got, c.want)
		}
	}
}

// A constant probe moves nowhere and settles everybody at once: never lucky beyond a single node.
func TestLuck(t *testing.T) {
	f, out := Residues{core.ModelPrime}, [][]int{{1}, {2}, {0}}
	if f.Lucky(out, []uint64{7, 7, 7}) {
		t.Error("a constant probe passes for lucky on a cycle")
	}
	if !f.Lucky(out, []uint64{1, 2, 4}) {
		t.Error("1, 2, 4 passes for unlucky on a cycle")
	}
	if !f.Lucky([][]int{{}}, []uint64{7}) {
		t.Error("a single node has bad luck")
	}
}
