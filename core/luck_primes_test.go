package core_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

// luckOfPrimes counts how nodes end with primes that need not be lucky, and holds every node against what
// spec/protocol.md proves of it under "Unlucky primes".
func luckOfPrimes(t *testing.T, n int, primes []int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%7s %9s %7s %7s %8s %7s %6s\n", "prime", "digraphs", "runs", "right", "refused", "wrong", "open")
	ending := coretest.Must(core.Bound(n))(t)
	for _, p := range primes {
		f, random := coretest.Field(t, uint64(p)), rand.New(rand.NewPCG(9, uint64(p)))
		var count nodeRuns
		undecided := 0
		digraphs := coretest.StronglyConnected(n, func(g *core.Digraph) {
			foretold := foretell(g, arborescences(g), p)
			for range 3 {
				x := coretest.RandomElements(f, n, random)
				want := f.Mul(sum(f, x), f.Inverse(core.Element(n)))
				network := anywhere(t, f, ending, g, x, nil)
				network.Run()
				count.add(f, network, want)
				undecided += compareFates(t, f, g, foretold, network, want)
			}
		})
		fmt.Fprintf(&out, "%7d %9d %7d %7d %8d %7d %6d\n", p, digraphs, count.runs, count.right(), count.refused, count.wrong, undecided)
	}
	return out.String()
}

// A fate is how a node ends.
type fate string

const (
	right   fate = "right"
	refused fate = "refused"
	wrong   fate = "wrong"
	open    fate = "open" // nothing is proved: p divides both S and the node's number of arborescences
)

// foretell returns the fates of the nodes of g with a prime p > n.
func foretell(g *core.Digraph, trees []int, p int) (fates []fate) {
	total := 0
	for j, count := range trees {
		total += count * (1 + g.OutDegree(j))
	}
	for _, count := range trees {
		switch here, all := count%p == 0, total%p == 0; {
		case here && all:
			fates = append(fates, open)
		case here || all:
			fates = append(fates, refused)
		default:
			fates = append(fates, right)
		}
	}
	return fates
}

// compareFates holds the nodes against what was foretold and returns how many are open.
func compareFates(t *testing.T, f core.Field, g *core.Digraph, foretold []fate, network *simulate.Network, want core.Element) (undecided int) {
	t.Helper()
	for j, node := range network.Nodes() {
		got := fateOf(f, node, want)
		if foretold[j] == open {
			undecided++
		} else if got != foretold[j] {
			t.Errorf("arcs %v, prime %d: node %d is %s, but it is proved that it is %s", g.Arcs(), f.Prime(), j, got, foretold[j])
		}
	}
	return undecided
}

func fateOf(f core.Field, node *core.Node, want core.Element) fate {
	switch got, ok := coretest.Residue(f, node); {
	case !ok:
		return refused
	case got != want:
		return wrong
	}
	return right
}

// arborescences counts, for each node, the ways in which every other node can pick one out-arc so that all paths lead
// to it. It tries all choices: a dumb count for small digraphs.
func arborescences(g *core.Digraph) (counts []int) {
	for root := range g.Nodes() {
		pick := make([]int, g.Nodes())
		counts = append(counts, choices(g, root, 0, pick))
	}
	return counts
}

// choices counts the completions of pick, in which the nodes before j have picked.
func choices(g *core.Digraph, root, j int, pick []int) (count int) {
	switch {
	case j == g.Nodes():
		return allReach(root, pick)
	case j == root:
		return choices(g, root, j+1, pick)
	}
	for _, i := range g.Out(j) {
		pick[j] = i
		count += choices(g, root, j+1, pick)
	}
	return count
}

// allReach is 1 if everybody comes to the root by following the picks.
func allReach(root int, pick []int) int {
	for j := range pick {
		at := j
		for range pick {
			if at != root {
				at = pick[at]
			}
		}
		if at != root {
			return 0
		}
	}
	return 1
}
