package core

import (
	"math/big"
	"testing"
)

// The largest elements are where a block of one product too many overflows 128 bits.
func TestDotOfTheLargestElements(t *testing.T) {
	for _, f := range []Field{Exact, {ModelPrime}, {3}} {
		var s []Element
		for n := range 200 {
			want := new(big.Int).SetUint64(f.prime - 1)
			want.Mul(want, want).Mul(want, big.NewInt(int64(n))).Mod(want, new(big.Int).SetUint64(f.prime))
			if got := f.dot(s, s); uint64(got) != want.Uint64() {
				t.Fatalf("p = %d: %d products of p−1 sum to %d, want %v", f.prime, n, got, want)
			}
			s = append(s, Element(f.prime-1))
		}
	}
}
