package core

import (
	"math/rand/v2"
	"testing"
)

// randomArcs returns a cycle in random order and more arcs.
func randomArcs(random *rand.Rand, n, degree int) (arcs []Arc) {
	order := random.Perm(n)
	seen := map[Arc]bool{}
	for k, j := range order {
		for d := range degree {
			a := Arc{j, random.IntN(n)}
			if d == 0 {
				a.To = order[(k+1)%n]
			}
			if a.From != a.To && !seen[a] {
				seen[a] = true
				arcs = append(arcs, a)
			}
		}
	}
	return arcs
}

// The bound for large digraphs, tried on small ones, is never below the diameter, and near it where digraphs mix.
func TestDiameterBoundIsNeverBelow(t *testing.T) {
	random := rand.New(rand.NewPCG(151, 0))
	for range 60 {
		n := 257 + random.IntN(800)
		g, err := NewDigraph(n, randomArcs(random, n, 1+random.IntN(6)))
		if err != nil {
			t.Fatal(err)
		}
		greatest := 0
		for j := range n {
			greatest = max(greatest, g.Eccentricity(j))
		}
		diameter, bound := g.Diameter(), g.boundByLandmarks()
		if diameter != greatest || bound < diameter || bound > 2*diameter {
			t.Errorf("n = %d: the diameter is %d, found %d and the bound %d", n, greatest, diameter, bound)
		}
		if g.DiameterBound() != diameter {
			t.Errorf("the bound of %d nodes is %d, not the diameter %d", n, g.DiameterBound(), diameter)
		}
	}
}
