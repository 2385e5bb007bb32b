package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
)

// Runs lets a network run from each of the starts until a step changes nothing, and returns the steps that are possible
// in a state: those that any of the runs took there. A state that none came to is an error.
func Runs[S leveled[S]](c core.Config, starts []S, live LiveOf[S]) (Steps[S], error) {
	taken := map[string][]StepOf[S]{}
	for _, s := range starts {
		next, err := live(c, s)
		if err != nil {
			return nil, err
		}
		for range longestWalk {
			step, err := next()
			if err != nil {
				return nil, err
			}
			from, to := s.key(), step.State.key()
			if !slices.ContainsFunc(taken[from], func(t StepOf[S]) bool { return t.Action == step.Action && t.State.key() == to }) {
				taken[from] = append(taken[from], step)
			}
			if from == to {
				break
			}
			s = step.State
		}
	}
	return func(s S) ([]StepOf[S], error) {
		steps, known := taken[s.key()]
		if !known {
			return nil, fmt.Errorf("core never comes to the state: %s", s.summary())
		}
		return steps, nil
	}, nil
}
