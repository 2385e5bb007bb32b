package conformance_test

import (
	"math/big"
	"testing"
)

// TestMeanOfStepSizesDiverges is section 5 of spec/differences.md in exact numbers.
func TestMeanOfStepSizesDiverges(t *testing.T) {
	curvature := []*big.Rat{big.NewRat(1, 1), big.NewRat(100, 1)}
	meanOf := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(new(big.Rat).Add(a, b), big.NewRat(2, 1)) }
	proposal := []*big.Rat{new(big.Rat).Inv(curvature[0]), new(big.Rat).Inv(curvature[1])}
	gradient := meanOf(curvature[0], curvature[1])
	for _, c := range []struct {
		name         string
		step, factor *big.Rat
	}{
		{"mean", meanOf(proposal[0], proposal[1]), big.NewRat(-9801, 400)},
		{"harmonic", new(big.Rat).Inv(gradient), big.NewRat(0, 1)},
		{"min", proposal[1], big.NewRat(99, 200)},
	} {
		factor := new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).Mul(c.step, gradient))
		if factor.Cmp(c.factor) != 0 {
			t.Errorf("%s: a step multiplies x by %s, the spec says %s", c.name, factor.RatString(), c.factor.RatString())
		}
	}
}
