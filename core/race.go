package core

import (
	"encoding/binary"
	"fmt"
)

// RaceConfig is what all nodes of a deployment with the race agree on beforehand: what the bound ending needs, with the
// ending [Bound], and what the bracket needs besides.
type RaceConfig struct {
	Config
	Span  int     // D, as in [BracketConfig]
	Most  int64   // V, as in [BracketConfig]
	Given Measure // as in [BracketConfig]
}

// Bracket returns the configuration of the bracket in the race: its bound is that of the ending.
func (c RaceConfig) Bracket() BracketConfig {
	return BracketConfig{Bound: c.Ending.Bound(), Span: c.Span, Most: c.Most, Epoch: c.Epoch, Given: c.Given}
}

// RaceMessage is what a node in the race sends to every out-neighbour in one round. On the wire the message of the
// bracket comes first, that of the bound ending follows it.
type RaceMessage struct {
	Bracket BracketMessage
	Bound   Message
}

// Size returns the length of the wire encoding in bytes.
func (m RaceMessage) Size() int { return m.Bracket.Size() + m.Bound.Size() }

// AppendBinary appends the wire encoding: one message after the other.
func (m RaceMessage) AppendBinary(b []byte) ([]byte, error) {
	b, err := m.Bracket.AppendBinary(b)
	if err != nil {
		return b, err
	}
	return m.Bound.AppendBinary(b)
}

// ParseRaceMessage decodes one whole message whose words of the bound ending are elements of f. It never keeps data.
func ParseRaceMessage(f Field, data []byte) (RaceMessage, error) {
	first := len(data)
	if first >= headerBytes { // the number of words says where the second begins
		if count := binary.BigEndian.Uint32(data[12:]); count <= MaxWords {
			first = min(first, headerBytes+wordBytes*int(count))
		}
	}
	bracket, err := ParseBracketMessage(data[:first])
	if err != nil {
		return RaceMessage{}, fmt.Errorf("the bracket's part: %w", err)
	}
	bound, err := ParseMessage(f, data[first:])
	if err != nil {
		return RaceMessage{}, fmt.Errorf("the bound ending's part: %w", err)
	}
	return RaceMessage{bracket, bound}, nil
}

// RaceState holds the state variables of both machines of a node in the race. Whichever decided first is the only one
// that has decided; By tells it, or is "" before.
type RaceState struct {
	Bracket BracketState
	Bound   NodeState
	By      string
	Refused bool
}

// What a node in the race decided by.
const (
	ByBracket = "bracket"
	ByBound   = "bound"
)

// RaceNode runs a [BracketNode] and a [Node] with the bound ending together, and decides by whichever is first (FTC-46):
// never later than round 2N−2, and where the digraph mixes much earlier. To decide is to stop. A pure machine like both,
// driven in the order Share, Advance, Decide of every round. Memory: that of the Node, two observations of each word for
// every node. Not safe for concurrent use.
type RaceNode struct {
	bracket *BracketNode
	bound   *Node
	by      string
	refused bool
}

// NewRaceNode returns a node in round 0. Errors: those of [NewNode] and [NewBracketNode]; an ending that is no bound.
func NewRaceNode(c RaceConfig, outDegree int, value []int64) (*RaceNode, error) {
	if c.Ending.Bound() == 0 {
		return nil, fmt.Errorf("a race is one of the bracket and the bound ending: the configuration has no bound")
	}
	bound, err := NewNode(c.Config, outDegree, value, 0)
	if err != nil {
		return nil, err
	}
	bracket, err := NewBracketNode(c.Bracket(), outDegree, value)
	if err != nil {
		return nil, err
	}
	return &RaceNode{bracket: bracket, bound: bound}, nil
}

