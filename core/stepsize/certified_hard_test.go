package stepsize_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// slopes is a loss of one coordinate that is known by its derivative.
type slopes func(x float64) float64

func (slopes) Dimension() int { return 1 }

func (slopes) Value([]float64) float64 { return 0 } // nobody asks

func (s slopes) Gradient(x, gradient []float64) { gradient[0] = s(x[0]) }

// endings are a run by kernels and one by the bracket.
var endings = map[string]func(*testing.T, uint64, []stepsize.Loss, []float64, stepsize.CertifiedRule) *stepsize.CertifiedRun{
	"kernel": certifiedRun, "bracket": byBracket,
}

// Whatever the losses are, a run ends with one sentence that is true of it, and all nodes hold the same finite bits.
func TestHardLossesEndWithOneSentence(t *testing.T) {
	square := func(a, b float64) slopes { return func(x float64) float64 { return a * (x - b) } }
	jump := func(x float64) float64 { // infinite on the way to the minimiser
		if x < 3.5 {
			return math.Inf(1)
		}
		return x
	}
	for name, c := range map[string]struct {
		losses []stepsize.Loss
		says   string
	}{
		"a gradient that is infinite":             {[]stepsize.Loss{square(1, 0), slopes(jump)}, `^epoch \d+, node 1: coordinate 0 of the gradient is \+Inf, beyond the range of ±\S+$`},
		"a gradient that is no number":            {[]stepsize.Loss{slopes(func(float64) float64 { return math.NaN() }), square(1, 0)}, `^epoch 1, node 0: coordinate 0 of the gradient is NaN, beyond the range of ±\S+$`},
		"a gradient beyond all quanta":            {[]stepsize.Loss{square(1e180, 0), square(1, 0)}, `^epoch 1, node 0: coordinate 0 of the gradient is 4e\+180, beyond the range of ±\S+$`},
		"a mean that is concave":                  {[]stepsize.Loss{slopes(func(x float64) float64 { return -x * x * x }), square(-2, 0)}, `^epoch \d+, node \d: (coordinate 0 of the gradient|the curvature) is \S+, beyond the range of ±\S+$`},
		"a mean with two wells":                   {[]stepsize.Loss{slopes(func(x float64) float64 { return 4 * x * (x*x - 1) }), square(0, 0)}, `^epoch \d+: no step can be certified: `},
		"a mean that bends down where it begins":  {[]stepsize.Loss{slopes(func(x float64) float64 { return x / (1 + x*x*x*x) }), square(0, 0)}, `^epoch \d+: no step can be certified: `},
		"losses that say nothing":                 {[]stepsize.Loss{square(0, 0), square(0, 0)}, `^epoch 1: no step can be certified: `},
		"gradients that cancel where nodes begin": {[]stepsize.Loss{square(1, 8), square(1, 0)}, `^epoch 1: no step can be certified: `},
	} {
		for ending, begin := range endings {
			r := begin(t, 71, c.losses, []float64{4}, stepsize.CertifiedRule{})
			err := toTheEnd(t, r)
			if !regexp.MustCompile(c.says).MatchString(err.Error()) {
				t.Errorf("%s, by the %s: %v, want %s", name, ending, err, c.says)
			}
			sameBits(t, r)
			if x := r.Iterate()[0]; math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s, by the %s: the iterate is %v", name, ending, x)
			}
		}
	}
}

// A node whose loss is constant only makes the others' gradients smaller: the run comes to their minimiser.
func TestANodeThatStandsStill(t *testing.T) {
	for ending, begin := range endings {
		losses := []stepsize.Loss{bowl{[]float64{3, 1}, []float64{2, -1}}, bowl{[]float64{0, 0}, []float64{0, 0}}, bowl{[]float64{0, 0}, []float64{0, 0}}}
		r := begin(t, 72, losses, []float64{500, 500}, stepsize.CertifiedRule{})
		var stalled *stepsize.StalledError
		if err := toTheEnd(t, r); !errors.As(err, &stalled) {
			t.Fatal(err)
		}
		if x := r.Iterate(); math.Abs(x[0]-2) > 1e-6 || math.Abs(x[1]+1) > 1e-6 {
			t.Errorf("by the %s: %v", ending, x)
		}
	}
}

// A diameter that is said to be twice as large takes at most three times as many rounds, and comes as far.
func TestADoubledDiameterOnlyTakesLonger(t *testing.T) {
	losses, start := randomForms(rand.New(rand.NewPCG(73, 0)), 12, 3), []float64{30, -10, 4}
	first, rounds := exactGradient(losses, start), map[int]int{}
	d := must(family.Random(12, 3, 73))(t).Diameter()
	for _, span := range []int{d, 2 * d} {
		r := byBracket(t, 73, losses, start, stepsize.CertifiedRule{Span: span})
		for exactGradient(losses, r.Iterate()) > 1e-8*first {
			if _, err := r.Next(); err != nil {
				t.Fatalf("D = %d: %v", span, err)
			}
		}
		rounds[span] = r.Cost().Rounds
	}
	t.Logf("D = %d: %d rounds; twice that: %d", d, rounds[d], rounds[2*d])
	if rounds[2*d] < rounds[d] || rounds[2*d] > 3*rounds[d] {
		t.Error("a doubled diameter does not take between one and three times as many rounds")
	}
}

// Nodes that allow for 10,000 have coarser quanta: the run ends earlier, says that the bracket no longer narrows, and what
// is left of the gradient is larger, but still next to nothing.
func TestCoarseQuantaEndTheRunEarlier(t *testing.T) {
	losses, start := randomForms(rand.New(rand.NewPCG(74, 0)), 8, 3), []float64{30, -10, 4}
	g := must(family.Random(8, 3, 74))(t)
	starts := make([][]float64, 8)
	for j := range starts {
		starts[j] = start
	}
	left := map[int]float64{}
	for _, capacity := range []int{8, core.MaxNodes} {
		r := must(stepsize.NewCertified(stepsize.Config{Digraph: g, Capacity: capacity}, stepsize.CertifiedRule{Span: g.Diameter()}, losses, starts))(t)
		err := toTheEnd(t, r)
		if want := `no step can be certified: the bracket of the mean gradient no longer narrows in these quanta`; !regexp.MustCompile(want).MatchString(fmt.Sprint(err)) {
			t.Errorf("a capacity of %d: %v", capacity, err)
		}
		left[capacity] = exactGradient(losses, r.Iterate()) / exactGradient(losses, start)
	}
	t.Logf("%.2g of the gradient is left, and %.2g with a capacity of %d", left[8], left[core.MaxNodes], core.MaxNodes)
	if left[core.MaxNodes] <= left[8] || left[core.MaxNodes] > 1e-6 {
		t.Error("coarser quanta do not leave more of the gradient, or far too much")
	}
}
