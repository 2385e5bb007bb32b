package core_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// TestLuckTable measures the luck of primes and of the probe; the table is testdata/tables/luck.txt.
func TestLuckTable(t *testing.T) {
	datadriven.RunTest(t, "testdata/tables/luck.txt", func(t *testing.T, d *datadriven.TestData) string {
		switch d.Cmd {
		case "primes":
			return luckOfPrimes(t, coretest.Integers(t, d, "nodes")[0], coretest.Integers(t, d, "primes"))
		case "beyond":
			return luckBeyond(t, coretest.Integers(t, d, "nodes"), coretest.Integers(t, d, "digraphs")[0])
		case "stops":
			return falseStops(t, coretest.Integers(t, d, "nodes")[0], coretest.Integers(t, d, "prime")[0], coretest.Integers(t, d, "starts"))
		}
		t.Fatalf("%s: unknown command %s", d.Pos, d.Cmd)
		return ""
	})
}

// anywhere returns a network that starts from any elements of the field. Most residues are out of range then; what the
// algebra gives is asked of coretest.Residue.
func anywhere(t testing.TB, f core.Field, ending core.Ending, g *core.Digraph, x, r []core.Element) *simulate.Network {
	var nodes []core.NodeState
	for j := range g.Nodes() {
		s := core.NodeState{Numerator: [][]core.Element{{x[j]}}, Denominator: []core.Element{1}, Order: core.None, Decided: core.None, Stopped: core.None}
		if ending.IsProbe() {
			s.Probe = []core.Element{r[j]}
		}
		nodes = append(nodes, s)
	}
	return coretest.Restored(t, core.Config{Field: f, Ending: ending, Capacity: g.Nodes()}, g, 0, nodes)
}

// nodeRuns counts how the nodes of networks end.
type nodeRuns struct{ runs, refused, wrong int }

func (c *nodeRuns) add(f core.Field, network *simulate.Network, want core.Element) {
	for _, node := range network.Nodes() {
		c.runs++
		switch fateOf(f, node, want) {
		case refused:
			c.refused++
		case wrong:
			c.wrong++
		}
	}
}

func (c *nodeRuns) right() int { return c.runs - c.refused - c.wrong }

func sum(f core.Field, x []core.Element) (total core.Element) {
	for _, e := range x {
		total = f.Add(total, e)
	}
	return total
}

func luckBeyond(t *testing.T, sizes []int, digraphs int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%6s %9s %7s %8s %7s\n", "nodes", "digraphs", "runs", "refused", "wrong")
	f := core.Exact
	for _, n := range sizes {
		random := rand.New(rand.NewPCG(10, uint64(n)))
		var count nodeRuns
		for seed := range digraphs {
			g := coretest.Must(family.Random(n, 1+seed%4, uint64(seed)))(t)
			for _, ending := range []core.Ending{coretest.Must(core.Bound(n))(t), core.Probe()} {
				x := coretest.RandomElements(f, n, random)
				want := f.Mul(sum(f, x), f.Inverse(core.Element(n)))
				network := anywhere(t, f, ending, g, x, coretest.RandomElements(f, n, random))
				network.Run()
				count.add(f, network, want)
			}
		}
		fmt.Fprintf(&out, "%6d %9d %7d %8d %7d\n", n, digraphs, count.runs, count.refused, count.wrong)
	}
	return out.String()
}

// falseStops tries every probe start, or as many random ones as asked.
func falseStops(t *testing.T, n, prime int, limit []int) string {
	f, random := coretest.Field(t, uint64(prime)), rand.New(rand.NewPCG(11, uint64(prime)))
	starts, stops, wrong, bound := 0, 0, 0, 0.0
	digraphs := coretest.StronglyConnected(n, func(g *core.Digraph) {
		true61 := trueOrders(t, g)
		for _, m := range true61 {
			bound += float64(m*(m+1)) / float64(2*prime)
		}
		try := func(r []core.Element) {
			x := coretest.RandomElements(f, n, random)
			early, mistaken := outcome(t, f, g, x, r, true61)
			starts++
			stops += early
			wrong += mistaken
		}
		if len(limit) == 0 {
			sequences(uint64(prime), n, try)
			return
		}
		for range limit[0] {
			try(coretest.RandomElements(f, n, random))
		}
	})
	share := func(count int) string { return fmt.Sprintf("%d (%.3g %%)", count, 100*float64(count)/float64(starts)) }
	return fmt.Sprintf("%d digraphs, %d starts: false stops %s, bound %.3g %%; a wrong average somewhere %s\n",
		digraphs, starts, share(stops), 100*bound/float64(digraphs), share(wrong))
}

// trueOrders returns M_j, as the large field finds it: its own odds of a false stop are below 10^-17 here.
func trueOrders(t testing.TB, g *core.Digraph) (orders []int) {
	random := rand.New(rand.NewPCG(12, 0))
	network := anywhere(t, core.Exact, core.Probe(), g, make([]core.Element, g.Nodes()), coretest.RandomElements(core.Exact, g.Nodes(), random))
	network.Run()
	for _, node := range network.Nodes() {
		orders = append(orders, node.State().Order)
	}
	return orders
}

// outcome is 1 if any node stopped at an order below its true one, and 1 if any average is wrong or refused.
func outcome(t testing.TB, f core.Field, g *core.Digraph, x, r []core.Element, orders []int) (early, mistaken int) {
	want := f.Mul(sum(f, x), f.Inverse(core.Element(g.Nodes())))
	network := anywhere(t, f, core.Probe(), g, x, r)
	network.Run()
	for j, node := range network.Nodes() {
		if node.State().Order < orders[j] {
			early = 1
		}
		if fateOf(f, node, want) != right {
			mistaken = 1
		}
	}
	return early, mistaken
}
