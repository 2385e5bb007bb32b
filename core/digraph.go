package core

import (
	"fmt"
	"slices"
)

// MaxNodes is the largest number of nodes that the kit accepts.
const MaxNodes = 10_000

// Arc says that From sends to To.
type Arc struct{ From, To int }

// Digraph is a strongly connected directed graph (FTC-1). Self-loops are implied and never listed.
// It is immutable; the slices it returns must not be changed.
type Digraph struct {
	in, out [][]int
	arcs    []Arc
}

// NodeCountError reports a number of nodes outside 1..MaxNodes.
type NodeCountError struct{ Nodes int }

func (e *NodeCountError) Error() string {
	return fmt.Sprintf("a digraph of %d nodes: the number of nodes must be between 1 and %d", e.Nodes, MaxNodes)
}

// ArcFault names what is wrong with an arc.
type ArcFault string

// The faults of an arc.
const (
	ArcRange    ArcFault = "arc-range"
	ArcSelfLoop ArcFault = "arc-self-loop"
	ArcRepeated ArcFault = "arc-repeated"
)

// ArcError reports an arc that cannot be part of a digraph, by its index in the list given.
type ArcError struct {
	Fault ArcFault
	Index int
	Arc   Arc
	Nodes int
}

func (e *ArcError) Error() string {
	where := fmt.Sprintf("arc %d, %d→%d", e.Index, e.Arc.From, e.Arc.To)
	switch e.Fault {
	case ArcSelfLoop:
		return where + ": a self-loop is implied at every node and must not be listed"
	case ArcRepeated:
		return where + ": is listed twice"
	}
	return fmt.Sprintf("%s: nodes are numbered 0 to %d", where, e.Nodes-1)
}

// NotStronglyConnectedError reports two nodes of which the first has no path to the second.
type NotStronglyConnectedError struct{ From, To int }

func (e *NotStronglyConnectedError) Error() string {
	return fmt.Sprintf("the digraph is not strongly connected: no path leads from node %d to node %d", e.From, e.To)
}

// NewDigraph returns the digraph with nodes 0..nodes−1 and the given arcs.
// Errors: [*NodeCountError], [*ArcError], [*NotStronglyConnectedError]. Cost: O(nodes + arcs·log arcs).
func NewDigraph(nodes int, arcs []Arc) (*Digraph, error) {
	if err := CheckNodes(nodes); err != nil {
		return nil, err
	}
	g := &Digraph{in: make([][]int, nodes), out: make([][]int, nodes), arcs: slices.Clone(arcs)}
	seen := make(map[Arc]bool, len(arcs))
	for i, a := range arcs {
		switch {
		case a.From < 0 || a.From >= nodes || a.To < 0 || a.To >= nodes:
			return nil, &ArcError{ArcRange, i, a, nodes}
		case a.From == a.To:
			return nil, &ArcError{ArcSelfLoop, i, a, nodes}
		case seen[a]:
			return nil, &ArcError{ArcRepeated, i, a, nodes}
		}
		seen[a] = true
		g.out[a.From] = append(g.out[a.From], a.To)
		g.in[a.To] = append(g.in[a.To], a.From)
	}
	for j := range nodes {
		slices.Sort(g.in[j])
		slices.Sort(g.out[j])
	}
	slices.SortFunc(g.arcs, func(a, b Arc) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	if err := g.stronglyConnected(); err != nil {
		return nil, err
	}
	return g, nil
}

// CheckNodes returns a [*NodeCountError] unless 1 ≤ n ≤ MaxNodes, for those who make many arcs before they ask NewDigraph.
func CheckNodes(n int) error {
	if n < 1 || n > MaxNodes {
		return &NodeCountError{n}
	}
	return nil
}

func (g *Digraph) stronglyConnected() error {
	for to, d := range distances(g.out, 0) {
		if d < 0 {
			return &NotStronglyConnectedError{0, to}
		}
	}
	for from, d := range distances(g.in, 0) {
		if d < 0 {
			return &NotStronglyConnectedError{from, 0}
		}
	}
	return nil
}

// distances returns the number of arcs on a shortest path from start to every node, −1 where there is none.
func distances(next [][]int, start int) []int {
	distance := make([]int, len(next))
	for i := range distance {
		distance[i] = -1
	}
	distance[start] = 0
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		for _, j := range next[queue[0]] {
			if distance[j] < 0 {
				distance[j] = distance[queue[0]] + 1
				queue = append(queue, j)
			}
		}
	}
	return distance
}

// Nodes returns n.
func (g *Digraph) Nodes() int { return len(g.in) }

// Arcs returns all arcs, ordered by From and then To.
func (g *Digraph) Arcs() []Arc { return g.arcs }

// In returns the in-neighbours of node j in ascending order.
func (g *Digraph) In(j int) []int { return g.in[j] }

// Out returns the out-neighbours of node j in ascending order.
func (g *Digraph) Out(j int) []int { return g.out[j] }

// OutDegree returns d_j, the number of out-neighbours of node j.
func (g *Digraph) OutDegree(j int) int { return len(g.out[j]) }

// Eccentricity returns the greatest distance from any node to node j. Cost: O(n + arcs).
func (g *Digraph) Eccentricity(j int) int { return slices.Max(distances(g.in, j)) }
