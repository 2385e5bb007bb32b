package learn

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// equalLosses returns a coordinated run on a digraph whose nodes all have the same loss.
func equalLosses(t *testing.T, mode stepsize.Mode, loss stepsize.Loss, g *core.Digraph, bits int) *coordinated {
	t.Helper()
	losses := make([]stepsize.Loss, g.Nodes())
	for j := range losses {
		losses[j] = loss
	}
	c := stepsize.Config{
		Digraph: g, Ending: core.Probe(), ProbeStarts: probeStarts(g.Nodes(), 3), Capacity: g.Nodes(), Mode: mode,
		Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01}, Grid: stepsize.Grid{IterateBits: bits, StepsizeBits: bits},
	}
	return must(newCoordinated(c, losses, make([]float64, loss.Dimension())))(t)
}

// Where all nodes have the same loss, every mode is AdGD at one place, up to the grid: α = 1/2 and κ = 0 are its rule, and
// the average of equal steps is that step.
func TestWithEqualLossesEveryModeIsCentralisedAdGD(t *testing.T) {
	const bits = 45
	loss, g := randomBowls(1, 2, 60)[0], must(family.Random(4, 2, 1))(t)
	for _, mode := range []stepsize.Mode{stepsize.Mean, stepsize.Min, stepsize.Harmonic, stepsize.Own} {
		m := equalLosses(t, mode, loss, g, bits)
		central := newAdGD([]stepsize.Loss{loss}, make([]float64, 2), 0.01)
		for epoch := 1; epoch <= 25; epoch++ {
			steps(t, m, 1)
			steps(t, central, 1)
			_, applied := m.Steps()
			if off := abs(applied[0]/central.step - 1); off > 1e-6 {
				t.Fatalf("%s, epoch %d: step %v, that of AdGD is %v", mode, epoch, applied[0], central.step)
			}
			if off := distance(m.Iterates()[0], central.x); off > 1e-7 {
				t.Fatalf("%s, epoch %d: %.3g from the iterate of AdGD", mode, epoch, off)
			}
		}
		if farthest(m, loss.(bowl).b) > 0.05 {
			t.Errorf("%s: error %.3g after 25 epochs", mode, farthest(m, loss.(bowl).b))
		}
	}
}

// Equal proposals have equal means of all kinds, up to what their words and the words' inverses round away.
func TestWithEqualLossesTheModesDifferByAQuantum(t *testing.T) {
	loss, g := randomBowls(1, 2, 61)[0], must(family.Random(5, 2, 2))(t)
	modes := []stepsize.Mode{stepsize.Mean, stepsize.Min, stepsize.Harmonic}
	first := map[stepsize.Mode][]float64{}
	for _, mode := range modes {
		m := equalLosses(t, mode, loss, g, 40)
		for range 2 { // later epochs see iterates that have begun to differ
			steps(t, m, 1)
			_, applied := m.Steps()
			first[mode] = append(first[mode], applied[0])
		}
	}
	for epoch := range 2 {
		mean := first[stepsize.Mean][epoch]
		quantum := math.Ldexp(1, -40)
		for mode, allowed := range map[stepsize.Mode]float64{stepsize.Min: quantum, stepsize.Harmonic: quantum * max(1, mean*mean)} {
			if off := abs(first[mode][epoch] - mean); off > allowed+1e-9*mean*float64(epoch) {
				t.Errorf("epoch %d: %s applies %v, mean %v", epoch+1, mode, first[mode][epoch], mean)
			}
		}
	}
}

// All nodes hold one iterate, and pay for one gradient in an epoch.
func TestCoordinatedCountsItsCost(t *testing.T) {
	m := equalLosses(t, stepsize.Harmonic, randomBowls(1, 2, 62)[0], must(family.Cycle(4))(t), 32)
	before := m.Cost()
	steps(t, m, 1)
	after := m.Cost()
	if got := after.Rounds - before.Rounds; got != 6 { // R = M = 3, for the step size and for the iterate
		t.Errorf("an epoch on a cycle of 4 nodes: %d rounds, want 6", got)
	}
	if after.Gradients != 1 || len(m.Iterates()) != 4 {
		t.Errorf("%d gradients and %d iterates after one epoch of 4 nodes", after.Gradients, len(m.Iterates()))
	}
}

// By the bracket a run has the iterates, step sizes and models of one by kernels, bit by bit; its rounds are its own.
func TestCoordinationByBracketChangesRoundsOnly(t *testing.T) {
	e := parsed(t, `{
		"kizami": 1, "task": "learn", "digraph": {"family": "random-3", "nodes": 12}, "capacity": 14,
		"problem": {"kind": "least-squares", "dimension": 3, "rows": 6, "condition": 4, "spread": 0.3},
		"methods": [
			{"method": "coordinated", "coordination": {"ending": "kernel"}}, {"method": "coordinated", "coordination": {"ending": "bracket"}},
			{"method": "coordinated", "mode": "min"}, {"method": "coordinated", "mode": "min", "coordination": {"ending": "bracket"}},
			{"method": "coordinated", "mode": "harmonic"}, {"method": "coordinated", "mode": "harmonic", "coordination": {"ending": "bracket"}},
			{"method": "own"}, {"method": "own", "coordination": {"ending": "bracket"}},
			{"method": "own", "name": "again"}, {"method": "own", "coordination": {"ending": "race"}}
		], "seeds": {"first": 70, "count": 2}, "epochs": 40, "trace": true}`)
	report := reportOf(t, e)
	for i := range len(report.Methods) / 2 {
		kernel, bracket := report.Methods[2*i], report.Methods[2*i+1]
		for k, run := range kernel.Runs {
			other := bracket.Runs[k]
			if run.Rounds == other.Rounds || run.Bytes == other.Bytes {
				t.Errorf("%s and %s, seed %d: both take %d rounds", kernel.Name, bracket.Name, run.Seed, run.Rounds)
			}
			for _, r := range []*Run{&run, &other} {
				r.Rounds, r.Messages, r.Bytes = 0, 0, 0
				for at := range r.Trace {
					r.Trace[at].Rounds, r.Trace[at].Messages, r.Trace[at].Bytes = 0, 0, 0
				}
			}
			if !reflect.DeepEqual(run, other) {
				t.Errorf("%s and %s, seed %d: the runs differ in more than rounds", kernel.Name, bracket.Name, run.Seed)
			}
		}
	}
	if names := report.Methods[0].Name + ", " + report.Methods[3].Name + ", " + report.Methods[9].Name; names != "coordinated mean kernel, coordinated min bracket, own race" {
		t.Errorf("the names are %s", names)
	}
	wrong := *e
	wrong.Methods = slices.Clone(e.Methods)
	wrong.Methods[7].Ending = "probe"
	if err := wrong.Check(); err == nil || !strings.Contains(err.Error(), `methods[7].coordination.ending: "probe" is not known here; there are kernel, bracket, race`) {
		t.Errorf("an ending that there is not: %v", err)
	}
}
