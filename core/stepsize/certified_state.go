package stepsize

import (
	"fmt"
	"math"
	"slices"
)

// CertifiedState holds all that one node of a certified run must not forget between two calls. Everything in it is the same
// at all nodes that have come as far; what is a node's own, its gradients, is a function of the points and of its loss.
type CertifiedState struct {
	Bits      [2]int // of the quanta of gradients, and of curvatures
	Began     bool   // the first coordination is over
	Accepted  int    // steps
	Iterate   []float64
	Trial     []float64
	Step      []float64 // from iterate to trial; 0 before the first coordination, as Centre and Radius are
	Centre    []float64 // the mean gradient at the iterate is within Radius of it
	Radius    []float64
	Curvature float64
	Pairs     []CertifiedPair // that L-BFGS remembers, the oldest first
}

// CertifiedPair is a step and by how much the common gradient changed along it.
type CertifiedPair struct{ Step, Change []float64 }

// State returns a copy of the node's state. That of a run that has come to its end cannot be restored: there is nothing left
// to try.
func (l *CertifiedLearner) State() CertifiedState {
	s := CertifiedState{
		Bits: l.bits, Began: l.began, Accepted: l.accepted, Iterate: slices.Clone(l.iterate), Trial: slices.Clone(l.trial),
		Step: slices.Clone(l.step), Centre: slices.Clone(l.centre), Radius: slices.Clone(l.radius), Curvature: l.curvature,
	}
	for _, p := range l.pairs {
		s.Pairs = append(s.Pairs, CertifiedPair{slices.Clone(p.step), slices.Clone(p.change)})
	}
	return s
}

// RestoreCertifiedLearner returns the node whose state is s: it goes on with the same bits, whether Words was called last or
// not. Every state that a node of a run that goes on can reach is accepted. A state that fits neither itself nor the rule nor
// the loss is an error; that rule and loss are those of before is the caller's promise. It takes two gradients at most.
func RestoreCertifiedLearner(rule CertifiedRule, loss Loss, s CertifiedState) (*CertifiedLearner, error) {
	rule, err := rule.complete()
	if err != nil {
		return nil, err
	}
	if err := s.check(rule, loss.Dimension()); err != nil {
		return nil, err
	}
	l := emptyLearner(rule, loss, s.Iterate)
	copy(l.trial, s.Trial)
	copy(l.step, s.Step)
	copy(l.centre, s.Centre)
	copy(l.radius, s.Radius)
	l.bits, l.began, l.accepted, l.curvature = s.Bits, s.Began, s.Accepted, s.Curvature
	l.pairs = l.pairs[:len(s.Pairs)]
	for k, p := range s.Pairs {
		copy(l.pairs[k].step, p.Step)
		copy(l.pairs[k].change, p.Change)
	}
	if slope, noise := l.slope(l.step); l.began && slope.upper()+noise >= 0 {
		return nil, fmt.Errorf("a step that does not descend for sure: a run that goes on tries no such step")
	}
	l.loss.Gradient(l.iterate, l.gradient)
	l.loss.Gradient(l.trial, l.trialGradient)
	return l, nil
}

// mostBits is the largest size of an exponent of quanta.
const mostBits = -smallest + finest

func (s CertifiedState) check(rule CertifiedRule, dimension int) error {
	vectors := [][]float64{s.Iterate, s.Trial, s.Step, s.Centre, s.Radius, {s.Curvature}}
	for _, p := range s.Pairs {
		vectors = append(vectors, p.Step, p.Change)
	}
	for i, v := range vectors {
		if i != 5 && len(v) != dimension {
			return fmt.Errorf("a state with %d coordinates of a point: the loss has %d", len(v), dimension)
		}
		for _, x := range v {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return fmt.Errorf("a state with the number %v: all numbers are finite", x)
			}
		}
	}
	for _, b := range s.Bits {
		if b < -mostBits || b > mostBits {
			return fmt.Errorf("quanta of 2^%d: the exponent is between %d and %d", -b, -mostBits, mostBits)
		}
	}
	switch {
	case s.Accepted < 0:
		return fmt.Errorf("%d accepted steps: must not be negative", s.Accepted)
	case len(s.Pairs) > rule.Memory:
		return fmt.Errorf("%d pairs: the rule has a memory of %d", len(s.Pairs), rule.Memory)
	case !s.Began && (s.Accepted > 0 || len(s.Pairs) > 0):
		return fmt.Errorf("%d accepted steps and %d pairs before the first coordination", s.Accepted, len(s.Pairs))
	}
	return s.checkNumbers()
}

// checkNumbers checks what the points and gradients of a state say of each other.
func (s CertifiedState) checkNumbers() error {
	for i, x := range s.Iterate {
		if between := s.Trial[i] - x; s.Step[i] != between {
			return fmt.Errorf("coordinate %d of the step is %v, where %v lies between the points", i, s.Step[i], between)
		}
		if s.Radius[i] < 0 {
			return fmt.Errorf("coordinate %d has the radius %v: must not be negative", i, s.Radius[i])
		}
		if !s.Began && (s.Step[i] != 0 || s.Centre[i] != 0 || s.Radius[i] != 0) {
			return fmt.Errorf("coordinate %d of the step or the mean gradient is not 0 before the first coordination", i)
		}
	}
	for k, p := range s.Pairs {
		if !(dot(p.Step, p.Change).value > flattest*float64(norm(p.Step)*norm(p.Change))) {
			return fmt.Errorf("pair %d: the gradient hardly changes in its direction, and such a pair is not remembered", k)
		}
	}
	return nil
}
