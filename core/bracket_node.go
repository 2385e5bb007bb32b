package core

import (
	"fmt"
	"math/big"
)

// BracketState holds the state variables of a node with the bracket, named as in tla/BracketCoordination.tla; the slices
// have one entry per coordinate. Its size does not grow with the rounds.
type BracketState struct {
	Round           int
	Numerator       []int64 // x, in the frame of its coordinate
	Denominator     int64   // y
	Least, Greatest []int64 // of this window, in steps of the grid
	Lower, Upper    []int64 // the common bracket, in steps of the grid
	Centre          []*big.Int
	Scale           []int      // q steps of the grid stand for (Centre + q/Grid) / 2^Scale quanta
	Decided         int        // the round of the decision, or None
	Average         []Fraction // in quanta; nil before the decision and when refused
	Refused         bool       // the node decided that it cannot know the average (FTC-43)
}

// BracketNode is a node that finds the average by mixing (spec/bracket.md): after every window of D rounds all nodes hold
// the same bracket around it, and they decide in the same round, when one fraction is left in it. To decide is to stop.
// Like [Node] it is a pure machine, driven in the order Share, Advance, Decide of every round, which all nodes do
// together. Memory: a few words for each coordinate, in every round the same. Not safe for concurrent use.
type BracketNode struct {
	common   *BracketCommon
	degree   int64
	state    BracketState // but for what is common
	checksum uint32
	sum      bracketSum // its memory is used again
	zooms    []Zoom
}

// bracketSum is what a round comes to.
type bracketSum struct {
	numerator, least, greatest []int64
	denominator                int64
}

// NewBracketNode returns a node in round 0 with the given out-degree, which is below the bound, and value, one integer
// number of quanta per coordinate, none greater in size than c.Most. Errors: a value or an out-degree out of range; a
// sentence for a nonsensical configuration.
func NewBracketNode(c BracketConfig, outDegree int, value []int64) (*BracketNode, error) {
	common, err := NewBracketCommon(c, len(value))
	if err != nil {
		return nil, err
	}
	n, err := common.node(outDegree)
	if err != nil {
		return nil, err
	}
	s := &n.state
	s.Denominator, s.Decided = common.Units(), None
	for i, v := range value {
		if v < -c.Most || v > c.Most {
			return nil, fmt.Errorf("coordinate %d is %d quanta: all agreed that a value is at most %d quanta in size", i, v, c.Most)
		}
		s.Numerator = append(s.Numerator, common.Start(v))
	}
	s.Least, s.Greatest = make([]int64, len(value)), make([]int64, len(value))
	n.beginWindow()
	return n, nil
}

// common returns what all nodes hold, without the brackets.
func (c BracketConfig) common(coordinates int) (*BracketCommon, error) {
	measure, err := c.Measure()
	if err != nil {
		return nil, err
	}
	if coordinates < 1 || coordinates > MaxBracketCoordinates {
		return nil, fmt.Errorf("a value of %d coordinates: must be between 1 and %d", coordinates, MaxBracketCoordinates)
	}
	return &BracketCommon{config: c, measure: measure, reach: (measure.size(c.Most) + 1) * measure.Grid}, nil
}

// node returns a node without a state.
func (b *BracketCommon) node(outDegree int) (*BracketNode, error) {
	if outDegree < 0 || outDegree >= b.config.Bound {
		return nil, fmt.Errorf("out-degree %d: must be between 0 and %d, one less than the bound", outDegree, b.config.Bound-1)
	}
	return &BracketNode{common: b, degree: int64(outDegree), zooms: make([]Zoom, len(b.lower))}, nil
}

// beginWindow starts from the node's own quotients.
func (n *BracketNode) beginWindow() {
	s := &n.state
	for i, x := range s.Numerator {
		s.Least[i], s.Greatest[i] = n.common.Quotient(x, s.Denominator)
	}
	n.checksum = n.common.checksum()
}

// Epoch returns the epoch that the node was made for.
func (n *BracketNode) Epoch() uint32 { return n.common.config.Epoch }