// RestoreRaceNode returns the node whose state variables are s. Errors: those of [RestoreNode] and [RestoreBracketNode];
// rounds or decisions that do not fit each other.
func RestoreRaceNode(c RaceConfig, outDegree int, s RaceState) (*RaceNode, error) {
	if c.Ending.Bound() == 0 {
		return nil, fmt.Errorf("a race is one of the bracket and the bound ending: the configuration has no bound")
	}
	bound, err := RestoreNode(c.Config, outDegree, s.Bound)
	if err != nil {
		return nil, err
	}
	bracket, err := RestoreBracketNode(c.Bracket(), outDegree, s.Bracket)
	if err != nil {
		return nil, err
	}
	n := &RaceNode{bracket, bound, s.By, s.Refused}
	if len(s.Bound.Numerator) != len(s.Bracket.Numerator) || bound.Round() != bracket.Round() {
		return nil, fmt.Errorf("%d coordinates in round %d of the bound ending, and %d in round %d of the bracket",
			len(s.Bound.Numerator), bound.Round(), len(s.Bracket.Numerator), bracket.Round())
	}
	refused := bracket.Refused()
	if bound.Decided() {
		refused = bound.Refused() || !n.inBracket(bound.Average())
	}
	if s.By != ByBracket && bracket.Decided() || s.By != ByBound && bound.Decided() || s.By != "" && bracket.Decided() == bound.Decided() || s.Refused != refused {
		return nil, fmt.Errorf("decided by %q, refused %t, with the decision %d of the bracket and %d of the bound ending",
			s.By, s.Refused, s.Bracket.Decided, s.Bound.Decided)
	}
	return n, nil
}

// State returns a copy of the node's state variables.
func (n *RaceNode) State() RaceState {
	return RaceState{n.bracket.State(), n.bound.State(), n.by, n.refused}
}

// Epoch returns the epoch that the node was made for.
func (n *RaceNode) Epoch() uint32 { return n.bracket.Epoch() }

// Round returns k, the number of rounds that the node has taken part in.
func (n *RaceNode) Round() int { return n.bracket.Round() }

// Decided says whether Decide has been called.
func (n *RaceNode) Decided() bool { return n.by != "" }

// By returns what the node decided by, [ByBracket] or [ByBound], and "" before.
func (n *RaceNode) By() string { return n.by }

// Refused says that the node decided, and cannot know the average: the bracket holds none, the bound ending refuses, or
// the two contradict each other.
func (n *RaceNode) Refused() bool { return n.refused }

// Average returns the average in quanta, a fraction per coordinate; nil until the node has decided and when it refused.
func (n *RaceNode) Average() []Fraction {
	switch {
	case n.refused:
		return nil
	case n.by == ByBound:
		return n.bound.Average()
	}
	return n.bracket.Average()
}

// Bracket returns the machine of the bracket; the caller must not change it.
func (n *RaceNode) Bracket() *BracketNode { return n.bracket }

// Share returns what the node sends in this round.
func (n *RaceNode) Share() RaceMessage { return RaceMessage{n.bracket.Share(), n.bound.Share()} }

// Advance ends the round as [BracketNode.Advance] and [Node.Advance]. An error of either changes nothing.
func (n *RaceNode) Advance(inbox []RaceMessage) error {
	if n.Decided() {
		return fmt.Errorf("a node that decided in round %d takes part in no further round", n.Round())
	}
	if err := n.bracket.mayAdvance(); err != nil {
		return err
	}
	if err := n.bound.ownShare(); err != nil {
		return err
	}
	n.bracket.keepRest()
	for i := range inbox {
		if err := n.bracket.add(&inbox[i].Bracket); err != nil {
			return err
		}
		if err := n.bound.add(&inbox[i].Bound); err != nil {
			return err
		}
	}
	if err := n.bracket.inRange(); err != nil {
		return err
	}
	n.bracket.finish()
	n.bound.finish()
	return nil
}

// CanDecide says whether either machine can.
func (n *RaceNode) CanDecide() bool {
	return !n.Decided() && (n.bracket.CanDecide() || n.bound.CanDecide())
}

// Decide sets the average, or refuses, and says whether CanDecide allowed it. If both machines can, the bracket does.
func (n *RaceNode) Decide() bool {
	switch {
	case n.Decided():
		return false
	case n.bracket.Decide():
		n.by, n.refused = ByBracket, n.bracket.Refused()
	case n.bound.Decide():
		n.by, n.refused = ByBound, n.bound.Refused() || !n.inBracket(n.bound.Average())
	default:
		return false
	}
	return true
}

// inBracket says whether every coordinate of an average lies in its bracket: anything else is no average.
func (n *RaceNode) inBracket(average []Fraction) bool {
	for i, q := range average {
		if lower, upper := n.bracket.Bracket(i); q.Rat().Cmp(lower) < 0 || q.Rat().Cmp(upper) > 0 {
			return false
		}
	}
	return true
}
