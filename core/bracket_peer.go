package core

import (
	"fmt"
	"math"
	"slices"
)

// BracketReceived is a message and the in-neighbour that it came from.
type BracketReceived struct {
	From int
	BracketMessage
}

// BracketPeer is a [BracketNode] on links that lose, double, delay and reorder messages and have no way back, as [Peer] is
// a [Node] there: whoever drives it sends everything that [BracketPeer.Offered] returns to every out-neighbour, again and
// again, for ever, hands in what arrives, and does what is enabled: Advance, Decide, then Begin for the next epoch. A driver
// that survives crashes writes [BracketPeer.State] down after each of these and before it sends what they newly offer; the
// inbox may be lost.
//
// It is pure, shares no memory with anybody, and is not safe for concurrent use. Memory, in messages: at most D+1 for each
// in-neighbour, and twice as many on offer (FTC-47).
type BracketPeer struct {
	config    BracketConfig // of the first epoch
	outDegree int
	in        []int // ascending
	node      *BracketNode
	inbox     []BracketReceived // by From, then Round; never an old message
	offered   []BracketMessage  // by Epoch, then Round; of this epoch and the one before
}

// NewBracketPeer returns a node in round 0 of epoch c.Epoch, with its first message on offer. in names its in-neighbours,
// by numbers that mean nothing but which link a message came on. Errors: those of [NewBracketNode]; an in-neighbour that is
// listed twice or is negative; as many as the bound.
func NewBracketPeer(c BracketConfig, outDegree int, in []int, value []int64) (*BracketPeer, error) {
	node, err := NewBracketNode(c, outDegree, value)
	if err != nil {
		return nil, err
	}
	links, err := c.inLinks(in)
	if err != nil {
		return nil, err
	}
	return &BracketPeer{config: c, outDegree: outDegree, in: links, node: node, offered: []BracketMessage{node.Share()}}, nil
}

func (c BracketConfig) inLinks(in []int) ([]int, error) {
	if len(in) >= c.Bound {
		return nil, fmt.Errorf("%d in-neighbours: there are at most %d, one less than the bound", len(in), c.Bound-1)
	}
	links := slices.Clone(in)
	slices.Sort(links)
	for i, j := range links {
		if j < 0 {
			return nil, fmt.Errorf("in-neighbour %d: must not be negative", j)
		}
		if i > 0 && links[i-1] == j {
			return nil, fmt.Errorf("in-neighbour %d is listed twice", j)
		}
	}
	return links, nil
}

// Node returns the node in its epoch; the caller must not change it.
func (p *BracketPeer) Node() *BracketNode { return p.node }

// Epoch returns the epoch that the node is in.
func (p *BracketPeer) Epoch() uint32 { return p.node.Epoch() }

// Round returns the node's own round in its epoch.
func (p *BracketPeer) Round() int { return p.node.Round() }

// Decided says whether the node has decided in this epoch: it makes no new messages, but goes on offering its last ones.
func (p *BracketPeer) Decided() bool { return p.node.Decided() }

// Refused says that the node decided in this epoch, and cannot know the average, as [BracketNode.Refused].
func (p *BracketPeer) Refused() bool { return p.node.Refused() }

// Average returns the average of this epoch in quanta; nil until the node has decided and when it refused.
func (p *BracketPeer) Average() []Fraction { return p.node.Average() }

// Offered returns what to send to every out-neighbour, again and again, ordered by epoch and round (FTC-47).
func (p *BracketPeer) Offered() []BracketMessage {
	list := make([]BracketMessage, len(p.offered))
	for i, m := range p.offered {
		list[i] = m.clone()
	}
	return list
}

// CanAdvance says whether the node has not decided and cannot, and holds the message of its round from every in-neighbour.
// Cost: O(inbox).
func (p *BracketPeer) CanAdvance() bool {
	if p.Decided() || p.node.CanDecide() {
		return false
	}
	held := 0
	for i := range p.inbox {
		if p.inbox[i].Round == uint32(p.Round()) {
			held++
		}
	}
	return held == len(p.in)
}

// Advance ends the node's round if CanAdvance allows it, and says whether. The next round's message goes on offer, unless
// the node can decide there; what nobody can still need goes off. An error says that what the node holds cannot come from
// honest nodes of the same agreement, as [BracketNode.Advance], and changes nothing.
func (p *BracketPeer) Advance() (bool, error) {
	if !p.CanAdvance() {
		return false, nil
	}
	round := uint32(p.Round())
	var now []BracketMessage
	for _, m := range p.inbox {
		if m.Round == round {
			now = append(now, m.BracketMessage)
		}
	}
	if err := p.node.Advance(now); err != nil {
		return false, err
	}
	p.inbox = slices.DeleteFunc(p.inbox, func(m BracketReceived) bool { return m.Round <= round })
	if !p.node.CanDecide() {
		p.offered = append(p.offered, p.node.Share())
	}
	p.trim()
	return true, nil
}

// trim takes off offer all but the last D+1 rounds of this epoch, and what is there of the epoch before once the node is in
// round D: then all have begun this one (FTC-47).
func (p *BracketPeer) trim() {
	oldest := p.Round() - p.config.Span
	p.offered = slices.DeleteFunc(p.offered, func(m BracketMessage) bool {
		if m.Epoch == p.Epoch() {
			return int(m.Round) < oldest
		}
		return p.Round() >= p.config.Span
	})
}

// CanDecide says whether the node can decide, as [BracketNode.CanDecide].
func (p *BracketPeer) CanDecide() bool { return p.node.CanDecide() }

// Decide sets the average, or refuses, as [BracketNode.Decide], and says whether CanDecide allowed it.
func (p *BracketPeer) Decide() bool {
	if !p.node.Decide() {
		return false
	}
	p.inbox = nil
	return true
}

// Begin starts the next epoch with a new value, if the node has decided, and says whether. Nobody has to be waited for.
// Errors, which change nothing: those of [NewBracketNode]; another number of coordinates; no epoch left.
func (p *BracketPeer) Begin(value []int64) (bool, error) {
	if !p.Decided() {
		return false, nil
	}
	if p.Epoch() == math.MaxUint32 {
		return false, fmt.Errorf("epoch %d is the last that a message can name", p.Epoch())
	}
	if coordinates := len(p.node.state.Numerator); len(value) != coordinates {
		return false, fmt.Errorf("a value of %d coordinates follows one of %d", len(value), coordinates)
	}
	next := p.config
	next.Epoch = p.Epoch() + 1
	node, err := NewBracketNode(next, p.outDegree, value)
	if err != nil {
		return false, err
	}
	p.node = node
	p.offered = append(p.offered, node.Share())
	return true, nil
}

// Restart forgets what a crash loses: the inbox. Everything else was written down before it was offered.
func (p *BracketPeer) Restart() { p.inbox = nil }
