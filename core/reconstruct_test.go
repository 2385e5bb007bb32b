package core_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

// Every residue of every small prime against a search through all fractions in range.
func TestReconstructAgainstSearch(t *testing.T) {
	for _, p := range []uint64{3, 5, 7, 11, 53, 101, 211, 499} {
		f := coretest.Field(t, p)
		for capacity := 1; capacity < int(min(p, 40)); capacity++ {
			limit := core.NumeratorRange(f, capacity)
			if 2*uint64(capacity)*uint64(limit) >= p || 2*uint64(capacity)*uint64(limit+1) < p {
				t.Fatalf("p = %d, capacity %d: the range %d is not the largest", p, capacity, limit)
			}
			found := map[core.Element]core.Fraction{}
			for b := int64(1); b <= int64(capacity); b++ {
				for a := -limit; a <= limit; a++ {
					if new(big.Int).GCD(nil, nil, big.NewInt(max(a, -a)), big.NewInt(b)).Int64() != 1 {
						continue
					}
					u := f.Mul(f.FromInt(a), f.Inverse(core.Element(b)))
					if other, twice := found[u]; twice {
						t.Fatalf("p = %d, capacity %d: %v and %d/%d have one residue", p, capacity, other, a, b)
					}
					found[u] = core.Fraction{Numerator: a, Denominator: b}
				}
			}
			for u := range core.Element(p) {
				want, exists := found[u]
				if got, ok := core.Reconstruct(f, u, capacity); ok != exists || got != want {
					t.Fatalf("p = %d, capacity %d: Reconstruct(%d) = %v, %v, want %v, %v", p, capacity, u, got, ok, want, exists)
				}
			}
		}
	}
}

func TestReconstructAtTheEdgesOfTheRange(t *testing.T) {
	f := core.Exact
	random := rand.New(rand.NewPCG(5, 0))
	for _, capacity := range []int{1, 2, 3, 10, 999, 1000, core.MaxNodes} {
		limit := core.NumeratorRange(f, capacity)
		fractions := []core.Fraction{{Numerator: limit, Denominator: 1}, {Numerator: -limit, Denominator: 1}}
		for _, b := range []int64{int64(capacity), max(1, int64(capacity)-1)} {
			for _, a := range []int64{limit, -limit, limit - 1, 1, -1, random.Int64N(limit)} {
				fractions = append(fractions, core.Fraction{Numerator: a, Denominator: b})
			}
		}
		for _, q := range fractions {
			reduced := big.NewRat(q.Numerator, q.Denominator)
			u := f.Mul(f.FromInt(q.Numerator), f.Inverse(f.FromInt(q.Denominator)))
			got, ok := core.Reconstruct(f, u, capacity)
			if !ok || got.Rat().Cmp(reduced) != 0 || got.Denominator != reduced.Denom().Int64() {
				t.Errorf("capacity %d: %v came back as %v, %v", capacity, reduced, got, ok)
			}
		}
		for _, a := range []int64{limit + 1, -limit - 1} {
			if got, ok := core.Reconstruct(f, f.FromInt(a), capacity); ok && got.Rat().Cmp(big.NewRat(a, 1)) == 0 {
				t.Errorf("capacity %d: %d is out of range and was reconstructed", capacity, a)
			}
		}
	}
	if u, ok := core.Reconstruct(coretest.Field(t, 5), 2, 100); ok {
		t.Errorf("a capacity beyond the prime gave %v", u)
	}
}

func TestValueRange(t *testing.T) {
	for _, capacity := range []int{1, 3, 1000, core.MaxNodes} {
		limit := core.ValueRange(core.Exact, capacity)
		need := func(v int64) *big.Int {
			square := new(big.Int).Mul(big.NewInt(int64(capacity)), big.NewInt(int64(capacity)))
			return square.Mul(square, big.NewInt(v)).Lsh(square, 1)
		}
		prime := new(big.Int).SetUint64(core.MersennePrime)
		if need(limit).Cmp(prime) >= 0 || need(limit+1).Cmp(prime) < 0 {
			t.Errorf("capacity %d: %d is not the largest V with 2·N·N·V < p", capacity, limit)
		}
		config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: capacity}
		for _, v := range []int64{limit, -limit} {
			if _, err := core.NewNode(config, 0, []int64{v}, 0); err != nil {
				t.Errorf("capacity %d: %v", capacity, err)
			}
		}
		for _, v := range []int64{limit + 1, -limit - 1, math.MaxInt64, math.MinInt64} {
			_, err := core.NewNode(config, 0, []int64{0, v}, 0)
			var fault *core.RangeError
			if !errors.As(err, &fault) || *fault != (core.RangeError{Coordinate: 1, Value: v, Capacity: capacity, Limit: limit}) {
				t.Errorf("capacity %d, value %d: %v", capacity, v, err)
			} else if !strings.Contains(err.Error(), "coordinate 1") {
				t.Errorf("the error does not name the coordinate: %v", err)
			}
		}
	}
}

func TestFractionText(t *testing.T) {
	for q, want := range map[core.Fraction]string{{Numerator: 33, Denominator: 16}: "33/16", {Numerator: -4, Denominator: 1}: "-4", {Numerator: 0, Denominator: 1}: "0", {}: "0", {Numerator: 7}: "7"} {
		if q.String() != want || q.Rat().RatString() != want {
			t.Errorf("%#v prints as %s and is %v", q, q, q.Rat())
		}
	}
}
