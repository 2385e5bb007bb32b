package core

import (
	"cmp"
	"fmt"
	"math/big"
)

// Fraction is Numerator/Denominator in lowest terms, Denominator > 0. A Denominator of 0 counts as 1, as in [big.Rat]: the
// zero Fraction is 0.
type Fraction struct{ Numerator, Denominator int64 }

// Rat returns the fraction as a big rational.
func (q Fraction) Rat() *big.Rat { return big.NewRat(q.Numerator, cmp.Or(q.Denominator, 1)) }

func (q Fraction) String() string { return q.Rat().RatString() }

// NumeratorRange returns the largest |numerator| that reconstructs uniquely with denominators up to capacity:
// the largest A with 2·capacity·A < p (FTC-19). capacity must be at least 1.
func NumeratorRange(f Field, capacity int) int64 {
	return int64((f.prime - 1) / (2 * uint64(capacity)))
}

// ValueRange returns the largest |value| in quanta that capacity nodes may start with: the largest V with
// 2·capacity·(capacity·V) < p (FTC-19). capacity must be at least 1.
func ValueRange(f Field, capacity int) int64 { return NumeratorRange(f, capacity) / int64(capacity) }

// RangeError reports a value that does not fit the range of its capacity.
type RangeError struct {
	Coordinate int
	Value      int64
	Capacity   int
	Limit      int64
}

func (e *RangeError) Error() string {
	return fmt.Sprintf("coordinate %d is %d quanta: with a capacity of %d nodes a value is at most %d quanta in size",
		e.Coordinate, e.Value, e.Capacity, e.Limit)
}

// Reconstruct returns the only fraction a/b ≡ u (mod p) with 1 ≤ b ≤ capacity and |a| ≤ NumeratorRange (FTC-18), and
// false when there is none. Cost: O(log p) by the extended Euclidean algorithm, stopped half-way
// (P. S. Wang, "A p-adic algorithm for univariate partial fractions", SYMSAC 1981).
func Reconstruct(f Field, u Element, capacity int) (Fraction, bool) {
	limit := NumeratorRange(f, capacity)
	r0, r1 := int64(f.prime), int64(u)
	t0, t1 := int64(0), int64(1)
	for r1 > limit {
		q := r0 / r1
		r0, r1 = r1, r0-q*r1
		t0, t1 = t1, t0-q*t1
	}
	if t1 < 0 {
		r1, t1 = -r1, -t1
	}
	if t1 > int64(capacity) || gcd(r1, t1) != 1 {
		return Fraction{}, false
	}
	return Fraction{r1, t1}, true
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
