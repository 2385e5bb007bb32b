package core

import "fmt"

// Maximum is a node that learns the greatest of all nodes' values, each below the prime, in a given number of rounds
// (FTC-31): in every round it sends the greatest value that it has heard of, one word with horizon 0. The number must be
// at least every node's eccentricity: R of a [Kernel] is, and so is N−1 where a bound N is known. More do no harm.
// There is no digraph, out-degree or capacity in it. For the least of all values, let every node start from c−v, where
// all agreed on a c that no value exceeds, and take the result from c.
//
// Like [Node] it is a pure machine: Share, then Advance, in every round. Not safe for concurrent use.
type Maximum struct {
	config Config
	rounds int
	round  int
	heard  Element // the greatest value heard of
}

// NewMaximum returns a node in round 0 of epoch c.Epoch; of the configuration it needs the field and the epoch only.
// It fails for a value that is not below the prime, and unless 0 ≤ rounds < MaxNodes.
func NewMaximum(c Config, rounds int, value uint64) (*Maximum, error) {
	if c.Field.prime == 0 {
		return nil, fmt.Errorf("the configuration has no field")
	}
	if rounds < 0 || rounds >= MaxNodes {
		return nil, fmt.Errorf("a maximum of %d rounds: must be between 0 and %d", rounds, MaxNodes-1)
	}
	if err := c.Field.below(Element(value)); err != nil {
		return nil, err
	}
	return &Maximum{config: c, rounds: rounds, heard: Element(value)}, nil
}

// Begin starts a later epoch with another value. An error changes nothing: the rounds are not over, the epoch is not
// later, or the value is not below the prime.
func (m *Maximum) Begin(epoch uint32, value uint64) error {
	if err := m.CanBegin(epoch, value); err != nil {
		return err
	}
	m.config.Epoch, m.round, m.heard = epoch, 0, Element(value)
	return nil
}

// CanBegin returns the error with which Begin would fail, nil if it would not.
func (m *Maximum) CanBegin(epoch uint32, value uint64) error {
	if !m.Stopped() {
		return fmt.Errorf("a node that has not stopped in epoch %d begins no other", m.config.Epoch)
	}
	if epoch <= m.config.Epoch {
		return fmt.Errorf("epoch %d does not come after epoch %d", epoch, m.config.Epoch)
	}
	return m.config.Field.below(Element(value))
}

// Epoch returns the epoch that the node is in.
func (m *Maximum) Epoch() uint32 { return m.config.Epoch }

// Round returns k, the number of rounds of this epoch that the node has taken part in.
func (m *Maximum) Round() int { return m.round }

// Stopped says whether all rounds are over.
func (m *Maximum) Stopped() bool { return m.round == m.rounds }

// Share returns what the node sends in this round: the greatest value heard of.
func (m *Maximum) Share() Message {
	var share Message
	m.ShareInto(&share)
	return share
}

// ShareInto sets s to [Maximum.Share] in the memory of its words, for transports that use memory again.
func (m *Maximum) ShareInto(s *Message) {
	*s = Message{Epoch: m.config.Epoch, Round: uint32(m.round), Words: append(s.Words[:0], m.heard)}
}

// Advance ends the round: the node takes the greatest of what it and its in-neighbours have heard of. An error changes
// nothing: the rounds are over, or a message is of another epoch or round, has a horizon, is not of one word, or that
// word is not below the prime.
func (m *Maximum) Advance(inbox []Message) error {
	heard := m.heard
	for i := range inbox {
		if err := m.hear(&heard, &inbox[i]); err != nil {
			return err
		}
	}
	return m.finish(heard)
}

// AdvanceFrom is Advance with sent[i] of each i of the senders, as [Repeat.AdvanceFrom].
func (m *Maximum) AdvanceFrom(sent []Message, senders []int) error {
	heard := m.heard
	for _, i := range senders {
		if err := m.hear(&heard, &sent[i]); err != nil {
			return err
		}
	}
	return m.finish(heard)
}

// finish ends the round with the greatest value that the node has heard of.
func (m *Maximum) finish(heard Element) error {
	if m.Stopped() {
		return fmt.Errorf("a node that stopped in round %d takes part in no further round", m.round)
	}
	m.heard = heard
	m.round++
	return nil
}

// hear makes heard the greater of itself and the message's word.
func (m *Maximum) hear(heard *Element, s *Message) error {
	if s.Epoch != m.config.Epoch || s.Round != uint32(m.round) {
		return fmt.Errorf("a message of epoch %d, round %d came to a node in epoch %d, round %d",
			s.Epoch, s.Round, m.config.Epoch, m.round)
	}
	if s.Horizon != 0 {
		return fmt.Errorf("a message with the horizon %d came to a node that looks for a maximum, which has none", s.Horizon)
	}
	if len(s.Words) != 1 {
		return fmt.Errorf("a message of %d words came to a node with 1", len(s.Words))
	}
	if err := m.config.Field.below(s.Words[0]); err != nil {
		return err
	}
	*heard = max(*heard, s.Words[0])
	return nil
}

// Maximum returns the greatest of all nodes' values, or false until the rounds are over.
func (m *Maximum) Maximum() (value uint64, ok bool) {
	if !m.Stopped() {
		return 0, false
	}
	return uint64(m.heard), true
}
