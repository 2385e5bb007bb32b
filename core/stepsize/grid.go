package stepsize

import (
	"fmt"
	"math"
	"math/bits"

	"kizami/core"
)

// Grid says how numbers become words of the protocol (FTC-36): a number counts quanta of 2^−bits. The zero Grid is the
// default.
type Grid struct {
	IterateBits  int     // of every coordinate of the iterate; 0 means the default
	StepsizeBits int     // of step sizes, or of their inverses in mode harmonic; 0 means the default
	Range        float64 // the largest size of a coordinate; 0, or more than the protocol can carry, means what it can
}

// DefaultBits returns the default for a capacity: 32, or as many as leave room for numbers up to 2^16, if those are
// fewer. They are from a capacity of 64 on.
func DefaultBits(capacity int) int {
	return min(32, bits.Len64(uint64(core.ValueRange(core.Exact, capacity)))-1-16)
}

const maxBits = 60 // 2^61−1 leaves no whole unit beyond

// limits are the largest sizes of words, in quanta.
type limits struct{ iterate, stepsize int64 }

// within returns the limits where averages are by the bracket with that bound.
func (l limits) within(bound int) limits {
	held := core.BracketRange(bound)
	return limits{min(l.iterate, held), min(l.stepsize, held)}
}

func (g Grid) complete(capacity int) (Grid, limits, error) {
	for _, count := range []*int{&g.IterateBits, &g.StepsizeBits} {
		if *count == 0 {
			*count = DefaultBits(capacity)
		}
		if *count < 1 || *count > maxBits {
			return g, limits{}, fmt.Errorf("a quantum of 2^-%d: must have between 1 and %d bits", *count, maxBits)
		}
	}
	if !(g.Range >= 0) {
		return g, limits{}, fmt.Errorf("the range is %v: must not be negative", g.Range)
	}
	whole := core.ValueRange(core.Exact, capacity)
	most := limits{whole, whole}
	if scaled := math.Floor(g.Range * power(g.IterateBits)); g.Range > 0 && scaled < float64(whole) {
		most.iterate = int64(scaled)
	}
	if most.iterate < 1 {
		return g, limits{}, fmt.Errorf("a range of %v with quanta of 2^-%d: holds no number but 0", g.Range, g.IterateBits)
	}
	return g, most, nil
}

// power returns 2^e, for −1022 ≤ e ≤ 1023.
func power(e int) float64 { return math.Float64frombits(uint64(e+1023) << 52) }

// Quanta returns how many quanta of 2^−bits are nearest to v, of two the even number, and false when they do not fit an
// int64 or v is not a number. bits is between 0 and 60. Scaling by a power of two and rounding are exact.
func Quanta(v float64, bits int) (int64, bool) {
	scaled := math.RoundToEven(v * power(bits))
	if !(math.Abs(scaled) < 1<<63) {
		return 0, false
	}
	return int64(scaled), true
}

// Float returns the float64 nearest to q quanta of 2^−bits, of two the even one (FTC-36).
func Float(q core.Fraction, bits int) float64 {
	return quotient(q.Numerator, q.Denominator, -bits)
}

// quotient returns the float64 nearest to a/b·2^e, b > 0, of two the even one, unless it is subnormal or overflows;
// |e| ≤ 60 excludes that. With a and b scaled to 64 bits the quotient has 63 or 64, ten more than a float64: a
// remainder only matters as a tie-breaker, for which the last bit stands in. The last steps are the rounding to 53
// bits, which is the conversion's, and an exact scaling.
func quotient(a, b int64, e int) float64 {
	size, sign := uint64(a), 1.0
	if a < 0 {
		size, sign = -size, -1
	}
	up, down := bits.LeadingZeros64(size), bits.LeadingZeros64(uint64(b))
	dividend, divisor := size<<up, uint64(b)<<down
	q, remainder := bits.Div64(dividend>>1, dividend<<63, divisor)
	if remainder != 0 {
		q |= 1
	}
	return sign * float64(q) * power(e+down-up-63)
}
