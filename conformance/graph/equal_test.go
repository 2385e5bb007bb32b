package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/tla/tlc"
)

func threeBound() core.Ending {
	ending, _ := core.Bound(3)
	return ending
}

func TestCoreEqualsItsOwnGraph(t *testing.T) {
	for _, ending := range []core.Ending{threeBound(), core.Probe()} {
		g, config, initial := exploredGraph(t, ending)
		if err := Equal(g, initial, state.OneStep(config, state.CoreRound)); err != nil {
			t.Error(err)
		}
		if len(g.States) < 200 || len(g.Edges) != len(g.States) {
			t.Errorf("%d states and %d edges", len(g.States), len(g.Edges))
		}
	}
}

// edgeOf returns the first edge with that label.
func edgeOf(g *Graph[state.Rounds], action string) *Edge {
	i := slices.IndexFunc(g.Edges, func(e Edge) bool { return e.Action == action })
	return &g.Edges[i]
}

func TestEqualReportsEveryCorruption(t *testing.T) {
	corruptions := []struct {
		name, says, variable string
		corrupt              func(*Graph[state.Rounds])
	}{
		{"one label changed", "the graph says Stop, core does Advance", "", func(g *Graph[state.Rounds]) {
			edgeOf(g, core.ActionAdvance).Action = core.ActionStop
		}},
		{"Finished left out", "core can Finished, the graph has no such step", "", func(g *Graph[state.Rounds]) {
			drop := *edgeOf(g, state.ActionFinished)
			g.Edges = slices.DeleteFunc(g.Edges, func(e Edge) bool { return e == drop })
		}},
		{"one edge left out", "core can Decide, the graph has no such step", "decided", func(g *Graph[state.Rounds]) {
			drop := *edgeOf(g, core.ActionDecide)
			g.Edges = slices.DeleteFunc(g.Edges, func(e Edge) bool { return e == drop })
		}},
		{"one edge twice", "a further step, Decide,", "", func(g *Graph[state.Rounds]) {
			g.Edges = append(g.Edges, *edgeOf(g, core.ActionDecide))
		}},
		{"one edge led elsewhere", "Advance leads to another state in the graph than in core", "numerator", func(g *Graph[state.Rounds]) {
			edgeOf(g, core.ActionAdvance).To = g.Edges[1].To
		}},
		{"a state dropped with its edges", "core can Stop, the graph has no such step", "stopped", func(g *Graph[state.Rounds]) {
			gone := edgeOf(g, core.ActionStop).To
			g.Edges = slices.DeleteFunc(g.Edges, func(e Edge) bool { return e.To == gone })
		}},
		{"one word altered", "Advance leads to another state", "denominator[0]", func(g *Graph[state.Rounds]) {
			alter(g, core.ActionAdvance, func(n *core.NodeState) { n.Denominator[1]++ })
		}},
		{"one decision altered", "Decide leads to another state", "average[0]", func(g *Graph[state.Rounds]) {
			alter(g, core.ActionDecide, func(n *core.NodeState) { n.Average[0]++ })
		}},
		{"a refusal", "Decide leads to another state", "average[0]", func(g *Graph[state.Rounds]) {
			alter(g, core.ActionDecide, func(n *core.NodeState) { n.Refused, n.Average = true, nil })
		}},
		{"one order altered", "Decide leads to another state", "order[0]", func(g *Graph[state.Rounds]) {
			alter(g, core.ActionDecide, func(n *core.NodeState) { n.Order++ })
		}},
		{"one stop round altered", "Stop leads to another state", "stopped[0]", func(g *Graph[state.Rounds]) {
			alter(g, core.ActionStop, func(n *core.NodeState) { n.Stopped-- })
		}},
		{"one horizon altered", "Advance leads to another state", "horizon[0]", func(g *Graph[state.Rounds]) {
			alter(g, core.ActionAdvance, func(n *core.NodeState) { n.Horizon++ })
		}},
		{"an initial state missing", "core can start in a state that is not initial in the graph", "", func(g *Graph[state.Rounds]) {
			g.Initial = g.Initial[1:]
		}},
		{"an initial state altered", "core can start in a state that is not initial in the graph", "numerator[0]", func(g *Graph[state.Rounds]) {
			s := g.States[g.Initial[0]].Clone()
			s.Nodes[0].Numerator[0][0] = 77
			g.States[g.Initial[0]] = s
		}},
		{"an initial state too many", "the graph has an initial state that core cannot start in", "", func(g *Graph[state.Rounds]) {
			g.Initial = append(g.Initial, g.Edges[0].To)
		}},
		{"a state that nothing leads to", "a state that nothing leads to", "", func(g *Graph[state.Rounds]) {
			s := g.States[5].Clone()
			s.Round = 99
			g.States = append(g.States, s)
			g.Edges = append(g.Edges, Edge{len(g.States) - 1, len(g.States) - 1, state.ActionFinished})
		}},
		{"the same state twice", "the same state twice", "", func(g *Graph[state.Rounds]) { g.States = append(g.States, g.States[3]) }},
	}
	for _, c := range corruptions {
		t.Run(c.name, func(t *testing.T) {
			g, config, initial := exploredGraph(t, core.Probe())
			c.corrupt(g)
			err := Equal(g, initial, state.OneStep(config, state.CoreRound))
			var d *Divergence
			if !errors.As(err, &d) || !strings.Contains(d.Says, c.says) {
				t.Fatalf("%v, want %q", err, c.says)
			}
			if c.variable != "" && !strings.Contains(err.Error(), c.variable) {
				t.Errorf("%v, want a difference in %s", err, c.variable)
			}
			if strings.Contains(c.says, "leads to another state") && (len(d.Differences) == 0 || len(d.Path) == 0 || d.Start == "") {
				t.Errorf("%v, want the path and the differences", err)
			}
			t.Log(err)
		})
	}
}

