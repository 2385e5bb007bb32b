package core

import "math/big"

// beginWindow starts from the node's own quotients.
func (n *BracketNode) beginWindow() {
	s := &n.state
	for i, x := range s.Numerator {
		s.Least[i], s.Greatest[i] = quotient(x, s.Denominator, n.measure.Grid, n.reach)
	}
}

// endWindow renews the bracket with what the window has found, judges it, and zooms where several fractions are left.
func (n *BracketNode) endWindow() {
	s := &n.state
	for i := range s.Lower {
		s.Lower[i], s.Upper[i] = max(s.Lower[i], s.Least[i]), min(s.Upper[i], s.Greatest[i])
	}
	several := n.judge()
	if n.verdict != bracketOpen {
		return
	}
	for i, open := range several {
		if open {
			n.zoom(i)
		}
	}
}

// judge sets the verdict, and says of which coordinates several fractions are left.
func (n *BracketNode) judge() (several []bool) {
	n.verdict, n.fractions = bracketSettled, nil
	for i := range n.state.Lower {
		lower, upper := n.Bracket(i)
		fraction, count := onlyFraction(lower, upper, n.config.Bound)
		n.fractions = append(n.fractions, fraction)
		several = append(several, count > 1)
		switch {
		case count == 0:
			n.verdict = bracketRefused
		case count > 1 && n.verdict == bracketSettled:
			n.verdict = bracketOpen
		}
	}
	if n.verdict == bracketOpen && n.state.Round+n.config.Span > n.config.last() {
		n.verdict = bracketRefused
	}
	return several
}

// zoom changes the frame of a coordinate (FTC-45). What is shifted out of 64 bits on the way is subtracted again: the
// results are in range.
func (n *BracketNode) zoom(i int) {
	s := &n.state
	raise, shift, ok := n.measure.zoomed(s.Least[i], s.Greatest[i])
	if !ok {
		return
	}
	s.Numerator[i] = s.Numerator[i]<<raise - shift*s.Denominator
	s.Lower[i] = s.Lower[i]<<raise - shift*n.measure.Grid
	s.Upper[i] = s.Upper[i]<<raise - shift*n.measure.Grid
	centre := new(big.Int).Lsh(s.Centre[i], uint(raise))
	s.Centre[i] = canonical(centre.Add(centre, big.NewInt(shift)))
	s.Scale[i] += raise
}

// canonical returns a copy of which two are deeply equal when they are equal: a big.Int of 0 can look in several ways.
func canonical(z *big.Int) *big.Int {
	if z == nil || z.Sign() == 0 {
		return new(big.Int)
	}
	return new(big.Int).Set(z)
}

// CanDecide says whether a window is over, and all that is left to a node is one fraction for every coordinate, or none.
func (n *BracketNode) CanDecide() bool { return !n.Decided() && n.verdict != bracketOpen }

// Decide sets the average, or refuses (FTC-43), and says whether CanDecide allowed it. The node takes part in no
// further round.
func (n *BracketNode) Decide() bool {
	if !n.CanDecide() {
		return false
	}
	n.state.Decided = n.state.Round
	if n.state.Refused = n.verdict == bracketRefused; !n.state.Refused {
		n.state.Average = n.fractions
	}
	return true
}

// Bracket returns the two numbers of quanta between which the average of a coordinate lies, bounds included: what all
// windows that are over say. They are the same at all nodes in the same round. An empty bracket, lower > upper, proves
// that something that all agreed on is not true.
func (n *BracketNode) Bracket(coordinate int) (lower, upper *big.Rat) {
	s := &n.state
	f := frame{n.measure.Grid, s.Centre[coordinate], s.Scale[coordinate]}
	return f.rational(s.Lower[coordinate]), f.rational(s.Upper[coordinate])
}

// Near returns the whole number of quanta nearest to the middle of the bracket of a coordinate, and how far from the
// average it can be at most (FTC-44). Both are the same at all nodes in the same round.
func (n *BracketNode) Near(coordinate int) (quanta int64, within *big.Rat) {
	lower, upper := n.Bracket(coordinate)
	half := big.NewRat(1, 2)
	middle := new(big.Rat).Add(lower, upper)
	middle.Mul(middle, half).Add(middle, half)
	within = upper.Sub(upper, lower)
	within.Mul(within, half).Add(within, half)
	return new(big.Int).Div(middle.Num(), middle.Denom()).Int64(), within
}
