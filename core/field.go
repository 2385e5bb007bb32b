package core

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"strconv"
)

// MersennePrime is 2^61−1, the prime that the kit runs with.
const MersennePrime = 1<<61 - 1

// ModelPrime is 46337, the largest prime whose products stay below 2^31; the TLA+ models run with it.
const ModelPrime = 46337

// Element is a member of a prime field, always reduced: 0 ≤ e < p.
type Element uint64

// MarshalText writes the element in decimal, because JSON numbers of 61 bits are not safe everywhere.
func (e Element) MarshalText() ([]byte, error) { return strconv.AppendUint(nil, uint64(e), 10), nil }

// UnmarshalText reads a decimal element of [Exact]. An error changes nothing.
func (e *Element) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil || v >= MersennePrime {
		return fmt.Errorf("%.40q is not a field element: a decimal number below %d", text, uint64(MersennePrime))
	}
	*e = Element(v)
	return nil
}

// Field is the field of integers modulo a prime (FTC-2). The zero Field is not usable; see [NewField] and [Exact].
type Field struct{ prime uint64 }

// Exact is the field that the kit runs in, p = 2^61−1.
var Exact = Field{MersennePrime}

// NewField returns the field of p elements. It fails unless p is an odd prime of at most 61 bits.
func NewField(p uint64) (Field, error) {
	if p < 3 || p%2 == 0 || bits.Len64(p) > 61 || !isPrime(p) {
		return Field{}, fmt.Errorf("field: %d is not an odd prime of at most 61 bits", p)
	}
	return Field{p}, nil
}

// Prime returns p.
func (f Field) Prime() uint64 { return f.prime }

// Add returns a + b.
func (f Field) Add(a, b Element) Element {
	s := uint64(a) + uint64(b)
	if s >= f.prime {
		s -= f.prime
	}
	return Element(s)
}

// Sub returns a − b.
func (f Field) Sub(a, b Element) Element {
	d := a - b
	if a < b {
		d += Element(f.prime)
	}
	return d
}

// Mul returns a·b. For p = 2^61−1 the 122-bit product is folded instead of divided, because 2^61 ≡ 1.
func (f Field) Mul(a, b Element) Element {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if f.prime != MersennePrime {
		return Element(bits.Rem64(hi, lo, f.prime))
	}
	s := lo&MersennePrime + (lo>>61 | hi<<3)
	if s >= MersennePrime {
		s -= MersennePrime
	}
	return Element(s)
}

// dot returns Σ a_i·b_i; b may be longer than a. Products stay unreduced in blocks of 64, whose sum fits 128 bits: long runs
// spend most of their time here and in leap.
func (f Field) dot(a, b []Element) Element {
	var total Element
	for len(a) > 0 {
		n := min(len(a), 64)
		high, low := sumOfProducts(a[:n], b[:n])
		total = f.Add(total, Element(bits.Rem64(high, low, f.prime)))
		a, b = a[n:], b[n:]
	}
	return total
}

// sumOfProducts goes in steps of two: a loop for every product costs a third more.
func sumOfProducts(a, b []Element) (high, low uint64) {
	var carry uint64
	b = b[:len(a)]
	i := 0
	for ; i+1 < len(a); i += 2 {
		h0, l0 := bits.Mul64(uint64(a[i]), uint64(b[i]))
		h1, l1 := bits.Mul64(uint64(a[i+1]), uint64(b[i+1]))
		low, carry = bits.Add64(low, l0, 0)
		high, _ = bits.Add64(high, h0, carry)
		low, carry = bits.Add64(low, l1, 0)
		high, _ = bits.Add64(high, h1, carry)
	}
	if i < len(a) {
		h, l := bits.Mul64(uint64(a[i]), uint64(b[i]))
		low, carry = bits.Add64(low, l, 0)
		high, _ = bits.Add64(high, h, carry)
	}
	return high, low
}

// leap sets next to z·beta + second·beta + first·next, where next has one element more than beta, the last one 0.
func (f Field) leap(next, beta []Element, first, second Element) {
	if f.prime == MersennePrime {
		leapMersenne(next, beta, uint64(first), uint64(second))
		return
	}
	below := Element(0) // of z·beta
	for i, b := range beta {
		low, high := products(uint64(second), uint64(b), uint64(first), uint64(next[i]))
		next[i] = f.Add(Element(bits.Rem64(high, low, f.prime)), below)
		below = b
	}
	next[len(beta)] = below
}

// leapMersenne is leap for p = 2^61−1, where 2^61 ≡ 1.
func leapMersenne(next, beta []Element, first, second uint64) {
	below := uint64(0)
	next[len(beta)] = beta[len(beta)-1]
	next = next[:len(beta)]
	for i, b := range beta {
		low, high := products(second, uint64(b), first, uint64(next[i]))
		s := low&MersennePrime + (low>>61 | high<<3) + below // less than 2^63
		s = s&MersennePrime + s>>61
		next[i] = Element(min(s, s-MersennePrime)) // which wraps to more than s if s < p
		below = uint64(b)
	}
}

// products returns a·b + c·d of 128 bits.
func products(a, b, c, d uint64) (low, high uint64) {
	h, l := bits.Mul64(a, b)
	high, low = bits.Mul64(c, d)
	low, carry := bits.Add64(low, l, 0)
	high, _ = bits.Add64(high, h, carry)
	return low, high
}

// Inverse returns 1/a by Fermat's little theorem, a^(p−2). The inverse of 0 is 0; callers exclude it.
func (f Field) Inverse(a Element) Element { return f.power(a, f.prime-2) }

// check refuses words that are no elements.
func (f Field) check(words []Element) error {
	for i, e := range words {
		if err := f.below(e); err != nil {
			return fmt.Errorf("word %d: %w", i, err)
		}
	}
	return nil
}

func (f Field) below(e Element) error {
	if uint64(e) >= f.prime {
		return fmt.Errorf("%d is not below the prime %d", e, f.prime)
	}
	return nil
}

// Random returns an element that is uniformly random if the bits of the source are: eight bytes, of which the first
// bits count, drawn again when they are no element. The source of a deployment is crypto/rand's Reader.
// Errors: those of the source; a source from which no element can be drawn.
func (f Field) Random(source io.Reader) (Element, error) {
	spare := 64 - bits.Len64(f.prime-1)
	var drawn [8]byte
	for range maxDraws {
		if _, err := io.ReadFull(source, drawn[:]); err != nil {
			return 0, fmt.Errorf("drawing an element: %w", err)
		}
		if e := binary.BigEndian.Uint64(drawn[:]) >> spare; e < f.prime {
			return Element(e), nil
		}
	}
	return 0, fmt.Errorf("drawing an element: the source gave none below the prime %d in %d attempts", f.prime, maxDraws)
}

// maxDraws is enough: each attempt succeeds with odds above 1/2.
const maxDraws = 1000

// FromInt returns the residue of v.
func (f Field) FromInt(v int64) Element {
	if v >= 0 {
		return Element(uint64(v) % f.prime)
	}
	return f.Sub(0, Element(-uint64(v)%f.prime))
}
