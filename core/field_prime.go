package core

import "math/bits"

// witnesses are bases of which one shows every composite number of 64 bits (J. Sorenson and J. Webster, "Strong pseudoprimes to
// twelve prime bases", Mathematics of Computation 86, 2017). math/big would test as well, with more for a browser to fetch.
var witnesses = []Element{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}

// isPrime is the test of Miller and Rabin with these bases, of an odd p above 2.
func isPrime(p uint64) bool {
	for _, a := range witnesses {
		if uint64(a) >= p {
			break
		}
		if p%uint64(a) == 0 || !(Field{p}).passes(a) {
			return false
		}
	}
	return true
}

// passes says whether a to the power of the odd part of p−1 is 1, or comes to p−1 when it is squared again and again.
func (f Field) passes(a Element) bool {
	twos := bits.TrailingZeros64(f.prime - 1)
	power := f.power(a, (f.prime-1)>>twos)
	if power == 1 {
		return true
	}
	for range twos {
		if uint64(power) == f.prime-1 {
			return true
		}
		power = f.Mul(power, power)
	}
	return false
}

// power returns a to the power e.
func (f Field) power(a Element, e uint64) Element {
	result := Element(1)
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			result = f.Mul(result, a)
		}
		a = f.Mul(a, a)
	}
	return result
}
