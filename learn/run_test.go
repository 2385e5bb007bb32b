package learn

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/stepsize"
)

const everyMethod = `{
	"kizami": 1, "task": "learn",
	"digraph": {"family": "random", "nodes": 5, "degree": 2},
	"problem": {"kind": "least-squares", "dimension": 3, "rows": 6, "condition": 4, "spread": 0.3},
	"methods": [
		{"method": "coordinated", "mode": "mean"}, {"method": "coordinated", "mode": "min"}, {"method": "coordinated", "mode": "harmonic"},
		{"method": "own"}, {"method": "dgd", "step": "untuned"}, {"method": "push-diging"}, {"method": "push-pull"},
		{"method": "push-pull", "step": 1000}, {"method": "gradient-descent"}, {"method": "adgd"}, {"method": "bb"}
	],
	"seeds": {"first": 3, "count": 4}, "tolerance": 1e-5, "epochs": 500, "trace": true
}`

func parsed(t *testing.T, text string) *Experiment {
	t.Helper()
	return must(Parse([]byte(text), nil))(t)
}

func reportOf(t *testing.T, e *Experiment) *Report {
	t.Helper()
	return must(e.Run(context.Background(), nil))(t)
}

// One processor or several: the report is the same, to the bit.
func TestAReportDependsOnItsExperimentAlone(t *testing.T) {
	e := parsed(t, everyMethod)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := must(json.Marshal(reportOf(t, e)))(t)
	runtime.GOMAXPROCS(4)
	for range 2 {
		if again := must(json.Marshal(reportOf(t, e)))(t); !slices.Equal(one, again) {
			t.Fatal("two reports of one experiment differ")
		}
	}
}

