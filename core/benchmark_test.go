package core_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kizami/core"
)

// The recurrence of a sequence of full order: 2n terms, as a node of n observes them.
func BenchmarkRecurrence(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			terms := randomElements(core.Exact, 2*n, rand.New(rand.NewPCG(16, 0)))
			for b.Loop() {
				r := core.NewRecurrence(core.Exact)
				for _, term := range terms {
					r.Observe(term)
				}
			}
		})
	}
}

func benchmarkNetwork(b *testing.B, n int, ending core.Ending) *core.Network {
	random := rand.New(rand.NewPCG(17, 0))
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: n}
	g := must(core.Random(n, min(3, n-1), 1))(b)
	return must(core.NewNetwork(config, g, randomValues(random, n, 1), randomElements(core.Exact, n, random)))(b)
}

// One round of 100 nodes of out-degree 3, averaged over the rounds of whole runs.
func BenchmarkRound(b *testing.B) {
	ending := must(core.Bound(100))(b)
	network := benchmarkNetwork(b, 100, ending)
	for b.Loop() {
		for network.Enabled() != core.ActionAdvance {
			if action, _ := network.Step(); action == "" {
				network = benchmarkNetwork(b, 100, ending)
			}
		}
		network.Step()
	}
}

// A whole coordination of 100 nodes of out-degree 3.
func BenchmarkCoordination(b *testing.B) {
	for name, ending := range map[string]core.Ending{"bound": must(core.Bound(100))(b), "probe": core.Probe()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				benchmarkNetwork(b, 100, ending).Run()
			}
		})
	}
}
