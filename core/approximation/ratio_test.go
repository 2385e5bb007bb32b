package approximation_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core/approximation"
	"kizami/core/coretest"
	"kizami/core/family"
)

// One round of 0→1, 1→0, 1→2, 2→0 by hand; then one in which node 1 is silent.
func TestRatioByHand(t *testing.T) {
	g := coretest.Digraph(t, 3, "0>1 1>0 1>2 2>0")
	r := approximation.NewRatio(g, [][]float64{{6}, {3}, {12}})
	r.Advance(nil)
	half, third := 0.5, 1/3. // shares: (3, ½), (1, ⅓), (6, ½)
	for j, want := range [][]float64{{3 + 1 + 6, half + third + half}, {1 + 3, third + half}, {6 + 1, half + third}} {
		if got := r.Words(j); !slices.Equal(got, want) {
			t.Errorf("node %d has %v after a round, want %v", j, got, want)
		}
	}
	before := slices.Clone(r.Words(1))
	x0, x2 := r.Words(0)[0], r.Words(2)[0]
	r.Advance([]bool{false, true, false})
	if !slices.Equal(r.Words(1), before) || r.Words(0)[0] != x0/2+x2/2 || r.Words(2)[0] != x2/2 {
		t.Errorf("with node 1 silent: %v, %v, %v", r.Words(0), r.Words(1), r.Words(2))
	}
}

// The sums of x and y stay, and every ratio comes to the average.
func TestRatioConverges(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 0))
	g := coretest.Must(family.Random(12, 3, 5))(t)
	values, mean := make([][]float64, 12), [2]float64{}
	for j := range values {
		values[j] = []float64{random.Float64(), random.NormFloat64()}
		mean[0] += values[j][0] / 12
		mean[1] += values[j][1] / 12
	}
	r := approximation.NewRatio(g, values)
	for range 200 {
		r.Advance(nil)
	}
	total := 0.0
	for j := range 12 {
		total += r.Words(j)[2]
		for c, want := range mean {
			if got := r.At(j, c); math.Abs(got-want) > 1e-12 {
				t.Errorf("node %d, coordinate %d: %v, want %v", j, c, got, want)
			}
		}
	}
	if math.Abs(total-12) > 1e-12 {
		t.Errorf("the denominators sum to %v", total)
	}
	if n := testing.AllocsPerRun(20, func() { r.Advance(nil) }); n != 0 {
		t.Errorf("%v allocations in a round", n)
	}
}