// alter edits node 0 in the state that the first edge with that label leads to.
func alter(g *Graph[state.Rounds], action string, edit func(*core.NodeState)) {
	to := edgeOf(g, action).To
	s := g.States[to].Clone()
	edit(&s.Nodes[0])
	g.States[to] = s
}

// The path must be a shortest one: a corruption deep in the graph is reported behind exactly the actions before it.
func TestPathLeadsToTheDifference(t *testing.T) {
	g, config, initial := exploredGraph(t, threeBound())
	alter(g, core.ActionStop, func(n *core.NodeState) { n.Stopped-- })
	var d *Divergence
	if err := Equal(g, initial, state.OneStep(config, state.CoreRound)); !errors.As(err, &d) {
		t.Fatal(err)
	}
	want := []string{"Init", "Advance", "Advance", "Advance", "Advance", "Decide"}
	if !slices.Equal(d.Path, want) {
		t.Errorf("path %v, want %v", d.Path, want)
	}
	if len(d.Differences) != 1 || d.Differences[0].String() != "stopped[0]       wanted 3\n                 got    4" {
		t.Errorf("differences %v", d.Differences)
	}
}

// exploredGraph is a graph that core spans itself, on every digraph with three nodes, for corrupting.
func exploredGraph(t *testing.T, ending core.Ending) (*Graph[state.Rounds], core.Config, []state.Rounds) {
	t.Helper()
	field, err := core.NewField(core.ModelPrime)
	if err != nil {
		t.Fatal(err)
	}
	config := core.Config{Field: field, Ending: ending, Capacity: 3}
	probes := [][]core.Element{{1, 2, 4}, {5, 17, 40000}}
	initial, err := state.Start{Config: config, Digraphs: state.Digraphs(3), Values: [][]int64{{0, 1, 2}, {1, 1, 1}}, Probes: probes}.Rounds()
	if err != nil {
		t.Fatal(err)
	}
	g, err := Explore(initial, state.OneStep(config, state.CoreRound))
	if err != nil {
		t.Fatal(err)
	}
	return g, config, initial
}

// What decoding would lose shows when the state is encoded again.
func TestEveryExploredStateComesBack(t *testing.T) {
	for _, ending := range []core.Ending{threeBound(), core.Probe()} {
		g, config, _ := exploredGraph(t, ending)
		for _, s := range g.States {
			raw, err := tlc.ParseState(s.Encode().String())
			if err != nil {
				t.Fatal(err)
			}
			back, err := state.DecodeRounds(config.Field, raw)
			if err != nil {
				t.Fatal(err)
			}
			if diff := s.Differences(back); len(diff) > 0 {
				t.Fatal(diff[0])
			}
		}
	}
}
