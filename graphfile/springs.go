package graphfile

import (
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/simple"
)

// springs are the arcs without their directions, always in the same order, so that a drawing is always the same.
type springs struct {
	nodes  []graph.Node
	joined [][]graph.Node
}

func newSprings(g *Graph) *springs {
	s := &springs{make([]graph.Node, len(g.Names)), make([][]graph.Node, len(g.Names))}
	for i := range s.nodes {
		s.nodes[i] = simple.Node(i)
	}
	for _, a := range g.Arcs {
		s.join(a.From, a.To)
		s.join(a.To, a.From)
	}
	return s
}

func (s *springs) join(i, j int) {
	if !slices.Contains(s.joined[i], s.nodes[j]) {
		s.joined[i] = append(s.joined[i], s.nodes[j])
	}
}

func (s *springs) Node(id int64) graph.Node  { return s.nodes[id] }
func (s *springs) Nodes() graph.Nodes        { return iterator.NewOrderedNodes(s.nodes) }
func (s *springs) From(id int64) graph.Nodes { return iterator.NewOrderedNodes(s.joined[id]) }
func (s *springs) HasEdgeBetween(i, j int64) bool {
	return slices.Contains(s.joined[i], s.nodes[j])
}
func (s *springs) Edge(i, j int64) graph.Edge {
	if s.HasEdgeBetween(i, j) {
		return simple.Edge{F: s.nodes[i], T: s.nodes[j]}
	}
	return nil
}
