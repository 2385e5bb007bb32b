package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
)

// bracketStart is what nodes on the cycle of three start from.
func bracketStart(t *testing.T, epochs int) state.Start {
	t.Helper()
	s := onThreeNodes(t)
	g, err := core.NewDigraph(3, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}})
	if err != nil {
		t.Fatal(err)
	}
	s.Epochs, s.Digraphs, s.Values = epochs, []*core.Digraph{g}, [][]int64{{1, 0, 0}, {2, 0, 1}}
	s.Bracket = state.BracketRule{Bound: 3, Most: 2, Last: 30, Measure: core.Measure{Units: 16, Grid: 32, Scale: -1, Zoom: 4}}
	return s
}

func TestEqualNoticesEveryBracketMutant(t *testing.T) {
	s := bracketStart(t, 0)
	initial, err := s.Brackets()
	if err != nil {
		t.Fatal(err)
	}
	run := spanRuns(t, s, initial, s.CoreBracket)
	run.check(t, initial, s.CoreBracket)
	for _, m := range []struct {
		name, variable string
		spoil          func(*core.BracketState)
	}{
		{"a unit is lost", "numerator", func(n *core.BracketState) { n.Numerator = []int64{n.Numerator[0] - 1} }},
		{"a unit is made", "denominator", func(n *core.BracketState) { n.Denominator++ }},
		{"a quotient is rounded away", "least", func(n *core.BracketState) { n.Least = []int64{n.Least[0] + 1} }},
		{"a quotient is forgotten", "greatest", func(n *core.BracketState) { n.Greatest = []int64{n.Greatest[0] - 1} }},
		{"the bracket is too narrow", "lower", func(n *core.BracketState) { n.Lower = []int64{n.Lower[0] + 1} }},
		{"the bracket is not narrowed", "upper", func(n *core.BracketState) { n.Upper = []int64{n.Upper[0] + 1} }},
		{"it zooms by another factor", "scale", func(n *core.BracketState) { n.Scale = []int{n.Scale[0] + 1} }},
		{"it decides too late", "decided", func(n *core.BracketState) { n.Decided = max(core.None, n.Decided-1) }},
		{"it decides something else", "average", func(n *core.BracketState) { n.Average = []core.Fraction{{Numerator: 5, Denominator: 1}} }},
		{"it refuses", "average", func(n *core.BracketState) { n.Average, n.Refused = nil, true }},
	} {
		d := run.parts(t, initial, func(c core.Config, start state.Bracket) (func() (state.Step[state.Bracket], error), error) {
			next, err := s.CoreBracket(c, start)
			return func() (state.Step[state.Bracket], error) {
				step, err := next()
				step.State.Nodes = slices.Clone(step.State.Nodes)
				m.spoil(&step.State.Nodes[1])
				return step, err
			}, err
		})
		if d == nil || !slices.ContainsFunc(d.Differences, func(d state.Difference) bool { return d.Variable == m.variable && d.Node == 1 }) {
			t.Errorf("%s: %v, want a difference of %s", m.name, d, m.variable)
		}
	}
	strange := initial[0]
	strange.Value = []int64{3, 0, 0}
	if _, err := s.CoreBracket(s.Config, strange); err == nil || !strings.Contains(err.Error(), "all agreed that a value is at most 2 quanta") {
		t.Errorf("%v", err)
	}
	strange.Value = []int64{0, 0, 0}
	if _, err := s.CoreBracket(s.Config, strange); err == nil || !strings.Contains(err.Error(), "core starts in another state:\nvalue[0]") && !strings.Contains(err.Error(), "core starts in another state:\nnumerator[0]") {
		t.Errorf("%v", err)
	}
}

// spanBracketMessages is the graph that core spans.
func spanBracketMessages(t *testing.T) (state.Start, *Graph[state.BracketMessages], []state.BracketMessages) {
	t.Helper()
	s := bracketStart(t, 2)
	s.Values = s.Values[:1]
	initial, err := s.BracketMessages()
	if err != nil {
		t.Fatal(err)
	}
	g, err := Explore(initial, state.EveryBracketStep(s.CoreBracketMessages()))
	if err != nil {
		t.Fatal(err)
	}
	return s, g, initial
}

