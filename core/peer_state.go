package core

import (
	"cmp"
	"fmt"
	"slices"
)

// PeerState holds the state variables of one node, named as in tla/MessageCoordination.tla. Its round follows from the
// number of observations.
type PeerState struct {
	NodeState
	Epoch   uint32
	Inbox   []Received // ordered by From, then Round
	Offered []Message  // ordered by Epoch, then Round
}

// State returns a copy of the node's state variables.
func (p *Peer) State() PeerState {
	s := PeerState{NodeState: p.node.State(), Epoch: p.Epoch(), Offered: p.Offered()}
	for _, m := range p.inbox {
		s.Inbox = append(s.Inbox, Received{m.From, m.Message.clone()})
	}
	return s
}

// RestorePeer returns the node whose state variables are s, with or without its inbox; c is the configuration that it
// was made with. Every state that a node can reach is accepted. A state that fits neither itself nor the configuration
// is an error: also another out-degree or other words, where what it offers of its own epoch tells. That the rest is of
// this network is the caller's promise. Cost: O(rounds²) for each word.
func RestorePeer(c Config, outDegree int, in []int, s PeerState) (*Peer, error) {
	if s.Epoch < c.Epoch {
		return nil, fmt.Errorf("a state of epoch %d: the first is %d", s.Epoch, c.Epoch)
	}
	now := c
	now.Epoch = s.Epoch
	node, err := RestoreNode(now, outDegree, s.NodeState)
	if err != nil {
		return nil, fmt.Errorf("a state of epoch %d: %w", s.Epoch, err)
	}
	links, err := c.inLinks(in)
	if err != nil {
		return nil, err
	}
	p := &Peer{config: c, outDegree: outDegree, in: links, node: node}
	for _, m := range s.Inbox {
		if taken, err := p.Receive(m.From, m.Message); err != nil {
			return nil, fmt.Errorf("the inbox of a state: %w", err)
		} else if !taken {
			return nil, fmt.Errorf("the inbox of a state: %s of epoch %d from node %d cannot be there", m.name(), m.Epoch, m.From)
		}
	}
	if err := p.restoreOffered(s.Offered); err != nil {
		return nil, fmt.Errorf("what a state offers: %w", err)
	}
	return p, nil
}

// checkNode checks that the sequences of a state have one length and that no variable contradicts another.
func (c Config) checkNode(s NodeState) error {
	observations := len(s.Denominator)
	sequences := append(slices.Clone(s.Numerator), s.Denominator)
	if c.Ending.IsProbe() {
		sequences = append(sequences, s.Probe)
	} else if len(s.Probe) != 0 {
		return fmt.Errorf("%d observations of a probe with a bound", len(s.Probe))
	}
	for i, word := range sequences {
		if len(word) != observations || observations == 0 {
			return fmt.Errorf("%d observations of word %d and %d of the denominator: must be as many, at least 1", len(word), i, observations)
		}
		if err := c.Field.check(word); err != nil {
			return err
		}
	}
	round := observations - 1
	if latest := c.Ending.MaxRounds(0); !c.Ending.IsProbe() && round > latest {
		return fmt.Errorf("round %d: with a bound of %d the last is %d", round, c.Ending.Bound(), latest)
	}
	if s.Horizon < 0 || s.Horizon > round || s.Horizon != 0 && !c.Ending.IsProbe() {
		return fmt.Errorf("horizon %d in round %d", s.Horizon, round)
	}
	return c.checkVerdict(s, round)
}

func (c Config) checkVerdict(s NodeState, round int) error {
	decided, refused := s.Decided != None, s.Refused
	switch {
	case s.Decided < None || s.Decided > round || s.Order < None || s.Order > round || decided != (s.Order != None):
		return fmt.Errorf("decided %d with order %d in round %d", s.Decided, s.Order, round)
	case s.Stopped != None && (s.Stopped != round || !decided):
		return fmt.Errorf("stopped %d and decided %d in round %d", s.Stopped, s.Decided, round)
	case refused && !decided || (len(s.Average) != 0) != (decided && !refused):
		return fmt.Errorf("an average of %d coordinates: decided %d, refused %t", len(s.Average), s.Decided, refused)
	case len(s.Average) != 0 && len(s.Average) != len(s.Numerator):
		return fmt.Errorf("an average of %d coordinates of a value of %d", len(s.Average), len(s.Numerator))
	}
	return c.Field.check(s.Average)
}

// restoreOffered puts on offer what must have been: messages of this epoch and the one before, one for each round.
func (p *Peer) restoreOffered(offered []Message) error {
	for _, m := range offered {
		if err := p.node.form(m); err != nil {
			return err
		}
		current := m.Epoch == p.Epoch() && uint64(m.Round) <= uint64(p.Round())
		if before := m.Epoch < p.Epoch() && m.Epoch+1 == p.Epoch(); !current && !before {
			return fmt.Errorf("%s of epoch %d in round %d of epoch %d", m.name(), m.Epoch, p.Round(), p.Epoch())
		}
		if current && !p.node.shared(m) {
			return fmt.Errorf("%s are not 1/%d of those that the node observed", m.name(), 1+p.outDegree)
		}
		p.offered = append(p.offered, m.clone())
	}
	order := func(a, b Message) int { return cmp.Or(cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Round, b.Round)) }
	slices.SortFunc(p.offered, order)
	if len(slices.CompactFunc(slices.Clone(p.offered), func(a, b Message) bool { return order(a, b) == 0 })) != len(offered) {
		return fmt.Errorf("two messages of one round")
	}
	return nil
}

// shared says whether the message is a mark, or holds the node's share of its round.
func (n *Node) shared(m Message) bool {
	for i, w := range m.Words {
		word := *n.words[i]
		if uint64(m.Round) >= uint64(len(word)) || w != n.config.Field.Mul(n.inverse, word[m.Round]) {
			return false
		}
	}
	return true
}

func (c Config) inLinks(in []int) ([]int, error) {
	if len(in) >= c.Capacity {
		return nil, fmt.Errorf("%d in-neighbours: there are at most %d, one less than the capacity", len(in), c.Capacity-1)
	}
	links := slices.Clone(in)
	slices.Sort(links)
	for i, j := range links {
		if j < 0 || j >= MaxNodes {
			return nil, fmt.Errorf("in-neighbour %d: must be between 0 and %d", j, MaxNodes-1)
		}
		if i > 0 && links[i-1] == j {
			return nil, fmt.Errorf("in-neighbour %d is listed twice", j)
		}
	}
	return links, nil
}