// Round returns k, the number of rounds that the node has taken part in.
func (n *BracketNode) Round() int { return n.state.Round }

// Decided says whether Decide has been called.
func (n *BracketNode) Decided() bool { return n.state.Decided != None }

// Refused says that the node decided, and cannot know the average: the bracket holds no fraction that it could be, so that
// something that all agreed on is not true, or the last round is over.
func (n *BracketNode) Refused() bool { return n.state.Refused }

// Average returns the average in quanta, a fraction per coordinate; nil until the node has decided and when it refused.
func (n *BracketNode) Average() []Fraction { return n.state.Average }

// Share returns what the node sends in this round (FTC-39, FTC-41).
func (n *BracketNode) Share() BracketMessage {
	m := BracketMessage{Words: make([]int64, 0, 3*len(n.state.Numerator)+1)}
	n.ShareInto(&m)
	return m
}

// ShareInto sets m to [BracketNode.Share] in the memory of its words, for transports that use memory again.
func (n *BracketNode) ShareInto(m *BracketMessage) {
	words := m.Words[:0]
	for _, x := range n.state.Numerator {
		part, _ := share(x, n.degree)
		words = append(words, part)
	}
	part, _ := share(n.state.Denominator, n.degree)
	words = append(append(append(words, part), n.state.Least...), n.state.Greatest...)
	*m = BracketMessage{Epoch: n.common.config.Epoch, Round: uint32(n.state.Round), Frame: n.checksum, Words: words}
}

// Advance ends the round: the new words are what the node keeps and the shares of all in-neighbours, and it takes the
// least and the greatest that it has heard of. If a window is over with it, the bracket is renewed and, while it is wide,
// zoomed (FTC-42, FTC-45). An error changes nothing: the node has decided or has yet to, or a message cannot be an honest
// node's of the same round and the same bracket.
func (n *BracketNode) Advance(inbox []BracketMessage) error {
	if err := n.mayAdvance(); err != nil {
		return err
	}
	n.keepRest()
	for i := range inbox {
		if err := n.add(&inbox[i]); err != nil {
			return err
		}
	}
	if err := n.inRange(); err != nil {
		return err
	}
	n.finish()
	return nil
}

func (n *BracketNode) mayAdvance() error {
	if n.Decided() {
		return fmt.Errorf("a node that decided in round %d takes part in no further round", n.state.Decided)
	}
	if n.CanDecide() {
		return fmt.Errorf("a node that can decide in round %d must do so before the next round", n.state.Round)
	}
	return nil
}

// keepRest begins the sum of a round with what the node keeps.
func (n *BracketNode) keepRest() {
	s := &n.sum
	s.numerator = s.numerator[:0]
	for _, x := range n.state.Numerator {
		_, rest := share(x, n.degree)
		s.numerator = append(s.numerator, rest)
	}
	_, s.denominator = share(n.state.Denominator, n.degree)
	s.least = append(s.least[:0], n.state.Least...)
	s.greatest = append(s.greatest[:0], n.state.Greatest...)
}

// add adds a message of this round.
func (n *BracketNode) add(m *BracketMessage) error {
	if m.Epoch != n.common.config.Epoch || m.Round != uint32(n.state.Round) {
		return fmt.Errorf("a message of epoch %d, round %d came to a node in epoch %d, round %d", m.Epoch, m.Round, n.common.config.Epoch, n.state.Round)
	}
	if m.Frame != n.checksum {
		return fmt.Errorf("a message of round %d comes from a node that holds another bracket: the diameter %d is too small, or not all agree", m.Round, n.common.config.Span)
	}
	if err := n.form(m); err != nil {
		return err
	}
	return n.addWords(m)
}

