package core_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// The recurrence of a sequence of full order: 2n terms, as a node of n observes them.
func BenchmarkRecurrence(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			terms := coretest.RandomElements(core.Exact, 2*n, rand.New(rand.NewPCG(16, 0)))
			for b.Loop() {
				r := core.NewRecurrence(core.Exact)
				for _, term := range terms {
					r.Observe(term)
				}
			}
		})
	}
}

func benchmarkNetwork(b *testing.B, g *core.Digraph, ending core.Ending) *simulate.Network {
	n, random := g.Nodes(), rand.New(rand.NewPCG(17, 0))
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: n}
	return coretest.Must(simulate.NewNetwork(config, g, coretest.RandomValues(random, n, 1), coretest.RandomElements(core.Exact, n, random)))(b)
}

// One round of 100 nodes of out-degree 3, averaged over the rounds of whole runs.
func BenchmarkRound(b *testing.B) {
	ending, g := coretest.Must(core.Bound(100))(b), coretest.Must(family.Random(100, 3, 1))(b)
	network := benchmarkNetwork(b, g, ending)
	for b.Loop() {
		for network.Enabled() != core.ActionAdvance {
			if action := network.Step(); action == "" {
				network = benchmarkNetwork(b, g, ending)
			}
		}
		network.Step()
	}
}

// A whole coordination, from the values to the exact average at every node. 1,000 nodes take seconds.
func BenchmarkCoordination(b *testing.B) {
	for _, n := range []int{100, 1000} {
		for _, family := range []string{"cycle", "path", "random"} {
			g := coretest.Must(coretest.Families[family](n))(b)
			for _, ending := range []core.Ending{coretest.Must(core.Bound(n))(b), core.Probe()} {
				name := map[bool]string{false: "bound", true: "probe"}[ending.IsProbe()]
				b.Run(fmt.Sprintf("%s/%s/n=%d", family, name, n), func(b *testing.B) {
					for b.Loop() {
						network := benchmarkNetwork(b, g, ending)
						network.Run()
						checkExact(b, network)
					}
				})
			}
		}
	}
}

// checkExact compares every node's average with the sum of the values that the network started with.
func checkExact(b *testing.B, network *simulate.Network) {
	sum := new(big.Int)
	for _, node := range network.Nodes() {
		sum.Add(sum, big.NewInt(int64(node.State().Numerator[0][0])))
	}
	want := new(big.Rat).SetFrac(sum, big.NewInt(int64(len(network.Nodes()))))
	for j, node := range network.Nodes() {
		if got := node.Average(); len(got) != 1 || got[0].Rat().Cmp(want) != 0 {
			b.Fatalf("node %d has %v, want %v", j, got, want)
		}
	}
}
