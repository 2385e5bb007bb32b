package graph

import (
	"errors"
	"strings"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
)

// spannedRun is a graph that whole runs of core span, from these starts.
type spannedRun[S state.State[S]] struct {
	state.Start
	graph *Graph[S]
}

func spanRuns[S state.State[S]](t *testing.T, s state.Start, starts []S, live state.Live[S]) spannedRun[S] {
	t.Helper()
	steps, err := Runs(s.Config, starts, live)
	if err != nil {
		t.Fatal(err)
	}
	g, err := Explore(starts, steps)
	if err != nil {
		t.Fatal(err)
	}
	return spannedRun[S]{s, g}
}

// onThreeNodes is the start of models of three nodes, on every digraph, from every value.
func onThreeNodes(t *testing.T) state.Start {
	t.Helper()
	field, err := core.NewField(core.ModelPrime)
	if err != nil {
		t.Fatal(err)
	}
	probes, err := state.ProbeSet("DrawnProbes", 3)
	if err != nil {
		t.Fatal(err)
	}
	return state.Start{Nodes: 3, Config: core.Config{Field: field, Ending: core.Probe(), Capacity: 3}, Digraphs: state.Digraphs(3),
		Values: state.Functions(3, 0, 2), Probes: probes}
}

// parts returns where runs from the starts part from the graph, or nil.
func (g spannedRun[S]) parts(t *testing.T, starts []S, live state.Live[S]) *Divergence {
	t.Helper()
	steps, err := Runs(g.Config, starts, live)
	if err != nil {
		t.Fatal(err)
	}
	err = Equal(g.graph, starts, steps)
	var d *Divergence
	if err != nil && !errors.As(err, &d) {
		t.Fatal(err)
	}
	return d
}

// check checks that the runs are those of the graph, and that a start left out is told.
func (g spannedRun[S]) check(t *testing.T, starts []S, live state.Live[S]) {
	t.Helper()
	if d := g.parts(t, starts, live); d != nil {
		t.Fatal(d)
	}
	if d := g.parts(t, starts[1:], live); d == nil || !strings.Contains(d.Says, "core cannot start in") {
		t.Errorf("a start left out: %v", d)
	}
}

// What a machine does in a state may depend on how it came there, which shows, and nobody is taken to a state by force.
func TestRunsTellEveryStepTakenInAState(t *testing.T) {
	starts := []state.Maximum{{Heard: []core.Element{1}}, {Heard: []core.Element{2}}, {Heard: []core.Element{2}}}
	meet := state.Maximum{Round: 1}
	live := func(_ core.Config, s state.Maximum) (func() (state.Step[state.Maximum], error), error) {
		last := meet
		last.Maximum = []int{int(s.Heard[0])}
		way := []state.Step[state.Maximum]{{Action: core.ActionAdvance, State: meet}, {Action: state.ActionMaximum, State: last}, {Action: state.ActionFinished, State: last}}
		return func() (state.Step[state.Maximum], error) {
			step := way[0]
			way = way[1:]
			return step, nil
		}, nil
	}
	steps, err := Runs(core.Config{}, starts, live)
	if err != nil {
		t.Fatal(err)
	}
	if both, err := steps(meet); err != nil || len(both) != 2 || both[0].State.Maximum[0] != 1 || both[1].State.Maximum[0] != 2 {
		t.Errorf("%v, %v: want two steps", both, err)
	}
	meet.Round = 5
	if _, err := steps(meet); err == nil || !strings.Contains(err.Error(), "core never comes to the state: digraph {}, rounds 0") {
		t.Errorf("%v", err)
	}
}
