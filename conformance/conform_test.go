//go:build !js

package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kizami/conformance/checkout"
	"kizami/conformance/golden"
	"kizami/conformance/graph"
	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/conformance/state"
	"kizami/core"
	"kizami/tla/tlc"
)

// span lets TLC write the graph of a model of rounds and checks that core spans the same.
func span(t *testing.T, suite *tlc.Suite, model string) (graph.Dump, *tlc.Result, Setting, *graph.Graph[state.Rounds], []state.Rounds) {
	t.Helper()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		t.Fatal(err)
	}
	dump, result, err := dumpBare(t.Context(), suite, model)
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Decode(setting.Config.Field, dump, state.DecodeRounds)
	if err != nil {
		t.Fatal(err)
	}
	initial, err := setting.Rounds()
	if err != nil {
		t.Fatal(err)
	}
	if err := graph.Equal(g, initial, state.OneStep(setting.Config, state.CoreRound)); err != nil {
		t.Errorf("%s: %v", model, err)
	}
	return dump, result, setting, g, initial
}

// The state graphs of TLC on all 18 digraphs with three nodes are those of core; a graph that was tampered with is noticed.
func TestTLCAndCoreSpanTheSameGraph(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	for _, model := range goldenRounds {
		dump, result, setting, g, initial := span(t, suite, model)
		compareGolden(t, suite, model, result.Banner, dump)
		t.Logf("%s: %d digraphs, %d states, %d transitions, TLC counts %+v", model, len(setting.Digraphs), len(g.States),
			len(g.Edges), result.Counts)
		if len(setting.Digraphs) != 18 || len(g.States) != int(result.Counts.Distinct) {
			t.Errorf("%s: %d digraphs, %d states", model, len(setting.Digraphs), len(g.States))
		}
		tamper(t, g, setting, initial)
	}
}

// A graph that is kept is what TLC says now. Here that is one of messages, but all when they are written anew: that core
// spans what TLC says now is what kizami conform shows of each, and that it spans what is kept, TestGoldenGraphsAreThoseOfCore.
func TestTLCAndCoreSpanWhatIsKept(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	for _, model := range slices.Concat(goldenMore, goldenMessages, goldenRuns, goldenBracket) {
		if !*checkout.Update && model != "MCMessages2ProbeEpochs" {
			continue
		}
		dump, result, err := dumpBare(t.Context(), suite, model)
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, suite, model, result.Banner, dump)
		t.Logf("%s: TLC counts %+v", model, result.Counts)
	}
}