// The digest is the same under wasm.
func TestRunsEndWithTheSameBitsOnEveryMachine(t *testing.T) {
	e, digest := parsed(t, everyMethod), fnv.New64a()
	e.Problem, e.Start = Fixed(must(NewQuadratic([]float64{1, 2, 0.5, 3, 1.5}, []float64{0, -2, 5, 0.3, 1}))(t)), []float64{7}
	for _, m := range reportOf(t, e).Methods {
		for _, run := range m.Runs {
			fmt.Fprintln(digest, m.Name, run.Seed, run.End, run.Epochs, run.Rounds, run.Bytes,
				math.Float64bits(run.Step), math.Float64bits(run.Error))
		}
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != "8d96e9553ed8725f" {
		t.Errorf("digest %s", got)
	}
}

func TestAReportHoldsEveryRunInOrder(t *testing.T) {
	e := parsed(t, everyMethod)
	r := reportOf(t, e)
	if r.Kizami != 1 || r.Task != "learn" || r.Nodes != 5 || r.Dimension != 3 || r.Epochs != 500 ||
		!slices.Equal(r.Seeds, []uint64{3, 4, 5, 6}) || len(r.Optima) != 4 {
		t.Errorf("%+v", r)
	}
	for i, m := range r.Methods {
		if m.Name != e.Methods[i].Name || m.Method != e.Methods[i].Method || m.Mode != e.Methods[i].Mode {
			t.Errorf("method %d is %s, %s, %s", i, m.Name, m.Method, m.Mode)
		}
		if s := m.Summary; s.Converged+s.Diverged+s.Unfinished != 4 {
			t.Errorf("%s: %+v of 4 runs", m.Name, s)
		}
		for k, run := range m.Runs {
			if run.Seed != r.Seeds[k] {
				t.Errorf("%s: run %d has the seed %d", m.Name, k, run.Seed)
			}
			checkRun(t, m.Name, e, run)
		}
	}
	want := map[string]string{
		"coordinated harmonic": Converged, "coordinated min": Converged, "own": Unfinished,
		"dgd untuned": Unfinished, "push-diging tuned": Converged,
		"push-pull tuned": Converged, "push-pull 1000": Diverged, "gradient-descent": Converged, "adgd": Converged, "bb": Converged,
	}
	for _, m := range r.Methods {
		for _, run := range m.Runs {
			if want[m.Name] != "" && run.End != want[m.Name] {
				t.Errorf("%s, seed %d: %s %s, error %.3g", m.Name, run.Seed, run.End, run.Reason, run.Error)
			}
		}
	}
}

// checkRun holds a run against its trace.
func checkRun(t *testing.T, name string, e *Experiment, run Run) {
	t.Helper()
	early := run.End == Diverged || run.End == Unfinished && run.Epochs < e.Epochs
	if (run.End == Converged) != (run.Error <= e.Tolerance) || early != (run.Reason != "") {
		t.Errorf("%s, seed %d: %s with the error %v, %q", name, run.Seed, run.End, run.Error, run.Reason)
	}
	if run.Step > 0 && run.Rounds > 0 && run.Messages != float64(2*run.Epochs) { // of out-degree 2, one message along each arc
		t.Errorf("%s, seed %d: %v messages in %d epochs", name, run.Seed, run.Messages, run.Epochs)
	}
	if len(run.Trace) != run.Epochs+1 && run.End != Diverged {
		t.Fatalf("%s, seed %d: %d epochs, %d in the trace", name, run.Seed, run.Epochs, len(run.Trace))
	}
	problem := must(e.Problem.Make(run.Seed))(t)
	optimum, _ := problem.Optimum()
	scale := max(norm(optimum), distance(e.Start, optimum)/1e9)
	for k, view := range run.Trace {
		if view.Epoch != k || len(view.Iterates) != 5 || len(view.Losses) != 5 || (k > 0) != (len(view.Applied) == 5) {
			t.Fatalf("%s, seed %d: view %d is %+v", name, run.Seed, k, view)
		}
		far := 0.0
		for j, x := range view.Iterates {
			far = min(max(far, distance(x, optimum)/scale), 1e12)
			if view.Losses[j] != problem.Loss(j).Value(x) {
				t.Fatalf("%s, seed %d, epoch %d: node %d has another loss", name, run.Seed, k, j)
			}
		}
		if abs(far-view.Error) > 1e-12*far {
			t.Fatalf("%s, seed %d, epoch %d: error %v, want %v", name, run.Seed, k, view.Error, far)
		}
	}
	last := run.Trace[len(run.Trace)-1]
	same := last.Error == run.Error && last.Rounds == run.Rounds && last.Bytes == run.Bytes && last.Gradients == run.Gradients
	if run.End != Diverged && !same {
		t.Errorf("%s, seed %d: the run ends with %+v, its trace with %+v", name, run.Seed, run, last)
	}
}

func TestProgressCountsEveryRunOnce(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Trace = false
	var seen []string
	must(e.Run(context.Background(), func(done, of int, what string) {
		if strings.Contains(what, ", epoch ") {
			return
		}
		if seen = append(seen, what); done != len(seen)-1 || of != 44 {
			t.Errorf("%d of %d after %d runs", done, of, len(seen)-1)
		}
	}))(t)
	if seen[0] != "" {
		t.Errorf("it begins with %q", seen[0])
	}
	slices.Sort(seen)
	if len(slices.Compact(seen)) != 45 || !slices.Contains(seen, "coordinated min, seed 5") {
		t.Errorf("%q", seen)
	}
}

func TestARunIsCancelledInTheMiddle(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Tolerance, e.Epochs, e.Trace = 1e-15, 100_000, false // dgd will never get there
	ctx, cancel := context.WithCancel(context.Background())
	r, err := e.Run(ctx, func(int, int, string) { cancel() })
	if r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", r, err)
	}
	a := &actor{error: 1}
	enough := func(epoch int) error {
		if epoch == 3 {
			return context.Canceled
		}
		return nil
	}
	_, err = (&measurement{instance: oneNode(), machine: a, epochs: 1000}).run(enough)
	if !errors.Is(err, context.Canceled) || a.epoch != 3 {
		t.Errorf("%v after %d epochs", err, a.epoch)
	}
}

func TestRunRefusesWhatDoesNotHoldTogether(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Methods[0].Mode = "median"
	var fault *Error
	if r, err := e.Run(context.Background(), nil); r != nil || !errors.As(err, &fault) {
		t.Errorf("%v, %v", r, err)
	}
}

// toTheEnd never interrupts a run.
func toTheEnd(int) error { return nil }

