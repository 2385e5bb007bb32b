package stepsize_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/stepsize"
)

// quantum returns 2^-bits.
func quantum(bits int) *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(bits)))
}

func TestFloatAgainstBigRationals(t *testing.T) {
	check := func(a, b int64, bits int) {
		q := core.Fraction{Numerator: a, Denominator: b}
		want, _ := new(big.Rat).Mul(q.Rat(), quantum(bits)).Float64()
		if got := stepsize.Float(q, bits); math.Float64bits(got) != math.Float64bits(want) {
			t.Fatalf("%d/%d quanta of 2^-%d: %v, want %v", a, b, bits, got, want)
		}
		if a <= 0 {
			return
		}
		inverse, _ := new(big.Rat).Inv(new(big.Rat).Mul(q.Rat(), quantum(bits))).Float64()
		if got := stepsize.Harmonic.Stepsize(q, bits); math.Float64bits(got) != math.Float64bits(inverse) {
			t.Fatalf("the inverse of %d/%d quanta of 2^-%d: %v, want %v", a, b, bits, got, inverse)
		}
	}
	edges := []int64{0, 1, 2, 3, 7, 10, 1<<53 - 1, 1 << 53, 1<<53 + 1, 1<<53 + 2, 1<<53 + 3, 1<<54 + 2, 1<<54 + 6, 1<<62 + 1<<9, 1<<62 + 3<<8,
		1<<62 + 1<<9 + 1, 1<<62 + 1<<9 - 1, math.MaxInt64 - 1, math.MaxInt64}
	for _, a := range edges {
		for _, b := range edges[1:] {
			for _, bits := range []int{0, 1, 32, 60} {
				check(a, b, bits)
				check(-a, b, bits)
			}
		}
	}
	check(math.MinInt64, 3, 32)
	random := rand.New(rand.NewPCG(7, 7))
	for range 20_000 {
		a, b := int64(random.Uint64()>>random.IntN(64)), int64(random.Uint64()>>(1+random.IntN(62)))
		check(a, max(b, 1), random.IntN(61))
	}
}

func TestQuantaAgainstBigRationals(t *testing.T) {
	half := big.NewRat(1, 2)
	check := func(v float64, bits int) {
		scaled := new(big.Rat).Quo(new(big.Rat).SetFloat64(v), quantum(bits))
		q, ok := stepsize.Quanta(v, bits)
		miss := new(big.Rat).Sub(scaled, new(big.Rat).SetInt64(q))
		size := new(big.Rat).Abs(miss)
		fits := new(big.Rat).Abs(scaled).Cmp(new(big.Rat).SetInt64(math.MaxInt64)) < 0
		if ok != fits {
			t.Fatalf("%v in quanta of 2^-%d: fits %v, want %v", v, bits, ok, fits)
		}
		if ok && (size.Cmp(half) > 0 || size.Cmp(half) == 0 && q%2 != 0) {
			t.Fatalf("%v is not %d quanta of 2^-%d", v, q, bits)
		}
	}
	edges := []float64{0, 0.5, 1.5, 2.5, -0.5, -1.5, 0.25, 0.75, 1 << 62, 1 << 63, -(1 << 63), 1e300, 5e-324}
	for _, v := range append(edges, math.Nextafter(0.5, 1), math.Nextafter(1<<63, 0)) {
		for _, bits := range []int{0, 1, 32, 60} {
			check(v, bits)
			check(v/power(bits), bits)
		}
	}
	random := rand.New(rand.NewPCG(7, 8))
	for range 20_000 {
		check(math.Ldexp(random.NormFloat64(), random.IntN(80)-40), random.IntN(61))
		check(float64(random.Int64N(1<<20)-1<<19)/16, random.IntN(4)) // many ties
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if q, ok := stepsize.Quanta(v, 32); ok {
			t.Errorf("%v is %d quanta", v, q)
		}
	}
}

func power(bits int) float64 { return math.Ldexp(1, bits) }

func TestDefaultBitsLeaveRoom(t *testing.T) {
	for capacity := 1; capacity <= core.MaxNodes; capacity += 1 + capacity/9 {
		bits := stepsize.DefaultBits(capacity)
		room := float64(core.ValueRange(core.Exact, capacity)) / math.Ldexp(1, bits)
		if bits < 1 || bits > 32 || room < 0x1p16 || bits < 32 && room >= 0x1p17 || (bits < 32) != (capacity >= 64) {
			t.Errorf("capacity %d: %d bits leave ±%v", capacity, bits, room)
		}
	}
}
