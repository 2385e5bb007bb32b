package learn

import "testing"

// TestCertifiedArrives runs certified steps on parabolas: the second step leads to the very optimum, where nothing is left to
// certify, and that is no failure.
func TestCertifiedArrives(t *testing.T) {
	for _, x := range Examples() {
		if x.Name != "small" {
			continue
		}
		e := *x.Experiment
		e.Methods = []MethodSpec{{Name: "certified", Method: MethodCertified, Memory: 20, Accuracy: 0.3}}
		run := reportOf(t, &e).Methods[0].Runs[0]
		if run.End != Converged || run.Reason != "" || run.Epochs != 3 || len(run.Trace) != 4 || run.Error > e.Tolerance {
			t.Errorf("%s in epoch %d, error %v, %q; want converged in epoch 3", run.End, run.Epochs, run.Error, run.Reason)
		}
		checkTrials(t, run.Trace)
	}
}

// checkTrials holds what a trace says of the trials against where the nodes stood.
func checkTrials(t *testing.T, trace []EpochView) {
	t.Helper()
	for epoch, view := range trace {
		trial := view.Trial
		switch {
		case epoch == 0:
			if trial != nil {
				t.Errorf("epoch 0 has tried %+v", trial)
			}
		case trial == nil || trial.Gradient < 0 || trial.Radius <= 0 || (trial.End == "") != (epoch == 1) || (trial.Length > 0) != (epoch > 1):
			t.Errorf("epoch %d: %+v", epoch, trial)
		case epoch > 1:
			if far := distance(view.Iterates[0], trace[epoch-1].Iterates[0]); trial.End == "accepted" && abs(far-trial.Length) > 1e-12 || trial.End != "accepted" && far > 0 {
				t.Errorf("epoch %d: goes %v, with the trial %+v", epoch, far, trial)
			}
		}
	}
}
