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
	in, out       []int // the neighbours of one node after the other
	inEnd, outEnd []int // where those of a node end
	arcs          []Arc
}

// NodeCountError reports a number of nodes outside 1..Most.
type NodeCountError struct{ Nodes, Most int }

func (e *NodeCountError) Error() string {
	return fmt.Sprintf("a digraph of %d nodes: the number of nodes must be between 1 and %d", e.Nodes, e.Most)
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
	return newDigraph(nodes, arcs)
}

// NewLargeDigraph is NewDigraph for up to [MaxBracketNodes] nodes, which only the bracket takes.
func NewLargeDigraph(nodes int, arcs []Arc) (*Digraph, error) {
	if nodes < 1 || nodes > MaxBracketNodes {
		return nil, &NodeCountError{nodes, MaxBracketNodes}
	}
	return newDigraph(nodes, arcs)
}

func newDigraph(nodes int, arcs []Arc) (*Digraph, error) {
	g := &Digraph{arcs: slices.Clone(arcs)}
	for i, a := range arcs {
		fault := ArcFault("")
		switch {
		case a.From < 0 || a.From >= nodes || a.To < 0 || a.To >= nodes:
			fault = ArcRange
		case a.From == a.To:
			fault = ArcSelfLoop
		}
		if fault != "" {
			if twice := repeated(arcs[:i]); twice >= 0 {
				return nil, &ArcError{ArcRepeated, twice, arcs[twice], nodes}
			}
			return nil, &ArcError{fault, i, a, nodes}
		}
	}
	slices.SortFunc(g.arcs, func(a, b Arc) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	for i := 1; i < len(g.arcs); i++ {
		if g.arcs[i] == g.arcs[i-1] {
			twice := repeated(arcs)
			return nil, &ArcError{ArcRepeated, twice, arcs[twice], nodes}
		}
	}
	g.link(nodes)
	if err := g.stronglyConnected(); err != nil {
		return nil, err
	}
	return g, nil
}

// link sets the neighbours from the arcs, which are in order.
func (g *Digraph) link(nodes int) {
	g.in, g.out = make([]int, len(g.arcs)), make([]int, len(g.arcs))
	g.inEnd, g.outEnd = make([]int, nodes), make([]int, nodes)
	for _, a := range g.arcs {
		g.inEnd[a.To]++
	}
	place := make([]int, nodes)
	for j := 1; j < nodes; j++ {
		place[j] = g.inEnd[j-1]
		g.inEnd[j] += g.inEnd[j-1]
	}
	for i, a := range g.arcs {
		g.out[i], g.in[place[a.To]] = a.To, a.From
		place[a.To]++
		g.outEnd[a.From] = i + 1
	}
	for j := 1; j < nodes; j++ {
		g.outEnd[j] = max(g.outEnd[j], g.outEnd[j-1])
	}
}

// repeated returns the index of the first arc that is listed a second time, or −1.
func repeated(arcs []Arc) int {
	seen := make(map[Arc]bool, len(arcs))
	for i, a := range arcs {
		if seen[a] {
			return i
		}
		seen[a] = true
	}
	return -1
}

// CheckNodes returns a [*NodeCountError] unless 1 ≤ n ≤ MaxNodes, for those who make many arcs before they ask NewDigraph.
func CheckNodes(n int) error {
	if n < 1 || n > MaxNodes {
		return &NodeCountError{n, MaxNodes}
	}
	return nil
}

func (g *Digraph) stronglyConnected() error {
	for to, d := range distances(g.Nodes(), g.Out, 0) {
		if d < 0 {
			return &NotStronglyConnectedError{0, to}
		}
	}
	for from, d := range distances(g.Nodes(), g.In, 0) {
		if d < 0 {
			return &NotStronglyConnectedError{from, 0}
		}
	}
	return nil
}

// distances returns the number of arcs on a shortest path from start to every node, −1 where there is none.
func distances(nodes int, next func(int) []int, start int) []int {
	distance := make([]int, nodes)
	for i := range distance {
		distance[i] = -1
	}
	distance[start] = 0
	queue := make([]int, 1, nodes)
	queue[0] = start
	for head := 0; head < len(queue); head++ {
		for _, j := range next(queue[head]) {
			if distance[j] < 0 {
				distance[j] = distance[queue[head]] + 1
				queue = append(queue, j)
			}
		}
	}
	return distance
}

// Nodes returns n.
func (g *Digraph) Nodes() int { return len(g.inEnd) }

// Arcs returns all arcs, ordered by From and then To.
func (g *Digraph) Arcs() []Arc { return g.arcs }

// In returns the in-neighbours of node j in ascending order.
func (g *Digraph) In(j int) []int { return part(g.in, g.inEnd, j) }

// Out returns the out-neighbours of node j in ascending order.
func (g *Digraph) Out(j int) []int { return part(g.out, g.outEnd, j) }

func part(list, end []int, j int) []int {
	begin := 0
	if j > 0 {
		begin = end[j-1]
	}
	return list[begin:end[j]:end[j]]
}

// OutDegree returns d_j, the number of out-neighbours of node j.
func (g *Digraph) OutDegree(j int) int { return len(g.Out(j)) }

// Eccentricity returns the greatest distance from any node to node j. Cost: O(n + arcs).
func (g *Digraph) Eccentricity(j int) int { return slices.Max(distances(g.Nodes(), g.In, j)) }
