package csr_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kizami/cmd/bench/csr"
	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// latest returns the first width words of every node as they are now, node by node.
func latest(network *simulate.Network, width int) (words []core.Element) {
	for _, node := range network.Nodes() {
		s := node.State()
		all := append(slices.Clone(s.Numerator), s.Denominator)
		if len(s.Probe) > 0 {
			all = append(all, s.Probe)
		}
		for _, word := range all[:width] {
			words = append(words, word[len(word)-1])
		}
	}
	return words
}

// compareRounds advances the rows and the network side by side, until the network does anything but Advance or Decide.
func compareRounds(t *testing.T, network *simulate.Network, widths []int, rounds int) {
	t.Helper()
	rows, states := csr.New(network.Digraph()), map[int][]core.Element{}
	for _, width := range widths {
		states[width] = latest(network, width)
	}
	for round := 1; round <= rounds; {
		switch action := network.Step(); action {
		case core.ActionAdvance:
		case core.ActionDecide:
			continue
		default:
			return
		}
		for _, width := range widths { // one rows for all: nothing of one width may be left for the next
			next := make([]core.Element, len(states[width]))
			if err := rows.Advance(next, states[width], width); err != nil {
				t.Fatal(err)
			}
			if want := latest(network, width); !slices.Equal(next, want) {
				t.Fatalf("%d nodes, width %d, round %d: %v, want %v", network.Digraph().Nodes(), width, round, next, want)
			}
			states[width] = next
		}
		round++
	}
}

// Sizes around every boundary of the rows: pieces of seven and of two, several of them, in-degrees beyond 64.
func TestCSRAdvancesAsTheNetworkDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(41, 0))
	for name, family := range coretest.Families {
		sizes := 0
		for _, n := range []int{1, 2, 4, 6, 8, 9, 10, 16, 70} {
			g, err := family(n)
			if err != nil {
				continue // barbells and grids are not of every size
			}
			sizes++
			for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(n + 3))(t)} {
				config := core.Config{Field: core.Exact, Ending: ending, Capacity: n}
				starts := coretest.RandomElements(core.Exact, n, random)
				network := coretest.Must(simulate.NewNetwork(config, g, coretest.RandomValues(random, n, 6), starts))(t)
				compareRounds(t, network, []int{1, 2, 3, 4, 7}, 8)
			}
		}
		if sizes < 6 {
			t.Errorf("%s: compared at %d sizes only", name, sizes)
		}
	}
}

func TestCSROnRandomDigraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(42, 0))
	for seed := range uint64(40) {
		n := 2 + random.IntN(30)
		g := coretest.Must(family.Random(n, 1+random.IntN(n-1), seed))(t)
		config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: n}
		network := coretest.Must(simulate.NewNetwork(config, g, coretest.RandomValues(random, n, 31), coretest.RandomElements(core.Exact, n, random)))(t)
		compareRounds(t, network, []int{2, 3, 33}, 8)
	}
}

// Beyond one block the rows have an order of their own: sizes around its boundaries, and stars, whose rows differ most.
func TestCSRAdvancesInBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(44, 0))
	for _, n := range []int{1023, 1024, 1025, 2500} {
		for _, g := range []*core.Digraph{coretest.Must(family.Random(n, 6, 1))(t), coretest.Must(family.Star(n))(t)} {
			config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: n}
			network := coretest.Must(simulate.NewNetwork(config, g, coretest.RandomValues(random, n, 1), coretest.RandomElements(core.Exact, n, random)))(t)
			compareRounds(t, network, []int{1, 2, 3}, 3)
		}
	}
}

// What no share can add up to is not asked for: 8p − 1 is the most.
func TestCSRReducesToTheLast(t *testing.T) {
	const p = core.MersennePrime
	for multiple := uint64(0); multiple <= 8; multiple++ {
		for offset := range uint64(33) {
			s := multiple*p + offset - 16
			if s >= 8*p { // also what wraps below 0
				continue
			}
			if got := csr.Reduce(s); got != core.Element(s%p) {
				t.Errorf("%d is reduced to %d, want %d", s, got, s%p)
			}
			if folded := csr.Fold(s); folded%p != s%p || folded > p+6 {
				t.Errorf("%d is folded to %d", s, folded)
			}
		}
	}
}

