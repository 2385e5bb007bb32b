package stepsize

// What became of the step that an epoch has tried.
const (
	TrialAccepted  = "accepted"
	TrialShortened = "shortened" // not accepted: the next epoch tries the same direction, not so far
	TrialRefused   = "refused"   // not accepted, and nothing shorter can be tried: the run is over
)

// CertifiedTrial is the step that an epoch has tried, and what all nodes hold of it.
type CertifiedTrial struct {
	End       string  // how it ended; "" in epoch 1, in which nothing is tried
	Length    float64 // ‖s‖
	Gradient  float64 // ‖c‖ at the trial point: the mean gradient is within Radius of c
	Radius    float64 // ‖r‖
	Curvature float64 // H: the mean curvature along the step is at most this
}

// Tried returns the trial of the last epoch, the same at all nodes. A node that was just made or restored knows of none.
func (l *CertifiedLearner) Tried() CertifiedTrial {
	t := l.tried
	t.Gradient, t.Radius = norm(l.next), norm(l.nextRadius)
	return t
}

// end ends the epoch with what all nodes hold of the mean gradient at the trial point, and of the curvature.
func (l *CertifiedLearner) end(curvature float64) (accepted bool, err error) {
	l.tried = CertifiedTrial{Length: norm(l.step), Curvature: curvature}
	began := l.began
	accepted, err = l.decide(curvature)
	switch {
	case !began:
	case accepted:
		l.tried.End = TrialAccepted
	case err == nil:
		l.tried.End = TrialShortened
	default:
		l.tried.End = TrialRefused
	}
	return accepted, err
}
