package oracle

import (
	"fmt"
	"math/rand"
	"testing"

	"kizami/core"
)

func TestEveryGeneratedCaseCanRun(t *testing.T) {
	random := rand.New(rand.NewSource(Seed))
	endings := map[bool]int{}
	for range 300 {
		c := RandomCase(random, MaxNodes)
		if _, err := c.Network(); err != nil {
			t.Fatalf("seed %d: %v: %v", Seed, c, err)
		}
		endings[c.Bound == 0]++
	}
	if endings[true] < 100 || endings[false] < 100 {
		t.Errorf("seed %d: %v, want both endings often", Seed, endings)
	}
}

func TestGeneratorReachesEveryDigraphOnThreeNodes(t *testing.T) {
	random := rand.New(rand.NewSource(Seed))
	seen := map[string]bool{}
	for range 3000 {
		g, err := core.NewDigraph(3, RandomArcs(random, 3))
		if err != nil {
			t.Fatal(err)
		}
		seen[fmt.Sprint(g.Arcs())] = true
	}
	if len(seen) != 18 {
		t.Errorf("seed %d: %d digraphs, want all 18", Seed, len(seen))
	}
}

// size orders cases; every offer of the shrinker must be smaller, or shrinking might not end.
func size(c Case) [4]int64 {
	var values int64
	for _, value := range c.Values {
		for _, v := range value {
			values += v * sign(v)
		}
	}
	rest := int64(c.Bound + c.Capacity + len(c.Values[0]))
	if c.Seed > 1 {
		rest++
	}
	if (c.Quantum != Quantum{1, 1}) {
		rest++
	}
	return [4]int64{int64(c.Nodes), int64(len(c.Arcs)), rest, values}
}

func TestEveryOfferOfTheShrinkerIsSmallerAndCanRun(t *testing.T) {
	random := rand.New(rand.NewSource(Seed))
	for range 60 {
		c := RandomCase(random, 9)
		offers := shrink(c)
		for v, more := offers(); more; v, more = offers() {
			smaller := v.(Case)
			if _, err := smaller.Network(); err != nil {
				t.Fatalf("seed %d: %v became %v: %v", Seed, c, smaller, err)
			}
			a, b := size(smaller), size(c)
			less := false
			for i := range a {
				if a[i] != b[i] {
					less = a[i] < b[i]
					break
				}
			}
			if !less {
				t.Fatalf("seed %d: %v became %v, which is not smaller", Seed, c, smaller)
			}
		}
	}
}

// A bug that needs four nodes and six arcs must be shown on four nodes and six arcs, whatever it was found on.
func TestShrinkerFindsTheMinimalDigraph(t *testing.T) {
	planted := func(c Case) string {
		if c.Nodes >= 4 && len(c.Arcs) >= 6 {
			return fmt.Sprintf("%d nodes and %d arcs", c.Nodes, len(c.Arcs))
		}
		return ""
	}
	for seed := int64(1); seed <= 5; seed++ {
		r := Try(Cases(MaxNodes), 200, seed, planted)
		t.Logf("seed %d, %d shrinks: %s", seed, r.Shrinks, r.Failure)
		var n int
		if _, err := fmt.Sscanf(r.Failure, "%d nodes", &n); err != nil || n != 4 || r.Shrinks == 0 ||
			r.Failure[len(r.Failure)-len("4 nodes and 6 arcs"):] != "4 nodes and 6 arcs" {
			t.Errorf("seed %d: %q, want 4 nodes and 6 arcs", seed, r.Failure)
		}
	}
}
