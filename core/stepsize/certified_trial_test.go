package stepsize_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"kizami/core/stepsize"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*(math.Abs(a)+math.Abs(b)) }

// What a node says of its trial is what its state said before and says after: how long the step was, how it ended, and, once
// it is accepted, gradient, radius and curvature. A shortened step is followed by one a tenth to six tenths as long. All nodes say the same.
func TestCertifiedTrialsAreTold(t *testing.T) {
	const seed, runs = 511, 12
	random := rand.New(rand.NewPCG(seed, 0))
	ends := map[string]int{}
	for run := range runs {
		r, _ := certifiedCase(t, random, run%2 == 1)
		last := stepsize.CertifiedTrial{}
		for over := false; !over; {
			before := r.Learners()[0].State()
			e, err := r.Next()
			var stalled *stepsize.StalledError
			if over = err != nil; over && !errors.As(err, &stalled) {
				t.Fatalf("seed %d, run %d: %v", seed, run, err)
			}
			after, trial := r.Learners()[0].State(), r.Learners()[0].Tried()
			for j, l := range r.Learners() {
				if l.Tried() != trial {
					t.Fatalf("seed %d, run %d, epoch %d: node %d says %+v, node 0 %+v", seed, run, e.Epoch, j, l.Tried(), trial)
				}
			}
			moved := after.Accepted > before.Accepted
			ends[trial.End]++
			switch trial.End {
			case "":
				if before.Began {
					t.Fatalf("seed %d, run %d, epoch %d: says nothing of its step", seed, run, e.Epoch)
				}
			case stepsize.TrialAccepted, stepsize.TrialShortened, stepsize.TrialRefused:
				if moved != (trial.End == stepsize.TrialAccepted) || trial.End == stepsize.TrialRefused != (over && !moved) {
					t.Fatalf("seed %d, run %d, epoch %d: %q, with %d and then %d steps accepted, %v", seed, run, e.Epoch, trial.End, before.Accepted, after.Accepted, err)
				}
			}
			if !near(trial.Length, size(before.Step)) {
				t.Fatalf("seed %d, run %d, epoch %d: a length of %v, of the step %v", seed, run, e.Epoch, trial.Length, before.Step)
			}
			if told := moved || trial.End == ""; told && (!near(trial.Gradient, size(after.Centre)) || !near(trial.Radius, size(after.Radius)) || trial.Curvature != after.Curvature) {
				t.Fatalf("seed %d, run %d, epoch %d: %+v, with the state %+v", seed, run, e.Epoch, trial, after)
			}
			if share := trial.Length / last.Length; last.End == stepsize.TrialShortened && !(share > 0.0999 && share < 0.6001) {
				t.Fatalf("seed %d, run %d, epoch %d: %v times as long as the step before, which was to be shortened", seed, run, e.Epoch, share)
			}
			last = trial
		}
	}
	t.Logf("seed %d: %v", seed, ends)
	if ends[""] != runs || ends[stepsize.TrialAccepted] == 0 || ends[stepsize.TrialShortened] == 0 {
		t.Error("too little has happened to show anything")
	}
}
