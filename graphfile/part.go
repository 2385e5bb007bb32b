package graphfile

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"

	"kizami/core"
)

// Largest returns the greatest strongly connected part, of several the one with the first node, and how many nodes are left
// out. Cost: O(nodes + arcs) but for the order of arcs.
func (g *Graph) Largest() (part *Graph, left int) {
	d := simple.NewDirectedGraph()
	for i := range g.Names {
		d.AddNode(simple.Node(i))
	}
	for _, a := range g.Arcs {
		d.SetEdge(simple.Edge{F: simple.Node(a.From), T: simple.Node(a.To)})
	}
	var best []int
	for _, component := range topo.TarjanSCC(d) {
		nodes := make([]int, len(component))
		for i, n := range component {
			nodes[i] = int(n.ID())
		}
		slices.Sort(nodes)
		if cmp.Or(len(nodes)-len(best), first(best)-first(nodes)) > 0 {
			best = nodes
		}
	}
	return g.only(best), len(g.Names) - len(best)
}

func first(nodes []int) int {
	if len(nodes) == 0 {
		return 0
	}
	return nodes[0]
}

// only returns the part of some nodes, in order.
func (g *Graph) only(nodes []int) *Graph {
	part := *g
	part.Names, part.Arcs = make([]string, len(nodes)), nil
	now := make([]int, len(g.Names))
	for place, i := range nodes {
		part.Names[place], now[i] = g.Names[i], place+1
	}
	for _, a := range g.Arcs {
		if now[a.From] > 0 && now[a.To] > 0 {
			part.Arcs = append(part.Arcs, core.Arc{From: now[a.From] - 1, To: now[a.To] - 1})
		}
	}
	return &part
}