// Every share is the largest there is, p−1, or every word is: sums come as near to 2^64 as they can.
func TestCSRAddsTheLargestElements(t *testing.T) {
	const largest = core.MersennePrime - 1
	for n := 1; n <= 80; n++ {
		for _, family := range []func(int) (*core.Digraph, error){family.Star, family.Complete} {
			g := coretest.Must(family(n))(t)
			for _, shares := range []bool{false, true} {
				var states []core.NodeState
				for j := range n {
					word := core.Element(largest)
					if shares {
						word = core.Exact.Mul(word, core.Element(1+g.OutDegree(j)))
					}
					states = append(states, core.NodeState{Numerator: [][]core.Element{{word}, {word}}, Denominator: []core.Element{word},
						Order: core.None, Decided: core.None, Stopped: core.None})
				}
				config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(n + 2))(t), Capacity: n}
				compareRounds(t, coretest.Restored(t, config, g, 0, states), []int{1, 2, 3}, 2)
			}
		}
	}
}

func TestCSRAdvancesInPlace(t *testing.T) {
	random := rand.New(rand.NewPCG(43, 0))
	rows := csr.New(coretest.Must(family.Random(40, 5, 3))(t))
	for _, width := range []int{1, 2, 3, 8, 9} {
		words := coretest.RandomElements(core.Exact, 40*width, random)
		next := make([]core.Element, len(words))
		if err := rows.Advance(next, words, width); err != nil {
			t.Fatal(err)
		}
		if err := rows.Advance(words, words, width); err != nil || !slices.Equal(words, next) {
			t.Errorf("width %d in place: %v, want %v (%v)", width, words, next, err)
		}
	}
}

func TestCSRRefusesLengths(t *testing.T) {
	rows := csr.New(coretest.Must(family.Cycle(4))(t))
	for _, test := range []struct {
		next, words, width int
		text               string
	}{
		{8, 7, 2, "from 7 to 8 elements: 4 nodes with 2 words have 8"},
		{9, 8, 2, "from 8 to 9 elements"},
		{0, 0, 0, "0 words at each node: must be between 1 and 65536"},
		{0, 0, math.MaxInt, "must be between"},
		{0, 0, -4, "must be between"},
		{8, 8, math.MinInt, "must be between"},
		{0, 0, core.MaxWords + 1, "65537 words at each node"},
		{0, 0, core.MaxWords, "have 262144"},
	} {
		next := make([]core.Element, test.next)
		for i := range next {
			next[i] = 7
		}
		words := make([]core.Element, test.words)
		if err := rows.Advance(next, words, test.width); err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, want %q", err, test.text)
		}
		if slices.ContainsFunc(next, func(e core.Element) bool { return e != 7 }) {
			t.Errorf("a refused round wrote %v", next)
		}
	}
}

func TestCSRAllocatesNothingInARound(t *testing.T) {
	rows := csr.New(coretest.Must(family.Random(200, 9, 1))(t))
	for _, width := range []int{1, 2, 3, 4, 20} {
		next, words := make([]core.Element, 200*width), make([]core.Element, 200*width)
		if n := testing.AllocsPerRun(20, func() { rows.Advance(next, words, width) }); n != 0 {
			t.Errorf("width %d: %v allocations in a round", width, n)
		}
	}
}

// One round of a path of two: 3 and 5 become (3+5)/2 at both.
func ExampleRows_Advance() {
	g, _ := family.Path(2)
	words := []core.Element{3, 1, 5, 1} // numerator and denominator of node 0, of node 1
	if err := csr.New(g).Advance(words, words, 2); err != nil {
		fmt.Println(err)
	}
	fmt.Println(words)
	// Output: [4 1 4 1]
}
