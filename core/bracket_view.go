package core

import "math/big"

// Measure returns what words are counted in.
func (b *BracketCommon) Measure() Measure { return b.measure }

// BracketFrame holds the bracket of one coordinate as nodes hold it, and its frame; see [BracketState].
type BracketFrame struct {
	Lower, Upper int64 // in steps of the grid
	Centre       *big.Int
	Scale        int
}

// Frame returns a copy of the bracket of a coordinate and its frame.
func (b *BracketCommon) Frame(coordinate int) BracketFrame {
	return BracketFrame{b.lower[coordinate], b.upper[coordinate], canonical(b.centre[coordinate]), b.scale[coordinate]}
}

// Quanta returns how many quanta above/below stands for in the frame of a coordinate: a numerator over a denominator, or
// steps over the grid. below must be positive.
func (b *BracketCommon) Quanta(coordinate int, above, below int64) *big.Rat {
	return frame{below, b.centre[coordinate], b.scale[coordinate]}.rational(above)
}

// Choices returns, in ascending order and in quanta, the fractions with denominators up to the bound in the bracket of a
// coordinate: what the average can still be (FTC-43). It returns nil when there are more than most, or none.
// Cost: O(most) steps with numbers of some 128 bits.
func (b *BracketCommon) Choices(coordinate, most int) []Fraction {
	low, high := b.Bracket(coordinate)
	if low.Cmp(high) > 0 {
		return nil
	}
	bound := b.config.Bound
	q := simplestFraction(low, high)
	if q.Denom().Cmp(big.NewInt(int64(bound))) > 0 {
		return nil
	}
	down := 0
	for before := neighbour(q, bound, -1); before.Cmp(low) >= 0; before = neighbour(q, bound, -1) {
		if down++; down >= most {
			return nil
		}
		q = before
	}
	var all []Fraction
	for ; q.Cmp(high) <= 0; q = neighbour(q, bound, 1) {
		if len(all) >= most {
			return nil
		}
		all = append(all, Fraction{q.Num().Int64(), q.Denom().Int64()})
	}
	return all
}
