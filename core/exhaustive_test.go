package core_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

func TestEveryDigraphGivesTheExactAverageAtEveryNode(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for n, want := range map[int]int{1: 1, 2: 1, 3: 18, 4: 1606} {
		count := coretest.StronglyConnected(n, func(g *core.Digraph) {
			for _, bound := range []int{0, n, n + 2} {
				checkAverage(t, g, bound, coretest.RandomValues(random, n, 2), random)
			}
		})
		if count != want {
			t.Errorf("%d strongly connected digraphs on %d nodes, want %d", count, n, want)
		}
	}
}

// checkAverage runs one network, bound 0 meaning the probe ending, and checks average, rounds and stop times.
func checkAverage(t *testing.T, g *core.Digraph, bound int, values [][]int64, random *rand.Rand) {
	t.Helper()
	n := g.Nodes()
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: n}
	var starts []core.Element
	if bound > 0 {
		config.Ending, _ = core.Bound(bound)
	} else {
		for range n {
			starts = append(starts, core.Element(random.Uint64N(core.MersennePrime)))
		}
	}
	network, err := simulate.NewNetwork(config, g, values, starts)
	if err != nil {
		t.Fatal(err)
	}
	network.Run()
	latest := 0
	for _, node := range network.Nodes() {
		latest = max(latest, node.State().Decided)
	}
	for j, node := range network.Nodes() {
		s := node.State()
		stop, decide := latest+s.Order+1, 2*s.Order+1
		if bound > 0 {
			stop, decide = 2*bound-2, 2*bound-2
		}
		if s.Refused || s.Stopped != stop || s.Decided != decide || s.Stopped > config.Ending.MaxRounds(n) {
			t.Fatalf("%v bound %d node %d: %+v, want decided %d, stopped %d", g.Arcs(), bound, j, s, decide, stop)
		}
		for c, got := range node.Average() {
			if want := mean(values, c); got.Rat().Cmp(want) != 0 {
				t.Fatalf("%v bound %d node %d coordinate %d: average %v, want %v", g.Arcs(), bound, j, c, got, want)
			}
		}
	}
}

func mean(values [][]int64, coordinate int) *big.Rat {
	sum := new(big.Rat)
	for _, v := range values {
		sum.Add(sum, new(big.Rat).SetInt64(v[coordinate]))
	}
	return sum.Quo(sum, new(big.Rat).SetInt64(int64(len(values))))
}

func ExampleNode() {
	bound, _ := core.Bound(2)
	config := core.Config{Field: core.Exact, Ending: bound, Capacity: 2}
	left, _ := core.NewNode(config, 1, []int64{1}, 0)
	right, _ := core.NewNode(config, 1, []int64{4}, 0)
	for !left.Stopped() {
		toRight, toLeft := left.Share(), right.Share()
		left.Advance([]core.Message{toLeft})
		right.Advance([]core.Message{toRight})
		left.Decide()
		right.Decide()
		left.Stop()
		right.Stop()
	}
	fmt.Println(left.Average(), right.Average(), "after", left.Round(), "rounds")
	// Output: [5/2] [5/2] after 2 rounds
}
