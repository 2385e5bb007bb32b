package graph

import (
	"math/rand"
	"testing"

	"kizami/conformance/oracle"
)

// coveredEdges does the walks and returns which edges they take.
func coveredEdges(t *testing.T, next [][]int, start int, walks [][]int) map[[2]int]bool {
	t.Helper()
	covered := map[[2]int]bool{}
	for _, walk := range walks {
		at := start
		for _, choice := range walk {
			covered[[2]int{at, choice}] = true
			at = next[at][choice]
		}
	}
	return covered
}

func TestCoverEdgesTakesEveryEdge(t *testing.T) {
	random := rand.New(rand.NewSource(oracle.Seed))
	for range 300 {
		n := 1 + random.Intn(30)
		next := make([][]int, n)
		for s := range next {
			for range random.Intn(4) {
				next[s] = append(next[s], s+random.Intn(n-s)) // forward, or staying where it is
			}
		}
		covered := coveredEdges(t, next, 0, coverEdges(next, 0))
		for _, s := range bottomUp(next, 0) {
			for choice, to := range next[s] {
				if covered[[2]int{s, choice}] != (to != s) {
					t.Fatalf("seed %d: the edge %d of state %d is taken: %v; the graph is %v", oracle.Seed, choice, s, to == s, next)
				}
			}
		}
	}
}

func TestCoverEdgesNeedsFewWalks(t *testing.T) {
	for _, c := range []struct {
		name string
		next [][]int
		want int
	}{
		{"nothing to take", [][]int{{0}}, 0},
		{"a line", [][]int{{1}, {2}, {3}, {}}, 1},
		{"a square", [][]int{{1, 2}, {3}, {3}, {}}, 2},
		{"two ways in and one out", [][]int{{1, 2}, {3}, {3}, {4}, {}}, 2},
		{"one way in and three out", [][]int{{1}, {2, 3, 4}, {}, {}, {}}, 3},
		{"two squares in a row", [][]int{{1, 2}, {3}, {3}, {4, 5}, {6}, {6}, {}}, 2},
		{"the same edge twice", [][]int{{1, 1}, {}}, 2},
	} {
		if walks := coverEdges(c.next, 0); len(walks) != c.want {
			t.Errorf("%s: %v, want %d walks", c.name, walks, c.want)
		}
	}
}
