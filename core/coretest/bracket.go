package coretest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kizami/core"
)

// BracketNodes returns a node of the configuration for every value.
func BracketNodes(t testing.TB, c core.BracketConfig, g *core.Digraph, values [][]int64) (nodes []*core.BracketNode) {
	t.Helper()
	for j, value := range values {
		nodes = append(nodes, Must(core.NewBracketNode(c, g.OutDegree(j), value))(t))
	}
	return nodes
}

// Round does a round of all nodes together.
func Round[M any, N interface {
	Share() M
	Advance([]M) error
}](g *core.Digraph, nodes []N) error {
	sent := make([]M, len(nodes))
	for j, n := range nodes {
		sent[j] = n.Share()
	}
	for j, n := range nodes {
		var inbox []M
		for _, i := range g.In(j) {
			inbox = append(inbox, sent[i])
		}
		if err := n.Advance(inbox); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	return nil
}

// AdvanceBracket does a round of all nodes together.
func AdvanceBracket(t testing.TB, g *core.Digraph, nodes []*core.BracketNode) {
	t.Helper()
	if err := Round(g, nodes); err != nil {
		t.Fatalf("round %d, %v", nodes[0].Round(), err)
	}
}

// RunBracket advances until all nodes can decide, and lets them.
func RunBracket(t testing.TB, g *core.Digraph, nodes []*core.BracketNode, visit func()) {
	t.Helper()
	for visit(); !nodes[0].CanDecide(); visit() {
		AdvanceBracket(t, g, nodes)
	}
	for j, n := range nodes {
		if !n.Decide() {
			t.Fatalf("node %d cannot decide in round %d, node 0 can", j, n.Round())
		}
	}
}

// BracketConfig returns what suits a digraph and values, with as many rounds as are worth trying.
func BracketConfig(g *core.Digraph, values [][]int64) core.BracketConfig {
	most := int64(0)
	for _, value := range values {
		for _, v := range value {
			most = max(most, v, -v)
		}
	}
	n, span := g.Nodes(), max(1, g.Diameter())
	return core.BracketConfig{Bound: n, Span: span, Most: most, Rounds: 400*span + 20*n*n}
}

// BracketValues returns values of every kind: each coordinate of a size that chance picks, up to what the bracket takes.
func BracketValues(random *rand.Rand, n, coordinates int) [][]int64 {
	values := make([][]int64, n)
	for c := range coordinates {
		size := core.BracketRange(n) >> random.IntN(40)
		for j := range values {
			v := random.Int64N(2*size+1) - size
			if c%3 == 2 {
				v = random.Int64N(3) - 1
			}
			values[j] = append(values[j], v)
		}
	}
	return values
}
