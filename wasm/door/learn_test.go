package door

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kizami/learn"
)

// parabolas is learning with 3 nodes, of which the last may insist on a step.
func parabolas(constant string) string {
	return `{"kizami":1,"task":"learn","digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0],[0,2]]},
		"problem":{"kind":"quadratic","curvatures":["1","2","1/2"],"minimisers":["0","1","-3"]},"start":4,"epochs":80,
		"methods":[{"method":"own","constant":[null,null,` + constant + `]},
			{"method":"coordinated","mode":"min","constant":[null,null,` + constant + `]}]}`
}

func reportOf(t *testing.T, r reply) *learn.Report {
	t.Helper()
	report := new(learn.Report)
	if err := json.Unmarshal(r.Report, report); err != nil {
		t.Fatalf("%v: %+v", err, r.Error)
	}
	return report
}

func TestLearningIsTracedAndEndsAsItShould(t *testing.T) {
	got := reportOf(t, ask(t, written("learn", `,"experiment":`+parabolas("40"))))
	if len(got.Seeds) != 1 || len(got.Optima) != 1 || len(got.Methods) != 2 {
		t.Fatalf("%d seeds, %d optima, %d methods; 20 seeds are the default, one is learnt here",
			len(got.Seeds), len(got.Optima), len(got.Methods))
	}
	for i, end := range []string{learn.Diverged, learn.Converged} {
		run := got.Methods[i].Runs[0]
		if run.End != end || len(run.Trace) != run.Epochs+1 {
			t.Errorf("%s: %s after %d epochs, of which %d are kept; want %s", got.Methods[i].Name, run.End, run.Epochs, len(run.Trace), end)
		}
	}
}

// beyondTheGrid starts where no number of the grid is, so that it ends in epoch 0.
const beyondTheGrid = `{"kizami":1,"task":"learn","digraph":{"family":"ring","nodes":4},"problem":{"kind":"quadratic",
	"curvatures":["1","1","1","1"],"minimisers":["0","0","0","0"]},"methods":[{"method":"coordinated"}],
	"seeds":{"count":1},"epochs":50,"start":1e15}`

func TestARunThatEndsBeforeItBeginsHasATrace(t *testing.T) {
	run := reportOf(t, ask(t, written("learn", `,"experiment":`+beyondTheGrid))).Methods[0].Runs[0]
	if run.End != learn.Unfinished || run.Epochs != 0 || len(run.Trace) != 1 {
		t.Fatalf("%+v", run)
	}
	if view := run.Trace[0]; len(view.Iterates) != 4 || view.Iterates[3][0] != 1e15 || len(view.Losses) != 4 || view.Rounds != 0 {
		t.Errorf("%+v", view)
	}
}

func TestEveryExampleCanBeLearntAndTheFirstIsTheSmallOne(t *testing.T) {
	listed := ask(t, written("examples", "")).Examples
	if len(listed) < 3 || listed[0].ID != "small" {
		t.Fatalf("%d examples, %+v", len(listed), listed)
	}
	for _, e := range listed {
		answer := ask(t, written("learn", `,"experiment":`+string(e.Experiment)))
		if !answer.OK {
			t.Errorf("%s: %+v", e.ID, answer.Error)
			continue
		}
		if got := reportOf(t, answer); answer.Digraph.Nodes != got.Nodes || len(answer.Digraph.Arcs) < got.Nodes {
			t.Errorf("%s: a digraph of %d nodes and %d arcs, the report has %d nodes",
				e.ID, answer.Digraph.Nodes, len(answer.Digraph.Arcs), got.Nodes)
		}
	}
}

func TestExperimentAsTextIsTheSameExperiment(t *testing.T) {
	quoted, _ := json.Marshal(parabolas("null"))
	object, text := ask(t, written("learn", `,"experiment":`+parabolas("null"))), ask(t, written("learn", `,"experiment":`+string(quoted)))
	if diff := cmp.Diff(object, text); diff != "" || !object.OK {
		t.Errorf("%+v: as an object and as text: %s", object.Error, diff)
	}
}

func TestLearningIsRefused(t *testing.T) {
	good := parabolas("null")
	for _, c := range []struct{ name, text, code, path string }{
		{"nothing", `""`, "not-json", ""},
		{"field missing", `{"kizami":1}`, "missing-field", ""},
		{"repeated field", strings.Replace(good, `"kizami":1`, `"kizami":1,"kizami":1`, 1), "repeated-field", ""},
		{"unknown method", strings.Replace(good, `"own"`, `"owned"`, 1), "unknown-name", "methods[0].method"},
		{"not strongly connected", strings.Replace(good, `[2,0],`, "", 1), "not-strongly-connected", "digraph"},
		{"a file", `{"kizami":1,"task":"learn","digraph":{"family":"ring","nodes":3},"methods":[{"method":"own"}],
			"problem":{"kind":"ridge","csv":"x.csv","target":"y"}}`, "csv-unavailable", "problem.csv"},
		{"a file above", `{"kizami":1,"task":"learn","digraph":{"family":"ring","nodes":3},"methods":[{"method":"own"}],
			"problem":{"kind":"ridge","csv":"../x.csv","target":"y"}}`, "csv-unavailable", "problem.csv"},
		{"another task", `{"kizami":1,"task":"rounds","families":["path"],"nodes":[10]}`, "not-learning", "task"},
		{"too long", strings.Replace(good, `"epochs":80`, `"epochs":100000`, 1), "too-costly-learning", ""},
		{"too large", `{"kizami":1,"task":"learn","digraph":{"family":"ring","nodes":200},"methods":[{"method":"own"}],
			"problem":{"kind":"ridge","dimension":200,"rows":10}}`, "too-costly-learning", ""},
	} {
		got := ask(t, written("learn", `,"experiment":`+c.text))
		if got.OK || got.Error.Code != c.code || got.Error.Path != c.path {
			t.Errorf("%s: got %+v, want code %s at %q", c.name, got.Error, c.code, c.path)
			continue
		}
		checkSentence(t, got.Error)
	}
}

func TestLearningLimitIsExact(t *testing.T) {
	e, err := learn.Parse([]byte(parabolas("null")), nil)
	if err != nil {
		t.Fatal(err)
	}
	steps := learningCost(traced(e))
	many := strings.Replace(parabolas("null"), `"epochs"`, `"seeds":{"count":50},"epochs"`, 1)
	if _, err := Learn([]byte(many), Limits{Learn: steps}); err != nil {
		t.Errorf("of 50 seeds one is learnt here, and one counts: %v", err)
	}
	if _, err := Learn([]byte(parabolas("null")), Limits{Learn: steps}); err != nil {
		t.Error(err)
	}
	_, err = Learn([]byte(parabolas("null")), Limits{Learn: steps - 1})
	if f := NewFailure(err); f.Code != "too-costly-learning" || f.Args["cost"] != steps || f.Args["limit"] != steps-1 {
		t.Errorf("%+v", f)
	}
}
