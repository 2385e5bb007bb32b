package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

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
		h, end := f.sent[j], f.k.ends[j]
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
		h, end := f.sent[j], f.k.ends[j]
		for _, i := range f.k.senders[begin:end] {
			s := &f.sent[i]
			h.x += s.x
			h.y += s.y
		}
		f.held[j], begin = h, end
	}
}

// One round of a window, beside float64 rounds of two words and of four, on the same rows: the best window of each, taken in
// turns on one core. A busy machine spoils few of many short windows.
func BenchmarkBracketRound(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) { benchmarkBracketRound(b, n) })
	}
}

func benchmarkBracketRound(b *testing.B, n int) {
	c := core.BracketConfig{Bound: n, Span: min(n-1, 200_000), Most: 1_000_000}
	w, err := NewBracketNetwork(c, largeDigraph(b, n, 1), mixed(rand.New(rand.NewPCG(2, 3)), n, 1, 1_000_000))
	if err != nil {
		b.Fatal(err)
	}
	w.workers = 1
	four := newFloats(w.kernel)
	two := &pairs{w.kernel, four.inverse, make([]floatPair, n), make([]floatPair, n)}
	for j := range two.held {
		two.held[j] = floatPair{float64(j), 1}
	}
	rounds := []func(){func() { w.pass(0) }, two.round, four.round}
	best := []time.Duration{math.MaxInt64, math.MaxInt64, math.MaxInt64}
	repeats := max(1, 100_000/n)
	b.ReportAllocs()
	for b.Loop() {
		for i, round := range rounds {
			start := time.Now()
			for range repeats {
				round()
			}
			best[i] = min(best[i], time.Since(start))
		}
	}
	b.ReportMetric(float64(n*repeats)/best[0].Seconds(), "node-updates/s")
	b.ReportMetric(best[0].Seconds()/best[1].Seconds(), "of-float-2")
	b.ReportMetric(best[0].Seconds()/best[2].Seconds(), "of-float-4")
	b.ReportMetric(0, "ns/op")
}

// The whole way from the start to the exact average, and the memory that it takes besides the digraph and the
// values. For 1,000 nodes the bound ending takes it too, once.
func BenchmarkBracketAverage(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) { benchmarkBracketAverage(b, n) })
	}
}

func benchmarkBracketAverage(b *testing.B, n int) {
	g := largeDigraph(b, n, 1)
	c := core.BracketConfig{Bound: n, Span: g.DiameterBound(), Most: 1_000_000}
	values := mixed(rand.New(rand.NewPCG(2, 3)), n, 1, c.Most)
	best := time.Duration(math.MaxInt64)
	var w *BracketNetwork
	var before, after runtime.MemStats
	for b.Loop() {
		w = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		var err error
		if w, err = NewBracketNetwork(c, g, values); err != nil {
			b.Fatal(err)
		}
		if err := w.Run(nil); err != nil || w.Refused() {
			b.Fatal(err, w.Refused())
		}
		best = min(best, time.Since(start))
		runtime.ReadMemStats(&after)
	}
	b.ReportMetric(float64(best.Nanoseconds()), "ns/op")
	b.ReportMetric(float64(w.Round()), "rounds")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(n), "bytes/node")
	if n > 1000 {
		return
	}
	start := time.Now()
	ending, err := core.Bound(n)
	if err != nil {
		b.Fatal(err)
	}
	bound, err := NewNetwork(core.Config{Field: core.Exact, Ending: ending, Capacity: n}, g, values, nil)
	if err != nil {
		b.Fatal(err)
	}
	bound.Run()
	if want := w.Average()[0]; bound.Nodes()[0].Average()[0] != want {
		b.Fatalf("the bound ending decides %v, the bracket %v", bound.Nodes()[0].Average(), want)
	}
	b.ReportMetric(time.Since(start).Seconds()/best.Seconds(), "times-the-bound")
}
