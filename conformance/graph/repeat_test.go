package graph

import (
	"slices"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
)

func spannedRepeats(t *testing.T) (spannedRun[state.Repeat], []state.Repeat) {
	t.Helper()
	start := onThreeNodes(t)
	initial, err := start.Repeats()
	if err != nil {
		t.Fatal(err)
	}
	return spanRuns(t, start, initial, state.CoreRepeat), initial
}

// repeating returns core with what it shows after an action edited.
func repeating(action string, edit func(next *state.Repeat)) state.Live[state.Repeat] {
	return func(c core.Config, s state.Repeat) (func() (state.Step[state.Repeat], error), error) {
		next, err := state.CoreRepeat(c, s)
		return func() (state.Step[state.Repeat], error) {
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
	run.check(t, initial, state.CoreRepeat)
	for _, m := range []struct {
		name, variable string
		live           state.Live[state.Repeat]
	}{
		{"a word off by one", "numerator", repeating(core.ActionAdvance, func(next *state.Repeat) {
			word := next.Nodes[1].Numerator[0]
			word[len(word)-1] ^= 1
		})},
		{"a round too many", "round", repeating(core.ActionAdvance, func(next *state.Repeat) { next.Round++ })},
		{"decides a round late", "decided", repeating(core.ActionDecide, func(next *state.Repeat) { next.Nodes[0].Decided++ })},
		{"decides something else", "average", repeating(core.ActionDecide, func(next *state.Repeat) {
			next.Nodes[0].Average = []core.Element{7}
		})},
		{"refuses", "average", repeating(core.ActionDecide, func(next *state.Repeat) { next.Nodes[0].Refused = true })},
		{"stops alone", "stopped", repeating(core.ActionStop, func(next *state.Repeat) { next.Nodes[2].Stopped = core.None })},
		{"learns", "kernel", repeating(core.ActionStop, func(next *state.Repeat) {
			next.Kernels = slices.Clone(next.Kernels)
			next.Kernels[0].Rounds++
		})},
		{"rewires", "digraph", repeating(core.ActionStop, func(next *state.Repeat) { next.Digraph = next.Digraph[1:] })},
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
	if _, err := state.CoreRepeat(run.Config, strange); err == nil {
		t.Error("kernels of different rounds are taken")
	}
	if _, err := state.Kernels(run.Config, state.Digraphs(3)[0], make([]core.Element, 3)); err != nil {
		t.Logf("a probe of zeros: %v", err)
	}
}
