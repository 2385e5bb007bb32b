package conformance

import (
	"fmt"
	"slices"
	"strings"

	"kizami/core"
)

// ActionFinished is the step of a network in which everybody has stopped: nothing changes. Core has no such action; the
// model has it so that TLC's deadlock check stays on.
const ActionFinished = "Finished"

// Graph is a labelled state graph.
type Graph struct {
	States  []State
	Initial []int
	Edges   []Edge // every transition once for each way to take it
}

// Edge is a transition between two states of a graph, by index.
type Edge struct {
	From, To int
	Action   string
}

// Machine takes the one step that is possible in a state; a test can hand one that is wrong.
type Machine func(core.Config, State) (action string, next State, err error)

// CoreMachine is package core, restored in the state.
func CoreMachine(c core.Config, s State) (string, State, error) {
	digraph, err := core.NewDigraph(len(s.Nodes), s.Digraph)
	if err != nil {
		return "", State{}, err
	}
	w := core.RestoreNetwork(c, digraph, s.Round, s.Nodes)
	action, _ := w.Step()
	if action == "" {
		action = ActionFinished
	}
	return action, StateOf(w), nil
}

// Explore returns the graph that the machine spans from the given states.
func Explore(c core.Config, initial []State, machine Machine) (*Graph, error) {
	g, index := &Graph{}, make(map[string]int)
	visit := func(s State) int {
		key := s.key()
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
		action, next, err := machine(c, g.States[from])
		if err != nil {
			return nil, err
		}
		g.Edges = append(g.Edges, Edge{from, visit(next), action})
	}
	return g, nil
}

// outgoing returns the edges of each state.
func (g *Graph) outgoing() [][]Edge {
	out := make([][]Edge, len(g.States))
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e)
	}
	return out
}

// search returns the states in breadth-first order and the edge by which each was reached first.
func (g *Graph) search(out [][]Edge) (order []int, by map[int]Edge) {
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

// path returns the initial state from which s was reached and the actions that led there.
func path(by map[int]Edge, s int) (initial int, actions []string) {
	for {
		e := by[s]
		actions = append(actions, e.Action)
		if e.From < 0 {
			slices.Reverse(actions)
			return s, actions
		}
		s = e.From
	}
}

// Divergence is the first place where a graph and a machine part.
type Divergence struct {
	Says        string       // what is wrong, in one sentence
	Path        []string     // the actions from an initial state to the state in which it shows
	Start       string       // that initial state
	Differences []Difference // of the state variables: what the graph has is wanted, what the machine does is got
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

// summary writes what sets an initial state apart from others.
func (s State) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s", arcsText(s.Digraph))
	for _, name := range []string{"numerator", "probe"} {
		fmt.Fprintf(&b, ", %s", name)
		for j := range s.Nodes {
			fmt.Fprintf(&b, " %s", s.variable(name, j))
		}
	}
	return b.String()
}
