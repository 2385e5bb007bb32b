package graph

import (
	"strings"
	"testing"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
)

func TestRandomWalksReplayInCore(t *testing.T) {
	for _, ending := range []core.Ending{threeBound(), core.Probe()} {
		g, config, _ := exploredGraph(t, ending)
		r := CheckWalks(config, RandomWalks(g), state.CoreRounds, 300, oracle.Seed)
		t.Logf("seed %d, %d walks, %d steps", r.Seed, r.Walks, r.Steps)
		if r.Failure != "" || r.Walks != 300 || r.Steps < 1000 {
			t.Errorf("%+v", r)
		}
	}
}

// A graph with one word wrong in round 3 of every run must be shown by walks of exactly four states.
func TestReplayShrinksToTheShortestDivergingPrefix(t *testing.T) {
	g, config, _ := exploredGraph(t, threeBound())
	for i, s := range g.States {
		if s.Round == 3 {
			s = s.Clone()
			s.Nodes[2].Denominator[3] ^= 1
			g.States[i] = s
		}
	}
	r := CheckWalks(config, RandomWalks(g), state.CoreRounds, 300, oracle.Seed)
	t.Logf("seed %d, after %d walks and %d shrinks: %s", oracle.Seed, r.Walks, r.Shrinks, r.Failure)
	if !strings.HasPrefix(r.Failure, "random walk, 4 states: Init, Advance, Advance, Advance, from") || r.Shrinks == 0 ||
		!strings.Contains(r.Failure, "step 3, Advance, leads elsewhere:\ndenominator[2]") {
		t.Errorf("%q", r.Failure)
	}
}

func TestReplayNoticesWrongLabels(t *testing.T) {
	g, config, _ := exploredGraph(t, threeBound())
	for i, e := range g.Edges {
		if e.Action == core.ActionDecide {
			g.Edges[i].Action = core.ActionStop
		}
	}
	r := CheckWalks(config, RandomWalks(g), state.CoreRounds, 300, oracle.Seed)
	if !strings.Contains(r.Failure, "step 5 is Stop, core does Decide") {
		t.Errorf("%q", r.Failure)
	}
}

// A walk that starts where core cannot start is an error, not a crash.
func TestReplayRefusesImpossibleStarts(t *testing.T) {
	g, config, _ := exploredGraph(t, core.Probe())
	s := g.States[0].Clone()
	s.Nodes[0].Denominator[0] = 2
	if wrong := Replay(config, Walk{"test", []state.Step[state.Rounds]{{Action: "Init", State: s}}}, state.CoreRounds); !strings.Contains(wrong, "another state") {
		t.Errorf("%q", wrong)
	}
	s = g.States[0].Clone()
	s.Digraph = s.Digraph[:1]
	if wrong := Replay(config, Walk{"test", []state.Step[state.Rounds]{{Action: "Init", State: s}}}, state.CoreRounds); !strings.Contains(wrong, "not strongly connected") {
		t.Errorf("%q", wrong)
	}
}
