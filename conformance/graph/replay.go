package graph

import (
	"fmt"
	"slices"

	"github.com/leanovate/gopter"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
)

// Replay walks in a live network and returns "" or where the two part.
func Replay(c core.Config, walk Walk, live state.Live[state.Rounds]) string {
	next, err := live(c, walk.Steps[0].State)
	if err != nil {
		return err.Error()
	}
	for i, want := range walk.Steps[1:] {
		got, err := next()
		if err != nil {
			return err.Error()
		}
		if want.Action != "" && got.Action != want.Action {
			return fmt.Sprintf("step %d is %s, core does %s", i+1, want.Action, got.Action)
		}
		if diff := want.State.Differences(got.State); len(diff) > 0 {
			return fmt.Sprintf("step %d, %s, leads elsewhere:\n%v", i+1, got.Action, diff[0])
		}
	}
	return ""
}

// ReplayResult is the outcome of replaying many walks.
type ReplayResult struct {
	Walks   int    `json:"walks"`
	Steps   int    `json:"steps"`
	Seed    int64  `json:"seed"`              // 0 if nothing was drawn at random
	Failure string `json:"failure,omitempty"` // the shortest diverging prefix and how core parts from it
	Shrinks int    `json:"shrinks,omitempty"`
}

// CheckWalks replays generated walks in a live network.
func CheckWalks(c core.Config, walks gopter.Gen, live state.Live[state.Rounds], count int, seed int64) ReplayResult {
	r := ReplayResult{Seed: seed}
	judge := func(w Walk) string {
		r.Steps += len(w.Steps) - 1
		return Replay(c, w, live)
	}
	trial := oracle.Try(walks, count, seed, judge)
	r.Walks, r.Failure, r.Shrinks = trial.Cases, trial.Failure, trial.Shrinks
	return r
}

// Runs lets a network run from each of the starts until a step changes nothing, and returns the steps that are possible
// in a state: those that any of the runs took there. A state that none came to is an error.
func Runs[S state.State[S]](c core.Config, starts []S, live state.Live[S]) (state.Steps[S], error) {
	taken := map[string][]state.Step[S]{}
	for _, s := range starts {
		next, err := live(c, s)
		if err != nil {
			return nil, err
		}
		for range LongestWalk {
			step, err := next()
			if err != nil {
				return nil, err
			}
			from, to := s.Key(), step.State.Key()
			if !slices.ContainsFunc(taken[from], func(t state.Step[S]) bool { return t.Action == step.Action && t.State.Key() == to }) {
				taken[from] = append(taken[from], step)
			}
			if from == to {
				break
			}
			s = step.State
		}
	}
	return func(s S) ([]state.Step[S], error) {
		steps, known := taken[s.Key()]
		if !known {
			return nil, fmt.Errorf("core never comes to the state: %s", s.Summary())
		}
		return steps, nil
	}, nil
}
