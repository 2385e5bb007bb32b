package core

import (
	"fmt"
	"math/big"
	"slices"
)

// State returns a copy of the node's state variables.
func (n *BracketNode) State() BracketState {
	s, b := n.state, n.common
	s.Lower, s.Upper, s.Centre, s.Scale = b.lower, b.upper, b.centre, b.scale
	return s.clone()
}

func (s BracketState) clone() BracketState {
	s.Numerator, s.Least, s.Greatest = slices.Clone(s.Numerator), slices.Clone(s.Least), slices.Clone(s.Greatest)
	s.Lower, s.Upper = slices.Clone(s.Lower), slices.Clone(s.Upper)
	s.Scale, s.Average, s.Centre = slices.Clone(s.Scale), slices.Clone(s.Average), slices.Clone(s.Centre)
	for i, z := range s.Centre {
		s.Centre[i] = canonical(z)
	}
	return s
}

// RestoreBracketNode returns the node whose state variables are s. Every state that a node can reach is accepted. A state
// that fits neither itself nor the configuration is an error, as is a nonsensical configuration; that its words are
// those of this network, and the out-degree the same, is the caller's promise.
func RestoreBracketNode(c BracketConfig, outDegree int, s BracketState) (*BracketNode, error) {
	b, err := c.common(len(s.Numerator))
	if err != nil {
		return nil, err
	}
	if err := b.checkState(s); err != nil {
		return nil, err
	}
	s = s.clone()
	b.lower, b.upper, b.centre, b.scale = s.Lower, s.Upper, s.Centre, s.Scale
	n, err := b.node(outDegree)
	if err != nil {
		return nil, err
	}
	n.state = s
	if s.Round > 0 && s.Round%c.Span == 0 {
		b.judge(s.Round)
	}
	if err := b.checkDecision(s); err != nil {
		return nil, err
	}
	n.checksum = b.checksum()
	return n, nil
}

// checkState checks that a state has one length, and that every number is in its range.
func (b *BracketCommon) checkState(s BracketState) error {
	coordinates := len(s.Numerator)
	for _, length := range []int{len(s.Least), len(s.Greatest), len(s.Lower), len(s.Upper), len(s.Centre), len(s.Scale)} {
		if length != coordinates {
			return fmt.Errorf("a state with %d numerators and %d of another variable", coordinates, length)
		}
	}
	if last := b.config.last(); s.Round < 0 || s.Round > last {
		return fmt.Errorf("round %d: must be between 0 and %d, the last", s.Round, last)
	}
	if s.Denominator < 1 || s.Denominator >= denominatorEnd {
		return fmt.Errorf("the denominator %d: must be between 1 and %d", s.Denominator, denominatorEnd-1)
	}
	for i := range s.Numerator {
		if err := b.checkCoordinate(s, i); err != nil {
			return fmt.Errorf("coordinate %d: %w", i, err)
		}
	}
	return nil
}

func (b *BracketCommon) checkCoordinate(s BracketState, i int) error {
	bracketEnd := b.reach - b.measure.Grid
	switch x, first := s.Numerator[i], b.measure.Scale; {
	case x <= -numeratorEnd || x >= numeratorEnd:
		return fmt.Errorf("the numerator %d: must be less than %d in size", x, numeratorEnd)
	case s.Least[i] < -b.reach || s.Least[i] > s.Greatest[i] || s.Greatest[i] > b.reach:
		return fmt.Errorf("the least quotient %d and the greatest %d: must be in order, and at most %d in size", s.Least[i], s.Greatest[i], b.reach)
	case min(s.Lower[i], s.Upper[i]) < -b.reach || max(s.Lower[i], s.Upper[i]) > b.reach || s.Lower[i] > bracketEnd || s.Upper[i] < -bracketEnd:
		return fmt.Errorf("the bracket from %d to %d: must be at most %d in size", s.Lower[i], s.Upper[i], bracketEnd)
	case s.Scale[i] < first || s.Scale[i] > maxScale || b.measure.Zoom == 0 && s.Scale[i] != first:
		return fmt.Errorf("scale %d: must be between %d and %d", s.Scale[i], first, maxScale)
	case s.Centre[i] == nil || !b.holds(s.Centre[i], s.Scale[i]):
		return fmt.Errorf("centre %v with scale %d", s.Centre[i], s.Scale[i])
	}
	return nil
}

// maxScale is above every scale: the frame of a bracket with two fractions in it has at most N(N−1) < 2^40 to a quantum.
const maxScale = 40

// holds says whether a frame can have the centre: the average is at most 1 from 0 in it, and V in size.
func (b *BracketCommon) holds(centre *big.Int, scale int) bool {
	most := big.NewInt(b.config.Most)
	if scale >= 0 {
		most.Lsh(most, uint(scale))
	} else {
		most.Rsh(most, uint(-scale))
		most.Add(most, big.NewInt(1))
	}
	return centre.CmpAbs(most.Add(most, big.NewInt(1))) <= 0
}

// checkDecision checks that a decision is what the bracket says. It was judged.
func (b *BracketCommon) checkDecision(s BracketState) error {
	switch {
	case s.Decided != None && (s.Decided != s.Round || b.verdict == bracketOpen):
		return fmt.Errorf("decided %d in round %d", s.Decided, s.Round)
	case s.Refused != (s.Decided != None && b.verdict == bracketRefused):
		return fmt.Errorf("refused %t, decided %d in round %d", s.Refused, s.Decided, s.Round)
	case s.Decided == None && len(s.Average) > 0 || s.Refused && len(s.Average) > 0:
		return fmt.Errorf("an average of %d coordinates: decided %d, refused %t", len(s.Average), s.Decided, s.Refused)
	case s.Decided != None && !s.Refused && !slices.Equal(s.Average, b.fractions):
		return fmt.Errorf("the average %v, where the bracket says %v", s.Average, b.fractions)
	}
	return nil
}