// compareGolden holds what TLC says now against what was kept of it. TestGoldenGraphsAreThoseOfCore tells whether the
// modules have changed since.
func compareGolden(t *testing.T, suite *tlc.Suite, model, banner string, dump graph.Dump) {
	t.Helper()
	sources, err := golden.Sources(suite, model)
	if err != nil {
		t.Fatal(err)
	}
	now := golden.Graph{Model: model, Version: banner, Sources: sources, Dump: dump}
	if *checkout.Update {
		if err := golden.Write(now); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := golden.Read(model)
	if err != nil {
		t.Fatal(err)
	}
	now.Sources = kept.Sources
	if kept.Text() != now.Text() {
		t.Errorf("the golden graph of %s is not what TLC says now: %s", model, checkout.Anew)
	}
}

// tamper checks that equality notices a core that is wrong, a label that is wrong and a start that is missing.
func tamper(t *testing.T, g *graph.Graph[state.Rounds], setting Setting, initial []state.Rounds) {
	t.Helper()
	wrong := func(c core.Config, s state.Rounds) (string, state.Rounds, error) {
		action, next, err := state.CoreRound(c, s)
		if action == core.ActionDecide {
			next = next.Clone()
			next.Nodes[0].Order++
		}
		return action, next, err
	}
	var d *graph.Divergence
	if err := graph.Equal(g, initial, state.OneStep(setting.Config, wrong)); !errors.As(err, &d) || d.Differences[0].Variable != "order" {
		t.Errorf("%s: an order one too large: %v", setting.Model, err)
	}
	if err := graph.Equal(g, initial[1:], state.OneStep(setting.Config, state.CoreRound)); !errors.As(err, &d) || !strings.Contains(d.Says, "core cannot start in") {
		t.Errorf("%s: a start left out: %v", setting.Model, err)
	}
	edge := &g.Edges[slices.IndexFunc(g.Edges, func(e graph.Edge) bool { return e.Action == core.ActionStop })]
	edge.Action = core.ActionAdvance
	if err := graph.Equal(g, initial, state.OneStep(setting.Config, state.CoreRound)); !errors.As(err, &d) || d.Says != "the graph says Advance, core does Stop" {
		t.Errorf("%s: a label changed: %v", setting.Model, err)
	}
	edge.Action = core.ActionStop
}

// A whole run, small: one model of each part, few cases, with a subject that is right and with one that is wrong.
func TestRunReportsWhatHoldsAndWhatDoesNot(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	told := map[int]string{}
	options := Options{Models: []string{"MCSimulateBound5"}, Cases: 4, Walks: 20, Traces: 10,
		Progress: func(p Progress) {
			if p.Done {
				told[p.Index] = p.Part
			}
		}}
	r, err := runOn(t.Context(), suite, property.Core, options)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Holds || r.States == 0 || r.States != r.Transitions || len(r.Graphs) != 1 || len(r.Simulations) != 1 ||
		r.Simulations[0].Replay.Walks != 20 || len(r.Properties) != len(Properties) || !strings.HasPrefix(r.TLC, "Version") {
		t.Errorf("%+v", r)
	}
	if want := 2 + len(Properties); len(told) != want || told[0] != "graph MCSimulateBound5" || told[1] != "simulate MCSimulateBound5" {
		t.Errorf("%d parts told, want %d: %v", len(told), want, told)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
	hasty := func(c oracle.Case) (*property.Record, error) { // stops a round too early
		r, err := property.Core(c)
		if err == nil {
			last := r.Last().Clone()
			last.Nodes[0].Stopped--
			r.Steps[len(r.Steps)-1].State = last
		}
		return r, err
	}
	wrong := &Report{Holds: true}
	for _, part := range wrong.parts(suite, hasty, nil, options.withDefaults()) {
		holds, err := part.run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		wrong.Holds = wrong.Holds && holds
	}
	if wrong.Holds || wrong.Properties[2].Name != "exact-rounds" || wrong.Properties[2].Failure == "" {
		t.Errorf("a core that stops too early passes: %+v", wrong.Properties)
	}
}

// A behaviour of another setting, or a state that no network can be in, is told, not replayed.
func TestReplayOfStrangeBehaviours(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	setting, err := ReadSetting(suite, "MCSimulateBound5")
	if err != nil {
		t.Fatal(err)
	}
	behaviours, err := suite.Simulate(t.Context(), "MCSimulateBound5", 2, 5, oracle.Seed)
	if err != nil {
		t.Fatal(err)
	}
	other := setting
	other.Values = [][]int64{{7, 7, 7, 7, 7}}
	if _, err := replayBehaviours(other, behaviours, Options{}.withDefaults()); err == nil ||
		!strings.Contains(err.Error(), "simulated behaviour 0 starts where core cannot") {
		t.Errorf("%v", err)
	}
	behaviours[1][3]["round"] = tlc.Int(7)
	r, err := replayBehaviours(setting, behaviours, Options{}.withDefaults())
	if err != nil || !strings.HasPrefix(r.Failure, "simulated behaviour 1, 4 states: ?, ?, ?, ?") ||
		!strings.Contains(r.Failure, "step 3, Advance, leads elsewhere:\nround") {
		t.Errorf("%v, %q", err, r.Failure)
	}
	delete(behaviours[0][2], "round")
	if _, err = replayBehaviours(setting, behaviours, Options{}.withDefaults()); err == nil ||
		!strings.Contains(err.Error(), "simulated behaviour 0, state 3: a state of 9 variables") {
		t.Errorf("%v", err)
	}
}

func TestRunStopsWhenToldTo(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := runOn(ctx, suite, property.Core, Options{Progress: func(p Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestRunNamesUnknownModels(t *testing.T) {
	suite := &tlc.Suite{Files: fstest.MapFS{}, Models: []tlc.Model{{Name: "Here", Quick: true, Graph: true}}}
	if _, err := runOn(t.Context(), suite, property.Core, Options{Models: []string{"There"}}); err == nil || !strings.Contains(err.Error(), `"There"`) {
		t.Errorf("%v", err)
	}
	if _, err := runOn(t.Context(), suite, property.Core, Options{}); err == nil || !strings.Contains(err.Error(), "model Here: core has no states of the module") {
		t.Errorf("%v", err)
	}
}

// Few cases, but others than those of kizami conform, which tries more.
func TestProperties(t *testing.T) {
	const cases, others = 5, 1000
	for i, p := range Properties {
		t.Run(p.Name, func(t *testing.T) {
			r := p.Check(t.Context(), property.Core, cases, oracle.MaxNodes, oracle.Seed+others+int64(i))
			t.Logf("seed %d, %d cases up to %d nodes: %s", r.Seed, r.Cases, r.MaxNodes, r.Says)
			if r.Failure != "" || r.Cases != cases {
				t.Errorf("after %d cases and %d shrinks: %s", r.Cases, r.Shrinks, r.Failure)
			}
		})
	}
}
