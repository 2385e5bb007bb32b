package simulate

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/family"
)

// mixed returns values of size up to most.
func mixed(random *rand.Rand, n, coordinates int, most int64) [][]int64 {
	values := make([][]int64, n)
	for j := range values {
		for range coordinates {
			values[j] = append(values[j], random.Int64N(2*most+1)-most)
		}
	}
	return values
}

func bracketDigraph(t testing.TB, random *rand.Rand, n int) *core.Digraph {
	t.Helper()
	g, err := family.Random(n, 1+random.IntN(max(1, min(n-1, 5))), random.Uint64())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Every word of the network in every round is that of as many nodes, with any number of workers.
func TestBracketNetworkIsItsNodes(t *testing.T) {
	random := rand.New(rand.NewPCG(161, 0))
	for trial := range 60 {
		n, coordinates := 1+random.IntN(40), 1+random.IntN(3)
		g := bracketDigraph(t, random, n)
		c := core.BracketConfig{Bound: n + random.IntN(4), Span: max(1, g.Diameter()), Most: core.BracketRange(n+4) >> random.IntN(40), Epoch: 3}
		c.Rounds = 60 * c.Span
		values := mixed(random, n, coordinates, c.Most)
		w, err := NewBracketNetwork(c, g, values)
		if err != nil {
			t.Fatal(err)
		}
		w.workers = 1 + trial%4
		var nodes []*core.BracketNode
		for j, value := range values {
			node, err := core.NewBracketNode(c, g.OutDegree(j), value)
			if err != nil {
				t.Fatal(err)
			}
			nodes = append(nodes, node)
		}
		compareNodes(t, w, nodes)
		for !w.CanDecide() {
			advanceNodes(t, g, nodes)
			if err := w.Advance(); err != nil {
				t.Fatal(err)
			}
			compareNodes(t, w, nodes)
		}
		if w.Decide(); !nodes[0].Decide() || w.Refused() != nodes[0].Refused() || !slices.Equal(w.Average(), nodes[0].Average()) {
			t.Fatalf("the network decides %v, a node %v", w.Average(), nodes[0].Average())
		}
	}
}

func advanceNodes(t *testing.T, g *core.Digraph, nodes []*core.BracketNode) {
	sent := make([]core.BracketMessage, len(nodes))
	for j, n := range nodes {
		sent[j] = n.Share()
	}
	for j, n := range nodes {
		var inbox []core.BracketMessage
		for _, i := range g.In(j) {
			inbox = append(inbox, sent[i])
		}
		if err := n.Advance(inbox); err != nil {
			t.Fatal(err)
		}
	}
}

func compareNodes(t *testing.T, w *BracketNetwork, nodes []*core.BracketNode) {
	t.Helper()
	for j, n := range nodes {
		s := n.State()
		want := slices.Concat(s.Numerator, []int64{s.Denominator}, s.Least, s.Greatest)
		if got := w.Words(j); !slices.Equal(got, want) || s.Round != w.Round() || n.CanDecide() != w.CanDecide() {
			t.Fatalf("round %d, node %d: words %v, those of the node are %v in round %d", w.Round(), j, got, want, s.Round)
		}
	}
}

// Division by a reciprocal is the floor, at the ends of the range and at multiples of the divisor too.
func TestBracketRowDivides(t *testing.T) {
	random := rand.New(rand.NewPCG(162, 0))
	for trial := range 400_000 {
		degree := uint32(1 + random.IntN(999_999))
		if trial%3 == 0 {
			degree = uint32(1 + random.IntN(40))
		}
		if trial%3 == 1 {
			degree = 1<<(1+random.IntN(19)) - 2 + uint32(random.IntN(4))
		}
		row, divisor := newBracketRow(max(1, degree)), int64(max(1, degree)+1)
		word := random.Int64N(1<<62-1) - (1<<61 - 1)
		switch trial % 5 {
		case 0:
			word = word / divisor * divisor
		case 1:
			word = word/divisor*divisor - 1
		case 2:
			word = (1<<61 - 1) * (1 - 2*random.Int64N(2))
		case 3:
			word >>= random.IntN(62)
		}
		want := new(big.Int).Div(big.NewInt(word), big.NewInt(divisor)).Int64()
		if got := row.part(word); word > -1<<61 && got != want {
			t.Fatalf("%d divided by %d is %d, not %d", word, divisor, want, got)
		}
	}
}

// All digraphs on 4 nodes with values of −2 to 1 take 12 s: one in 8 here, with another remainder for each digraph.
func TestBracketNetworkOnAllDigraphsOfFourNodes(t *testing.T) {
	const stride = 8
	var arcs []core.Arc
	for j := range 4 {
		for i := range 4 {
			if i != j {
				arcs = append(arcs, core.Arc{From: j, To: i})
			}
		}
	}
	digraphs := 0
	for set := range 1 << len(arcs) {
		var some []core.Arc
		for bit, a := range arcs {
			if set>>bit&1 == 1 {
				some = append(some, a)
			}
		}
		g, err := core.NewDigraph(4, some)
		if err != nil {
			continue
		}
		digraphs++
		for code := digraphs % stride; code < 256; code += stride {
			values := [][]int64{{int64(code&3) - 2}, {int64(code>>2&3) - 2}, {int64(code>>4&3) - 2}, {int64(code>>6) - 2}}
			w, err := NewBracketNetwork(core.BracketConfig{Bound: 4, Span: g.Diameter(), Most: 2, Rounds: 300}, g, values)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Run(nil); err != nil || w.Refused() {
				t.Fatalf("arcs %v, values %v: %v, refused in round %d", some, values, err, w.Round())
			}
			want := big.NewRat(values[0][0]+values[1][0]+values[2][0]+values[3][0], 4)
			if w.Average()[0].Rat().Cmp(want) != 0 {
				t.Fatalf("arcs %v, values %v: %v, the average is %v", some, values, w.Average(), want)
			}
		}
	}
	if digraphs != 1606 {
		t.Errorf("%d strongly connected digraphs", digraphs)
	}
}

func TestBracketNetworkOnRandomDigraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(163, 0))
	for range 40 {
		n := 50 + random.IntN(950)
		g, err := family.Random(n, 2+random.IntN(7), random.Uint64())
		if err != nil {
			t.Fatal(err)
		}
		values := mixed(random, n, 1, core.BracketRange(n)>>random.IntN(40))
		c := core.BracketConfig{Bound: n, Span: g.Diameter(), Most: core.BracketRange(n), Rounds: 400 * n}
		w, err := NewBracketNetwork(c, g, values)
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Int)
		for _, value := range values {
			sum.Add(sum, big.NewInt(value[0]))
		}
		if err := w.Run(nil); err != nil || w.Refused() || w.Average()[0].Rat().Cmp(new(big.Rat).SetFrac(sum, big.NewInt(int64(n)))) != 0 {
			t.Fatalf("n = %d, D = %d: %v, refused %t, %v in round %d, the sum is %d", n, c.Span, err, w.Refused(), w.Average(), w.Round(), sum)
		}
	}
}

