package family

import (
	"fmt"
	"math/bits"
	"math/rand/v2"

	"kizami/core"
)

// Tree returns the binary tree with root 0 and arcs both ways: the children of node j are 2j+1 and 2j+2.
func Tree(n int) (*core.Digraph, error) { return small(n, treeArcs) }

func treeArcs(n int) ([]core.Arc, error) {
	var arcs []core.Arc
	for j := 1; j < n; j++ {
		arcs = append(arcs, arc((j-1)/2, j), arc(j, (j-1)/2))
	}
	return arcs, nil
}

// Hypercube returns the hypercube of n nodes, a power of two: nodes whose numbers differ in one bit send to each other.
func Hypercube(n int) (*core.Digraph, error) { return small(n, hypercubeArcs) }

func hypercubeArcs(n int) ([]core.Arc, error) {
	if bits.OnesCount(uint(n)) != 1 {
		return nil, fmt.Errorf("a hypercube of %d nodes: the number of nodes must be a power of two", n)
	}
	var arcs []core.Arc
	for j := range n {
		for bit := 1; bit < n; bit *= 2 {
			arcs = append(arcs, arc(j, j^bit))
		}
	}
	return arcs, nil
}

// Torus returns the grid whose opposite sides are joined. n must be a product of two numbers above 2.
func Torus(n int) (*core.Digraph, error) { return small(n, torusArcs) }

func torusArcs(n int) ([]core.Arc, error) {
	rows := 1
	for d := 3; d*d <= n; d++ {
		if n%d == 0 {
			rows = d
		}
	}
	if rows == 1 {
		return nil, fmt.Errorf("a torus of %d nodes: the number of nodes must be a product of two numbers above 2", n)
	}
	columns := n / rows
	var arcs []core.Arc
	for j := range n {
		right, below := j-j%columns+(j+1)%columns, (j+columns)%n
		arcs = append(arcs, arc(j, right), arc(right, j), arc(j, below), arc(below, j))
	}
	return arcs, nil
}

// SmallWorld returns the undirected cycle in which every node sends to one more, drawn at random, after Newman and Watts
// 1999, who draw for a part of the nodes only. n must be at least 4. The same seed gives the same digraph on every 64-bit
// machine, wasm included.
func SmallWorld(n int, seed uint64) (*core.Digraph, error) {
	return small(n, func(n int) ([]core.Arc, error) { return smallWorldArcs(n, seed) })
}

func smallWorldArcs(n int, seed uint64) ([]core.Arc, error) {
	if n < 4 {
		return nil, fmt.Errorf("a small world of %d nodes: the number of nodes must be at least 4", n)
	}
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	arcs, err := ringArcs(n)
	for j := range n {
		arcs = append(arcs, arc(j, (j+2+random.IntN(n-3))%n))
	}
	return arcs, err
}