// form checks what a message of any round and epoch must look like.
func (n *BracketNode) form(m *BracketMessage) error {
	coordinates := len(n.state.Numerator)
	if len(m.Words) != 3*coordinates+1 {
		return fmt.Errorf("a message of %d words came to a node with %d", len(m.Words), 3*coordinates+1)
	}
	shares, least, greatest := m.Words[:coordinates], m.Words[coordinates+1:][:coordinates], m.Words[2*coordinates+1:]
	if y := m.Words[coordinates]; y < 0 || y >= denominatorEnd {
		return fmt.Errorf("a message with the share %d of a denominator: must be between 0 and %d", y, denominatorEnd-1)
	}
	for i, x := range shares {
		if x <= -numeratorEnd || x >= numeratorEnd {
			return fmt.Errorf("a message with the share %d of numerator %d: must be less than %d in size", x, i, numeratorEnd)
		}
		if least[i] < -n.common.reach || least[i] > greatest[i] || greatest[i] > n.common.reach {
			return fmt.Errorf("a message with the least quotient %d and the greatest %d: must be in order, and at most %d in size",
				least[i], greatest[i], n.common.reach)
		}
	}
	return nil
}

// addWords adds the words of a message that was checked. No sum on the way to an honest one is as large as 2^61, so that
// one of twice the size is refused before it can wrap.
func (n *BracketNode) addWords(m *BracketMessage) error {
	s, coordinates := &n.sum, len(n.state.Numerator)
	for i := range s.numerator {
		s.numerator[i] += m.Words[i]
		s.least[i] = min(s.least[i], m.Words[coordinates+1+i])
		s.greatest[i] = max(s.greatest[i], m.Words[2*coordinates+1+i])
		if s.numerator[i] <= -2*numeratorEnd || s.numerator[i] >= 2*numeratorEnd {
			return n.outOfRange()
		}
	}
	if s.denominator += m.Words[coordinates]; s.denominator >= denominatorEnd {
		return n.outOfRange()
	}
	return nil
}

// inRange checks what a round comes to, also in the frame of a window that begins with it. Honest words are in range in
// either, whatever the bracket says (FTC-45).
func (n *BracketNode) inRange() error {
	s := &n.sum
	over := (n.state.Round+1)%n.common.config.Span == 0
	for i, x := range s.numerator {
		if x <= -numeratorEnd || x >= numeratorEnd {
			return n.outOfRange()
		}
		if raise, shift, zooms := n.common.measure.zoomed(s.least[i], s.greatest[i]); over && zooms {
			if !(Zoom{raise, shift}).fits(x, s.denominator) {
				return n.outOfRange()
			}
		}
	}
	return nil
}

func (n *BracketNode) outOfRange() error {
	return fmt.Errorf("the words of round %d grow out of range: there are more than %d nodes, or not all agree", n.state.Round+1, n.common.config.Bound)
}

// finish makes the sum of the round the node's words.
func (n *BracketNode) finish() {
	s := &n.state
	copy(s.Numerator, n.sum.numerator)
	s.Denominator = n.sum.denominator
	copy(s.Least, n.sum.least)
	copy(s.Greatest, n.sum.greatest)
	if s.Round++; s.Round%n.common.config.Span == 0 {
		n.common.EndWindow(s.Round, s.Least, s.Greatest, n.zooms)
		for i, z := range n.zooms {
			s.Numerator[i] = z.Apply(s.Numerator[i], s.Denominator)
		}
		n.beginWindow()
	}
}

// CanDecide says whether a window is over, and all that is left to a node is one fraction for every coordinate, or none.
func (n *BracketNode) CanDecide() bool { return !n.Decided() && n.common.CanDecide() }

// Decide sets the average, or refuses (FTC-43), and says whether CanDecide allowed it. The node takes part in no
// further round.
func (n *BracketNode) Decide() bool {
	if !n.CanDecide() {
		return false
	}
	n.state.Decided = n.state.Round
	n.state.Average, n.state.Refused = n.common.Verdict()
	return true
}

// Bracket returns the bracket of a coordinate in quanta, as [BracketCommon.Bracket]; the same at all nodes in a round.
func (n *BracketNode) Bracket(coordinate int) (lower, upper *big.Rat) {
	return n.common.Bracket(coordinate)
}

// Near returns a near average, as [BracketCommon.Near]; the same at all nodes in a round.
func (n *BracketNode) Near(coordinate int) (quanta int64, within *big.Rat) {
	return n.common.Near(coordinate)
}
