package learn

import (
	"errors"
	"math"

	"kizami/core/stepsize"
)

// How a run may end.
const (
	Converged  = "converged"
	Diverged   = "diverged"
	Unfinished = "unfinished"
)

// measurement is a machine run until its error is within the tolerance, or grows beyond all bounds, or its epochs are
// used up.
type measurement struct {
	*instance
	machine   machine
	tolerance float64
	epochs    int
	history   *history // nil: not kept
	trace     bool
}

// eachEpoch is called in every epoch that a run has come to. An error ends the run.
type eachEpoch func(epoch int) error

func (m *measurement) run(on eachEpoch) (Run, error) {
	run := Run{End: Unfinished}
	m.look(&run)
	least := run.Error
	for run.End == Unfinished && run.Epochs < m.epochs {
		if err := on(run.Epochs); err != nil {
			return run, err
		}
		if err := m.machine.Step(); err != nil {
			return run, run.fail(err, least)
		}
		run.Epochs++
		m.look(&run)
		least = min(least, run.Error)
	}
	return run, nil
}

// fail ends a run that left its grid. With an iterate it diverges, if the error has been less than it is, at least once;
// otherwise, and with a step size, it is only that the run cannot go on. Other errors are none of the method's doing.
func (r *Run) fail(err error, least float64) error {
	var above *stepsize.OverflowError
	var below *stepsize.UnderflowError
	switch {
	case errors.As(err, &above) && above.Coordinate != stepsize.Stepsize && r.Error > least:
		r.End = Diverged
	case errors.As(err, &above), errors.As(err, &below):
		r.End = Unfinished
	default:
		return err
	}
	r.Reason = err.Error()
	return nil
}

// look takes stock at the end of an epoch.
func (m *measurement) look(run *Run) {
	iterates, cost := m.machine.Iterates(), m.machine.Cost()
	n := float64(len(iterates))
	run.Error = m.relativeError(iterates)
	run.Rounds, run.Gradients = cost.Rounds, cost.Gradients
	run.Messages, run.Bytes = float64(cost.Messages)/n, float64(cost.Bytes)/n
	if m.history != nil {
		m.history.add(run.Epochs, run.Error, run.Rounds)
	}
	switch {
	case run.Error <= m.tolerance:
		run.End = Converged
	case run.Error >= worst:
		run.End, run.Reason = Diverged, "the error is above 1e12"
	}
	if m.trace {
		m.keep(run, iterates)
	}
}

// keep adds what there is to see, unless it holds something that is not finite, which only the last epoch of a run can.
func (m *measurement) keep(run *Run, iterates [][]float64) {
	view := EpochView{
		Epoch: run.Epochs, Error: run.Error, Rounds: run.Rounds, Messages: run.Messages, Bytes: run.Bytes, Gradients: run.Gradients,
	}
	proposals, applied := m.machine.Steps()
	if run.Epochs > 0 {
		view.Proposals, view.Applied = append(view.Proposals, proposals...), append(view.Applied, applied...)
	}
	mean, sum := make([]float64, len(m.optimum)), 0.0
	for j, x := range iterates {
		view.Iterates = append(view.Iterates, append([]float64(nil), x...))
		view.Losses = append(view.Losses, m.losses[j].Value(x))
		sum += view.Losses[j]
		for c, v := range x {
			mean[c] += v / float64(len(iterates))
			sum += v
		}
	}
	view.Loss = meanLoss(m.losses, mean)
	if sum += view.Loss; !math.IsNaN(sum) && !math.IsInf(sum, 0) {
		run.Trace = append(run.Trace, view)
	}
}
