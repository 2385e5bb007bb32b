//go:build !js

package core_test

import (
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// repeatEpochs runs epochs of the given numbers of coordinates on one network, and holds each against the plain average.
func repeatEpochs(t *testing.T, g *core.Digraph, random *rand.Rand, coordinates ...int) {
	t.Helper()
	config, kernels := learn(t, g, random)
	var network *simulate.RepeatNetwork
	messages, bytes := 0, 0
	for i, d := range coordinates {
		values := coretest.RandomValues(random, g.Nodes(), d)
		if i == 0 {
			network = coretest.Must(simulate.NewRepeatNetwork(config, g, kernels, values))(t)
		} else if err := network.Begin(config.Epoch+uint32(i), values); err != nil {
			t.Fatal(err)
		}
		network.Run()
		checkRepeated(t, network, kernels, values)
		messages += len(g.Arcs()) * kernels[0].Rounds
		bytes += len(g.Arcs()) * kernels[0].Rounds * (16 + 8*d)
		if count, size := network.Messages(); count != messages || size != bytes {
			t.Fatalf("%v: %d messages, %d bytes, want %d and %d", g.Arcs(), count, size, messages, bytes)
		}
	}
}

func TestRepeatOnEveryDigraph(t *testing.T) {
	const seed = 30
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for n := 1; n <= 4; n++ {
		coretest.StronglyConnected(n, func(g *core.Digraph) { repeatEpochs(t, g, random, 2, 1, 3) })
	}
}

func TestRepeatOnRandomDigraphs(t *testing.T) {
	const seed = 31
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for n := 5; n <= 24; n++ {
		for range 4 {
			g := coretest.Must(family.Random(n, 1+random.IntN(min(n-1, 5)), random.Uint64()))(t)
			repeatEpochs(t, g, random, 1, 5, 5, 2, 1)
		}
	}
	for name, family := range coretest.Families {
		t.Run(name, func(t *testing.T) { repeatEpochs(t, coretest.Must(family(12))(t), random, 3, 1, 2) })
	}
}
