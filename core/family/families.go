// Package family holds digraphs that examples, tests and measurements share, each for any number of nodes that it can have.
// All fail with a [*core.NodeCountError] outside 1..[core.MaxNodes] nodes; Barbell, Grid and Random ask for more.
package family

import (
	"fmt"
	"math/rand/v2"

	"kizami/core"
)

// small makes a digraph of at most core.MaxNodes nodes.
func small(n int, arcs func(int) ([]core.Arc, error)) (*core.Digraph, error) {
	if err := core.CheckNodes(n); err != nil {
		return nil, err
	}
	all, err := arcs(n)
	if err != nil {
		return nil, err
	}
	return core.NewDigraph(n, all)
}

func arc(from, to int) core.Arc { return core.Arc{From: from, To: to} }

// Cycle returns the directed cycle 0→1→…→n−1→0.
func Cycle(n int) (*core.Digraph, error) { return small(n, cycleArcs) }

func cycleArcs(n int) ([]core.Arc, error) {
	var arcs []core.Arc
	for j := 0; n > 1 && j < n; j++ {
		arcs = append(arcs, arc(j, (j+1)%n))
	}
	return arcs, nil
}

// Path returns the path 0–1–…–n−1 with arcs both ways.
func Path(n int) (*core.Digraph, error) { return small(n, pathArcs) }

func pathArcs(n int) ([]core.Arc, error) {
	var arcs []core.Arc
	for j := 1; j < n; j++ {
		arcs = append(arcs, arc(j-1, j), arc(j, j-1))
	}
	return arcs, nil
}

// Star returns the star with centre 0 and arcs both ways.
func Star(n int) (*core.Digraph, error) { return small(n, starArcs) }

func starArcs(n int) ([]core.Arc, error) {
	var arcs []core.Arc
	for j := 1; j < n; j++ {
		arcs = append(arcs, arc(0, j), arc(j, 0))
	}
	return arcs, nil
}

// Complete returns the digraph with every arc.
func Complete(n int) (*core.Digraph, error) { return small(n, completeArcs) }

func completeArcs(n int) ([]core.Arc, error) { return clique(0, n), nil }

// Barbell returns two complete halves joined by one arc each way; n must be even and at least 4.
func Barbell(n int) (*core.Digraph, error) { return small(n, barbellArcs) }

func barbellArcs(n int) ([]core.Arc, error) {
	if n < 4 || n%2 != 0 {
		return nil, fmt.Errorf("a barbell of %d nodes: the number of nodes must be even and at least 4", n)
	}
	arcs := append(clique(0, n/2), clique(n/2, n)...)
	return append(arcs, arc(n/2-1, n/2), arc(n/2, n/2-1)), nil
}

func clique(first, end int) []core.Arc {
	var arcs []core.Arc
	for j := first; j < end; j++ {
		for i := first; i < end; i++ {
			if i != j {
				arcs = append(arcs, arc(j, i))
			}
		}
	}
	return arcs
}

// Ring returns the undirected cycle 0–1–…–n−1–0, with arcs both ways.
func Ring(n int) (*core.Digraph, error) { return small(n, ringArcs) }

func ringArcs(n int) ([]core.Arc, error) {
	var arcs []core.Arc
	for j := 0; n > 1 && j < n; j++ {
		next := (j + 1) % n
		arcs = append(arcs, arc(j, next))
		if n > 2 { // of two nodes each is the other's next, and both arcs are there
			arcs = append(arcs, arc(next, j))
		}
	}
	return arcs, nil
}

// Grid returns the grid of rows × columns with arcs both ways between neighbours, the most square one of n nodes: rows is
// the largest divisor of n that is not above √n. n must be a product of two numbers above 1, or it would be a path. Node
// row·columns + column stands in that row and column.
func Grid(n int) (*core.Digraph, error) { return small(n, gridArcs) }

func gridArcs(n int) ([]core.Arc, error) {
	rows := 1
	for d := 2; d*d <= n; d++ {
		if n%d == 0 {
			rows = d
		}
	}
	if rows == 1 {
		return nil, fmt.Errorf("a grid of %d nodes: the number of nodes must be a product of two numbers above 1", n)
	}
	columns := n / rows
	var arcs []core.Arc
	for j := range n {
		if j%columns != columns-1 {
			arcs = append(arcs, arc(j, j+1), arc(j+1, j))
		}
		if j+columns < n {
			arcs = append(arcs, arc(j, j+columns), arc(j+columns, j))
		}
	}
	return arcs, nil
}

// Exponential returns the digraph in which node j sends to the nodes j+1, j+2, j+4, … modulo n, over all powers of two
// below n.
func Exponential(n int) (*core.Digraph, error) { return small(n, exponentialArcs) }

func exponentialArcs(n int) ([]core.Arc, error) {
	var arcs []core.Arc
	for j := range n {
		for step := 1; step < n; step *= 2 {
			arcs = append(arcs, arc(j, (j+step)%n))
		}
	}
	return arcs, nil
}

// Random returns a strongly connected digraph in which every node sends to degree others: a directed cycle in random
// order and random further arcs. The same seed gives the same digraph on every 64-bit machine, wasm included.
// 1 ≤ degree < n unless n = 1.
func Random(n, degree int, seed uint64) (*core.Digraph, error) {
	return small(n, func(n int) ([]core.Arc, error) { return randomArcs(n, degree, seed) })
}

func randomArcs(n, degree int, seed uint64) ([]core.Arc, error) {
	if n > 1 && (degree < 1 || degree >= n) {
		return nil, fmt.Errorf("a random digraph of out-degree %d: the out-degree must be between 1 and %d", degree, n-1)
	}
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	order := random.Perm(n)
	var arcs []core.Arc
	chosen := make([]int, n) // by whom last, and one more: no list per node
	for place := 0; n > 1 && place < n; place++ {
		j, successor := order[place], order[(place+1)%n]
		chosen[j], chosen[successor] = place+1, place+1
		arcs = append(arcs, arc(j, successor))
		for have := 1; have < degree; {
			if i := random.IntN(n); chosen[i] != place+1 {
				chosen[i] = place + 1
				arcs = append(arcs, arc(j, i))
				have++
			}
		}
	}
	return arcs, nil
}