func TestEqualNoticesEveryBracketMessageMutant(t *testing.T) {
	s, g, initial := spanBracketMessages(t)
	if err := Equal(g, initial, state.EveryBracketStep(s.CoreBracketMessages())); err != nil {
		t.Fatal(err)
	}
	edited := func(action string, edit func(*state.BracketMessages, int)) state.BracketMachine {
		machine := s.CoreBracketMessages()
		return func(now state.BracketMessages) ([]state.BracketStep, error) {
			steps, err := machine(now)
			for i := range steps {
				if steps[i].Action == action {
					steps[i].Next.Peers = slices.Clone(steps[i].Next.Peers)
					edit(&steps[i].Next, steps[i].Node)
				}
			}
			return steps, err
		}
	}
	for _, m := range []struct {
		name, variable string
		machine        state.BracketMachine
	}{
		{"offers a round less", "offered", edited(core.ActionAdvance, func(next *state.BracketMessages, j int) {
			if p := &next.Peers[j]; p.Round > 1 {
				p.Offered = p.Offered[1:]
			}
		})},
		{"forgets the epoch before", "offered", edited(core.ActionBegin, func(next *state.BracketMessages, j int) {
			next.Peers[j].Offered = next.Peers[j].Offered[len(next.Peers[j].Offered)-1:]
		})},
		{"keeps its inbox when it decides", "inbox", edited(core.ActionDecide, func(next *state.BracketMessages, j int) {
			next.Peers[j].Inbox = next.Network[:1]
		})},
		{"begins in the wrong epoch", "epoch", edited(core.ActionBegin, func(next *state.BracketMessages, j int) { next.Peers[j].Epoch++ })},
		{"sends what nobody offered", "network", edited(core.ActionAdvance, func(next *state.BracketMessages, _ int) {
			next.Network = next.Network[1:]
		})},
		{"is ahead by a round", "round", edited(core.ActionAdvance, func(next *state.BracketMessages, j int) { next.Peers[j].Round++ })},
	} {
		var d *Divergence
		if err := Equal(g, initial, state.EveryBracketStep(m.machine)); !errors.As(err, &d) ||
			!slices.ContainsFunc(d.Differences, func(d state.Difference) bool { return d.Variable == m.variable }) {
			t.Errorf("%s: %v, want a difference of %s", m.name, err, m.variable)
		}
	}
}

// Vectors take every step, and peers that are never restored follow each; a vector that was tampered with is told.
func TestBracketVectors(t *testing.T) {
	s, g, _ := spanBracketMessages(t)
	vectors, taken := BracketVectors(s, g), map[string]bool{}
	for _, v := range vectors {
		if wrong := v.Replay(); wrong != "" {
			t.Fatalf("%v:\n%s", v, wrong)
		}
		from := v.Start.Key()
		for _, step := range v.Steps {
			to := step.Next.Key()
			taken[from+step.Action+to], from = true, to
		}
	}
	if changes := len(slices.DeleteFunc(slices.Clone(g.Edges), func(e Edge) bool { return e.From == e.To })); len(taken) != changes {
		t.Errorf("%d of %d steps are taken", len(taken), changes)
	}
	v := vectors[0]
	last := &v.Steps[len(v.Steps)-1]
	for _, c := range []struct {
		says  string
		spoil func()
	}{
		{"leads elsewhere:\n", func() {
			last.Next.Peers = slices.Clone(last.Next.Peers)
			last.Next.Peers[last.Node].Denominator++
		}},
		{"core cannot Begin at node", func() { v.Steps[0].Action = core.ActionBegin }},
		{"changes nothing", func() { v.Steps[0].Node = -1 }},
		{"core starts in another state:\n", func() { v.Start.Network = nil }},
		{"not strongly connected", func() { v.Start.Digraph = v.Start.Digraph[1:] }},
	} {
		c.spoil()
		if wrong := v.Replay(); !strings.Contains(wrong, c.says) {
			t.Errorf("%q, want %q", wrong, c.says)
		}
	}
}
