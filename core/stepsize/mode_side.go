//go:build !js

package stepsize

import (
	"crypto/sha256"
	"fmt"

	"kizami/core"
)

// ModePlan is what all nodes of a fleet agree on that learn with coordinated step sizes, by the bracket or the race.
type ModePlan struct {
	Mode   Mode
	Rule   Rule
	Bound  int  // N, at least the number of nodes
	Span   int  // D, at least every distance
	Race   bool // every average is by the race of bracket and bound
	Grid   Grid
	Epochs int
}

// ModeSide is one node's side of such a run: a [core.Side] that does what [Run] does at every node, with the same bits. All its
// coordinations are one sequence of rounds (FTC-59): the average of the starts, and in every epoch that of the proposals, or the
// least, but in mode own, and that of the iterates.
type ModeSide struct {
	plan     ModePlan
	limits   limits
	node     int
	degree   int
	constant float64
	loss     Loss
	learner  *Learner          // nil before the average of the starts
	average  *core.AverageSide // that is going on, or
	greatest *core.Maximum
	done     uint32 // coordinations
	proposal float64
	digest   [sha256.Size]byte
}

// NewModeSide returns the side of a node in its first round. constant is as of [NewLearner]. Errors: a plan that does not hold
// together, an out-degree out of range, a start that does not fit its quanta.
func NewModeSide(p ModePlan, node, outDegree int, constant float64, loss Loss, start []float64) (*ModeSide, error) {
	if p.Bound < 1 || p.Bound > core.MaxNodes {
		return nil, fmt.Errorf("bound %d: must be between 1 and %d", p.Bound, core.MaxNodes)
	}
	if p.Epochs < 1 {
		return nil, fmt.Errorf("%d epochs: must be at least 1", p.Epochs)
	}
	if err := p.Mode.check(); err != nil {
		return nil, err
	}
	if err := p.Rule.check(); err != nil {
		return nil, err
	}
	grid, most, err := p.Grid.complete(p.Bound)
	if err != nil {
		return nil, err
	}
	p.Grid = grid
	s := &ModeSide{plan: p, limits: most.within(p.Bound), node: node, degree: outDegree, constant: constant, loss: loss}
	return s, s.gather(0, start)
}

// gather begins to average points.
func (s *ModeSide) gather(epoch int, point []float64) error {
	words := table[int64](1, len(point))
	err := iterateWords(words, epoch, [][]float64{point}, s.plan.Grid.IterateBits, s.limits.iterate)
	if overflow, ok := err.(*OverflowError); ok {
		overflow.Node = s.node
	}
	if err != nil {
		return err
	}
	return s.begin(words[0])
}

// begin begins an exact average.
func (s *ModeSide) begin(words []int64) (err error) {
	p := s.plan
	if !p.Race {
		c := core.BracketConfig{Bound: p.Bound, Span: p.Span, Most: s.limits.stepsize, Epoch: s.done}
		s.average, err = core.NewBracketSide(c, s.degree, words)
	} else {
		c := core.Config{Field: core.Exact, Capacity: p.Bound, Epoch: s.done}
		if c.Ending, err = core.Bound(p.Bound); err != nil {
			return err
		}
		s.average, err = core.NewRaceSide(core.RaceConfig{Config: c, Span: p.Span, Most: s.limits.stepsize}, s.degree, words)
	}
	s.done++
	return err
}

// Share returns the message of the coordination that the node is in, on the wire.
func (s *ModeSide) Share() []byte {
	if s.average != nil {
		return s.average.Share()
	}
	data, err := s.greatest.Share().AppendBinary(nil)
	if err != nil {
		panic("a mode's side: " + err.Error()) // unreachable: it has one word
	}
	return data
}

