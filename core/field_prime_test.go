package core

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestIsPrimeAgainstBigIntegers(t *testing.T) {
	random := rand.New(rand.NewPCG(152, 0))
	check := func(p uint64) {
		if got, want := isPrime(p), new(big.Int).SetUint64(p).ProbablyPrime(20); got != want {
			t.Fatalf("%d is a prime: %t, want %t", p, got, want)
		}
	}
	for p := uint64(3); p < 20_000; p += 2 {
		check(p)
	}
	for range 20_000 {
		check(1<<60 | random.Uint64()>>4 | 1)
		if a, b := 1<<29|random.Uint64()>>35|1, 1<<29|random.Uint64()>>35|1; isPrime(a) && isPrime(b) {
			check(a * b)
		}
	}
	// Strong pseudoprimes to the first 3, 4, 5, 6, 8 and 11 bases.
	for _, p := range []uint64{25326001, 3215031751, 2152302898747, 3474749660383, 341550071728321, 3825123056546413051} {
		check(p)
	}
}
