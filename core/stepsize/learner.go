package stepsize

import "slices"

// None is the value of Adopted and Applied when there is no step size yet; no step size is 0.
const None = 0.0

// State holds the state variables of one node, named as in tla/AutomatedStepsize.tla: of what the model keeps for every
// epoch, the entry of epoch Proposed.
type State struct {
	Proposals float64 // what the node proposed, or None
	Proposed  int     // the last epoch for which it has proposed; 0 at first
	Adopted   float64 // what it has adopted, or None
	Applied   float64 // what it has applied, or None
}

// Learner is one node of a learning task. It is a pure machine: in every epoch, Propose, Adopt, Apply, Move, in this
// order; each says whether it was its turn, and changes nothing if not. Not safe for concurrent use.
type Learner struct {
	loss     Loss
	rule     Rule
	mode     Mode
	constant float64
	state    State
	moved    bool

	iterate, lastIterate   []float64
	gradient, lastGradient []float64
	step                   []float64 // where the node's own step leads: z
	filtered               float64   // L̃; 0 as long as there is none
	last, before           float64   // the step sizes that bound the growth, of the last two epochs
}

// NewLearner returns a node at the iterate x, before its first epoch. A constant that is not 0 is what the node
// proposes in every epoch, whatever the rule says. The arguments must be those of a [Config] that New takes.
func NewLearner(rule Rule, mode Mode, constant float64, loss Loss, x []float64) *Learner {
	d := len(x)
	return &Learner{
		loss: loss, rule: rule, mode: mode, constant: constant, moved: true, iterate: slices.Clone(x),
		lastIterate: make([]float64, d), gradient: make([]float64, d), lastGradient: make([]float64, d), step: make([]float64, d),
	}
}

// State returns the node's state variables.
func (l *Learner) State() State { return l.state }

// Iterate returns the node's iterate; the caller must not change it.
func (l *Learner) Iterate() []float64 { return l.iterate }

// Last returns the last epoch whose step size the node has applied.
func (l *Learner) Last() int {
	if l.state.Proposed > 0 && l.state.Applied == None {
		return l.state.Proposed - 1
	}
	return l.state.Proposed
}

// CanPropose says whether the node has gone through all of the epoch before.
func (l *Learner) CanPropose() bool { return l.state.Proposed == l.Last() && l.moved }

// Propose begins an epoch: it evaluates the gradient, once, and returns the node's proposal (FTC-33).
func (l *Learner) Propose() (float64, bool) {
	if !l.CanPropose() {
		return None, false
	}
	l.gradient, l.lastGradient = l.lastGradient, l.gradient
	l.loss.Gradient(l.iterate, l.gradient)
	l.state = State{Proposals: l.proposal(), Proposed: l.state.Proposed + 1}
	if !l.mode.common() {
		l.last, l.before = l.state.Proposals, l.last
	}
	return l.state.Proposals, true
}

func (l *Learner) proposal() float64 {
	first := l.state.Proposed == 0
	if !first {
		if estimate, ok := Estimate(l.iterate, l.lastIterate, l.gradient, l.lastGradient); ok {
			if l.filtered > 0 {
				estimate = l.rule.Filter(estimate, l.filtered)
			}
			l.filtered = estimate
		}
	}
	switch {
	case l.constant != 0:
		return l.constant
	case first:
		return l.rule.Start
	}
	return l.rule.Propose(l.filtered, l.last, l.before)
}

// CanAdopt says whether the node has proposed and not yet adopted.
func (l *Learner) CanAdopt() bool { return l.state.Proposed > l.Last() && l.state.Adopted == None }

// Adopt takes the step size, which must be positive, that the epoch's proposals were combined to (FTC-34).
func (l *Learner) Adopt(stepsize float64) bool {
	if !l.CanAdopt() || !(stepsize > 0) {
		return false
	}
	l.state.Adopted = stepsize
	return true
}

// CanApply says whether the node has adopted a step size that it has not applied.
func (l *Learner) CanApply() bool { return l.state.Proposed > l.Last() && l.state.Adopted != None }

// Stepsize returns the step size that the node applies.
func (l *Learner) Stepsize() float64 { return l.state.Adopted }

// Apply returns where the node's own step leads, z = x − γ·g (FTC-35). The result is valid until the next Apply.
func (l *Learner) Apply() ([]float64, bool) {
	if !l.CanApply() {
		return nil, false
	}
	l.state.Applied, l.moved = l.Stepsize(), false
	if l.mode.common() {
		l.last, l.before = l.state.Applied, l.last
	}
	for i, x := range l.iterate {
		l.step[i] = x - float64(l.state.Applied*l.gradient[i])
	}
	return l.step, true
}

// Move ends the epoch: the node goes on from x, the average of what all nodes' steps led to (FTC-35).
func (l *Learner) Move(x []float64) bool {
	if l.moved || len(x) != len(l.iterate) {
		return false
	}
	l.iterate, l.lastIterate = l.lastIterate, l.iterate
	copy(l.iterate, x)
	l.moved = true
	return true
}