// Advance ends the round, and what ends with it: a coordination, an epoch, the run. Errors: those of [Run.Next], and messages
// that cannot be read.
func (s *ModeSide) Advance(inbox [][]byte) error {
	if s.average == nil {
		return s.advanceGreatest(inbox)
	}
	if err := s.average.Advance(inbox); err != nil || !s.average.Over() {
		return err
	}
	if s.average.Refused() {
		return &BracketError{s.Epoch(), averageRefused}
	}
	found := s.average.Average()
	switch {
	case s.learner == nil || s.learner.state.Applied != None && !s.learner.moved:
		return s.arrive(found)
	default:
		return s.adopt(s.plan.Mode.Stepsize(found[0], s.plan.Grid.StepsizeBits))
	}
}

func (s *ModeSide) advanceGreatest(inbox [][]byte) error {
	parse := func(data []byte) (core.Message, error) { return core.ParseMessage(core.Exact, data) }
	messages, err := core.ParseAll(inbox, parse)
	if err == nil {
		err = s.greatest.Advance(messages)
	}
	if err != nil {
		return err
	}
	greatest, over := s.greatest.Maximum()
	if !over {
		return nil
	}
	s.greatest = nil
	least := core.Fraction{Numerator: s.limits.stepsize - int64(greatest), Denominator: 1}
	return s.adopt(s.plan.Mode.Stepsize(least, s.plan.Grid.StepsizeBits))
}

// arrive goes on from the average of all points.
func (s *ModeSide) arrive(found []core.Fraction) error {
	point := make([]float64, len(found))
	for i, q := range found {
		point[i] = Float(q, s.plan.Grid.IterateBits)
	}
	if s.learner == nil {
		s.learner = NewLearner(s.plan.Rule, s.plan.Mode, s.constant, s.loss, point)
		s.digest = EpochDigest(s.digest, 0, point)
	} else {
		s.learner.Move(point)
		s.digest = ModeDigest(s.digest, s.Epoch(), s.proposal, s.learner.Stepsize(), point)
	}
	if s.Over() {
		return nil
	}
	return s.propose()
}

// propose begins an epoch.
func (s *ModeSide) propose() error {
	s.proposal, _ = s.learner.Propose()
	mode, bits, limit := s.plan.Mode, s.plan.Grid.StepsizeBits, s.limits.stepsize
	word, err := stepsizeWord(mode, s.proposal, bits, limit, s.learner.state.Proposed, s.node)
	switch {
	case err != nil:
		return err
	case mode == Own:
		return s.adopt(s.proposal)
	case mode != Min:
		return s.begin([]int64{word})
	}
	s.average = nil
	s.greatest, err = core.NewMaximum(core.Config{Field: core.Exact, Epoch: s.done}, s.plan.Span, uint64(limit-word))
	s.done++
	return err
}

// adopt takes the step, and begins to average where it leads.
func (s *ModeSide) adopt(stepsize float64) error {
	s.learner.Adopt(stepsize)
	step, _ := s.learner.Apply()
	return s.gather(s.Epoch(), step)
}

// Over says that all epochs are over.
func (s *ModeSide) Over() bool {
	return s.learner != nil && s.learner.moved && s.Epoch() >= s.plan.Epochs
}

// Ended returns nil: nothing ends such a run before all epochs are over, but an error.
func (s *ModeSide) Ended() error { return nil }

// Epoch returns the last epoch whose step size the node has applied.
func (s *ModeSide) Epoch() int {
	if s.learner == nil {
		return 0
	}
	return s.learner.Last()
}

// Accepted returns how many steps were taken: one in every epoch.
func (s *ModeSide) Accepted() int { return s.Epoch() }

// Iterate returns the iterate that all nodes hold, nil before the average of the starts; the caller must not change it.
func (s *ModeSide) Iterate() []float64 {
	if s.learner == nil {
		return nil
	}
	return s.learner.Iterate()
}

// Digest returns the [ModeDigest] of all epochs so far.
func (s *ModeSide) Digest() [sha256.Size]byte { return s.digest }

// ModeDigest is [EpochDigest] of what the node proposed and applied, and of the iterate.
func ModeDigest(before [sha256.Size]byte, epoch int, proposal, applied float64, iterate []float64) [sha256.Size]byte {
	return EpochDigest(before, epoch, append([]float64{proposal, applied}, iterate...))
}
