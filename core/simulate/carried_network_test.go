package simulate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/family"
)

// Every word of the network in every round is that of as many nodes, over several coordinations; and so are the bytes.
func TestCarriedNetworkIsItsNodes(t *testing.T) {
	random := rand.New(rand.NewPCG(55, 0))
	for trial := range 40 {
		n, coordinates := 1+random.IntN(30), 1+random.IntN(4)
		g := bracketDigraph(t, random, n)
		c := core.CarriedConfig{Bound: n + random.IntN(4), Span: max(1, g.Diameter()), Coordinates: coordinates, Fresh: trial%5 == 4}
		w, err := NewCarriedNetwork(c, g)
		if err != nil {
			t.Fatal(err)
		}
		var nodes []*core.CarriedNode
		for j := range n {
			node, err := core.NewCarriedNode(c, g.OutDegree(j))
			if err != nil {
				t.Fatal(err)
			}
			nodes = append(nodes, node)
		}
		bytes := 0
		for range 4 {
			values := mixed(random, n, coordinates, c.Limit())
			if err := w.Begin(values); err != nil {
				t.Fatal(err)
			}
			for j, node := range nodes {
				if err := node.Begin(values[j]); err != nil {
					t.Fatal(err)
				}
			}
			for windows := 0; windows < 3 || !w.Bracket().Small; {
				bytes += carriedRound(t, g, nodes)
				if err := w.Advance(); err != nil {
					t.Fatal(err)
				}
				for j, node := range nodes {
					if !slices.Equal(w.words(j), node.Words()) {
						t.Fatalf("trial %d, round %d: node %d holds %v, the network %v", trial, node.Round(), j, node.Words(), w.words(j))
					}
				}
				if w.WindowOver() != nodes[0].WindowOver() {
					t.Fatal("a window is over for one of them only")
				}
				if w.WindowOver() {
					windows++
					if !reflect.DeepEqual(w.Bracket(), nodes[0].Bracket()) {
						t.Fatalf("%+v and %+v", w.Bracket(), nodes[0].Bracket())
					}
				}
			}
		}
		if count, got := w.Messages(); got != int64(bytes) || count != int64(w.Rounds()*len(g.Arcs())) {
			t.Errorf("%d messages of %d bytes, want %d of %d", count, got, w.Rounds()*len(g.Arcs()), bytes)
		}
	}
}

// carriedRound does a round of all nodes and returns the bytes that they sent.
func carriedRound(t *testing.T, g *core.Digraph, nodes []*core.CarriedNode) (bytes int) {
	t.Helper()
	var sent []core.BracketMessage
	for _, node := range nodes {
		sent = append(sent, node.Share())
	}
	for j, node := range nodes {
		var inbox []core.BracketMessage
		for _, i := range g.In(j) {
			inbox = append(inbox, sent[i])
			bytes += sent[i].Size()
		}
		if err := node.Advance(inbox); err != nil {
			t.Fatal(err)
		}
	}
	return bytes
}

func TestCarriedNetworkSaysWhatIsWrong(t *testing.T) {
	g, err := family.Cycle(7)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewCarriedNetwork(core.CarriedConfig{Bound: 6, Span: 2, Coordinates: 1}, g); fmt.Sprint(err) != "bound 6: must be at least the number of nodes, 7" {
		t.Error(err)
	}
	w, err := NewCarriedNetwork(core.CarriedConfig{Bound: 7, Span: 2, Coordinates: 1}, g)
	if err != nil {
		t.Fatal(err)
	}
	values := [][]int64{{0}, {1}, {8}, {27}, {64}, {125}, {1 << 60}}
	limit := w.config.Limit()
	if err := w.Begin(values); fmt.Sprint(err) != fmt.Sprintf("node 6: coordinate 0 is %d quanta: a value is at most %d quanta in size", 1<<60, limit) {
		t.Error(err)
	}
	values[6][0] = 216
	if err := w.Begin(values); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		err = w.Advance()
	}
	if want := "the diameter 2 is too small: after round 4 the nodes 0 and 1 hold different brackets"; err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// words returns the newest words of a node, as [core.CarriedNode.Words].
func (w *CarriedNetwork) words(node int) []int64 {
	var words, least, greatest []int64
	for _, held := range w.kernel.held {
		h := held[w.kernel.place[node]]
		words, least, greatest = append(words, h.numerator), append(least, h.least), append(greatest, h.greatest)
	}
	words = append(words, w.kernel.held[0][w.kernel.place[node]].denominator)
	if w.common.Deciding() {
		words = append(append(words, least...), greatest...)
	}
	return words
}

// The network refuses the values that a node refuses, and changes nothing; and it does as many rounds as a node does.
func TestCarriedNetworkRefusesWhatNodesRefuse(t *testing.T) {
	c := core.CarriedConfig{Bound: 1_000_000, Span: 70_000, Coordinates: 2}
	g, err := family.Cycle(1)
	if err != nil {
		t.Fatal(err)
	}
	limit := c.Limit()
	for _, value := range [][]int64{{1}, {1, 2, 3}, {0, limit + 1}, {0, -limit - 1}, {limit + 1, 0}, {limit, -limit}} {
		w, err := NewCarriedNetwork(c, g)
		if err != nil {
			t.Fatal(err)
		}
		node, err := core.NewCarriedNode(c, 0)
		if err != nil {
			t.Fatal(err)
		}
		one, two := node.Begin(value), w.Begin([][]int64{value})
		if (one == nil) != (two == nil) {
			t.Errorf("%v: %v at the node, %v in the network", value, one, two)
		}
		for one == nil && two == nil {
			one, two = node.Advance(nil), w.Advance()
		}
		if (one == nil) != (two == nil) || node.Round() != w.Rounds() {
			t.Errorf("%v: %v after %d rounds at the node, %v after %d in the network", value, one, node.Round(), two, w.Rounds())
		}
	}
}

