package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
)

// Equal checks that the graph is exactly what the machine spans from the given initial states: the same initial states,
// in every state the same steps with the same labels to the same successors, and no state that cannot be reached.
// It returns the first difference, nearest to an initial state, as a [*Divergence].
func Equal(g *Graph, c core.Config, initial []State, machine Machine) error {
	index, err := indexStates(g)
	if err != nil {
		return err
	}
	if err := equalInitial(g, index, initial); err != nil {
		return err
	}
	out := g.outgoing()
	order, by := g.search(out)
	for _, s := range order {
		if d := equalSteps(g, c, machine, out[s], s); d != nil {
			start, actions := path(by, s)
			d.Start, d.Path = g.States[start].summary(), actions
			return d
		}
	}
	if len(order) < len(g.States) {
		for s := range g.States {
			if _, reached := by[s]; !reached {
				return &Divergence{Says: fmt.Sprintf("the graph has a state that nothing leads to, in round %d: %s",
					g.States[s].Round, g.States[s].summary())}
			}
		}
	}
	return nil
}

func indexStates(g *Graph) (map[string]int, error) {
	index := make(map[string]int, len(g.States))
	for i, s := range g.States {
		key := s.key()
		if _, known := index[key]; known {
			return nil, &Divergence{Says: "the graph has the same state twice: " + s.summary()}
		}
		index[key] = i
	}
	return index, nil
}

func equalInitial(g *Graph, index map[string]int, initial []State) error {
	want := make(map[int]bool, len(g.Initial))
	for _, s := range g.Initial {
		want[s] = true
	}
	for _, s := range initial {
		i, known := index[s.key()]
		if !known || !want[i] {
			d := &Divergence{Says: "core can start in a state that is not initial in the graph: " + s.summary()}
			if near, found := nearestInitial(g, s); found {
				d.Differences = Diff(near, s)
			}
			return d
		}
		delete(want, i)
	}
	for _, i := range g.Initial {
		if want[i] {
			return &Divergence{Says: "the graph has an initial state that core cannot start in: " + g.States[i].summary()}
		}
	}
	return nil
}

// nearestInitial returns the initial state of the graph that differs from s in the fewest variables.
func nearestInitial(g *Graph, s State) (near State, found bool) {
	fewest := 0
	for _, i := range g.Initial {
		if d := len(Diff(g.States[i], s)); !found || d < fewest {
			near, fewest, found = g.States[i], d, true
		}
	}
	return near, found
}

// equalSteps compares the edges out of state s with the one step of the machine.
func equalSteps(g *Graph, c core.Config, machine Machine, edges []Edge, s int) *Divergence {
	action, next, err := machine(c, g.States[s])
	if err != nil {
		return &Divergence{Says: err.Error()}
	}
	if len(edges) == 0 {
		return &Divergence{Says: "core can " + action + ", the graph has no step", Differences: Diff(g.States[s], next)}
	}
	key := next.key()
	match := slices.IndexFunc(edges, func(e Edge) bool { return e.Action == action && g.States[e.To].key() == key })
	if match < 0 {
		return mismatch(g, edges, action, next)
	}
	for i, e := range edges {
		if i != match {
			return &Divergence{Says: fmt.Sprintf("the graph has a further step, %s, that core cannot take", e.Action),
				Differences: Diff(g.States[e.To], next)}
		}
	}
	return nil
}

// mismatch explains against the edge that comes nearest.
func mismatch(g *Graph, edges []Edge, action string, next State) *Divergence {
	nearest, says := edges[0], fmt.Sprintf("the graph says %s, core does %s", edges[0].Action, action)
	for _, e := range edges {
		if e.Action == action {
			nearest, says = e, action+" leads to another state in the graph than in core"
			break
		}
	}
	return &Divergence{Says: says, Differences: Diff(g.States[nearest.To], next)}
}
