package learn

import (
	"errors"
	"fmt"
	"math"

	"kizami/core/stepsize"
)

// How a run may end.
const (
	Converged  = "converged"
	Diverged   = "diverged"
	Unfinished = "unfinished"
)

// What a run may use up.
const (
	SpentEpochs = "epochs"
	SpentRounds = "rounds"
)

// measurement is a machine run until its error is within the tolerance, or grows beyond all bounds, or its epochs or rounds
// are used up.
type measurement struct {
	*instance
	machine   machine
	tolerance float64
	epochs    int
	rounds    int                  // 0: as many as the epochs take
	history   *history             // nil: not kept
	trace     bool                 // keep every epoch in the run
	tell      func(view EpochView) // of every epoch; nil: nobody listens

	last [][]float64 // the iterates of the last epoch that has counted
}

// spentError reports an epoch that needs more rounds than there are.
type spentError struct{ epoch, before, until, most int }

func (e *spentError) Error() string {
	return fmt.Sprintf("out of rounds: %d of %d are spent, and epoch %d would take until round %d", e.before, e.most, e.epoch, e.until)
}

// spent returns a [*spentError] if the machine has come to the end of an epoch only after the last of its rounds.
func (m *measurement) spent(epoch, before int) error {
	if until := m.machine.Cost().Rounds; m.rounds > 0 && until > m.rounds {
		return &spentError{epoch, before, until, m.rounds}
	}
	return nil
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
		err := m.machine.Step()
		if err == nil {
			err = m.spent(run.Epochs+1, run.Rounds)
		}
		if err != nil {
			return run, run.fail(err, least)
		}
		run.Epochs++
		m.look(&run)
		least = min(least, run.Error)
	}
	if run.End == Unfinished {
		run.Spent = SpentEpochs
	}
	return run, nil
}

// fail ends a run that is out of rounds, or in which a number does not fit the grid. The latter has diverged if that number
// was of an iterate and the error had been smaller before; otherwise it just cannot go on. Any other error is returned: the method is not to blame for it.
func (r *Run) fail(err error, least float64) error {
	var above *stepsize.OverflowError
	var below *stepsize.UnderflowError
	var stalled *stepsize.StalledError
	var broken *stepsize.BracketError
	var spent *spentError
	switch {
	case errors.As(err, &above) && above.Coordinate >= 0 && !above.Gradient && r.Error > least:
		r.End = Diverged
	case errors.As(err, &above), errors.As(err, &below), errors.As(err, &stalled), errors.As(err, &broken):
		r.End = Unfinished
	case errors.As(err, &spent):
		r.End, r.Spent = Unfinished, SpentRounds
	default:
		return err
	}
	r.Reason = err.Error()
	return nil
}

// look measures the error and the cost at the end of an epoch, and sets End when the run is over.
func (m *measurement) look(run *Run) {
	iterates, cost := m.machine.Iterates(), m.machine.Cost()
	m.remember(iterates)
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
	if m.trace || m.tell != nil {
		m.keep(run, iterates)
	}
}

// remember keeps the iterates, as far as the next epoch may turn out not to count.
func (m *measurement) remember(iterates [][]float64) {
	if m.rounds == 0 {
		m.last = iterates
		return
	}
	if m.last == nil {
		m.last = make([][]float64, len(iterates))
	}
	for j, x := range iterates {
		m.last[j] = append(m.last[j][:0], x...)
	}
}

// keep tells the view of an epoch, and adds it to the trace if that is kept, unless a number in it is not finite, which happens in the last epoch only.
func (m *measurement) keep(run *Run, iterates [][]float64) {
	view := EpochView{
		Epoch: run.Epochs, Error: run.Error, Rounds: run.Rounds, Messages: run.Messages, Bytes: run.Bytes, Gradients: run.Gradients,
	}
	proposals, applied := m.machine.Steps()
	if run.Epochs > 0 {
		view.Proposals, view.Applied = append(view.Proposals, proposals...), append(view.Applied, applied...)
	}
	mean, sum := make([]float64, len(m.optimum)), 0.0
	if tries, ok := m.machine.(interface{ Trial() *Trial }); ok && run.Epochs > 0 {
		view.Trial = tries.Trial()
		sum += view.Trial.Length + view.Trial.Gradient + view.Trial.Radius + view.Trial.Curvature
	}
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
		if m.trace {
			run.Trace = append(run.Trace, view)
		}
		if m.tell != nil {
			m.tell(view)
		}
	}
}
