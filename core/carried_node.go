package core

import "fmt"

// CarriedNode is a node that finds one average after the other by mixing, and never resets its words: each coordination
// adds what the node's value has changed by (FTC-54). So where values change little, all quotients are near the average
// already. Like [BracketNode] it is a pure machine: Begin with a value, then Share and Advance in every round, which all
// nodes do together; when a window is over all hold the same bracket, and any rule on it that they share tells when to
// begin the next coordination. Memory: a few words for each coordinate, in every round the same. Not safe for concurrent
// use.
type CarriedNode struct {
	common          *CarriedCommon
	degree          int64
	value           []int64 // what the node has added to the words of all
	numerator       []int64
	denominator     int64
	least, greatest []int64
	over            bool // a bracket was renewed in this round
	sum             bracketSum
}

// NewCarriedNode returns a node before its first coordination, with the given out-degree, which is below the bound. Its
// value is 0 in every coordinate. Errors: an out-degree out of range; those of [CarriedConfig.Check].
func NewCarriedNode(c CarriedConfig, outDegree int) (*CarriedNode, error) {
	common, err := NewCarriedCommon(c)
	if err != nil {
		return nil, err
	}
	if outDegree < 0 || outDegree >= c.Bound {
		return nil, fmt.Errorf("out-degree %d: must be between 0 and %d, one less than the bound", outDegree, c.Bound-1)
	}
	n := &CarriedNode{common: common, degree: int64(outDegree), denominator: common.Units()}
	for _, words := range []*[]int64{&n.value, &n.numerator, &n.least, &n.greatest} {
		*words = make([]int64, c.Coordinates)
	}
	return n, nil
}

// Begin begins the next coordination with a value, whole quanta, none greater in size than [CarriedConfig.Limit]. An error
// changes nothing: a value out of range or of another length, or words that are not small enough yet.
func (n *CarriedNode) Begin(value []int64) error {
	if len(value) != len(n.value) {
		return fmt.Errorf("a value of %d coordinates: all agreed on %d", len(value), len(n.value))
	}
	for i, v := range value {
		if limit := n.common.config.Limit(); v < -limit || v > limit {
			return fmt.Errorf("coordinate %d is %d quanta: a value is at most %d quanta in size", i, v, limit)
		}
	}
	if err := n.common.Begin(); err != nil {
		return err
	}
	fresh := n.common.config.Fresh
	for i, v := range value {
		if fresh {
			n.numerator[i], n.value[i] = 0, 0
		}
		n.numerator[i] += v - n.value[i]
	}
	if fresh {
		n.denominator = n.common.Units()
	}
	copy(n.value, value)
	n.over = false
	return nil
}

// Config returns what all agreed on.
func (n *CarriedNode) Config() CarriedConfig { return n.common.config }

// Common returns what the node holds in common with all others; the caller must not change it while the node is in use.
func (n *CarriedNode) Common() *CarriedCommon { return n.common }

// Round returns the round of this coordination.
func (n *CarriedNode) Round() int { return n.common.Round() }

// WindowOver says whether a window is over in this round that has renewed the bracket.
func (n *CarriedNode) WindowOver() bool { return n.over }

// Bracket returns what all nodes hold, when a window is over (FTC-56).
func (n *CarriedNode) Bracket() CarriedBracket { return n.common.Bracket() }

// Words returns the newest words: numerator (one per coordinate), denominator, and in a window that decides least and
// greatest (one per coordinate each).
func (n *CarriedNode) Words() []int64 {
	words := append(append([]int64{}, n.numerator...), n.denominator)
	if n.common.Deciding() {
		words = append(append(words, n.least...), n.greatest...)
	}
	return words
}

// Share returns what the node sends to every out-neighbour in this round: the shares of numerators and denominator
// (FTC-39), and in a window that decides what it has heard of.
func (n *CarriedNode) Share() BracketMessage {
	words := make([]int64, 0, 3*len(n.numerator)+1)
	for _, x := range n.numerator {
		part, _ := share(x, n.degree)
		words = append(words, part)
	}
	part, _ := share(n.denominator, n.degree)
	words = append(words, part)
	if n.common.Deciding() {
		words = append(append(words, n.least...), n.greatest...)
	}
	return BracketMessage{Epoch: n.common.epoch, Round: uint32(n.common.round), Frame: n.common.checksum(), Words: words}
}

