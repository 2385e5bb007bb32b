package core

import (
	"fmt"
	"math"
	"slices"
)

// Receive hands in a message that came on the link from in-neighbour from, and says whether the node took it. It takes
// what it can still use: its own epoch, its own round or a later one, or a mark; and only until it stops (FTC-22). All
// else, and what it holds already, it ignores: false and no error. The node keeps no memory of the caller's.
//
// An error says that no honest node on that link can have sent this, and changes nothing: from is no in-neighbour, or
// the message is usable but has another number of words, a word that is not below the prime, a horizon beyond its
// round or a round too far ahead, or contradicts what the node holds: other content for the same round, words of the
// round of a mark or later, a mark not later than words. Cost: O(inbox), most of it in one move of memory.
func (p *Peer) Receive(from int, m Message) (taken bool, err error) {
	if _, known := slices.BinarySearch(p.in, from); !known {
		return false, fmt.Errorf("a message from node %d, which is no in-neighbour", from)
	}
	if !p.usable(m) {
		return false, nil
	}
	if err := p.check(m); err != nil {
		return false, fmt.Errorf("a message from node %d: %w", from, err)
	}
	place, _ := slices.BinarySearchFunc(p.inbox, from, func(held Received, from int) int { return held.From - from })
	for ; place < len(p.inbox) && p.inbox[place].From == from; place++ {
		held := p.inbox[place].Message
		if held.equal(m) {
			return false, nil
		}
		if contradict(held, m) {
			return false, fmt.Errorf("a message from node %d: %s cannot be true beside %s that came before", from, m.name(), held.name())
		}
		if held.Round > m.Round {
			break
		}
	}
	p.inbox = slices.Insert(p.inbox, place, Received{from, m.clone()})
	return true, nil
}

func (p *Peer) usable(m Message) bool {
	if p.Stopped() || m.Epoch != p.Epoch() {
		return false
	}
	return uint64(m.Round) >= uint64(p.Round()) || m.IsMark()
}

// check holds a message against what honest nodes send. Nobody is ahead of an out-neighbour by as many rounds as there
// are nodes (FTC-27), so an inbox has at most capacity messages for each in-neighbour.
func (p *Peer) check(m Message) error {
	if err := p.node.form(m); err != nil {
		return err
	}
	if latest := p.Round() + p.config.Capacity - 1; uint64(m.Round) > uint64(latest) {
		return fmt.Errorf("round %d is too far ahead of a node in round %d with a capacity of %d", m.Round, p.Round(), p.config.Capacity)
	}
	return nil
}

// form checks what a message of any round and epoch must look like.
func (n *Node) form(m Message) error {
	mark := m.IsMark() && n.config.Ending.IsProbe()
	if !mark && len(m.Words) != len(n.words) {
		return fmt.Errorf("%d words where there must be %d", len(m.Words), len(n.words))
	}
	if err := n.config.Field.check(m.Words); err != nil {
		return err
	}
	if m.Horizon > m.Round {
		return fmt.Errorf("round %d has the later horizon %d", m.Round, m.Horizon)
	}
	return nil
}

// contradict says whether one node cannot have sent both of two different messages of one epoch.
func contradict(a, b Message) bool {
	return a.Round == b.Round || a.IsMark() && b.Round > a.Round || b.IsMark() && a.Round > b.Round
}

func (m Message) name() string {
	if m.IsMark() {
		return fmt.Sprintf("the mark of round %d", m.Round)
	}
	return fmt.Sprintf("the words of round %d", m.Round)
}

// Begin starts the next epoch with a new value and, with the probe ending, a new random start, if the node has stopped;
// it says whether (FTC-26). Nobody has to be waited for. What the node offers of the epoch before stays on offer until
// it decides, because until then somebody may still be there (FTC-23). The value must have as many coordinates as in
// the epoch before. Errors, which change nothing: those of [NewNode]; another number of coordinates; no epoch left.
func (p *Peer) Begin(value []int64, start Element) (bool, error) {
	if !p.Stopped() {
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
	node, err := NewNode(next, p.outDegree, value, start)
	if err != nil {
		return false, err
	}
	p.node = node
	p.offered = append(p.offered, node.Share())
	return true, nil
}
