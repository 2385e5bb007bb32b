//go:build !js

package trace

import (
	"io/fs"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
)

// tlcAccepts has TLC walk in traces of one ending, and returns how many events of each it allows.
func tlcAccepts(t *testing.T, suite *tlc.Suite, traces ...*Trace) []int {
	t.Helper()
	graph, _, err := withTraces(suite, traces...).DumpModel(t.Context(), traceModel)
	if err != nil {
		t.Fatal(err)
	}
	accepted := make([]int, len(traces))
	for i := range graph.Len() {
		s, err := graph.State(i)
		if err != nil {
			t.Fatal(err)
		}
		trace, line := int(s["trace"].(tlc.Int)), int(s["line"].(tlc.Int))
		accepted[trace-1] = max(accepted[trace-1], line)
	}
	return accepted
}

// What package core does on faulty links is a behaviour of the specification.
func TestTLCAcceptsWhatCoreDoes(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	groups := map[int][]*Trace{}
	sizes := []int{2, 3, 3, 4, 4, 5, 2, 3, 3, 4, 4, 6}
	for seed := range int64(24) {
		n, bound := sizes[seed/2], 0
		if seed%2 == 0 {
			bound = 4 + 2*(n/5) // few bounds: each is a run of TLC
		}
		faults := someFaults
		if seed%3 == 0 {
			faults = simulate.Faults{}
		}
		groups[bound] = append(groups[bound], recordedTrace(t, n, bound, core.ModelPrime, seed, faults))
	}
	for bound, traces := range groups {
		states, actions := len(traces), map[string]int{}
		for i, trace := range traces {
			if accepted, why, err := trace.Replay(); err != nil || why != "" {
				t.Errorf("bound %d, trace %d: core allows %d of %d events: %s, %v", bound, i, accepted, len(trace.Events), why, err)
			}
			states += len(trace.Events)
			for _, e := range trace.Events {
				actions[e.Action]++
			}
		}
		result, err := withTraces(suite, traces...).Try(t.Context(), traceModel, tlc.TryOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if result.Verdict != tlc.Holds || result.Counts.Distinct != int64(states) {
			t.Errorf("bound %d: %s, %d states of %d", bound, result.Outcome(), result.Counts.Distinct, states)
		}
		for _, action := range []string{core.ActionReceive, core.ActionIgnore, core.ActionAdvance, core.ActionDecide, core.ActionStop, core.ActionRestart} {
			if actions[action] == 0 {
				t.Errorf("bound %d: no trace has an event %s", bound, action)
			}
		}
		t.Logf("bound %d: %d traces, %d events %v", bound, len(traces), states-len(traces), actions)
	}
}

// With a small prime a draw of probes is often unlucky. What core does then is in the specification too: that nothing
// reconstructs is a refusal.
func TestTLCAcceptsRefusals(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	var traces []*Trace
	states, refused, wrong := 0, 0, 0
	for _, seed := range []int64{12, 97, 142} {
		trace := recordedTrace(t, 4, 0, 53, seed, simulate.Faults{Loss: 0.8})
		traces, states = append(traces, trace), states+1+len(trace.Events)
		averages := map[core.Element]bool{}
		for _, e := range trace.Events {
			switch {
			case e.Refused:
				refused++
			case e.Action == core.ActionDecide:
				averages[e.Average] = true
			}
		}
		if len(averages) > 1 {
			wrong++
		}
	}
	result, err := withTraces(suite, traces...).Try(t.Context(), traceModel, tlc.TryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Verdict != tlc.Holds || result.Counts.Distinct != int64(states) || refused == 0 || wrong == 0 {
		t.Errorf("%s, %d states of %d, %d refusals, %d disagreements", result.Outcome(), result.Counts.Distinct, states, refused, wrong)
	}
}

// The trace's own actions are those of the specification: TLC checks so in every state of two runs.
func TestAcceptedTracesBehave(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	for _, bound := range []int{0, 3} {
		trace := recordedTrace(t, 3, bound, core.ModelPrime, 1, someFaults)
		model := withTraces(suite, trace).With(map[string]string{"Behaves.cfg": strings.Replace(traceCfg(t, suite), "CHECK_DEADLOCK FALSE",
			"PROPERTY Behaves\nCHECK_DEADLOCK TRUE", 1)})
		result, err := model.Try(t.Context(), tlc.Model{Name: "Behaves", Module: traceModel.Module, Cfg: "Behaves.cfg"}, tlc.TryOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if result.Verdict != tlc.Holds || result.Counts.Distinct != int64(len(trace.Events))+1 {
			t.Errorf("bound %d: %s", bound, result.Outcome())
		}
	}
}

// TestForbiddenEvents: each trace is spoilt in one place, and TLC stops exactly there.
func TestForbiddenEvents(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	for _, bound := range []int{0, 3} {
		base := spoilable(t, bound)
		var traces []*Trace
		var cases []spoiltTrace
		for _, s := range spoils {
			if s.ending == "" || (s.ending == "probe") == (bound == 0) {
				one := spoil(t, base, s)
				cases, traces = append(cases, one), append(traces, one.trace)
			}
		}
		for i, accepted := range tlcAccepts(t, suite, traces...) {
			if c := cases[i]; accepted != c.forbidden {
				t.Errorf("bound %d, %s: TLC allows %d events of %d, want %d", bound, c.name, accepted, len(c.trace.Events), c.forbidden)
			}
		}
	}
}

// Who runs TLC by hand with a check for deadlock sees the same: a deadlock before the event, exit code 11.
func TestForbiddenEventIsDeadlock(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	trace := example(t, "forbidden.json")
	model := withTraces(suite, trace).With(map[string]string{"Deadlock.cfg": strings.Replace(
		traceCfg(t, suite), "CHECK_DEADLOCK FALSE", "CHECK_DEADLOCK TRUE", 1)})
	result, err := model.Try(t.Context(), tlc.Model{Name: "Deadlock", Module: traceModel.Module, Cfg: "Deadlock.cfg"}, tlc.TryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	judgement, err := Judge(t.Context(), suite, trace)
	if err != nil {
		t.Fatal(err)
	}
	last := result.Counterexample.Last().State["line"]
	if result.Exit != 11 || judgement.Accepted || !tlc.Equal(last, tlc.Int(judgement.Forbidden.Index)) {
		t.Errorf("%s, exit %d, line %v, judgement %+v", result.Outcome(), result.Exit, last, judgement)
	}
}

// A TLC that allows less than core, or more, is not passed over.
func TestJudgesMustAgree(t *testing.T) {
	suite := checkout.SuiteForTLC(t)
	text, err := fs.ReadFile(suite.Files, "TraceMessageCoordination.tla")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"bound.json", "TraceNext == Received \\/", "TraceNext ==", "core allows 73 events"},
		{"forbidden.json", "    /\\ Last(numerator'[e.node]) = e.numerator\n", "", "core allows 30 events and then says: the"},
	} {
		broken := strings.Replace(string(text), c.old, c.new, 1)
		if broken == string(text) {
			t.Fatalf("%q is not in the module", c.old)
		}
		_, err := Judge(t.Context(), suite.With(map[string]string{"TraceMessageCoordination.tla": broken}), example(t, c.name))
		if err == nil || !strings.HasPrefix(err.Error(), "TLC and core disagree") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func traceCfg(t *testing.T, suite *tlc.Suite) string {
	t.Helper()
	cfg, err := fs.ReadFile(suite.Files, traceModel.Cfg)
	if err != nil {
		t.Fatal(err)
	}
	return string(cfg)
}
