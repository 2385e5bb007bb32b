package core_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

var testPrimes = []uint64{3, 5, 11, 101, 10007, core.ModelPrime, 1<<31 - 1, core.MersennePrime}

// elements returns the edges of GF(p), where a reduction goes wrong first, and random ones.
func elements(p uint64, random *rand.Rand) []core.Element {
	list := []core.Element{0, 1, 2, core.Element(p - 1), core.Element(p - 2), core.Element(p / 2), core.Element(p/2 + 1)}
	for _, e := range []uint64{1 << 29, 1 << 30, 1<<31 - 1, 1 << 58, 1 << 60, 1<<60 + 1} {
		list = append(list, core.Element(e%p))
	}
	for range 40 {
		list = append(list, core.Element(random.Uint64N(p)))
	}
	for i, e := range list {
		list[i] = e % core.Element(p)
	}
	return list
}

func TestFieldAgainstBigIntegers(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 0))
	for _, p := range testPrimes {
		f, prime := coretest.Field(t, p), new(big.Int).SetUint64(p)
		check := func(name string, a, b, got core.Element, want *big.Int) {
			if want.Mod(want, prime); want.Uint64() != uint64(got) {
				t.Fatalf("p = %d: %s(%d, %d) = %d, want %d", p, name, a, b, got, want)
			}
		}
		list := elements(p, random)
		for _, a := range list {
			x := new(big.Int).SetUint64(uint64(a))
			for _, b := range list {
				y := new(big.Int).SetUint64(uint64(b))
				check("Add", a, b, f.Add(a, b), new(big.Int).Add(x, y))
				check("Sub", a, b, f.Sub(a, b), new(big.Int).Sub(x, y))
				check("Mul", a, b, f.Mul(a, b), new(big.Int).Mul(x, y))
			}
			if a == 0 {
				check("Inverse", a, a, f.Inverse(a), new(big.Int))
				continue
			}
			check("Inverse", a, a, f.Inverse(a), new(big.Int).ModInverse(x, prime))
		}
		for _, v := range []int64{0, 1, -1, 7, -7, math.MaxInt64, math.MinInt64, int64(p), -int64(p), int64(p) - 1, 1 - int64(p)} {
			check("FromInt", 0, 0, f.FromInt(v), big.NewInt(v))
		}
	}
}

func TestNewFieldAcceptsOddPrimesOfAtMost61Bits(t *testing.T) {
	composite := make([]bool, 3000)
	for d := 2; d < len(composite); d++ {
		for m := 2 * d; m < len(composite); m += d {
			composite[m] = true
		}
	}
	for p := range uint64(3000) {
		_, err := core.NewField(p)
		if want := p > 2 && !composite[p]; (err == nil) != want {
			t.Errorf("NewField(%d): %v, want prime %v", p, err, want)
		}
	}
	above := new(big.Int).SetUint64(1 << 61)
	for !above.ProbablyPrime(20) {
		above.Add(above, big.NewInt(1))
	}
	// strong pseudoprimes to the first bases, a square, a prime that is too large, and the largest number
	for _, p := range []uint64{3215031751, 341550071728321, (1<<29 - 3) * (1<<29 - 3), above.Uint64(), math.MaxUint64} {
		if _, err := core.NewField(p); err == nil {
			t.Errorf("NewField(%d) succeeded", p)
		}
	}
	if f := coretest.Field(t, core.MersennePrime); f != core.Exact || f.Prime() != core.MersennePrime {
		t.Errorf("NewField(2^61−1) = %v, want Exact", f)
	}
}

// A source of bytes, from which every draw takes eight.
func drawn(words ...uint64) *bytes.Buffer {
	var b bytes.Buffer
	for _, w := range words {
		b.Write(binary.BigEndian.AppendUint64(nil, w))
	}
	return &b
}

func TestRandomElementsAreUniform(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 0))
	for _, p := range []uint64{3, 5, 7, 11, 101} {
		f, counts := coretest.Field(t, p), make([]int, p)
		for range 400 * p {
			counts[coretest.Must(f.Random(drawn(random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64(),
				random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64())))(t)]++
		}
		if low, high := slices.Min(counts), slices.Max(counts); low < 300 || high > 500 {
			t.Errorf("GF(%d): elements were drawn %d to %d times, 400 expected", p, low, high)
		}
	}
}

func TestRandomElementsAreDrawnAgain(t *testing.T) {
	// The first 61 bits count; all ones are no element, zeros and p−1 are.
	source := drawn(math.MaxUint64, core.MersennePrime<<3|7, (core.MersennePrime-1)<<3, 0, 42<<3|5)
	for _, want := range []core.Element{core.MersennePrime - 1, 0, 42} {
		if got := coretest.Must(core.Exact.Random(source))(t); got != want {
			t.Errorf("drawn %d, want %d", got, want)
		}
	}
	if e, err := core.Exact.Random(source); e != 0 || !errors.Is(err, io.EOF) {
		t.Errorf("%d, %v from an empty source", e, err)
	}
	if e, err := core.Exact.Random(bytes.NewReader(make([]byte, 7))); e != 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d, %v from seven bytes", e, err)
	}
	if e, err := core.Exact.Random(bytes.NewReader(bytes.Repeat([]byte{0xff}, 1<<20))); e != 0 || err == nil ||
		!strings.Contains(err.Error(), "gave none below the prime 2305843009213693951 in 1000 attempts") {
		t.Errorf("%d, %v from a source of ones", e, err)
	}
}

func TestElementText(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 0))
	for _, e := range elements(core.MersennePrime, random) {
		data, err := json.Marshal(e)
		if err != nil || data[0] != '"' {
			t.Fatalf("%s, %v", data, err)
		}
		var back core.Element
		if err := json.Unmarshal(data, &back); err != nil || back != e {
			t.Errorf("%d came back as %d, %v", e, back, err)
		}
	}
	for _, text := range []string{"", "-1", "+1", "1.5", "0x1", "1e3", " 1", "2305843009213693951", "18446744073709551616", strings.Repeat("9", 99)} {
		e := core.Element(42)
		if err := e.UnmarshalText([]byte(text)); err == nil || e != 42 || len(err.Error()) > 150 {
			t.Errorf("%q: element %d, error %v", text, e, err)
		}
	}
}
