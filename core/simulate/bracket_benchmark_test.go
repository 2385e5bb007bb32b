package simulate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kizami/core"
)

// largeDigraph returns a cycle in random order in which every node sends to two others more.
func largeDigraph(t testing.TB, n int, seed uint64) *core.Digraph {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	order := random.Perm(n)
	arcs := make([]core.Arc, 0, 3*n)
	for k, j := range order {
		first, second := order[(k+1)%n], random.IntN(n)
		for second == j || second == first {
			second = random.IntN(n)
		}
		third := random.IntN(n)
		for third == j || third == first || third == second {
			third = random.IntN(n)
		}
		arcs = append(arcs, core.Arc{From: j, To: first}, core.Arc{From: j, To: second}, core.Arc{From: j, To: third})
	}
	g, err := core.NewLargeDigraph(n, arcs)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// floats is ratio consensus in float64 on the same rows, for comparison: two words, or four with a window.
type floats struct {
	k          *bracketKernel
	inverse    []float64
	held, sent []floatQuad
}

type floatQuad struct{ x, y, least, greatest float64 }

func newFloats(k *bracketKernel) *floats {
	f := &floats{k, make([]float64, len(k.rows)), make([]floatQuad, len(k.rows)), make([]floatQuad, len(k.rows))}
	for j := range f.held {
		f.inverse[j] = 1 / float64(1+k.rows[j].degree)
		f.held[j] = floatQuad{float64(j % 1000), 1, 0, 1000}
	}
	return f
}

func (f *floats) round() {
	for j := range f.held {
		h := &f.held[j]
		f.sent[j] = floatQuad{h.x * f.inverse[j], h.y * f.inverse[j], h.least, h.greatest}
	}
	begin := uint32(0)
	for j := range f.held {
		h, end := f.sent[j], f.k.rows[j].end
		for _, i := range f.k.senders[begin:end] {
			s := &f.sent[i]
			h.x += s.x
			h.y += s.y
			if s.least < h.least {
				h.least = s.least
			}
			if s.greatest > h.greatest {
				h.greatest = s.greatest
			}
		}
		f.held[j], begin = h, end
	}
}

type floatPair struct{ x, y float64 }

// pairs is the same without a window.
type pairs struct {
	k          *bracketKernel
	inverse    []float64
	held, sent []floatPair
}

func (f *pairs) round() {
	for j := range f.held {
		h := &f.held[j]
		f.sent[j] = floatPair{h.x * f.inverse[j], h.y * f.inverse[j]}
	}
	begin := uint32(0)
	for j := range f.held {
		h, end := f.sent[j], f.k.rows[j].end
		for _, i := range f.k.senders[begin:end] {
			s := &f.sent[i]
			h.x += s.x
			h.y += s.y
		}
		f.held[j], begin = h, end
	}
}

func BenchmarkBracketRound(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		g := largeDigraph(b, n, 1)
		w, err := NewBracketNetwork(core.BracketConfig{Bound: n, Span: min(n-1, 200_000), Most: 1_000_000}, g, mixed(rand.New(rand.NewPCG(2, 3)), n, 1, 1_000_000))
		if err != nil {
			b.Fatal(err)
		}
		w.workers = 1
		per := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/node")
		}
		b.Run(fmt.Sprintf("bracket/%d", n), func(b *testing.B) {
			for range b.N {
				w.pass(0)
			}
			per(b)
		})
		f := newFloats(w.kernel)
		b.Run(fmt.Sprintf("floats4/%d", n), func(b *testing.B) {
			for range b.N {
				f.round()
			}
			per(b)
		})
		two := &pairs{w.kernel, f.inverse, make([]floatPair, n), make([]floatPair, n)}
		for j := range two.held {
			two.held[j] = floatPair{float64(j), 1}
		}
		b.Run(fmt.Sprintf("floats2/%d", n), func(b *testing.B) {
			for range b.N {
				two.round()
			}
			per(b)
		})
	}
}

// The whole way: rounds, and what they cost, from the start to the exact average.
func BenchmarkBracketAverage(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		g := largeDigraph(b, n, 1)
		span := g.DiameterBound()
		values := mixed(rand.New(rand.NewPCG(2, 3)), n, 1, 1_000_000)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rounds := 0
			for range b.N {
				w, err := NewBracketNetwork(core.BracketConfig{Bound: n, Span: span, Most: 1_000_000}, g, values)
				if err != nil {
					b.Fatal(err)
				}
				if err := w.Run(nil); err != nil || w.Refused() {
					b.Fatal(err, w.Refused())
				}
				rounds = w.Round()
			}
			b.ReportMetric(float64(rounds), "rounds")
			b.ReportMetric(float64(span), "D")
		})
	}
}
