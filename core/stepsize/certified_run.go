package stepsize

import (
	"fmt"
	"math"
)

// CertifiedRun is a learning task with certified steps in progress: a learner at every vertex of a digraph, in lock step.
type CertifiedRun struct {
	finder   finder
	learners []*CertifiedLearner
	words    [][]int64
	epoch    int
	failed   error
}

// finder is how the nodes of a certified run find what they share, and counts what that costs: by the kernels of their
// digraph, or by the bracket.
type finder interface {
	// start returns what every node finds to be the average of all starts.
	start(start [][]float64) ([][]float64, error)
	// least writes into values[j][0] what node j finds to be the least of all values, each between 0 and most (FTC-31).
	least(values [][]int64, most int64) error
	// limit returns the largest size of a word.
	limit() int64
	// mean finds the means of all words, and take has a node end the epoch with them.
	mean(epoch int, words [][]int64, learners []*CertifiedLearner) error
	take(j int, l *CertifiedLearner) (accepted bool, err error)
	spent() *Cost
	// store writes what it must not forget into a state, and restore reads it.
	store(s *CertifiedRunState)
	restore(s CertifiedRunState) error
}

// CertifiedEpoch is what happened in one epoch: one trial step.
type CertifiedEpoch struct {
	Epoch    int       // from 1, in which nothing is tried: the nodes learn the gradient of the start
	Accepted bool      // or the step is tried again, shorter
	Iterate  []float64 // what all nodes hold after the epoch; the caller must not change it
	Cost     Cost      // in total, from the start
}

const (
	spare  = 6  // by how many bits gradients and curvatures may grow beyond those of the start, or more
	finest = 44 // by how many bits quanta lie below the greatest gradient of the start at most, so that what losses round is less than half of one
)

// NewCertified returns the run after its epoch 0: all nodes hold the average of their starts and have agreed on the quanta
// of gradients and curvatures. Mode, Rule, Constant, Span, Race and StepsizeBits of the configuration do not count: the Span is that of the rule, and with the bracket
// Ending and ProbeStarts do not: there the capacity is the bound N. Errors as of [New].
func NewCertified(c Config, rule CertifiedRule, losses []Loss, start [][]float64) (*CertifiedRun, error) {
	r, rule, err := newCertified(c, rule, losses, start)
	if err != nil {
		return nil, err
	}
	points, err := r.finder.start(start)
	if err != nil {
		return nil, err
	}
	for j, loss := range losses {
		r.learners = append(r.learners, NewCertifiedLearner(rule, loss, points[j]))
	}
	r.finder.spent().Gradients += 1 + firstProbes
	return r, r.agreeOnBits()
}

// newCertified returns a run without nodes, and the rule that they follow.
func newCertified(c Config, rule CertifiedRule, losses []Loss, start [][]float64) (*CertifiedRun, CertifiedRule, error) {
	rule, err := rule.complete()
	if err != nil {
		return nil, rule, err
	}
	c.Mode, c.Rule, c.Constant, c.Grid.StepsizeBits, c.Span, c.Race = Harmonic, Rule{Alpha: 0.5, Start: 1}, nil, 0, 0, false
	c, most, err := c.complete(losses, start)
	if err != nil {
		return nil, rule, err
	}
	r := &CertifiedRun{words: make([][]int64, len(losses))}
	r.finder, err = newFinder(c, most, rule, losses[0].Dimension())
	return r, rule, err
}

func newFinder(c Config, most limits, rule CertifiedRule, dimension int) (finder, error) {
	if c.Span = rule.Span; c.Span > 0 {
		return newBracketFinder(c, most, rule, dimension)
	}
	return newKernelFinder(c, most, dimension), nil
}

// agreeOnBits finds the greatest exponents of all nodes (FTC-31), and from them the quanta.
func (r *CertifiedRun) agreeOnBits() error {
	var bits [2]int
	for which := range bits {
		sizes := table[int64](len(r.learners), 1)
		for j, l := range r.learners {
			sizes[j][0] = int64(-smallest - l.Sizes()[which])
		}
		if err := r.finder.least(sizes, -2*smallest); err != nil {
			return err
		}
		for j := range sizes {
			if sizes[j][0] != sizes[0][0] {
				return &RefusedError{0, j}
			}
		}
		bits[which] = CertifiedBits(r.finder.limit(), -smallest-int(sizes[0][0]))
	}
	for _, l := range r.learners {
		l.SetBits(bits[0], bits[1])
	}
	return nil
}

// Next goes through one epoch. Errors: [*OverflowError] for a gradient or curvature that does not fit its quanta,
// [*StalledError] when nothing can be certified any more, with all nodes at the end of the epoch, whose step may have been
// accepted; [*RefusedError] and [*DisagreementError] if a coordination failed,
// [*BracketError] if one by the bracket did. After an error the run is over: every further call returns the same error.
func (r *CertifiedRun) Next() (CertifiedEpoch, error) {
	if r.failed == nil {
		r.epoch++
		var e CertifiedEpoch
		if e, r.failed = r.next(); r.failed == nil {
			return e, nil
		}
	}
	return CertifiedEpoch{}, r.failed
}

func (r *CertifiedRun) next() (CertifiedEpoch, error) {
	e := CertifiedEpoch{Epoch: r.epoch}
	for j, l := range r.learners {
		words, overflow := l.Words(r.finder.limit())
		if overflow != nil {
			overflow.Epoch, overflow.Node = r.epoch, j
			return e, overflow
		}
		r.words[j] = words
	}
	r.finder.spent().Gradients += r.learners[0].Probes()
	if err := r.finder.mean(r.epoch, r.words, r.learners); err != nil {
		return e, err
	}
	var end error // of the run, at all nodes together: the epoch is over all the same
	for j, l := range r.learners {
		accepted, err := r.finder.take(j, l)
		if stalled, ok := err.(*StalledError); ok {
			stalled.Epoch = r.epoch
		} else if err != nil {
			return e, err
		}
		if j > 0 {
			if err := r.same(j, accepted == e.Accepted && (err == nil) == (end == nil)); err != nil {
				return e, err
			}
		}
		e.Accepted, end = accepted, err
	}
	e.Iterate, e.Cost = r.Iterate(), *r.finder.spent()
	return e, end
}

// same fails unless node j is to try the same point as node 0 (FTC-37).
func (r *CertifiedRun) same(j int, alike bool) error {
	for i, x := range r.learners[0].trial {
		if y := r.learners[j].trial[i]; math.Float64bits(x) != math.Float64bits(y) {
			return &DisagreementError{r.epoch, [2]int{0, j}, i, [2]float64{x, y}}
		}
	}
	if !alike {
		return fmt.Errorf("epoch %d: node %d accepts the step or ends the run, and another does not", r.epoch, j)
	}
	return nil
}

// Iterate returns the last accepted point, which all nodes hold; the caller must not change it.
func (r *CertifiedRun) Iterate() []float64 { return r.learners[0].Iterate() }

// Cost returns what the run has cost so far.
func (r *CertifiedRun) Cost() Cost { return *r.finder.spent() }

// Learners returns the nodes; the caller must not change them.
func (r *CertifiedRun) Learners() []*CertifiedLearner { return r.learners }
