package conformance

import (
	"kizami/core"
	"slices"
	"testing"
)

func spannedRepeats(t *testing.T) (spannedRun[RepeatState], []RepeatState) {
	t.Helper()
	start := onThreeNodes(t)
	initial, err := start.Repeats()
	if err != nil {
		t.Fatal(err)
	}
	return spanRuns(t, start, initial, CoreRepeats), initial
}

// repeating returns core with what it shows after an action edited.
func repeating(action string, edit func(next *RepeatState)) LiveOf[RepeatState] {
	return func(c core.Config, s RepeatState) (func() (StepOf[RepeatState], error), error) {
		next, err := CoreRepeats(c, s)
		return func() (StepOf[RepeatState], error) {
			step, err := next()
			if step.Action == action {
				edit(&step.State)
			}
			return step, err
		}, err
	}
}

func TestEqualNoticesEveryRepeatMutant(t *testing.T) {
	run, initial := spannedRepeats(t)
	run.check(t, initial, CoreRepeats)
	for _, m := range []struct {
		name, variable string
		live           LiveOf[RepeatState]
	}{
		{"a word off by one", "numerator", repeating(core.ActionAdvance, func(next *RepeatState) {
			word := next.Nodes[1].Numerator[0]
			word[len(word)-1] ^= 1
		})},
		{"a round too many", "round", repeating(core.ActionAdvance, func(next *RepeatState) { next.Round++ })},
		{"decides a round late", "decided", repeating(core.ActionDecide, func(next *RepeatState) { next.Nodes[0].Decided++ })},
		{"decides something else", "average", repeating(core.ActionDecide, func(next *RepeatState) {
			next.Nodes[0].Average = []core.Element{7}
		})},
		{"refuses", "average", repeating(core.ActionDecide, func(next *RepeatState) { next.Nodes[0].Refused = true })},
		{"stops alone", "stopped", repeating(core.ActionStop, func(next *RepeatState) { next.Nodes[2].Stopped = core.None })},
		{"learns", "kernel", repeating(core.ActionStop, func(next *RepeatState) {
			next.Kernels = slices.Clone(next.Kernels)
			next.Kernels[0].Rounds++
		})},
		{"rewires", "digraph", repeating(core.ActionStop, func(next *RepeatState) { next.Digraph = next.Digraph[1:] })},
	} {
		if d := run.parts(t, initial, m.live); d == nil || len(d.Differences) == 0 || d.Differences[0].Variable != m.variable {
			t.Errorf("%s: %v, want a difference of %s", m.name, d, m.variable)
		}
	}
}

// A kernel that a first epoch did not leave is told.
func TestRepeatsFromStrangeStates(t *testing.T) {
	run, initial := spannedRepeats(t)
	strange := initial[0]
	strange.Kernels = slices.Clone(strange.Kernels)
	strange.Kernels[1].Rounds++
	if _, err := CoreRepeats(run.Config, strange); err == nil {
		t.Error("kernels of different rounds are taken")
	}
	if _, err := Kernels(run.Config, Digraphs(3)[0], make([]core.Element, 3)); err != nil {
		t.Logf("a probe of zeros: %v", err)
	}
}
