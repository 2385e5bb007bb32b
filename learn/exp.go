package learn

import "math"

// Package math has exp and log in assembly for some machines, and a run must have the same bits on all of them. The ones
// below stay within 2 ulp. Products are converted, float64(a*b), so that no compiler fuses them with a sum.

const (
	ln2High = 0x1.62e42feep-1 // few enough bits that k·ln2High is exact for every exponent k
	ln2Low  = 0x1.a39ef35793c76p-33
)

// exp returns e^x: x = k·ln 2 + r with |r| ≤ ½ ln 2, and e^r by its Taylor series.
func exp(x float64) float64 {
	switch {
	case x > 709.782712893384:
		return math.Inf(1)
	case x < -745.1332191019412:
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*ln2High) - float64(k*ln2Low)
	sum := inverseFactorials[len(inverseFactorials)-1]
	for i := len(inverseFactorials) - 2; i >= 0; i-- {
		sum = float64(sum*r) + inverseFactorials[i]
	}
	return math.Ldexp(sum, int(k))
}

var inverseFactorials = [...]float64{
	1, 1, 1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720, 1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800,
	1. / 479001600, 1. / 6227020800,
}

// log returns the natural logarithm of a positive number: x = f·2^k with √½ ≤ f < √2, and
// log f = 2(s + s³/3 + s⁵/5 + …) with s = (f−1)/(f+1).
func log(x float64) float64 {
	f, k := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f, k = 2*f, k-1
	}
	s := (f - 1) / (f + 1)
	square, sum := float64(s*s), 0.0
	for i := 21; i >= 3; i -= 2 {
		sum = float64(sum*square) + 1/float64(i)
	}
	tail := float64(float64(s*square)*sum) + float64(float64(k)*ln2Low)/2
	return float64(float64(k)*ln2High) + (2*s + 2*tail)
}

// log1p returns log(1+x) for x ≥ 0. The quotient makes up for what 1+x loses of x (Kahan).
func log1p(x float64) float64 {
	sum := 1 + x
	if sum == 1 {
		return x
	}
	return float64(log(sum) * (x / (sum - 1)))
}

// power returns base^exponent for a positive base.
func power(base, exponent float64) float64 { return exp(float64(exponent * log(base))) }
