package core

import (
	"cmp"
	"fmt"
	"slices"
)

// Receive hands in a message that came on the link from in-neighbour from, and says whether the node took it: it is of its
// own epoch, of its own round or a later one, the node has not decided and does not hold it. All else it ignores: false and
// no error. The node keeps no memory of the caller's.
//
// An error says that no honest node on that link can have sent this, and changes nothing: from is no in-neighbour, or the
// message is usable but has another number of words, words out of range, a round more than D ahead, or contradicts what the
// node holds of the same round. Cost: O(inbox).
func (p *BracketPeer) Receive(from int, m BracketMessage) (taken bool, err error) {
	if _, known := slices.BinarySearch(p.in, from); !known {
		return false, fmt.Errorf("a message from node %d, which is no in-neighbour", from)
	}
	if p.Decided() || m.Epoch != p.Epoch() || uint64(m.Round) < uint64(p.Round()) {
		return false, nil
	}
	if uint64(m.Round) > uint64(p.Round()+p.config.Span) {
		return false, fmt.Errorf("a message from node %d: round %d is too far ahead of a node in round %d with a diameter of %d", from, m.Round, p.Round(), p.config.Span)
	}
	if err := p.node.form(&m); err != nil {
		return false, fmt.Errorf("a message from node %d: %w", from, err)
	}
	place, held := slices.BinarySearchFunc(p.inbox, BracketReceived{from, m}, func(a, b BracketReceived) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Round, b.Round))
	})
	if held {
		if !p.inbox[place].equal(m) {
			return false, fmt.Errorf("a message from node %d: another of round %d came before", from, m.Round)
		}
		return false, nil
	}
	p.inbox = slices.Insert(p.inbox, place, BracketReceived{from, m.clone()})
	return true, nil
}

// BracketPeerState holds the state variables of one node on links, named as in tla/BracketMessages.tla.
type BracketPeerState struct {
	BracketState
	Epoch   uint32
	Inbox   []BracketReceived // ordered by From, then Round
	Offered []BracketMessage  // ordered by Epoch, then Round
}

// State returns a copy of the node's state variables.
func (p *BracketPeer) State() BracketPeerState {
	s := BracketPeerState{BracketState: p.node.State(), Epoch: p.Epoch(), Offered: p.Offered()}
	for _, m := range p.inbox {
		s.Inbox = append(s.Inbox, BracketReceived{m.From, m.BracketMessage.clone()})
	}
	return s
}

// RestoreBracketPeer returns the node whose state variables are s, with or without its inbox; c is the configuration that it
// was made with. Every state that a node can reach is accepted. A state that fits neither itself nor the configuration is an
// error; that the rest is of this network is the caller's promise.
func RestoreBracketPeer(c BracketConfig, outDegree int, in []int, s BracketPeerState) (*BracketPeer, error) {
	if s.Epoch < c.Epoch {
		return nil, fmt.Errorf("a state of epoch %d: the first is %d", s.Epoch, c.Epoch)
	}
	now := c
	now.Epoch = s.Epoch
	node, err := RestoreBracketNode(now, outDegree, s.BracketState)
	if err != nil {
		return nil, fmt.Errorf("a state of epoch %d: %w", s.Epoch, err)
	}
	links, err := c.inLinks(in)
	if err != nil {
		return nil, err
	}
	p := &BracketPeer{config: c, outDegree: outDegree, in: links, node: node}
	for _, m := range s.Inbox {
		if taken, err := p.Receive(m.From, m.BracketMessage); err != nil {
			return nil, fmt.Errorf("the inbox of a state: %w", err)
		} else if !taken {
			return nil, fmt.Errorf("the inbox of a state: the message of epoch %d, round %d from node %d cannot be there", m.Epoch, m.Round, m.From)
		}
	}
	if err := p.restoreOffered(s.Offered); err != nil {
		return nil, fmt.Errorf("what a state offers: %w", err)
	}
	return p, nil
}

// restoreOffered puts on offer what must have been: messages of this epoch and the one before, one for each round, that of
// the node's own round being its share.
func (p *BracketPeer) restoreOffered(offered []BracketMessage) error {
	for _, m := range offered {
		if err := p.node.form(&m); err != nil {
			return err
		}
		current := m.Epoch == p.Epoch() && uint64(m.Round) <= uint64(p.Round())
		if before := m.Epoch < p.Epoch() && m.Epoch+1 == p.Epoch(); !current && !before {
			return fmt.Errorf("a message of epoch %d, round %d in round %d of epoch %d", m.Epoch, m.Round, p.Round(), p.Epoch())
		}
		if current && int(m.Round) == p.Round() && !m.equal(p.node.Share()) {
			return fmt.Errorf("the message of round %d is not the node's share", m.Round)
		}
		p.offered = append(p.offered, m.clone())
	}
	order := func(a, b BracketMessage) int {
		return cmp.Or(cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Round, b.Round))
	}
	slices.SortFunc(p.offered, order)
	for i := 1; i < len(p.offered); i++ {
		if order(p.offered[i-1], p.offered[i]) == 0 {
			return fmt.Errorf("two messages of round %d", p.offered[i].Round)
		}
	}
	return nil
}
