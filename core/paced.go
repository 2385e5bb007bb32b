package core

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// Side is one node's side of a run in lock step, in which all nodes end in the same round (FTC-59): a pure machine whose
// messages are functions of what it started from and of what it was given. A simulator drives n of them, and a [Paced] one.
type Side interface {
	// Share returns the message of the present round, which the caller may keep.
	Share() []byte
	// Advance ends the round with the messages of all in-neighbours, in ascending order of their numbers. An error says
	// that no honest nodes can have sent these, or that the run cannot go on; then it is over.
	Advance(inbox [][]byte) error
	// Over says that there is no further round.
	Over() bool
}

// MessageError reports that of the messages that a side was given one cannot be an honest node's.
type MessageError struct {
	Place int // in the inbox
	Err   error
}

func (e *MessageError) Error() string {
	return fmt.Sprintf("message %d of the round: %v", e.Place, e.Err)
}

func (e *MessageError) Unwrap() error { return e.Err }

// ParseAll reads all messages of a round for a side, or says with a [*MessageError] which one cannot be read.
func ParseAll[M any](inbox [][]byte, parse func([]byte) (M, error)) ([]M, error) {
	messages := make([]M, len(inbox))
	for i, data := range inbox {
		m, err := parse(data)
		if err != nil {
			return nil, &MessageError{i, err}
		}
		messages[i] = m
	}
	return messages, nil
}

// Paced is a [Side] on links that lose, double, delay and reorder messages and have no way back. The rounds of a whole run are
// counted through (FTC-59). Whoever drives it sends what [Paced.Offered] returns to every out-neighbour, again and again, hands
// in what arrives, and calls Step until that does nothing. A driver that survives crashes writes down every message that was
// taken in before it sends what follows from it; taken in again in the same order they make the same Paced (FTC-62).
//
// It is pure and not safe for concurrent use. Memory, in messages: at most D+1 for each in-neighbour, and as many on offer.
type Paced struct {
	side    Side
	in      []int // ascending
	span    int
	round   uint32
	inbox   [][][]byte // by in-neighbour, then by rounds ahead; nil: not yet here
	offered [][]byte   // of the rounds up to the present one
}

// NewPaced returns a side in its first round, with the first message on offer. in names its in-neighbours, span is D, at
// least every distance in the digraph. Errors: a negative span; an in-neighbour that is listed twice or negative.
func NewPaced(side Side, in []int, span int) (*Paced, error) {
	if span < 0 || span >= MaxBracketNodes {
		return nil, fmt.Errorf("diameter %d: must be between 0 and %d", span, MaxBracketNodes-1)
	}
	links := slices.Sorted(slices.Values(in))
	for i, j := range links {
		if j < 0 {
			return nil, fmt.Errorf("in-neighbour %d: must not be negative", j)
		}
		if i > 0 && links[i-1] == j {
			return nil, fmt.Errorf("in-neighbour %d is listed twice", j)
		}
	}
	p := &Paced{side: side, in: links, span: span, inbox: make([][][]byte, len(links))}
	for i := range p.inbox {
		p.inbox[i] = make([][]byte, span+1)
	}
	if !side.Over() {
		p.offered = [][]byte{side.Share()}
	}
	return p, nil
}

// Round returns g, the number of rounds that the node has taken part in.
func (p *Paced) Round() uint32 { return p.round }

// Over says that there is no further round; the node goes on offering its last messages.
func (p *Paced) Over() bool { return p.side.Over() }

// Receive hands in the message of a round that came on the link from in-neighbour from, and says whether the node took it: it
// is of its own round or a later one, and the node does not hold it. What is older it ignores. It keeps the message.
//
// An error says that no honest node on that link can have sent this, and changes nothing: from is no in-neighbour, the round is
// more than D ahead, or the node holds another message of it. Cost: O(log in-degree + length).
func (p *Paced) Receive(from int, round uint32, message []byte) (taken bool, err error) {
	link, known := slices.BinarySearch(p.in, from)
	if !known {
		return false, fmt.Errorf("a message from node %d, which is no in-neighbour", from)
	}
	if p.side.Over() || round < p.round {
		return false, nil
	}
	ahead := uint64(round - p.round)
	if ahead > uint64(p.span) {
		return false, fmt.Errorf("a message from node %d: round %d is too far ahead of a node in round %d with a diameter of %d", from, round, p.round, p.span)
	}
	switch held := p.inbox[link][ahead]; {
	case held == nil:
		p.inbox[link][ahead] = append([]byte{}, message...)
		return true, nil
	case !bytes.Equal(held, message):
		return false, fmt.Errorf("a message from node %d: another of round %d came before", from, round)
	}
	return false, nil
}

// Missing returns the in-neighbours whose message of the present round is not here.
func (p *Paced) Missing() (from []int) {
	if p.side.Over() {
		return nil
	}
	for i, held := range p.inbox {
		if held[0] == nil {
			from = append(from, p.in[i])
		}
	}
	return from
}

// Step ends the node's round if it holds the messages of all in-neighbours, and says whether. The next round's message goes on
// offer, and the one that nobody can need any more goes off. An error is that of the side; of a [MessageError] it names the
// in-neighbour.
func (p *Paced) Step() (bool, error) {
	if p.side.Over() {
		return false, nil
	}
	now := make([][]byte, len(p.in))
	for i, held := range p.inbox {
		if now[i] = held[0]; now[i] == nil {
			return false, nil
		}
	}
	if err := p.side.Advance(now); err != nil {
		var wrong *MessageError
		if errors.As(err, &wrong) {
			err = fmt.Errorf("a message from node %d: %w", p.in[wrong.Place], wrong.Err)
		}
		return false, err
	}
	for _, held := range p.inbox {
		copy(held, held[1:])
		held[p.span] = nil
	}
	p.round++
	most := p.span // of the rounds before
	if !p.side.Over() {
		p.offered, most = append(p.offered, p.side.Share()), most+1
	}
	p.offered = p.offered[max(0, len(p.offered)-most):]
	return true, nil
}

// Offered returns what to send to every out-neighbour, again and again: the messages of the last D+1 rounds, of which the first
// is given (FTC-59). The caller must not change them.
func (p *Paced) Offered() (first uint32, messages [][]byte) {
	last := p.round
	if p.side.Over() {
		last--
	}
	return last + 1 - uint32(len(p.offered)), p.offered
}
