package core

import (
	"math/big"
	"math/bits"
)

// share returns what goes along each of d arcs, ⌊word/(1+d)⌋, and what the node keeps (FTC-39).
func share(word, degree int64) (part, rest int64) {
	part = word / (1 + degree)
	if part*(1+degree) > word {
		part-- // Go's division rounds towards 0
	}
	return part, word - degree*part
}

// quotient returns x/y in steps of the grid, rounded down and up, brought into ±reach (FTC-41). y must be positive.
func quotient(x, y, grid, reach int64) (below, above int64) {
	size := uint64(x)
	if x < 0 {
		size = -size
	}
	below, above = reach, reach
	if high, low := bits.Mul64(size, uint64(grid)); high < uint64(y) {
		if q, rest := bits.Div64(high, low, uint64(y)); q < uint64(reach) {
			below, above = int64(q), int64(q)
			if rest > 0 {
				above++
			}
		}
	}
	if x < 0 {
		return -above, -below
	}
	return below, above
}

// frame says what the numbers of one coordinate stand for: q steps of the grid are (centre + q/Grid) / 2^scale quanta.
type frame struct {
	grid   int64
	centre *big.Int
	scale  int
}

// rational returns what q steps stand for.
func (f frame) rational(q int64) *big.Rat {
	above := new(big.Int).Mul(f.centre, big.NewInt(f.grid))
	above.Add(above, big.NewInt(q))
	below := big.NewInt(f.grid)
	if f.scale < 0 {
		above.Lsh(above, uint(-f.scale))
	} else {
		below.Lsh(below, uint(f.scale))
	}
	return new(big.Rat).SetFrac(above, below)
}

// zoomed returns by how much the scale rises and the centre moves when a window that found least and greatest is over;
// false when nothing is zoomed (FTC-45).
func (m Measure) zoomed(least, greatest int64) (raise int, shift int64, ok bool) {
	width, grid := uint64(greatest-least), uint64(m.Grid)
	for raise < m.Zoom && width <= grid>>(raise+1) {
		raise++
	}
	if raise == 0 {
		return 0, 0, false
	}
	middle := new(big.Int).Add(big.NewInt(least), big.NewInt(greatest))
	middle.Lsh(middle, uint(raise)).Add(middle, big.NewInt(m.Grid))
	middle.Div(middle, new(big.Int).Lsh(big.NewInt(m.Grid), 1)) // Div is the floor for positive divisors
	return raise, middle.Int64(), true
}