func TestBracketNetworkErrors(t *testing.T) {
	g, _ := family.Cycle(6)
	values := mixed(rand.New(rand.NewPCG(164, 0)), 6, 1, 900)
	c := core.BracketConfig{Bound: 6, Span: 5, Most: 900}
	for want, change := range map[string]func(c *core.BracketConfig, values *[][]int64){
		"bound 5: must be at least the number of nodes, 6":                                          func(c *core.BracketConfig, _ *[][]int64) { c.Bound = 5 },
		"5 values for 6 nodes":                                                                      func(_ *core.BracketConfig, v *[][]int64) { *v = (*v)[1:] },
		"node 1 has 2 coordinates, node 0 has 1":                                                    func(_ *core.BracketConfig, v *[][]int64) { (*v)[1] = []int64{1, 2} },
		"diameter 6: with the bound 6 it must be between 1 and 5":                                   func(c *core.BracketConfig, _ *[][]int64) { c.Span = 6 },
		"node 2: coordinate 0 is 901 quanta: all agreed that a value is at most 900 quanta in size": func(_ *core.BracketConfig, v *[][]int64) { (*v)[2] = []int64{901} },
	} {
		c, v := c, slices.Clone(values)
		change(&c, &v)
		if _, err := NewBracketNetwork(c, g, v); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	c.Span = 2
	w, err := NewBracketNetwork(c, g, [][]int64{{900}, {0}, {5}, {3}, {0}, {1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(nil); fmt.Sprint(err) != "the diameter 2 is too small: after round 2 the nodes 0 and 3 hold different brackets" {
		t.Error(err)
	}
}

func TestBracketNetworkRoundsAllocateNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(165, 0))
	g := bracketDigraph(t, random, 500)
	w, err := NewBracketNetwork(core.BracketConfig{Bound: 500, Span: 499, Most: 1000}, g, mixed(random, 500, 2, 1000))
	if err != nil {
		t.Fatal(err)
	}
	for _, w.workers = range []int{1, 3} {
		if allocations := testing.AllocsPerRun(100, func() { _ = w.Advance() }); allocations != 0 {
			t.Errorf("a round of %d workers makes %v allocations", w.workers, allocations)
		}
	}
}
