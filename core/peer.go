package core

import "slices"

// Received is a message and the in-neighbour that it came from.
type Received struct {
	From int
	Message
}

// Peer is a node on links that lose, double, delay and reorder messages and have no way back: the machine of
// tla/MessageCoordination.tla, action for action. It goes through the rounds of its [Node] at its own pace, holds what
// its in-neighbours are ahead of it, and offers the messages that its out-neighbours may still need.
//
// Whoever drives it sends everything that [Peer.Offered] returns to every out-neighbour, again and again, for ever: no
// node can know that its last message has arrived. It hands in what arrives ([Peer.Receive]) and does what is enabled:
// [Peer.Advance], [Peer.Decide], [Peer.Stop], then [Peer.Begin] for the next epoch. A driver that survives crashes
// writes [Peer.State] down after each of these four and before it sends what they newly offer; the inbox may be lost.
//
// Like Node it is pure, shares no memory with anybody, and is not safe for concurrent use. Memory, in messages: at most
// capacity for each in-neighbour and about 3n (with a bound N, 2N) on offer, besides one observation of each word for every round.
type Peer struct {
	config    Config // of the first epoch
	outDegree int
	in        []int // ascending
	node      *Node
	inbox     []Received // by From, then Round; never an old message, except a mark
	offered   []Message  // by Epoch, then Round; of this epoch and the one before
}

// NewPeer returns a node in round 0 of epoch c.Epoch, with its first message on offer. in names its in-neighbours, by
// numbers that mean nothing but which link a message came on. start is taken modulo the prime.
// Errors: those of [NewNode]; an in-neighbour that is listed twice or not between 0 and MaxNodes−1; as many as the capacity.
func NewPeer(c Config, outDegree int, in []int, value []int64, start Element) (*Peer, error) {
	node, err := NewNode(c, outDegree, value, start)
	if err != nil {
		return nil, err
	}
	links, err := c.inLinks(in)
	if err != nil {
		return nil, err
	}
	return &Peer{config: c, outDegree: outDegree, in: links, node: node, offered: []Message{node.Share()}}, nil
}

// Epoch returns the epoch that the node is in.
func (p *Peer) Epoch() uint32 { return p.node.config.Epoch }

// Round returns the node's own round in its epoch.
func (p *Peer) Round() int { return p.node.Round() }

// Decided says whether the node has decided in this epoch.
func (p *Peer) Decided() bool { return p.node.Decided() }

// Refused says that the node decided in this epoch, and cannot know the average, as [Node.Refused].
func (p *Peer) Refused() bool { return p.node.Refused() }

// Stopped says whether the node has stopped in this epoch: it makes no new messages, but goes on offering its last ones.
func (p *Peer) Stopped() bool { return p.node.Stopped() }

// Average returns the average of this epoch in quanta; nil until the node has decided and when it refused.
func (p *Peer) Average() []Fraction { return p.node.Average() }

// Offered returns what to send to every out-neighbour, again and again, ordered by epoch and round (FTC-23).
func (p *Peer) Offered() []Message {
	list := make([]Message, len(p.offered))
	for i, m := range p.offered {
		list[i] = m.clone()
	}
	return list
}

// CanAdvance says whether the node can neither decide nor stop, and holds from every in-neighbour the words of its
// round, or the mark that there are none (FTC-24). Cost: O(inbox).
func (p *Peer) CanAdvance() bool {
	if p.node.Stopped() || p.node.CanDecide() || p.node.CanStop() {
		return false
	}
	held, round := p.inbox, uint32(p.Round())
	for _, i := range p.in {
		for len(held) > 0 && held[0].From < i {
			held = held[1:]
		}
		// The first message of i is the one that counts: a mark, or words of this round.
		if len(held) == 0 || held[0].From != i || held[0].Round > round {
			return false
		}
	}
	return true
}

// Advance ends the node's round if CanAdvance allows it, and says whether. The next round's message goes on offer,
// unless the node decides and stops there (bound) or may now stop (probe); what nobody can still need goes off (FTC-23).
func (p *Peer) Advance() bool {
	if !p.CanAdvance() {
		return false
	}
	round := uint32(p.Round())
	p.node.ShareInto(&p.node.sum)
	for i := range p.inbox {
		if m := &p.inbox[i].Message; m.Round == round && !m.IsMark() {
			p.node.addWords(m)
		}
	}
	p.node.finish()
	p.inbox = slices.DeleteFunc(p.inbox, func(m Received) bool { return m.Round <= round && !m.IsMark() })
	silent := p.node.CanStop() || !p.config.Ending.IsProbe() && p.node.CanDecide()
	if !silent {
		p.offered = append(p.offered, p.node.Share())
	}
	p.trim()
	return true
}

// CanDecide says whether the node knows enough for the average, as [Node.CanDecide].
func (p *Peer) CanDecide() bool { return p.node.CanDecide() }

// Decide sets the average as [Node.Decide] and says whether CanDecide allowed it. Now nobody is in the epoch before, and
// nobody further behind than the order: what is older goes off offer (FTC-23).
func (p *Peer) Decide() bool {
	if !p.node.Decide() {
		return false
	}
	p.offered = slices.DeleteFunc(p.offered, func(m Message) bool { return m.Epoch != p.Epoch() })
	p.trim()
	return true
}

// CanStop says whether the node may stop (FTC-14, FTC-25). With the probe ending everybody has decided then; with a
// bound nobody can know that of anybody else.
func (p *Peer) CanStop() bool { return p.node.CanStop() }

// Stop ends the node's rounds of this epoch if CanStop allows it, and says whether. With the probe ending a mark goes on
// offer in the place of the words that will not come (FTC-21).
func (p *Peer) Stop() bool {
	if !p.node.Stop() {
		return false
	}
	p.inbox = nil
	if p.config.Ending.IsProbe() {
		p.offered = append(p.offered, p.mark())
	}
	return true
}

func (p *Peer) mark() Message {
	return Message{Epoch: p.Epoch(), Round: uint32(p.Round()), Horizon: uint32(p.node.state.Horizon)}
}

// trim takes off offer what is too old: all but the last Bound rounds of this epoch; with the probe ending all but the
// last order+1 once the node has decided, and nothing before (FTC-23). What is there of the epoch before stays: of that
// only rounds from Bound−1 on are left, and no round of this epoch makes those too old.
func (p *Peer) trim() {
	kept := p.config.Ending.Bound()
	if p.config.Ending.IsProbe() {
		if !p.Decided() {
			return
		}
		kept = p.node.state.Order + 1
	}
	oldest := p.Round() - kept + 1
	p.offered = slices.DeleteFunc(p.offered, func(m Message) bool { return int(m.Round) < oldest })
}

// Restart forgets what a crash loses: the inbox. Everything else was written down before it was offered.
func (p *Peer) Restart() { p.inbox = nil }
