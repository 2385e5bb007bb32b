package core

import (
	"fmt"
	"math/rand/v2"
)

// The families below are digraphs that examples, tests and measurements share. Each fails with a [*NodeCountError]
// outside 1..MaxNodes nodes; Barbell and Random ask for more.

// Cycle returns the directed cycle 0→1→…→n−1→0.
func Cycle(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	var arcs []Arc
	for j := 0; n > 1 && j < n; j++ {
		arcs = append(arcs, Arc{j, (j + 1) % n})
	}
	return NewDigraph(n, arcs)
}

// Path returns the path 0–1–…–n−1 with arcs both ways.
func Path(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	var arcs []Arc
	for j := 1; j < n; j++ {
		arcs = append(arcs, Arc{j - 1, j}, Arc{j, j - 1})
	}
	return NewDigraph(n, arcs)
}

// Star returns the star with centre 0 and arcs both ways.
func Star(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	var arcs []Arc
	for j := 1; j < n; j++ {
		arcs = append(arcs, Arc{0, j}, Arc{j, 0})
	}
	return NewDigraph(n, arcs)
}

// Complete returns the digraph with every arc.
func Complete(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	return NewDigraph(n, clique(0, n))
}

// Barbell returns two complete halves joined by one arc each way; n must be even and at least 4.
func Barbell(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	if n < 4 || n%2 != 0 {
		return nil, fmt.Errorf("a barbell of %d nodes: the number of nodes must be even and at least 4", n)
	}
	arcs := append(clique(0, n/2), clique(n/2, n)...)
	return NewDigraph(n, append(arcs, Arc{n/2 - 1, n / 2}, Arc{n / 2, n/2 - 1}))
}

func clique(first, end int) []Arc {
	var arcs []Arc
	for j := first; j < end; j++ {
		for i := first; i < end; i++ {
			if i != j {
				arcs = append(arcs, Arc{j, i})
			}
		}
	}
	return arcs
}

// Random returns a strongly connected digraph in which every node sends to degree others: a directed cycle in random
// order and random further arcs. The same seed gives the same digraph on every 64-bit machine, wasm included.
// 1 ≤ degree < n unless n = 1.
func Random(n, degree int, seed uint64) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	if n > 1 && (degree < 1 || degree >= n) {
		return nil, fmt.Errorf("a random digraph of out-degree %d: the out-degree must be between 1 and %d", degree, n-1)
	}
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	order := random.Perm(n)
	var arcs []Arc
	for place := 0; n > 1 && place < n; place++ {
		j, successor := order[place], order[(place+1)%n]
		chosen := map[int]bool{j: true, successor: true}
		arcs = append(arcs, Arc{j, successor})
		for len(chosen) <= degree {
			if i := random.IntN(n); !chosen[i] {
				chosen[i] = true
				arcs = append(arcs, Arc{j, i})
			}
		}
	}
	return NewDigraph(n, arcs)
}
