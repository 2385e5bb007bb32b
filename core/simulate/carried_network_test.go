package simulate

import (
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