// A start beyond the grid ends a coordinated run before its first epoch, without the claim that it diverges, and is no
// error of the experiment.
func TestAStartBeyondTheRangeEndsARun(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Range, e.Start, e.Methods = 2, []float64{0, 3, 0}, e.Methods[:1]
	for _, run := range reportOf(t, e).Methods[0].Runs {
		if run.End != Unfinished || run.Epochs != 0 || !strings.Contains(run.Reason, "epoch 0, node 0: coordinate 1 is 3") || run.Error == 0 {
			t.Errorf("%+v", run)
		}
	}
}

// A step size that does not fit the grid ends a run without the claim that it diverges.
func TestAStepOffTheGridEndsARun(t *testing.T) {
	for _, c := range []struct {
		bits   int
		start  float64
		reason string
	}{{2, 0.001, "rounds to 0 quanta"}, {50, 1e6, "the step size is 1e+06, beyond the range"}} {
		e := parsed(t, everyMethod)
		e.StepsizeBits, e.Methods = c.bits, e.Methods[:1]
		e.Methods[0].Start = c.start
		for _, run := range reportOf(t, e).Methods[0].Runs {
			if run.End != Unfinished || run.Epochs != 0 || !strings.Contains(run.Reason, c.reason) {
				t.Errorf("%+v", run)
			}
		}
	}
}

// A run that comes nearer and nearer and then leaves the grid, because that does not reach as far, does not diverge; one that
// gets further and further does.
func TestToLeaveTheGridIsNotToDiverge(t *testing.T) {
	for _, c := range []struct {
		curvature, start float64
		mode, end        string
	}{{1, 0, "min", Unfinished}, {1, 0, "harmonic", Unfinished}, {15, 1, "mean", Diverged}} {
		problem := must(NewQuadratic([]float64{1, c.curvature}, []float64{5 - 5*c.start, 5 - 5*c.start}))(t)
		e := New(DigraphSpec{Family: "ring", Nodes: 2}, Fixed(problem), MethodSpec{Method: MethodCoordinated, Mode: c.mode, Start: 0.1})
		e.Range, e.Start, e.Seeds.Count = 2, []float64{c.start}, 1
		run := reportOf(t, e).Methods[0].Runs[0]
		if run.End != c.end || run.Epochs == 0 || !strings.Contains(run.Reason, "beyond the range of ±2") {
			t.Errorf("%s with the curvatures 1 and %v: %+v", c.mode, c.curvature, run)
		}
	}
}

// With the default quanta a large capacity leaves room for the first step size of every mode.
func TestDefaultsFitEveryCapacity(t *testing.T) {
	for _, capacity := range []int{5, 63, 64, 1000, core.MaxNodes} {
		e := parsed(t, everyMethod)
		e.Capacity, e.Epochs, e.Seeds.Count = capacity, 2, 1
		for _, m := range reportOf(t, e).Methods {
			if run := m.Runs[0]; run.Reason != "" {
				t.Errorf("capacity %d, %s: %s", capacity, m.Name, run.Reason)
			}
		}
	}
}

// To begin far from a small optimum is not to diverge.
func TestAFarStartIsNoDivergence(t *testing.T) {
	e := New(DigraphSpec{Family: "ring", Nodes: 2}, Fixed(must(NewQuadratic([]float64{1, 1}, []float64{1e-11, 1e-11}))(t)),
		MethodSpec{Method: MethodGradientDescent})
	e.Start, e.Seeds.Count = []float64{1000}, 1
	if run := reportOf(t, e).Methods[0].Runs[0]; run.End != Converged {
		t.Errorf("%+v", run)
	}
}

// An optimum of next to no size is as good as 0, a small one is not.
func TestTheScaleOfErrors(t *testing.T) {
	for size, want := range map[float64]float64{0: 1, 0.9 * nothing: 1, 1.1 * nothing: 1.1 * nothing, 1e-6: 1e-6, 7: 7} {
		if got := scaleOf([]float64{0, -size}); got != want {
			t.Errorf("an optimum of size %v has the scale %v", size, got)
		}
	}
}

