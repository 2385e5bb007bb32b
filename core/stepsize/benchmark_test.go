package stepsize_test

import (
	"fmt"
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
