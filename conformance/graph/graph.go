package graph

import (
	"fmt"
	"slices"
	"strings"

	"kizami/conformance/state"
	"kizami/core"
)

// Graph is a labelled graph of states of one level: of rounds that all take together, or of messages.
type Graph[S state.State[S]] struct {
	States  []S
	Initial []int
	Edges   []Edge // every transition once for each way to take it
}

// Edge is a transition between two states of a graph, by index.
type Edge struct {
	From, To int
	Action   string
}

// Explore returns the graph that the steps span from the given states.
func Explore[S state.State[S]](initial []S, steps state.Steps[S]) (*Graph[S], error) {
	g, index := &Graph[S]{}, make(map[string]int)
	visit := func(s S) int {
		key := s.Key()
		if _, known := index[key]; !known {
			index[key] = len(g.States)
			g.States = append(g.States, s)
		}
		return index[key]
	}
	for _, s := range initial {
		g.Initial = append(g.Initial, visit(s))
	}
	for from := 0; from < len(g.States); from++ {
		possible, err := steps(g.States[from])
		if err != nil {
			return nil, err
		}
		for _, step := range possible {
			g.Edges = append(g.Edges, Edge{from, visit(step.State), step.Action})
		}
	}
	return g, nil
}

// outgoing returns the edges of each state.
func (g *Graph[S]) outgoing() [][]Edge {
	out := make([][]Edge, len(g.States))
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e)
	}
	return out
}

// search returns the states in breadth-first order and the edge by which each was reached first.
func (g *Graph[S]) search(out [][]Edge) (order []int, by map[int]Edge) {
	by = make(map[int]Edge)
	for _, s := range g.Initial {
		if _, known := by[s]; !known {
			by[s] = Edge{-1, s, core.ActionInit}
			order = append(order, s)
		}
	}
	for at := 0; at < len(order); at++ {
		for _, e := range out[order[at]] {
			if _, known := by[e.To]; !known {
				by[e.To] = e
				order = append(order, e.To)
			}
		}
	}
	return order, by
}

// route returns the initial state from which s was reached and the steps that led there.
func (g *Graph[S]) route(by map[int]Edge, s int) (start string, steps []string) {
	e := by[s]
	for ; e.From >= 0; e = by[e.From] {
		steps = append(steps, g.States[e.To].Reached(e.Action, g.States[e.From]))
	}
	steps = append(steps, e.Action)
	slices.Reverse(steps)
	return g.States[e.To].Summary(), steps
}

// Divergence is the first place where a graph and core part.
type Divergence struct {
	Says        string             // what is wrong, in one sentence
	Path        []string           // the actions from an initial state to the state in which it shows
	Start       string             // that initial state
	Differences []state.Difference // of the state variables: what the graph has is wanted, what core does is got
}

func (d *Divergence) Error() string {
	var b strings.Builder
	b.WriteString(d.Says)
	if len(d.Path) > 0 {
		fmt.Fprintf(&b, "\nin the state after %s\nfrom %s", strings.Join(d.Path, ", "), d.Start)
	}
	for _, difference := range d.Differences {
		fmt.Fprintf(&b, "\n%v", difference)
	}
	return b.String()
}
