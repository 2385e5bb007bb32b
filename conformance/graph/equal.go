package graph

import (
	"fmt"
	"slices"

	"kizami/conformance/state"
)

// Equal checks that the graph is exactly what the steps span from the given initial states: the same initial states, in
// every state the same steps with the same labels to the same successors, each as often, and no state that cannot be
// reached. It returns the first difference, nearest to an initial state, as a [*Divergence].
func Equal[S state.State[S]](g *Graph[S], initial []S, steps state.Steps[S]) error {
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
		if d := equalSteps(g, index, steps, out[s], s); d != nil {
			d.Start, d.Path = g.route(by, s)
			return d
		}
	}
	for s := range g.States {
		if _, reached := by[s]; !reached {
			return &Divergence{Says: "the graph has a state that nothing leads to: " + g.States[s].Summary()}
		}
	}
	return nil
}

func indexStates[S state.State[S]](g *Graph[S]) (map[string]int, error) {
	index := make(map[string]int, len(g.States))
	for i, s := range g.States {
		key := s.Key()
		if _, known := index[key]; known {
			return nil, &Divergence{Says: "the graph has the same state twice: " + s.Summary()}
		}
		index[key] = i
	}
	return index, nil
}

func equalInitial[S state.State[S]](g *Graph[S], index map[string]int, initial []S) error {
	want := make(map[int]bool, len(g.Initial))
	for _, s := range g.Initial {
		want[s] = true
	}
	for _, s := range initial {
		i, known := index[s.Key()]
		if !known || !want[i] {
			d := &Divergence{Says: "core can start in a state that is not initial in the graph: " + s.Summary()}
			if near := nearest(g, g.Initial, s); near >= 0 {
				d.Differences = g.States[near].Differences(s)
			}
			return d
		}
		delete(want, i)
	}
	for _, i := range g.Initial {
		if want[i] {
			return &Divergence{Says: "the graph has an initial state that core cannot start in: " + g.States[i].Summary()}
		}
	}
	return nil
}

// nearest returns the one of the states that differs from s in the fewest variables, -1 if there is none.
func nearest[S state.State[S]](g *Graph[S], among []int, s S) int {
	near, fewest := -1, 0
	for _, i := range among {
		if d := len(g.States[i].Differences(s)); near < 0 || d < fewest {
			near, fewest = i, d
		}
	}
	return near
}

// equalSteps takes every step that is possible in state s from the edges that leave it. None may be left on either side.
func equalSteps[S state.State[S]](g *Graph[S], index map[string]int, steps state.Steps[S], edges []Edge, s int) *Divergence {
	possible, err := steps(g.States[s])
	if err != nil {
		return &Divergence{Says: err.Error()}
	}
	left := slices.Clone(edges)
	var extra []state.Step[S]
	for _, step := range possible {
		to, known := index[step.State.Key()]
		match := slices.IndexFunc(left, func(e Edge) bool { return known && e.To == to && e.Action == step.Action })
		if match < 0 {
			extra = append(extra, step)
			continue
		}
		left = slices.Delete(left, match, match+1)
	}
	switch {
	case len(extra) > 0:
		return mismatch(g, left, s, extra[0])
	case len(left) > 0:
		return &Divergence{Says: fmt.Sprintf("the graph has a further step, %s, that core cannot take", left[0].Action),
			Differences: g.States[left[0].To].Differences(g.States[s])}
	}
	return nil
}

// mismatch explains a step of core against the edge that comes nearest, of those that core did not take.
func mismatch[S state.State[S]](g *Graph[S], left []Edge, s int, step state.Step[S]) *Divergence {
	if len(left) == 0 {
		return &Divergence{Says: "core can " + step.Action + ", the graph has no such step",
			Differences: g.States[s].Differences(step.State)}
	}
	says, targets := step.Action+" leads to another state in the graph than in core", []int{}
	for _, e := range left {
		if e.Action == step.Action {
			targets = append(targets, e.To)
		}
	}
	if len(targets) == 0 {
		says, targets = fmt.Sprintf("the graph says %s, core does %s", left[0].Action, step.Action), []int{left[0].To}
	}
	return &Divergence{Says: says, Differences: g.States[nearest(g, targets, step.State)].Differences(step.State)}
}