// About an optimum at 0 errors are absolute.
func TestErrorsAboutZeroAreAbsolute(t *testing.T) {
	e := New(DigraphSpec{Family: "ring", Nodes: 2}, Fixed(must(NewQuadratic([]float64{1, 1}, []float64{-1, 1}))(t)),
		MethodSpec{Name: "gd", Method: MethodGradientDescent}, MethodSpec{Name: "dgd", Method: MethodDGD, Step: StepFixed, Value: 0.5})
	e.Start, e.Seeds.Count, e.Epochs = []float64{4}, 1, 20
	r := reportOf(t, e)
	if run := r.Methods[0].Runs[0]; run.End != Converged || run.Epochs != 1 || r.Methods[0].Curve[0].Median != 4 {
		t.Errorf("%+v from %v", run, r.Methods[0].Curve[0])
	}
	if run := r.Methods[1].Runs[0]; abs(run.Error-0.5/1.5) > 1e-5 { // (I−W)x + αAx = αb, half the difference of the nodes
		t.Errorf("dgd ends %v off", run.Error)
	}
}

// A start that does not fit the grid ends a run before its first epoch, and the trace shows where it stood.
func TestAStartBeyondTheGridIsTraced(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Methods = e.Methods[:1]
	for c := range e.Start {
		e.Start[c] = 1e15
	}
	for _, traced := range []bool{true, false} {
		e.Trace = traced
		for _, run := range reportOf(t, e).Methods[0].Runs {
			if run.End != Unfinished || run.Epochs != 0 || !strings.HasPrefix(run.Reason, "epoch 0, node ") || (len(run.Trace) == 1) != traced {
				t.Fatalf("traced %v: %+v", traced, run)
			}
			if !traced {
				continue
			}
			checkRun(t, "mean", e, run)
			view := run.Trace[0]
			if view.Iterates[4][0] != 1e15 || view.Loss < 1e29 || view.Error != run.Error || view.Rounds+view.Gradients != 0 || view.Bytes != 0 {
				t.Errorf("%+v", view)
			}
		}
	}
}

// What is not finite never gets into a report.
func TestDivergenceIsFinite(t *testing.T) {
	e := parsed(t, everyMethod)
	e.Methods = []MethodSpec{
		{Name: "dgd", Method: MethodDGD, Step: StepFixed, Value: 1e6},
		{Name: "pull", Method: MethodPushPull, Step: StepFixed, Value: 1e6},
	}
	r := reportOf(t, e)
	must(json.Marshal(r))(t)
	for _, m := range r.Methods {
		for _, run := range m.Runs {
			if run.End != Diverged || run.Error != 1e12 || run.Reason == "" || m.Curve[len(m.Curve)-1].High != 1e12 {
				t.Errorf("%s: %+v", m.Name, run)
			}
		}
	}
	for _, far := range []float64{1e200, math.Inf(-1), math.NaN()} {
		run := must((&measurement{instance: oneNode(), machine: &actor{error: far}, epochs: 9, trace: true}).run(toTheEnd))(t)
		if run.End != Diverged || run.Error != worst || len(run.Trace) != 0 {
			t.Errorf("off by %v: %+v", far, run)
		}
	}
	in := must(e.instance(3))(t)
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := in.relativeError([][]float64{{0, 0, 0}, {0, bad, 0}}); got != worst {
			t.Errorf("an iterate of %v has the error %v", bad, got)
		}
	}
}

func TestProbesAreDrawnFromTheSeed(t *testing.T) {
	one, two := probeStarts(50, 1), probeStarts(50, 2)
	if !slices.Equal(one, probeStarts(50, 1)) || slices.Equal(one, two) {
		t.Errorf("seed 1 gave %d and %d, seed 2 %d", one[0], probeStarts(50, 1)[0], two[0])
	}
	values, digraph := rand.New(rand.NewPCG(1, 50)), 0
	for _, start := range one {
		if uint64(start) == values.Uint64()>>3 {
			digraph++
		}
	}
	if digraph > 0 {
		t.Errorf("%d of 50 are the numbers that the digraph is drawn from", digraph)
	}
	if top := slices.Max(one); uint64(top) >= core.MersennePrime || top < core.MersennePrime/2 {
		t.Errorf("the greatest of 50 is %d", top)
	}
}

// A coordination that failed is nobody's divergence.
func TestOtherErrorsOfAMethodAreErrors(t *testing.T) {
	for _, err := range []error{&stepsize.RefusedError{}, &stepsize.DisagreementError{}, errors.New("other")} {
		if r := (Run{End: Unfinished}); !errors.Is(r.fail(err, 0), err) || r.Reason != "" {
			t.Errorf("%v became %+v", err, r)
		}
	}
}
