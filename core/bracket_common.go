package core

import "math/big"

// BracketCommon is what every node with the bracket holds in the same round: the bracket and the frame of every coordinate,
// and what they say. A [BracketNode] has one of its own; who simulates many nodes needs one for all. Not safe for concurrent
// use.
type BracketCommon struct {
	config       BracketConfig
	measure      Measure
	reach        int64   // no quotient counts beyond ± this
	lower, upper []int64 // in steps of the grid
	centre       []*big.Int
	scale        []int
	verdict      bracketVerdict
	fractions    []Fraction // what the verdict says
}

// bracketVerdict is what a bracket says when a window is over.
type bracketVerdict int

const (
	bracketOpen    bracketVerdict = iota // several fractions are left, or no window is over
	bracketSettled                       // one is left for every coordinate
	bracketRefused                       // none is left, or there is no round left
)

// Zoom is a change of frame: x becomes 2^Raise·x − Shift·y, in 64 bits that wrap. The zero Zoom changes nothing.
type Zoom struct {
	Raise int
	Shift int64
}

// NewBracketCommon returns what all nodes hold in round 0. Errors: those of [NewBracketNode] that concern the
// configuration and the number of coordinates.
func NewBracketCommon(c BracketConfig, coordinates int) (*BracketCommon, error) {
	b, err := c.common(coordinates)
	if err != nil {
		return nil, err
	}
	bracket := b.first()
	for range coordinates {
		b.lower, b.upper = append(b.lower, -bracket), append(b.upper, bracket)
		b.centre, b.scale = append(b.centre, new(big.Int)), append(b.scale, b.measure.Scale)
	}
	return b, nil
}

// first returns V in the first frame, in steps of the grid, rounded up.
func (b *BracketCommon) first() int64 {
	steps := new(big.Int).Mul(big.NewInt(b.config.Most), big.NewInt(b.measure.Grid))
	ceiling := new(big.Int).Rsh(steps.Neg(steps), uint(-b.measure.Scale)) // Rsh is the floor
	return -ceiling.Int64()
}

// Start returns the numerator with which a value starts, which must not be greater in size than V.
func (b *BracketCommon) Start(value int64) int64 {
	return value * (b.measure.Units >> -b.measure.Scale)
}

// Units returns the denominator with which every node starts.
func (b *BracketCommon) Units() int64 { return b.measure.Units }

// Quotient returns x/y in steps of the grid, rounded down and up, where it counts: with this a window begins (FTC-41).
// y must be positive.
func (b *BracketCommon) Quotient(x, y int64) (least, greatest int64) {
	return quotient(x, y, b.measure.Grid, b.reach)
}

// EndWindow renews the bracket with what a window that is over in the given round has found, one number for every
// coordinate, and judges it (FTC-42, FTC-43). It sets zooms, which has as many, to the change of frame that all words
// make now (FTC-45).
func (b *BracketCommon) EndWindow(round int, least, greatest []int64, zooms []Zoom) {
	for i := range b.lower {
		b.lower[i], b.upper[i] = max(b.lower[i], least[i]), min(b.upper[i], greatest[i])
	}
	several := b.judge(round)
	for i, open := range several {
		zooms[i] = Zoom{}
		if open && b.verdict == bracketOpen {
			zooms[i] = b.zoom(i, least[i], greatest[i])
		}
	}
}

// judge sets the verdict, and says of which coordinates several fractions are left.
func (b *BracketCommon) judge(round int) (several []bool) {
	b.verdict, b.fractions = bracketSettled, nil
	for i := range b.lower {
		lower, upper := b.Bracket(i)
		fraction, count := onlyFraction(lower, upper, b.config.Bound)
		b.fractions = append(b.fractions, fraction)
		several = append(several, count > 1)
		switch {
		case count == 0:
			b.verdict = bracketRefused
		case count > 1 && b.verdict == bracketSettled:
			b.verdict = bracketOpen
		}
	}
	if b.verdict == bracketOpen && round+b.config.Span > b.config.last() {
		b.verdict = bracketRefused
	}
	return several
}

// zoom changes the frame of a coordinate (FTC-45). What is shifted out of 64 bits on the way is subtracted again: the
// results are in range.
func (b *BracketCommon) zoom(i int, least, greatest int64) Zoom {
	raise, shift, ok := b.measure.zoomed(least, greatest)
	if !ok {
		return Zoom{}
	}
	b.lower[i] = b.lower[i]<<raise - shift*b.measure.Grid
	b.upper[i] = b.upper[i]<<raise - shift*b.measure.Grid
	centre := new(big.Int).Lsh(b.centre[i], uint(raise))
	b.centre[i] = canonical(centre.Add(centre, big.NewInt(shift)))
	b.scale[i] += raise
	return Zoom{raise, shift}
}

// Apply returns the numerator in the new frame.
func (z Zoom) Apply(x, y int64) int64 { return x<<z.Raise - z.Shift*y }

// fits says whether the numerator in the new frame is in range, before anything wraps.
func (z Zoom) fits(x, y int64) bool {
	zoomed := new(big.Int).Lsh(big.NewInt(x), uint(z.Raise))
	zoomed.Sub(zoomed, new(big.Int).Mul(big.NewInt(z.Shift), big.NewInt(y)))
	return zoomed.CmpAbs(big.NewInt(numeratorEnd)) < 0
}

// canonical returns a copy of which two are deeply equal when they are equal: a big.Int of 0 can look in several ways.
func canonical(z *big.Int) *big.Int {
	if z == nil {
		return new(big.Int)
	}
	return new(big.Int).Set(z)
}

// CanDecide says whether a window is over, and all that is left is one fraction for every coordinate, or none.
func (b *BracketCommon) CanDecide() bool { return b.verdict != bracketOpen }

// Verdict returns the average in quanta, a fraction per coordinate, or that all refuse; it has no meaning before CanDecide.
func (b *BracketCommon) Verdict() (average []Fraction, refused bool) {
	if b.verdict == bracketRefused {
		return nil, true
	}
	return b.fractions, false
}

// Bracket returns the two numbers of quanta between which the average of a coordinate lies, bounds included: what all
// windows that are over say. An empty bracket, lower > upper, proves that something that all agreed on is not true.
func (b *BracketCommon) Bracket(coordinate int) (lower, upper *big.Rat) {
	f := frame{b.measure.Grid, b.centre[coordinate], b.scale[coordinate]}
	return f.rational(b.lower[coordinate]), f.rational(b.upper[coordinate])
}

// Near returns the whole number of quanta nearest to the middle of the bracket of a coordinate, and how far from the
// average it can be at most (FTC-44).
func (b *BracketCommon) Near(coordinate int) (quanta int64, within *big.Rat) {
	lower, upper := b.Bracket(coordinate)
	half := big.NewRat(1, 2)
	middle := new(big.Rat).Add(lower, upper)
	middle.Mul(middle, half).Add(middle, half)
	within = upper.Sub(upper, lower)
	within.Mul(within, half).Add(within, half)
	return new(big.Int).Div(middle.Num(), middle.Denom()).Int64(), within
}