// Advance ends the round: the new words are what the node keeps and the shares of all in-neighbours. An error changes
// nothing: a message that cannot be an honest node's of the same coordination, round and bracket; words that come to be
// out of range; no coordination begun; or too many rounds in one.
func (n *CarriedNode) Advance(inbox []BracketMessage) error {
	if n.common.epoch == 0 {
		return fmt.Errorf("a round before the first coordination")
	}
	if n.common.Late() {
		return fmt.Errorf("round %d: words are known to stay in range for %d rounds of a coordination", n.common.round, n.common.config.roundLimit())
	}
	n.keepRest()
	for i := range inbox {
		if err := n.add(&inbox[i]); err != nil {
			return err
		}
	}
	for _, x := range n.sum.numerator {
		if x <= -numeratorEnd || x >= numeratorEnd {
			return n.outOfRange()
		}
	}
	n.finish()
	return nil
}

// keepRest begins the sum of a round with what the node keeps.
func (n *CarriedNode) keepRest() {
	s := &n.sum
	s.numerator = s.numerator[:0]
	for _, x := range n.numerator {
		_, rest := share(x, n.degree)
		s.numerator = append(s.numerator, rest)
	}
	_, s.denominator = share(n.denominator, n.degree)
	s.least = append(s.least[:0], n.least...)
	s.greatest = append(s.greatest[:0], n.greatest...)
}

// add adds a message of this round.
func (n *CarriedNode) add(m *BracketMessage) error {
	b := n.common
	if m.Epoch != b.epoch || m.Round != uint32(b.round) {
		return fmt.Errorf("a message of epoch %d, round %d came to a node in epoch %d, round %d", m.Epoch, m.Round, b.epoch, b.round)
	}
	if m.Frame != b.checksum() {
		return fmt.Errorf("a message of round %d comes from a node that holds another bracket: the diameter %d is too small, or not all agree", m.Round, b.config.Span)
	}
	coordinates := len(n.value)
	if want := b.config.words(int64(b.round)); len(m.Words) != want {
		return fmt.Errorf("a message of %d words came to a node with %d", len(m.Words), want)
	}
	if y := m.Words[coordinates]; y < 0 || y >= denominatorEnd {
		return fmt.Errorf("a message with the share %d of a denominator: must be between 0 and %d", y, denominatorEnd-1)
	}
	if n.sum.denominator += m.Words[coordinates]; n.sum.denominator >= denominatorEnd {
		return n.outOfRange()
	}
	for i, x := range m.Words[:coordinates] {
		if x <= -numeratorEnd || x >= numeratorEnd {
			return fmt.Errorf("a message with the share %d of numerator %d: must be less than %d in size", x, i, numeratorEnd)
		}
		if n.sum.numerator[i] += x; n.sum.numerator[i] <= -2*numeratorEnd || n.sum.numerator[i] >= 2*numeratorEnd {
			return n.outOfRange()
		}
	}
	if b.Deciding() {
		return n.hear(m.Words[coordinates+1:][:coordinates], m.Words[2*coordinates+1:])
	}
	return nil
}

// hear takes the least and the greatest of what a message tells.
func (n *CarriedNode) hear(least, greatest []int64) error {
	for i := range least {
		if least[i] < -carriedReach || least[i] > greatest[i] || greatest[i] > carriedReach {
			return fmt.Errorf("a message with the least quotient %d and the greatest %d: must be in order, and at most %d in size",
				least[i], greatest[i], carriedReach)
		}
		n.sum.least[i] = min(n.sum.least[i], least[i])
		n.sum.greatest[i] = max(n.sum.greatest[i], greatest[i])
	}
	return nil
}

func (n *CarriedNode) outOfRange() error {
	return fmt.Errorf("the words of round %d grow out of range: there are more than %d nodes, or not all agree", n.common.round+1, n.common.config.Bound)
}

// finish makes the sum of the round the node's words, and begins a window when one is over.
func (n *CarriedNode) finish() {
	copy(n.numerator, n.sum.numerator)
	n.denominator = n.sum.denominator
	copy(n.least, n.sum.least)
	copy(n.greatest, n.sum.greatest)
	over := false
	if over, n.over = n.common.EndRound(); !over {
		return
	}
	if n.over {
		n.common.EndWindow(n.least, n.greatest)
	}
	for i, x := range n.numerator {
		n.least[i], n.greatest[i] = n.common.Quotient(x, n.denominator)
	}
}
