package stepsize

import (
	"fmt"
	"reflect"
	"slices"

	"kizami/core"
	"kizami/core/simulate"
)

// CertifiedRunState holds all that a certified run must not forget between two epochs.
type CertifiedRunState struct {
	Epoch    int // the last one
	Cost     Cost
	Learners []CertifiedState    // of every node
	Carried  []core.CarriedState // by the bracket: of every node
	Kernels  []core.Kernel       // by the kernels: of every node; with a bound there are none
	Begun    uint32              // by the kernels: how many coordinations have begun
}

// State returns a copy of the run's state. That of a run that is over is none: the error is that of Next.
func (r *CertifiedRun) State() (CertifiedRunState, error) {
	if r.failed != nil {
		return CertifiedRunState{}, r.failed
	}
	s := CertifiedRunState{Epoch: r.epoch, Cost: *r.finder.spent()}
	for _, l := range r.learners {
		s.Learners = append(s.Learners, l.State())
	}
	r.finder.store(&s)
	return s, nil
}

// RestoreCertifiedRun returns the run whose state is s: it goes on with the same bits and the same costs. That configuration, rule and
// losses are those of before is the caller's promise. Errors: a sentence for what cannot be a state of such a run, by node.
func RestoreCertifiedRun(c Config, rule CertifiedRule, losses []Loss, s CertifiedRunState) (*CertifiedRun, error) {
	points := make([][]float64, len(s.Learners))
	for j, l := range s.Learners {
		points[j] = l.Iterate
	}
	r, rule, err := newCertified(c, rule, losses, points)
	if err != nil {
		return nil, err
	}
	if min(int64(min(s.Epoch, s.Cost.Rounds, s.Cost.Gradients)), s.Cost.Messages, s.Cost.Bytes) < 0 {
		return nil, fmt.Errorf("a run in epoch %d that has cost %+v: nothing is negative", s.Epoch, s.Cost)
	}
	for j, loss := range losses {
		l, err := RestoreCertifiedLearner(rule, loss, s.Learners[j])
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		if r.learners = append(r.learners, l); l.began != (s.Epoch > 0) || !reflect.DeepEqual(s.Learners[j].common(), s.Learners[0].common()) {
			return nil, fmt.Errorf("the nodes 0 and %d do not hold the same after epoch %d", j, s.Epoch)
		}
	}
	if err := r.finder.restore(s); err != nil {
		return nil, err
	}
	r.epoch, *r.finder.spent() = s.Epoch, s.Cost
	return r, nil
}

// common returns what is the same at all nodes: before the first coordination each has a guess of its own.
func (s CertifiedState) common() CertifiedState {
	if !s.Began {
		s.Curvature = 0
	}
	return s
}

func (f *bracketFinder) store(s *CertifiedRunState) { s.Carried = f.carried.States() }

func (f *bracketFinder) restore(s CertifiedRunState) (err error) {
	f.carried, err = simulate.RestoreCarriedNetwork(f.carried.Config(), f.exact.config.Digraph, s.Carried)
	return err
}

func (f *kernelFinder) store(s *CertifiedRunState) {
	for _, k := range f.coordination.kernels {
		k.Recurrence = slices.Clone(k.Recurrence)
		s.Kernels = append(s.Kernels, k)
	}
	s.Begun = f.coordination.config.Epoch
}

// restore makes the network of all later coordinations only to have it look at the kernels.
func (f *kernelFinder) restore(s CertifiedRunState) error {
	c := f.coordination
	c.config.Epoch = s.Begun
	if !c.config.Ending.IsProbe() {
		return nil
	}
	c.kernels = s.Kernels
	_, err := simulate.NewRepeatNetwork(c.config, c.digraph, c.kernels, table[int64](c.digraph.Nodes(), f.dimension+1))
	return err
}
