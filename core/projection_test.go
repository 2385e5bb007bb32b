package core_test

import (
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

// The worked vector of the specification: 0→1 1→2 2→0 0→2, values 3, 10, 2.
func TestWorkedVector(t *testing.T) {
	f := coretest.Field(t, 10007)
	bound := coretest.Must(core.Bound(3))(t)
	config := core.Config{Field: f, Ending: bound, Capacity: 3}
	network := coretest.Must(simulate.NewNetwork(config, coretest.Digraph(t, 3, "0>1 1>2 2>0 0>2"), [][]int64{{3}, {10}, {2}}, nil))(t)
	// Two rounds more than the ending needs, as the vector goes to round 5.
	x, y := [][]core.Element{{3}, {10}, {2}}, [][]core.Element{{1}, {1}, {1}}
	third, half := f.Inverse(3), f.Inverse(2)
	for k := range 5 {
		for _, s := range []*[][]core.Element{&x, &y} {
			a, b, c := f.Mul((*s)[0][k], third), f.Mul((*s)[1][k], half), f.Mul((*s)[2][k], half)
			(*s)[0] = append((*s)[0], f.Add(a, c))
			(*s)[1] = append((*s)[1], f.Add(b, a))
			(*s)[2] = append((*s)[2], f.Add(c, f.Add(a, b)))
		}
	}
	if want := []core.Element{3, 2, 1672, 9734, 3943, 9680}; !slices.Equal(x[0], want) {
		t.Errorf("x of node 0: %v, want %v", x[0], want)
	}
	if want := []core.Element{1, 8340, 9452, 6626, 8927, 4926}; !slices.Equal(y[0], want) {
		t.Errorf("y of node 0: %v, want %v", y[0], want)
	}
	network.Run()
	ratio := func(a, b int64) core.Element { return f.Mul(f.FromInt(a), f.Inverse(f.FromInt(b))) }
	beta := []core.Element{ratio(1, 12), ratio(-1, 3), 1}
	phiX := []core.Element{5, ratio(10, 3), ratio(20, 3)}
	phiY := []core.Element{1, ratio(2, 3), ratio(4, 3)}
	for j, node := range network.Nodes() {
		s := node.State()
		if !slices.Equal(s.Numerator[0], x[j][:5]) || !slices.Equal(s.Denominator, y[j][:5]) {
			t.Errorf("node %d observed %v and %v, want %v and %v", j, s.Numerator[0], s.Denominator, x[j][:5], y[j][:5])
		}
		for _, word := range [][]core.Element{s.Numerator[0], s.Denominator} {
			r := core.NewRecurrence(f)
			for k := 1; k < len(word); k++ {
				r.Observe(f.Sub(word[k], word[k-1]))
			}
			if !slices.Equal(r.Coefficients(), beta) {
				t.Errorf("node %d: β = %v, want %v", j, r.Coefficients(), beta)
			}
		}
		gotX, _ := core.Projection(f, s.Numerator[0], beta)
		gotY, _ := core.Projection(f, s.Denominator, beta)
		if gotX != phiX[j] || gotY != phiY[j] {
			t.Errorf("node %d: φ = %d, %d, want %d, %d", j, gotX, gotY, phiX[j], phiY[j])
		}
		if s.Order != 2 || !slices.Equal(s.Average, []core.Element{5}) || node.Average()[0] != (core.Fraction{Numerator: 5, Denominator: 1}) {
			t.Errorf("node %d: order %d, average %v %v, want 5", j, s.Order, s.Average, node.Average())
		}
	}
}

func TestProjectionFailsWhenBetaSumsToZero(t *testing.T) {
	f := coretest.Field(t, 7)
	if phi, ok := core.Projection(f, []core.Element{3, 4}, []core.Element{6, 1}); ok || phi != 0 {
		t.Errorf("Σβ = 0 gave %d, %v", phi, ok)
	}
	if phi, ok := core.Projection(f, []core.Element{3, 4}, []core.Element{1, 1}); !ok || phi != 0 {
		t.Errorf("(3+4)/2 mod 7 gave %d, %v", phi, ok)
	}
}
