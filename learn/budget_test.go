package learn

import (
	"encoding/json"
	"strings"
	"testing"

	"kizami/core/coretest"
	"kizami/core/stepsize"
)

// budgeted is an experiment with methods of all kinds, on five nodes with the curvatures 1 to 5.
func budgeted(t *testing.T) *Experiment {
	t.Helper()
	problem := must(NewQuadratic([]float64{1, 2, 3, 4, 5}, []float64{5, -3, 8, 0, 1}))(t)
	e := New(DigraphSpec{Family: "ring", Nodes: 5}, Fixed(problem),
		MethodSpec{Method: MethodCoordinated, Mode: "harmonic"}, MethodSpec{Method: MethodCertified, Ending: EndingKernel},
		MethodSpec{Method: MethodCertified, Ending: EndingBracket}, MethodSpec{Method: MethodPushPull, Step: StepUntuned},
		MethodSpec{Method: MethodAdGD})
	e.Seeds.Count, e.Start, e.Trace = 1, []float64{100}, true
	return e
}

// A run with a budget in rounds is the beginning of the one without, as far as its epochs end in time, and says so; a budget
// that is just enough changes nothing, and one round less ends the run before its last epoch.
func TestARunEndsWhenItsRoundsAreSpent(t *testing.T) {
	e := budgeted(t)
	free := reportOf(t, e)
	for i, m := range free.Methods {
		whole := m.Runs[0]
		if whole.End != Converged || whole.Spent != "" {
			t.Fatalf("%s: %+v", m.Name, whole)
		}
		for _, rounds := range []int{1, whole.Rounds / 2, whole.Rounds - 1, whole.Rounds, whole.Rounds + 1} {
			if rounds < 1 {
				continue
			}
			e.Rounds = rounds
			report := reportOf(t, e)
			run := report.Methods[i].Runs[0]
			if report.Rounds != rounds {
				t.Errorf("the report has a budget of %d rounds, want %d", report.Rounds, rounds)
			}
			checkBudget(t, m.Name, whole, run, rounds)
		}
	}
}

// checkBudget holds a run with a budget against the one without.
func checkBudget(t *testing.T, name string, whole, run Run, rounds int) {
	t.Helper()
	if rounds >= whole.Rounds { // also of centralised methods, which have none
		if run.End != Converged || run.Rounds != whole.Rounds || run.Error != whole.Error || run.Spent != "" {
			t.Errorf("%s with %d rounds: %+v", name, rounds, run)
		}
		return
	}
	if run.End != Unfinished || run.Spent != SpentRounds || !strings.HasPrefix(run.Reason, "out of rounds: ") || run.Rounds > rounds {
		t.Errorf("%s with %d rounds: %s, spent %q, %q, after %d rounds", name, rounds, run.End, run.Spent, run.Reason, run.Rounds)
	}
	last, next := whole.Trace[run.Epochs], whole.Trace[run.Epochs+1]
	if whole.Trace[0].Rounds > rounds { // the start alone takes more
		if run.Epochs != 0 || run.Rounds != 0 || run.Error != whole.Trace[0].Error {
			t.Errorf("%s with %d rounds: %+v", name, rounds, run)
		}
		return
	}
	if run.Rounds != last.Rounds || run.Error != last.Error || run.Gradients != last.Gradients || run.Bytes != last.Bytes || len(run.Trace) != run.Epochs+1 {
		t.Errorf("%s with %d rounds: %+v, want the first %d epochs of the run without a budget", name, rounds, run, run.Epochs)
	}
	if got, want := run.Model.Coefficients[0], last.Iterates[0][0]; got != want && name != "push-pull untuned" {
		t.Errorf("%s with %d rounds has learnt %v, and held %v when they were spent", name, rounds, got, want)
	}
	if next.Rounds <= rounds {
		t.Errorf("%s with %d rounds: another epoch would have ended in round %d", name, rounds, next.Rounds)
	}
}

// A run that uses up its epochs says that, and is told from one that uses up its rounds; both are valid reports.
func TestSpentIsEpochsOrRounds(t *testing.T) {
	e := budgeted(t)
	e.Tolerance, e.Epochs, e.Rounds = 1e-15, 3, 7
	report := reportOf(t, e)
	want := map[string]string{
		"coordinated harmonic": SpentRounds, "certified kernel": SpentRounds, "certified bracket": SpentRounds,
		"push-pull untuned": SpentEpochs, "adgd": SpentEpochs,
	}
	for _, m := range report.Methods {
		if run := m.Runs[0]; run.End != Unfinished || run.Spent != want[m.Name] {
			t.Errorf("%s: %s, spent %q, want %q: %s", m.Name, run.End, run.Spent, want[m.Name], run.Reason)
		}
	}
	if err := coretest.Validate(t, coretest.Schema(t, "report.schema.json"), must(json.Marshal(report))(t)); err != nil {
		t.Error(err)
	}
}

// A gradient that does not fit the quanta of certified steps says nothing of how far the iterate has got.
func TestAGradientBeyondItsQuantaIsNoDivergence(t *testing.T) {
	for _, c := range []struct {
		gradient bool
		end      string
	}{{true, Unfinished}, {false, Diverged}} {
		r := Run{End: Unfinished, Error: 3}
		if err := r.fail(&stepsize.OverflowError{Epoch: 2, Gradient: c.gradient, Value: 9, Limit: 8}, 1); err != nil || r.End != c.end {
			t.Errorf("of the gradient? %t: %s, %v", c.gradient, r.End, err)
		}
	}
}
