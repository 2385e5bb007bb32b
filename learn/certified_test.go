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
	}
}
