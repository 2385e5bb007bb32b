package core

import "fmt"

// AverageSide is the [Side] of one exact average, by the bracket, the race or the bound ending.
type AverageSide struct {
	node interface {
		Round() int
		Decide() bool
		Decided() bool
		Refused() bool
		Average() []Fraction
	}
	share   func() []byte
	advance func(inbox [][]byte) error
}

// NewBracketSide returns the side of a node that finds the average by the bracket. Errors: those of [NewBracketNode].
func NewBracketSide(c BracketConfig, outDegree int, value []int64) (*AverageSide, error) {
	n, err := NewBracketNode(c, outDegree, value)
	if err != nil {
		return nil, err
	}
	return SideOfBracket(n), nil
}

// SideOfBracket returns the side of a node in round 0, which the caller may look at but not drive.
func SideOfBracket(n *BracketNode) *AverageSide { return averageSide(n, ParseBracketMessage) }

// NewRaceSide returns the side of a node that finds it by the race of bracket and bound. Errors: those of [NewRaceNode].
func NewRaceSide(c RaceConfig, outDegree int, value []int64) (*AverageSide, error) {
	n, err := NewRaceNode(c, outDegree, value)
	if err != nil {
		return nil, err
	}
	return averageSide(n, func(data []byte) (RaceMessage, error) { return ParseRaceMessage(c.Field, data) }), nil
}

// NewBoundSide returns the side of a node with the bound ending. Errors: those of [NewNode]; an ending that is no bound.
func NewBoundSide(c Config, outDegree int, value []int64) (*AverageSide, error) {
	if c.Ending.Bound() == 0 {
		return nil, fmt.Errorf("with the probe ending nodes do not end together: a side needs a bound")
	}
	n, err := NewNode(c, outDegree, value, 0)
	if err != nil {
		return nil, err
	}
	return SideOfBound(c.Field, n), nil
}

// SideOfBound returns the side of a node with the bound ending in round 0, which the caller may look at but not drive.
func SideOfBound(f Field, n *Node) *AverageSide {
	return averageSide(n, func(data []byte) (Message, error) { return ParseMessage(f, data) })
}

func averageSide[M interface {
	AppendBinary([]byte) ([]byte, error)
}, N interface {
	*BracketNode | *RaceNode | *Node
	Round() int
	Decide() bool
	Decided() bool
	Refused() bool
	Average() []Fraction
	Share() M
	Advance([]M) error
}](node N, parse func([]byte) (M, error)) *AverageSide {
	share := func() []byte {
		data, err := node.Share().AppendBinary(nil)
		if err != nil {
			panic(fmt.Sprintf("an average side: %v", err)) // unreachable: a node has no more coordinates than a message
		}
		return data
	}
	advance := func(inbox [][]byte) error {
		messages, err := ParseAll(inbox, parse)
		if err != nil {
			return err
		}
		return node.Advance(messages)
	}
	node.Decide() // which a node that is alone can
	return &AverageSide{node, share, advance}
}

// Share returns the message of the round on the wire.
func (s *AverageSide) Share() []byte { return s.share() }

// Advance ends the round as that of the node, and decides if it can. Errors: a message that cannot be read, and those of the
// node.
func (s *AverageSide) Advance(inbox [][]byte) error {
	if err := s.advance(inbox); err != nil {
		return err
	}
	s.node.Decide()
	return nil
}

// Over says whether the node has decided.
func (s *AverageSide) Over() bool { return s.node.Decided() }

// Rounds returns how many rounds the node has taken part in.
func (s *AverageSide) Rounds() int { return s.node.Round() }

// Refused says that the node decided, and cannot know the average.
func (s *AverageSide) Refused() bool { return s.node.Refused() }

// Average returns the average in quanta, a fraction per coordinate; nil until the node has decided and when it refused.
func (s *AverageSide) Average() []Fraction { return s.node.Average() }
