package stepsize

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"kizami/core"
)

// CertifiedPlan is what all nodes of a fleet agree on that learn with certified steps by mixing.
type CertifiedPlan struct {
	Rule   CertifiedRule // its Span is D, which a fleet must know
	Bound  int           // N, at least the number of nodes
	Grid   Grid          // of iterates
	Epochs int           // after which the run is over, if nothing ends it before
}

// CertifiedSide is one node's side of a run of certified steps by mixing: a [core.Side] that does what [CertifiedRun] does at
// every node, with the same bits. All its coordinations are one sequence of rounds (FTC-59): the average of the starts, the two
// greatest exponents, and the mean of each epoch. In a round it is in one of them.
type CertifiedSide struct {
	plan     CertifiedPlan
	most     int64 // of a start, in quanta
	node     int   // whose side it is, for errors
	degree   int
	loss     Loss
	start    *core.BracketNode // first,
	greatest *core.Maximum     // then twice,
	sizes    [2]int
	known    int               // how many of the two
	carried  *core.CarriedNode // and then
	learner  *CertifiedLearner
	epoch    int
	open     bool  // the epoch is not over
	ended    error // why the run is over before all epochs are
	digest   [sha256.Size]byte
}

// NewCertifiedSide returns the side of a node in its first round. Errors: a plan that does not hold together, an out-degree
// out of range, a start that does not fit its quanta.
func NewCertifiedSide(p CertifiedPlan, node, outDegree int, loss Loss, start []float64) (*CertifiedSide, error) {
	rule, err := p.Rule.complete()
	if err != nil {
		return nil, err
	}
	if rule.Span == 0 {
		return nil, errors.New("certified steps on links need the diameter: by kernels, nodes do not end an epoch together")
	}
	if p.Bound < 1 || p.Bound > core.MaxNodes {
		return nil, fmt.Errorf("bound %d: must be between 1 and %d", p.Bound, core.MaxNodes)
	}
	if p.Epochs < 1 {
		return nil, fmt.Errorf("%d epochs: must be at least 1", p.Epochs)
	}
	grid, most, err := p.Grid.complete(p.Bound)
	if err != nil {
		return nil, err
	}
	p.Rule, p.Grid = rule, grid
	s := &CertifiedSide{plan: p, most: min(most.iterate, core.BracketRange(p.Bound)), node: node, degree: outDegree, loss: loss}
	words := table[int64](1, len(start))
	if err := iterateWords(words, 0, [][]float64{start}, grid.IterateBits, s.most); err != nil {
		return nil, err
	}
	s.start, err = core.NewBracketNode(core.BracketConfig{Bound: p.Bound, Span: rule.Span, Most: s.most}, outDegree, words[0])
	if err != nil {
		return nil, err
	}
	s.carried, err = core.NewCarriedNode(s.config(), outDegree)
	return s, err
}

func (s *CertifiedSide) config() core.CarriedConfig {
	return core.CarriedConfig{Bound: s.plan.Bound, Span: s.plan.Rule.Span, Coordinates: s.loss.Dimension() + 1, Fresh: s.plan.Rule.Fresh}
}

// Share returns the message of the coordination that the node is in, on the wire.
func (s *CertifiedSide) Share() []byte {
	var m interface {
		AppendBinary([]byte) ([]byte, error)
	}
	switch {
	case s.learner == nil:
		m = s.start.Share()
	case s.known < 2:
		m = s.greatest.Share()
	default:
		m = s.carried.Share()
	}
	data, err := m.AppendBinary(nil)
	if err != nil {
		panic("a certified side: " + err.Error()) // unreachable: configurations bound the coordinates
	}
	return data
}

// Advance ends the round, and what ends with it: a coordination, an epoch, the run. Errors: those of [CertifiedRun.Next] that
// are no end at all nodes together, and messages that cannot be read.
func (s *CertifiedSide) Advance(inbox [][]byte) error {
	switch {
	case s.learner == nil:
		return s.advanceStart(inbox)
	case s.known < 2:
		return s.advanceGreatest(inbox)
	}
	return s.advanceEpoch(inbox)
}

func (s *CertifiedSide) advanceStart(inbox [][]byte) error {
	messages, err := core.ParseAll(inbox, core.ParseBracketMessage)
	if err == nil {
		err = s.start.Advance(messages)
	}
	if err != nil || !s.start.Decide() {
		return err
	}
	if s.start.Refused() {
		return &BracketError{0, startsRefused}
	}
	point := make([]float64, s.loss.Dimension())
	for i, q := range s.start.Average() {
		point[i] = Float(q, s.plan.Grid.IterateBits)
	}
	s.learner = NewCertifiedLearner(s.plan.Rule, s.loss, point)
	s.digest = EpochDigest(s.digest, 0, s.learner.Iterate())
	return s.findGreatest()
}

