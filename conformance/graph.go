package conformance

import (
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
)

// ActionFinished is the step of a network in which everybody has stopped: nothing changes. Core has no such action; the
// models have it so that TLC's deadlock check stays on.
const ActionFinished = "Finished"

// StateGraph is a labelled graph of states of one level: of rounds that all take together, or of messages.
type StateGraph[S leveled[S]] struct {
	States  []S
	Initial []int
	Edges   []Edge // every transition once for each way to take it
}

// Graph is a state graph of RoundCoordination.tla.
type Graph = StateGraph[State]

// Edge is a transition between two states of a graph, by index.
type Edge struct {
	From, To int
	Action   string
}

// StepOf is one action, or "Init", and the state that it led to.
type StepOf[S any] struct {
	Action string
	State  S
}

// Steps returns every step that is possible in a state; a test can hand one that is wrong.
type Steps[S any] func(S) ([]StepOf[S], error)

// leveled is what the states of every level can do.
type leveled[S any] interface {
	encode() tlc.State
	key() string                            // identifies the state among those of any model of the level
	summary() string                        // what sets an initial state apart from others
	differences(got S) []Difference         // every state variable in which got differs
	reached(action string, before S) string // names the step that led here
}

// Machine takes the one step that is possible in a state of RoundCoordination.tla.
type Machine func(core.Config, State) (action string, next State, err error)

// CoreMachine is package core, restored in the state.
func CoreMachine(c core.Config, s State) (string, State, error) {
	digraph, err := core.NewDigraph(len(s.Nodes), s.Digraph)
	if err != nil {
		return "", State{}, err
	}
	w, err := simulate.RestoreNetwork(c, digraph, s.Round, s.Nodes)
	if err != nil {
		return "", State{}, err
	}
	action := w.Step()
	if action == "" {
		action = ActionFinished
	}
	return action, StateOf(w), nil
}

// OneStep returns the steps of a machine that always has exactly one.
func OneStep(c core.Config, machine Machine) Steps[State] {
	return func(s State) ([]Step, error) {
		action, next, err := machine(c, s)
		return []Step{{action, next}}, err
	}
}

// Explore returns the graph that the steps span from the given states.
func Explore[S leveled[S]](initial []S, steps Steps[S]) (*StateGraph[S], error) {
	g, index := &StateGraph[S]{}, make(map[string]int)
	visit := func(s S) int {
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
func (g *StateGraph[S]) outgoing() [][]Edge {
	out := make([][]Edge, len(g.States))
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e)
	}
	return out
}

// search returns the states in breadth-first order and the edge by which each was reached first.
func (g *StateGraph[S]) search(out [][]Edge) (order []int, by map[int]Edge) {
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
func (g *StateGraph[S]) route(by map[int]Edge, s int) (start string, steps []string) {
	e := by[s]
	for ; e.From >= 0; e = by[e.From] {
		steps = append(steps, g.States[e.To].reached(e.Action, g.States[e.From]))
	}
	steps = append(steps, e.Action)
	slices.Reverse(steps)
	return g.States[e.To].summary(), steps
}

// Divergence is the first place where a graph and core part.
type Divergence struct {
	Says        string       // what is wrong, in one sentence
	Path        []string     // the actions from an initial state to the state in which it shows
	Start       string       // that initial state
	Differences []Difference // of the state variables: what the graph has is wanted, what core does is got
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
