package learn

import (
	"math"
	"slices"
	"testing"
)

func TestRowsInOrderOfTheirTargets(t *testing.T) {
	c := CSV{Kind: KindLogistic, Ridge: 1, Target: "y", Nodes: 3, ByLabel: true, Intercept: true}
	_, reading, err := c.Read("a.csv", []byte("x,y\n1,b\n2,a\n3,b\n4,b\n5,a\n6,b\n7,b\n"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(reading.Sizes, []int{2, 2, 3}) || !slices.Equal(reading.Ones, []int{0, 2, 3}) || reading.Split != SplitLabel {
		t.Errorf("%+v", reading)
	}
	if got := c.byLabel([]float64{3, -1, 2, 2, 7, 0}); !slices.Equal(got, []int{2, 0, 1, 1, 2, 0}) {
		t.Errorf("owners %v", got)
	}
}

// Two rows of one class are with the same node with the probability (a+1)/(n·a+1) that a Dirichlet distribution gives.
func TestPartsOfADirichletDistribution(t *testing.T) {
	const nodes, rows, seeds = 4, 400, 60
	targets := make([]float64, rows)
	for i := range targets {
		targets[i] = float64(2*(i%2) - 1)
	}
	for _, a := range []float64{0.01, 0.5, 3, 1e6} {
		together := 0.0
		var before []int
		for seed := range uint64(seeds) {
			c := CSV{Kind: KindLogistic, Nodes: nodes, Concentration: a, DealSeed: seed}
			owners := c.byDirichlet(targets)
			if slices.Equal(owners, before) || !slices.Equal(owners, c.byDirichlet(targets)) {
				t.Fatalf("concentration %v, seed %d: the draw does not depend on the seed, or on more than it", a, seed)
			}
			before = owners
			for label := range 2 {
				var sizes [nodes]float64
				for i := label; i < rows; i += 2 {
					sizes[owners[i]]++
				}
				for _, size := range sizes {
					together += size * (size - 1) / (rows / 2 * (rows/2 - 1)) / (2 * seeds)
				}
			}
			for j := range nodes {
				if !slices.Contains(owners, j) {
					t.Errorf("concentration %v, seed %d: node %d has no row", a, seed, j)
				}
			}
		}
		if want := (a + 1) / (nodes*a + 1); math.Abs(together-want) > 0.04 {
			t.Errorf("concentration %v: two rows are together with the probability %.3f, want %.3f", a, together, want)
		}
	}
}

// Of targets that are numbers each tenth is dealt as a class is.
func TestTenthsOfNumbers(t *testing.T) {
	targets := make([]float64, 95)
	for i := range targets {
		targets[i] = float64(-i)
	}
	all := CSV{Kind: KindRidge}.strata(targets)
	if len(all) != 10 || all[0][0] != 94 || all[9][len(all[9])-1] != 0 || len(slices.Concat(all...)) != 95 {
		t.Errorf("%v", all)
	}
	if all := (CSV{Kind: KindLogistic}).strata([]float64{1, -1, 1, 1}); len(all) != 2 || !slices.Equal(all[1], []int{0, 2, 3}) {
		t.Errorf("%v", all)
	}
}
