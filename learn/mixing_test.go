package learn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The bracket pays where the digraph mixes within n−1 rounds.
func TestBracketPaysWhereDigraphsMix(t *testing.T) {
	for _, c := range []struct {
		family string
		nodes  int
		pays   bool
	}{
		{"random-3", 50, true}, {"random-8", 100, true}, {"exponential", 100, true}, {"exponential", 16, true}, {"complete", 10, true},
		{"cycle", 100, false}, {"grid", 100, false}, {"barbell", 50, false}, {"path", 20, false}, {"complete", 2, false}, {"complete", 1, false},
	} {
		g := must(makeFamily(c.family, c.nodes, 1))(t)
		if got := bracketPays(g, max(1, g.Diameter())); got != c.pays {
			t.Errorf("%s of %d nodes: does the bracket pay? %t", c.family, c.nodes, got)
		}
	}
}

// After k rounds of ratio consensus the quotients of no values are farther apart than narrowing says, and those of some are as far.
func TestNarrowingIsTheWorst(t *testing.T) {
	random := rand.New(rand.NewPCG(62, 0))
	for _, rounds := range []int{0, 1, 2, 5} {
		g := must(makeFamily("random-3", 8, uint64(rounds)))(t)
		bound, most := narrowing(g, rounds), 0.0
		for bits := range 1 << 8 { // values 0 and 1 are the worst, by convexity
			x, y := make([]float64, 8), make([]float64, 8)
			for j := range x {
				x[j], y[j] = float64(bits>>j&1), 1
				if bits == 0 {
					x[j] = random.Float64()
				}
			}
			for range rounds {
				mixX, mixY := make([]float64, 8), make([]float64, 8)
				for j := range x {
					for _, i := range append(g.Out(j), j) {
						mixX[i] += x[j] / float64(1+g.OutDegree(j))
						mixY[i] += y[j] / float64(1+g.OutDegree(j))
					}
				}
				x, y = mixX, mixY
			}
			least, greatest := math.Inf(1), math.Inf(-1)
			for j := range x {
				least, greatest = min(least, x[j]/y[j]), max(greatest, x[j]/y[j])
			}
			most = max(most, greatest-least)
		}
		if math.Abs(most-bound) > 1e-12 {
			t.Errorf("%d rounds: %v, the worst is %v", rounds, bound, most)
		}
	}
}
