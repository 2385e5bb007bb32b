package core

import (
	"fmt"
	"slices"
)

// CarriedState holds all that a node with carried words must not forget; the slices have one entry per coordinate. Its size
// does not grow with the rounds or the coordinations.
type CarriedState struct {
	Epoch           uint32  // coordinations begun
	Round           int     // of this coordination
	Value           []int64 // what the node has added to the words of all, in quanta
	Numerator       []int64
	Denominator     int64
	Least, Greatest []int64 // of this window, in steps of the grid
	Lower, Upper    []int64 // the common bracket, in steps of the grid
	Narrows, Small  bool    // as in [CarriedBracket], of the last window; Small without regard to Fresh
}

// State returns a copy of the node's state.
func (n *CarriedNode) State() CarriedState {
	s := n.common.State()
	s.Value, s.Numerator, s.Denominator = slices.Clone(n.value), slices.Clone(n.numerator), n.denominator
	s.Least, s.Greatest = slices.Clone(n.least), slices.Clone(n.greatest)
	return s
}

// State returns a state with what all nodes hold in common; what is a node's own is left out.
func (b *CarriedCommon) State() CarriedState {
	return CarriedState{
		Epoch: b.epoch, Round: b.round, Lower: slices.Clone(b.lower), Upper: slices.Clone(b.upper), Narrows: b.narrows, Small: b.small,
	}
}

// RestoreCarriedNode returns the node whose state is s: it goes on with the same bits. Every state that a node can reach is
// accepted. A state that fits neither itself nor the configuration is an error, as is a nonsensical configuration; that its
// words are those of this network, and the out-degree the same, is the caller's promise.
func RestoreCarriedNode(c CarriedConfig, outDegree int, s CarriedState) (*CarriedNode, error) {
	n, err := NewCarriedNode(c, outDegree)
	if err != nil {
		return nil, err
	}
	b := n.common
	if err := b.checkState(s); err != nil {
		return nil, err
	}
	b.epoch, b.round, b.narrows, b.small = s.Epoch, s.Round, s.Narrows, s.Small
	copy(b.lower, s.Lower)
	copy(b.upper, s.Upper)
	copy(n.value, s.Value)
	copy(n.numerator, s.Numerator)
	copy(n.least, s.Least)
	copy(n.greatest, s.Greatest)
	n.denominator = s.Denominator
	n.over = b.renewed()
	return n, nil
}

// renewed says whether the bracket was renewed in this round.
func (b *CarriedCommon) renewed() bool { return b.round > b.config.Span && b.round%b.config.Span == 0 }

// checkState checks lengths, ranges, and what one variable says of another.
func (b *CarriedCommon) checkState(s CarriedState) error {
	coordinates, span := b.config.Coordinates, b.config.Span
	for _, words := range [][]int64{s.Value, s.Numerator, s.Least, s.Greatest, s.Lower, s.Upper} {
		if len(words) != coordinates {
			return fmt.Errorf("a state with %d coordinates of a variable: all agreed on %d", len(words), coordinates)
		}
	}
	if s.Denominator < 1 || s.Denominator >= denominatorEnd {
		return fmt.Errorf("the denominator %d: must be between 1 and %d", s.Denominator, denominatorEnd-1)
	}
	if last := b.config.roundLimit() - 2*span + 1; s.Round < 0 || s.Round > last {
		return fmt.Errorf("round %d: must be between 0 and %d, the last of a coordination", s.Round, last)
	}
	if s.Epoch == 0 {
		return b.checkUnbegun(s)
	}
	if s.Round < 2*span && s.Small {
		return fmt.Errorf("words that are small enough in round %d: that is told from round %d on", s.Round, 2*span)
	}
	if s.Round < 3*span && !s.Narrows {
		return fmt.Errorf("a bracket that no longer narrows in round %d: that is told from round %d on", s.Round, 3*span)
	}
	for i := range s.Value {
		if err := b.checkCoordinate(s, i); err != nil {
			return fmt.Errorf("coordinate %d: %w", i, err)
		}
	}
	return nil
}

// checkUnbegun checks a state before the first coordination.
func (b *CarriedCommon) checkUnbegun(s CarriedState) error {
	for _, words := range [][]int64{s.Value, s.Numerator, s.Least, s.Greatest, s.Lower, s.Upper} {
		for _, w := range words {
			if w != 0 {
				return fmt.Errorf("a number of %d before the first coordination: all are 0", w)
			}
		}
	}
	if s.Round != 0 || s.Denominator != b.Units() || s.Narrows || !s.Small {
		return fmt.Errorf("round %d with the denominator %d before the first coordination: must be round 0 and %d", s.Round, s.Denominator, b.Units())
	}
	return nil
}

func (b *CarriedCommon) checkCoordinate(s CarriedState, i int) error {
	limit, x, span := b.config.Limit(), s.Numerator[i], b.config.Span
	switch {
	case s.Value[i] < -limit || s.Value[i] > limit:
		return fmt.Errorf("a value of %d quanta: must be at most %d in size", s.Value[i], limit)
	case x <= -numeratorEnd || x >= numeratorEnd:
		return fmt.Errorf("the numerator %d: must be less than %d in size", x, numeratorEnd)
	case s.Least[i] < -carriedReach || s.Least[i] > s.Greatest[i] || s.Greatest[i] > carriedReach:
		return fmt.Errorf("the least quotient %d and the greatest %d: must be in order, and at most %d in size", s.Least[i], s.Greatest[i], carriedReach)
	case min(s.Lower[i], s.Upper[i]) < -carriedReach || max(s.Lower[i], s.Upper[i]) > carriedReach:
		return fmt.Errorf("the bracket from %d to %d: must be at most %d in size", s.Lower[i], s.Upper[i], carriedReach)
	case s.Round < 2*span && (s.Lower[i] != -carriedReach || s.Upper[i] != carriedReach):
		return fmt.Errorf("the bracket from %d to %d in round %d: nothing is told before round %d", s.Lower[i], s.Upper[i], s.Round, 2*span)
	}
	if s.Round >= span && s.Round%span == 0 {
		if least, greatest := b.Quotient(x, s.Denominator); s.Least[i] != least || s.Greatest[i] != greatest {
			return fmt.Errorf("a window that begins with the quotients %d and %d: %d/%d is between %d and %d", s.Least[i], s.Greatest[i], x, s.Denominator, least, greatest)
		}
	}
	return nil
}
