package core

import "fmt"

// Ring returns the undirected cycle 0–1–…–n−1–0, with arcs both ways.
func Ring(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	var arcs []Arc
	for j := 0; n > 1 && j < n; j++ {
		next := (j + 1) % n
		arcs = append(arcs, Arc{j, next})
		if n > 2 { // of two nodes each is the other's next, and both arcs are there
			arcs = append(arcs, Arc{next, j})
		}
	}
	return NewDigraph(n, arcs)
}

// Grid returns the grid of rows × columns with arcs both ways between neighbours, the most square one of n nodes: rows is
// the largest divisor of n that is not above √n. n must be a product of two numbers above 1, or it would be a path. Node
// row·columns + column stands in that row and column.
func Grid(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
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
	var arcs []Arc
	for j := range n {
		if j%columns != columns-1 {
			arcs = append(arcs, Arc{j, j + 1}, Arc{j + 1, j})
		}
		if j+columns < n {
			arcs = append(arcs, Arc{j, j + columns}, Arc{j + columns, j})
		}
	}
	return NewDigraph(n, arcs)
}

// Exponential returns the digraph in which node j sends to the nodes j+1, j+2, j+4, … modulo n, over all powers of two
// below n.
func Exponential(n int) (*Digraph, error) {
	if err := checkNodes(n); err != nil {
		return nil, err
	}
	var arcs []Arc
	for j := range n {
		for step := 1; step < n; step *= 2 {
			arcs = append(arcs, Arc{j, (j + step) % n})
		}
	}
	return NewDigraph(n, arcs)
}
