package tlc

import (
	"fmt"
	"slices"
)

// A Graph is the labelled state graph that TLC dumped. Nodes are numbered
// from 0 in the order in which TLC first names them.
//
// It keeps the printed text of each distinct value once, so that graphs of
// some hundred thousand states fit, and parses on demand.
type Graph struct {
	Variables []string // in TLC's order
	Actions   []string // the labels of the edges

	ids     []int64
	initial []int
	values  []int32 // per node: one index into texts for each variable
	texts   []text
	edges   []Edge  // sorted by From
	out     []int32 // where the edges of a node start
}

// An Edge is one step that TLC took; Action is an index into Graph.Actions.
type Edge struct{ From, To, Action int32 }

type text struct {
	value string
	line  int32 // of the dump, where it is met first
}

// Len returns the number of states.
func (g *Graph) Len() int { return len(g.ids) }

// ID returns TLC's fingerprint of a node.
func (g *Graph) ID(node int) int64 { return g.ids[node] }

// Initial returns the nodes of the initial states, in TLC's order.
func (g *Graph) Initial() []int { return slices.Clone(g.initial) }

// Edges returns all edges, those of a node together: one for each transition
// that TLC generated, so that there are parallel ones and self-loops. The
// caller must not change it.
func (g *Graph) Edges() []Edge { return g.edges }

// Out returns the edges that leave a node. The caller must not change it.
func (g *Graph) Out(node int) []Edge { return g.edges[g.out[node]:g.out[node+1]] }

// Action returns the label of an edge.
func (g *Graph) Action(e Edge) string { return g.Actions[e.Action] }

// Text returns the value of a variable as TLC printed it, "" if there is no
// such variable.
func (g *Graph) Text(node int, variable string) string {
	i := slices.Index(g.Variables, variable)
	if i < 0 {
		return ""
	}
	return g.texts[g.values[node*len(g.Variables)+i]].value
}

// State parses the state of a node. Nothing is cached. What is no TLA+ value
// is a *FileError that names the line of the dump.
func (g *Graph) State(node int) (State, error) {
	s := make(State, len(g.Variables))
	for i, name := range g.Variables {
		t := g.texts[g.values[node*len(g.Variables)+i]]
		v, err := ParseValue(t.value)
		if err != nil {
			return nil, &FileError{"state graph", int(t.line), fmt.Sprintf("variable %s: %s", name, err)}
		}
		s[name] = v
	}
	return s, nil
}

// Path returns a shortest path from an initial state to the node: no edge if
// it is initial itself or if none leads there.
func (g *Graph) Path(node int) []Edge {
	by := make([]int32, g.Len()) // the edge that reached a node, plus 1
	seen := make([]bool, g.Len())
	queue := g.Initial()
	for _, i := range queue {
		seen[i] = true
	}
	for len(queue) > 0 && !seen[node] {
		from := queue[0]
		queue = queue[1:]
		for i, e := range g.Out(from) {
			if !seen[e.To] {
				seen[e.To], by[e.To] = true, g.out[from]+int32(i)+1
				queue = append(queue, int(e.To))
			}
		}
	}
	var path []Edge
	for by[node] > 0 {
		e := g.edges[by[node]-1]
		path = append(path, e)
		node = int(e.From)
	}
	slices.Reverse(path)
	return path
}

// CheckCounts tells whether the graph is whole: as many nodes, initial nodes
// and edges as TLC says that it met. (A model with a CONSTRAINT has fewer.)
func (g *Graph) CheckCounts(c Counts) error {
	for _, check := range []struct {
		what       string
		have, want int64
	}{
		{"states", int64(g.Len()), c.Distinct},
		{"initial states", int64(len(g.initial)), c.InitialDistinct},
		{"edges", int64(len(g.edges)), c.Generated - c.Initial},
	} {
		if check.have != check.want {
			return fmt.Errorf("the state graph has %d %s, TLC counted %d", check.have, check.what, check.want)
		}
	}
	return nil
}

// index sorts the edges by the node that they leave, keeping TLC's order.
func (g *Graph) index() {
	slices.SortStableFunc(g.edges, func(a, b Edge) int { return int(a.From) - int(b.From) })
	g.out = make([]int32, g.Len()+1)
	for _, e := range g.edges {
		g.out[e.From+1]++
	}
	for i := range g.ids {
		g.out[i+1] += g.out[i]
	}
}
