package stepsize_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// BenchmarkEpoch is one epoch of learning, both coordinations included; losses cost next to nothing.
func BenchmarkEpoch(b *testing.B) {
	for _, n := range []int{10, 50} {
		for _, mode := range append(stepsize.Modes, stepsize.Own) {
			b.Run(fmt.Sprintf("n=%d/d=10/%s", n, mode), func(b *testing.B) {
				random := rand.New(rand.NewPCG(1, uint64(n)))
				c := stepsize.Config{
					Digraph: must(family.Random(n, 3, 1))(b), Ending: core.Probe(), ProbeStarts: probes(random, n), Mode: mode,
					Rule: stepsize.Rule{Alpha: 0.125, Start: 0.01},
				}
				run := must(stepsize.New(c, randomBowls(random, n, 10), randomStart(random, n, 10)))(b)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := run.Next(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "epochs/s")
			})
		}
	}
}

// BenchmarkCertified is one epoch of certified steps on ten coordinates, after the first, with its coordination; losses cost
// next to nothing. A run that has come to its end begins anew, which is not measured.
func BenchmarkCertified(b *testing.B) {
	for _, ending := range []string{"kernel", "bracket"} {
		for _, n := range []int{10, 100, 1000} {
			b.Run(fmt.Sprintf("%s/n=%d/d=10", ending, n), func(b *testing.B) {
				begin := func() *stepsize.CertifiedRun {
					r := certifiedBowls(b, n, ending == "bracket")
					if _, err := r.Next(); err != nil {
						b.Fatal(err)
					}
					return r
				}
				run, rounds := begin(), 0
				before := run.Cost().Rounds
				b.ReportAllocs()
				for b.Loop() {
					if _, err := run.Next(); err != nil {
						b.StopTimer()
						rounds += run.Cost().Rounds - before
						run = begin()
						before = run.Cost().Rounds
						b.StartTimer()
					}
				}
				rounds += run.Cost().Rounds - before
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "epochs/s")
				b.ReportMetric(float64(rounds)/float64(b.N), "rounds")
			})
		}
	}
}

// BenchmarkCertifiedRun is a whole run by the bracket, with curvatures from 1/2 to 150 and ten coordinates,
// until the iterate is within 10^−6 of the minimiser, relative to the start; the digraph and its diameter are not measured.
func BenchmarkCertifiedRun(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprintf("bracket/n=%d/d=10", n), func(b *testing.B) {
			random := rand.New(rand.NewPCG(2, uint64(n)))
			g := must(family.Random(n, 3, 1))(b)
			rule := stepsize.CertifiedRule{Span: g.Diameter()}
			losses, minimiser := steepBowls(random, n, 10)
			starts := make([][]float64, n)
			for j := range starts {
				starts[j] = make([]float64, 10)
			}
			var r *stepsize.CertifiedRun
			epochs, left := 0, 1.0
			for b.Loop() {
				r = must(stepsize.NewCertified(stepsize.Config{Digraph: g}, rule, losses, starts))(b)
				for epochs, left = 0, 1; left > 1e-6; epochs++ {
					_, err := r.Next() // also the epoch in which a run ends may have accepted its step
					if left = distance(r.Iterate(), minimiser) / distance(starts[0], minimiser); err != nil && left > 1e-6 {
						b.Fatalf("%v, with a relative error of %.2g", err, left)
					}
				}
			}
			b.ReportMetric(float64(epochs), "epochs")
			b.ReportMetric(float64(r.Cost().Rounds), "rounds")
			b.ReportMetric(float64(r.Cost().Bytes)/float64(n), "bytes/node")
		})
	}
}

// steepBowls returns bowls whose curvatures grow from coordinate to coordinate, by 100 in all, and differ threefold between
// nodes; and the minimiser of their mean.
func steepBowls(random *rand.Rand, n, d int) (losses []stepsize.Loss, minimiser []float64) {
	weights := make([]float64, d)
	minimiser = make([]float64, d)
	for range n {
		l := bowl{make([]float64, d), make([]float64, d)}
		for i := range d {
			l.curvature[i] = (0.5 + random.Float64()) * math.Pow(100, float64(i)/float64(d-1))
			l.minimiser[i] = 1 + random.NormFloat64()
			weights[i] += l.curvature[i]
			minimiser[i] += l.curvature[i] * l.minimiser[i]
		}
		losses = append(losses, l)
	}
	for i, w := range weights {
		minimiser[i] /= w
	}
	return losses, minimiser
}

func distance(x, y []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += (v - y[i]) * (v - y[i])
	}
	return math.Sqrt(sum)
}

// certifiedBowls is a run of n nodes on a random digraph of out-degree 3, with curvatures of 1/4 to 4 in each of ten
// coordinates.
func certifiedBowls(t testing.TB, n int, bracket bool) *stepsize.CertifiedRun {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	g := must(family.Random(n, 3, 1))(t)
	var rule stepsize.CertifiedRule
	c := stepsize.Config{Digraph: g, Ending: core.Probe(), ProbeStarts: probes(random, n)}
	if bracket {
		rule.Span = g.Diameter()
	}
	starts := make([][]float64, n)
	for j := range starts {
		starts[j] = make([]float64, 10)
	}
	return must(stepsize.NewCertified(c, rule, randomBowls(random, n, 10), starts))(t)
}