// Rounds are counted over all coordinations, and a coordination that has just begun has no window that is over.
func TestCarriedNetworkCountsRounds(t *testing.T) {
	g, err := family.Cycle(3)
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewCarriedNetwork(core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 1, Fresh: true}, g)
	if err != nil {
		t.Fatal(err)
	}
	rounds := 0
	for range 3 {
		if err := w.Begin([][]int64{{1}, {2}, {4}}); err != nil {
			t.Fatal(err)
		}
		for over := w.WindowOver(); !over; over = w.WindowOver() {
			if err := w.Advance(); err != nil {
				t.Fatal(err)
			}
			rounds++
		}
	}
	if rounds != 12 || w.Rounds() != rounds {
		t.Errorf("%d rounds, and the network counts %d; want 3 times 4", rounds, w.Rounds())
	}
}

// With a diameter that is too small the network fails if the nodes hold different brackets, and not otherwise, whichever
// of the two numbers differs.
func TestCarriedNetworkFailsWhereBracketsDiffer(t *testing.T) {
	const seed = 57
	random, differ := rand.New(rand.NewPCG(seed, 0)), map[[2]bool]int{}
	for range 60 {
		g, err := family.Random(14, 2, random.Uint64())
		if err != nil {
			t.Fatal(err)
		}
		c := core.CarriedConfig{Bound: 14, Span: max(1, g.Diameter()-1-random.IntN(2)), Coordinates: 1}
		w, err := NewCarriedNetwork(c, g)
		if err != nil {
			t.Fatal(err)
		}
		values := make([][]int64, 14)
		for j := range values {
			values[j] = []int64{0}
		}
		values[random.IntN(14)][0] = c.Limit() * int64(1-2*random.IntN(2))
		if err := w.Begin(values); err != nil {
			t.Fatal(err)
		}
		var nodes []*core.CarriedNode
		for j, value := range values {
			node, err := core.NewCarriedNode(c, g.OutDegree(j))
			if err == nil {
				err = node.Begin(value)
			}
			if err != nil {
				t.Fatal(err)
			}
			nodes = append(nodes, node)
		}
		for !nodes[0].WindowOver() && err == nil {
			carriedRound(t, g, nodes)
			err = w.Advance()
		}
		first, unlike := nodes[0].Bracket(), [2]bool{}
		for _, node := range nodes {
			b := node.Bracket()
			unlike = [2]bool{unlike[0] || b.Lower[0] != first.Lower[0], unlike[1] || b.Upper[0] != first.Upper[0]}
		}
		if differ[unlike]++; (err != nil) != (unlike[0] || unlike[1]) {
			t.Fatalf("seed %d: %v, where lower and upper numbers differ: %v", seed, err, unlike)
		}
	}
	if len(differ) < 3 || differ[[2]bool{true, false}] == 0 || differ[[2]bool{false, true}] == 0 {
		t.Errorf("seed %d: too little has happened to show anything: %v", seed, differ)
	}
}

// A network that is written down and restored after every round, and before the first, goes the way of one that is not.
func TestCarriedNetworkIsRestoredAfterEveryRound(t *testing.T) {
	random := rand.New(rand.NewPCG(57, 0))
	for trial := range 10 {
		n, coordinates := 1+random.IntN(12), 1+random.IntN(3)
		g := bracketDigraph(t, random, n)
		c := core.CarriedConfig{Bound: n + random.IntN(4), Span: max(1, g.Diameter()), Coordinates: coordinates, Fresh: trial%5 == 4}
		whole, err := NewCarriedNetwork(c, g)
		if err != nil {
			t.Fatal(err)
		}
		again := whole
		rewrite := func() {
			states := again.States()
			if again, err = RestoreCarriedNetwork(c, g, states); err != nil {
				t.Fatal(err)
			}
			for j := range n {
				if !slices.Equal(again.words(j), whole.words(j)) || again.WindowOver() != whole.WindowOver() || !reflect.DeepEqual(again.Bracket(), whole.Bracket()) {
					t.Fatalf("trial %d: node %d holds %v, the network %v", trial, j, again.words(j), whole.words(j))
				}
			}
		}
		rewrite()
		for range 3 {
			values := mixed(random, n, coordinates, c.Limit())
			if err := errors.Join(whole.Begin(values), again.Begin(values)); err != nil {
				t.Fatal(err)
			}
			for windows := 0; windows < 2 || !whole.Bracket().Small; {
				rewrite()
				if err := errors.Join(whole.Advance(), again.Advance()); err != nil {
					t.Fatal(err)
				}
				if whole.WindowOver() {
					windows++
				}
			}
			rewrite()
		}
		states := whole.States()
		if states[n-1].Round++; n > 1 {
			if _, err := RestoreCarriedNetwork(c, g, states); err == nil {
				t.Errorf("trial %d: a network is restored in two rounds at once", trial)
			}
		}
		if _, err := RestoreCarriedNetwork(c, g, states[1:]); err == nil {
			t.Errorf("trial %d: a network is restored without node 0", trial)
		}
	}
}
