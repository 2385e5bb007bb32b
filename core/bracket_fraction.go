package core

import "math/big"

// onlyFraction says how many fractions with denominators up to bound lie in [low, high]: 0, 1, or 2 for several. If there
// is one, it is the fraction returned, whose terms must fit 64 bits (FTC-43).
func onlyFraction(low, high *big.Rat, bound int) (Fraction, int) {
	if low.Cmp(high) > 0 {
		return Fraction{}, 0
	}
	simplest := simplestFraction(low, high)
	if most := big.NewInt(int64(bound)); simplest.Denom().Cmp(most) > 0 {
		return Fraction{}, 0
	}
	if neighbour(simplest, bound, 1).Cmp(high) <= 0 || neighbour(simplest, bound, -1).Cmp(low) >= 0 {
		return Fraction{}, 2
	}
	return Fraction{simplest.Num().Int64(), simplest.Denom().Int64()}, 1
}

// simplestFraction returns the fraction of least denominator in [low, high], low ≤ high, by continued fractions.
func simplestFraction(low, high *big.Rat) *big.Rat {
	floor := new(big.Int).Div(low.Num(), low.Denom())
	whole := new(big.Rat).SetInt(floor)
	if whole.Cmp(low) == 0 {
		return whole
	}
	if next := new(big.Rat).SetInt(new(big.Int).Add(floor, big.NewInt(1))); next.Cmp(high) <= 0 {
		return next
	}
	rest := simplestFraction(new(big.Rat).Inv(new(big.Rat).Sub(high, whole)), new(big.Rat).Inv(new(big.Rat).Sub(low, whole)))
	return whole.Add(whole, rest.Inv(rest))
}

// neighbour returns the next fraction with a denominator up to bound above (side 1) or below (side −1) a fraction q that
// has one: (a·d + side)/b over d for q = a/b, with the greatest d for which that is whole.
func neighbour(q *big.Rat, bound int, side int64) *big.Rat {
	a, b := q.Num(), q.Denom()
	d := big.NewInt(int64(bound))
	if b.Cmp(big.NewInt(1)) > 0 {
		residue := new(big.Int).ModInverse(new(big.Int).Mod(a, b), b) // a·residue ≡ 1
		if side > 0 {
			residue.Sub(b, residue)
		}
		excess := new(big.Int).Sub(d, residue)
		d.Sub(d, excess.Mod(excess, b))
	}
	above := new(big.Int).Mul(a, d)
	above.Add(above, big.NewInt(side))
	return new(big.Rat).SetFrac(above.Quo(above, b), d)
}
