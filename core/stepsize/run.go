package stepsize

import (
	"slices"

	"kizami/core"
)

// Run is a learning task in progress: a learner at every vertex of a digraph, in lock step.
type Run struct {
	config       Config
	limits       limits
	learners     []*Learner
	coordination coordinator
	cost         Cost
	epoch        int
	failed       error

	words    [][]int64   // of every node, for the coordination of the iterate
	single   [][]int64   // and for that of the step size
	steps    [][]float64 // where each node's own step led
	received []float64   // what every node made of the former, node after node
}

// Epoch is what happened in one epoch.
type Epoch struct {
	Epoch     int       // from 1
	Proposals []float64 // of every node
	Applied   []float64 // of every node; all the same but in mode own
	Iterate   []float64 // what all nodes hold after the epoch
	Cost      Cost      // in total, from the start
}

// New returns the run after its epoch 0: all nodes hold the average of their starts, and know what later coordinations
// on this digraph reuse (FTC-30). Its errors are those of Next, and a sentence for what is wrong with the arguments.
func New(c Config, losses []Loss, start [][]float64) (*Run, error) {
	c, most, err := c.complete(losses, start)
	if err != nil {
		return nil, err
	}
	n, d := len(losses), losses[0].Dimension()
	r := &Run{config: c, limits: most}
	r.words, r.single, r.steps, r.received = table[int64](n, d), table[int64](n, 1), make([][]float64, n), make([]float64, n*d)
	r.coordination = newCoordinator(c, most, &r.cost)
	if err := r.gather(start); err != nil {
		return nil, err
	}
	for j, loss := range losses {
		constant := 0.0
		if len(c.Constant) > 0 {
			constant = c.Constant[j]
		}
		r.learners = append(r.learners, NewLearner(c.Rule, c.Mode, constant, loss, r.received[j*d:(j+1)*d]))
	}
	return r, nil
}

func table[T any](rows, columns int) [][]T {
	all, flat := make([][]T, rows), make([]T, rows*columns)
	for j := range all {
		all[j] = flat[j*columns : (j+1)*columns : (j+1)*columns]
	}
	return all
}

// Next goes through one epoch. Errors: [*OverflowError] and [*UnderflowError] for a number that does not fit the grid,
// [*RefusedError] and [*DisagreementError] if a coordination failed, [*BracketError] if one by the bracket did. After an error the run is over: every further call
// returns the same error.
func (r *Run) Next() (Epoch, error) {
	if r.failed != nil {
		return Epoch{}, r.failed
	}
	r.epoch++
	n, d := len(r.learners), len(r.words[0])
	e := Epoch{Epoch: r.epoch, Proposals: make([]float64, n), Applied: make([]float64, n)}
	for j, l := range r.learners {
		e.Proposals[j], _ = l.Propose()
	}
	r.cost.Gradients++
	if r.failed = r.coordinate(e.Proposals, e.Applied); r.failed != nil {
		return Epoch{}, r.failed
	}
	for j, l := range r.learners {
		l.Adopt(e.Applied[j])
		r.steps[j], _ = l.Apply()
	}
	if r.failed = r.gather(r.steps); r.failed != nil {
		return Epoch{}, r.failed
	}
	for j, l := range r.learners {
		l.Move(r.received[j*d : (j+1)*d])
	}
	e.Iterate, e.Cost = slices.Clone(r.Iterate()), r.cost
	return e, nil
}

// coordinate turns the proposals into what every node adopts (FTC-34).
func (r *Run) coordinate(proposals, adopted []float64) error {
	mode, bits := r.config.Mode, r.config.Grid.StepsizeBits
	if err := r.stepsizeWords(proposals); err != nil {
		return err
	}
	switch mode {
	case Own:
		copy(adopted, proposals)
		return nil
	case Min:
		if err := r.coordination.least(r.epoch, r.single, r.limits.stepsize); err != nil {
			return err
		}
		for j, word := range r.single {
			adopted[j] = mode.Stepsize(core.Fraction{Numerator: word[0], Denominator: 1}, bits)
		}
	default:
		averages, err := r.coordination.average(r.epoch, r.single)
		if err != nil {
			return err
		}
		for j, average := range averages {
			adopted[j] = mode.Stepsize(average[0], bits)
		}
	}
	return agree(r.epoch, Stepsize, adopted, 1)
}

// stepsizeWords fills single.
func (r *Run) stepsizeWords(proposals []float64) error {
	for j, proposal := range proposals {
		word, err := stepsizeWord(r.config.Mode, proposal, r.config.Grid.StepsizeBits, r.limits.stepsize, r.epoch, j)
		if err != nil {
			return err
		}
		r.single[j][0] = word
	}
	return nil
}

// stepsizeWord returns the word of a proposal. Own step sizes never travel, so they need no grid.
func stepsizeWord(mode Mode, proposal float64, bits int, limit int64, epoch, node int) (int64, error) {
	word, fits := mode.Word(proposal, bits)
	switch number := mode.number(proposal); {
	case mode == Own && proposal > 0:
	case !fits || word > limit:
		return 0, &OverflowError{epoch, node, Stepsize, mode == Harmonic, false, number, float64(limit) / power(bits)}
	case word <= 0:
		return 0, &UnderflowError{epoch, node, mode == Harmonic, number, bits}
	}
	return word, nil
}

// gather coordinates the average of what the nodes hold and leaves it in received, row j as node j reads it (FTC-37).
func (r *Run) gather(points [][]float64) error {
	bits := r.config.Grid.IterateBits
	if err := iterateWords(r.words, r.epoch, points, bits, r.limits.iterate); err != nil {
		return err
	}
	averages, err := r.coordination.average(r.epoch, r.words)
	if err != nil {
		return err
	}
	d := len(r.words[0])
	for j, average := range averages {
		for i, q := range average {
			r.received[j*d+i] = Float(q, bits)
		}
	}
	for i := range d {
		if err := agree(r.epoch, i, r.received[i:], d); err != nil {
			return err
		}
	}
	return nil
}

// iterateWords writes the words of points into words (FTC-36).
func iterateWords(words [][]int64, epoch int, points [][]float64, bits int, limit int64) error {
	for j, point := range points {
		for i, v := range point {
			word, fits := Quanta(v, bits)
			if !fits || word > limit || word < -limit {
				return &OverflowError{epoch, j, i, false, false, v, float64(limit) / power(bits)}
			}
			words[j][i] = word
		}
	}
	return nil
}

// Iterate returns the iterate that all nodes hold; the caller must not change it.
func (r *Run) Iterate() []float64 { return r.learners[0].Iterate() }

// Cost returns what the run has cost so far.
func (r *Run) Cost() Cost { return r.cost }

// Learners returns the nodes; the caller must not change them.
func (r *Run) Learners() []*Learner { return r.learners }

// Kernels returns what epoch 0 has taught each node for all later coordinations, its order M_j and the rounds R among
// them (FTC-30); none with a bound or the bracket. The caller must not change them.
func (r *Run) Kernels() []core.Kernel { return r.coordination.learnt() }