// findGreatest begins to look for a greatest exponent, in rounds of its own (FTC-31).
func (s *CertifiedSide) findGreatest() (err error) {
	size := s.learner.Sizes()[s.known]
	s.greatest, err = core.NewMaximum(core.Config{Field: core.Exact, Epoch: uint32(s.known)}, s.plan.Rule.Span, uint64(size-smallest))
	return err
}

func (s *CertifiedSide) advanceGreatest(inbox [][]byte) error {
	parse := func(data []byte) (core.Message, error) { return core.ParseMessage(core.Exact, data) }
	messages, err := core.ParseAll(inbox, parse)
	if err == nil {
		err = s.greatest.Advance(messages)
	}
	if err != nil {
		return err
	}
	value, over := s.greatest.Maximum()
	if !over {
		return nil
	}
	s.sizes[s.known] = int(value) + smallest
	if s.known++; s.known < 2 {
		return s.findGreatest()
	}
	limit := s.config().Limit()
	s.learner.SetBits(CertifiedBits(limit, s.sizes[0]), CertifiedBits(limit, s.sizes[1]))
	return s.begin()
}

// begin begins an epoch, if another is to be.
func (s *CertifiedSide) begin() error {
	if s.Over() {
		return nil
	}
	s.epoch, s.open = s.epoch+1, true
	words, overflow := s.learner.Words(s.config().Limit())
	if overflow != nil {
		overflow.Epoch, overflow.Node = s.epoch, s.node
		return overflow
	}
	if err := s.carried.Begin(words); err != nil {
		return &BracketError{s.epoch, err.Error()}
	}
	return nil
}

func (s *CertifiedSide) advanceEpoch(inbox [][]byte) error {
	config := s.config()
	parse := func(data []byte) (core.BracketMessage, error) { return core.ParseCarriedMessage(config, data) }
	messages, err := core.ParseAll(inbox, parse)
	if err == nil {
		err = s.carried.Advance(messages)
	}
	if err != nil || !s.carried.WindowOver() {
		return err
	}
	bracket := s.carried.Bracket()
	if enough, err := judge(s.epoch, bracket, []*CertifiedLearner{s.learner}); err != nil || !enough {
		return err
	}
	s.open = false
	_, err = s.learner.TakeBracket(bracket)
	var stalled *StalledError
	if errors.As(err, &stalled) {
		stalled.Epoch = s.epoch
		s.ended = stalled
	} else if err != nil {
		return err
	}
	s.digest = EpochDigest(s.digest, s.epoch, s.learner.Iterate())
	return s.begin()
}

// Over says that all epochs are over, or that no step can be certified any more ([CertifiedSide.Ended]).
func (s *CertifiedSide) Over() bool {
	return s.known == 2 && (s.ended != nil || !s.open && s.epoch >= s.plan.Epochs)
}

// Ended returns why the run is over before all epochs are: a [*StalledError], or nil.
func (s *CertifiedSide) Ended() error { return s.ended }

// Epoch returns the epoch that the node is in, or the last.
func (s *CertifiedSide) Epoch() int { return s.epoch }

// Iterate returns the last accepted point, nil before the average of the starts; the caller must not change it.
func (s *CertifiedSide) Iterate() []float64 {
	if s.learner == nil {
		return nil
	}
	return s.learner.Iterate()
}

// Accepted returns how many steps have been accepted.
func (s *CertifiedSide) Accepted() int {
	if s.learner == nil {
		return 0
	}
	return s.learner.Accepted()
}

// Digest returns the [EpochDigest] of all epochs so far, which all nodes share.
func (s *CertifiedSide) Digest() [sha256.Size]byte { return s.digest }

// EpochDigest returns the SHA-256 of the digest of the epochs before, the epoch and its iterate: big-endian, every coordinate
// as the bits of its float64. So two runs with the same digest had the same iterates in every epoch, bit by bit.
func EpochDigest(before [sha256.Size]byte, epoch int, iterate []float64) [sha256.Size]byte {
	data := binary.BigEndian.AppendUint32(before[:], uint32(epoch))
	for _, v := range iterate {
		data = binary.BigEndian.AppendUint64(data, math.Float64bits(v))
	}
	return sha256.Sum256(data)
}
