package stepsize

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
)

// given is a loss whose gradients are these, one after the other, and then the last for ever.
type given struct {
	gradients [][]float64
	next      int
}

func (g *given) Dimension() int { return len(g.gradients[0]) }

func (g *given) Value([]float64) float64 { return 0 }

func (g *given) Gradient(_, gradient []float64) {
	copy(gradient, g.gradients[min(g.next, len(g.gradients)-1)])
	g.next++
}

// certifiedAt returns a node at x that has begun, with this mean gradient and radius, this curvature and this step.
func certifiedAt(x, centre, radius []float64, curvature float64, step []float64) *CertifiedLearner {
	rule, _ := CertifiedRule{}.complete()
	l := emptyLearner(rule, &given{gradients: [][]float64{centre}}, x)
	copy(l.centre, centre)
	copy(l.radius, radius)
	copy(l.step, step)
	for i, s := range step {
		l.trial[i] = x[i] + s
	}
	l.began, l.curvature = true, curvature
	return l
}

func TestCertifiedDefaults(t *testing.T) {
	if rule, err := (CertifiedRule{}).complete(); err != nil || rule != (CertifiedRule{Memory: 20, Accuracy: 0.3}) {
		t.Errorf("%+v, %v", rule, err)
	}
	for want, rule := range map[string]CertifiedRule{
		"a gradient of -1 that is small enough: must not be negative":  {Gradient: -1},
		"a gradient of NaN that is small enough: must not be negative": {Gradient: math.NaN()},
		"a diameter of -1: must be positive, or 0 for kernels":         {Span: -1},
		"an accuracy of -0.5: must be above 0 and at most 0.9":         {Accuracy: -0.5},
	} {
		if _, err := rule.complete(); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestCertifiedExponents(t *testing.T) {
	for v, want := range map[float64]int{0: -500, 1: 1, 0.75: 0, 8: 4, -9: 4, 1e-300: -500, 1e300: 500, math.Inf(-1): 500} {
		if got := exponent(v); got != want {
			t.Errorf("the exponent of %v is %d, want %d", v, got, want)
		}
	}
	if got := exponent(math.NaN()); got != 500 {
		t.Errorf("no number has the exponent %d", got)
	}
	for _, gradient := range [][]float64{{-9, 1, 0}, {1, 9, 2}, {9, -1, 1}} {
		l := NewCertifiedLearner(CertifiedRule{Memory: 1}, &given{gradients: [][]float64{gradient}}, []float64{0, 0, 0})
		if l.curvature = -17; l.Sizes() != [2]int{4, 5} {
			t.Errorf("%v and -17 have the exponents %v", gradient, l.Sizes())
		}
	}
}

// Gradients are rounded to the nearest word, curvatures upwards, and what is beyond the limit or no number is refused.
func TestCertifiedWordsAreRounded(t *testing.T) {
	for _, c := range []struct {
		gradient, curvature float64
		words               []int64
	}{
		{0.75, 0.25, []int64{1, 1}}, {-0.75, -0.25, []int64{-1, 0}}, {2.5, 3, []int64{2, 3}}, {8, 8, []int64{8, 8}}, {-8, -8, []int64{-8, -8}},
		{9, 0, nil}, {-9, 0, nil}, {0, 9, nil}, {0, -9, nil}, {0, 8.5, nil}, {math.NaN(), 0, nil}, {0, math.NaN(), nil}, {math.Inf(1), 0, nil},
	} {
		l := emptyLearner(CertifiedRule{Memory: 1}, &given{gradients: [][]float64{{0}}}, []float64{0})
		l.gradient[0], l.curvature = c.gradient, c.curvature
		if got, overflow := l.Words(8); !slices.Equal(got, c.words) || (overflow != nil) != (c.words == nil) || l.Probes() != 0 {
			t.Errorf("%v and %v: %v, %v, with %d gradients", c.gradient, c.curvature, got, overflow, l.Probes())
		}
	}
}

// The curvature along a step is that of FTC-50 for whatever a loss returns at the four points, from above, and hardly more.
func TestCertifiedCurvatureAgainstRationals(t *testing.T) {
	const seed = 514
	random := rand.New(rand.NewPCG(seed, 0))
	for trial := range 500 {
		d := 1 + random.IntN(4)
		loss := &given{}
		for range inner {
			loss.gradients = append(loss.gradients, wild(random, d, 2, 0))
		}
		l := certifiedAt(make([]float64, d), make([]float64, d), make([]float64, d), 1, wild(random, d, 2, 0))
		l.loss = loss
		copy(l.gradient, wild(random, d, 2, 0))
		exact, scale := new(big.Rat), new(big.Rat)
		for _, g := range loss.gradients {
			exact.Add(exact, new(big.Rat).Sub(exactDot(g, l.step), exactDot(l.gradient, l.step)))
			for i, s := range l.step {
				scale.Add(scale, exactly((math.Abs(g[i])+math.Abs(l.gradient[i]))*math.Abs(s)))
			}
		}
		factor := new(big.Rat).Quo(big.NewRat(2, inner), exactDot(l.step, l.step))
		exact.Mul(exact, factor)
		l.lastProbes = 0
		got := exactly(l.along())
		slack := product(scale.Mul(scale, factor), big.NewRat(1, 1_000_000_000))
		if got.Cmp(exact) < 0 || got.Cmp(slack.Add(slack, exact)) > 0 || l.Probes() != inner {
			t.Fatalf("seed %d, trial %d: a curvature of %v, want %v; %d gradients", seed, trial, got.FloatString(20), exact.FloatString(20), l.Probes())
		}
	}
}

// What a node makes of a bracket, and of an average, encloses all that the mean may be, and hardly more.
func TestCertifiedReadsFromOutside(t *testing.T) {
	const seed = 515
	random := rand.New(rand.NewPCG(seed, 0))
	billionth := big.NewRat(1_000_000_001, 1_000_000_000)
	for trial := range 500 {
		l := certifiedAt([]float64{0}, []float64{1}, []float64{0}, 1, []float64{-1})
		l.bits = [2]int{random.IntN(60), random.IntN(60)}
		number := func() int64 { return random.Int64N(1<<62)>>random.IntN(61) - 1<<random.IntN(60) }
		b := core.CarriedBracket{Lower: []int64{number(), number()}, Upper: []int64{number(), number()}, Exponent: -random.IntN(10)}
		for i := range b.Lower {
			b.Lower[i], b.Upper[i] = min(b.Lower[i], b.Upper[i]), max(b.Lower[i], b.Upper[i])
		}
		low, high := l.read(b)
		quantum, step := exactly(power(-l.bits[0])), exactly(power(b.Exponent-l.bits[0]))
		centre, radius := exactly(l.next[0]), exactly(l.nextRadius[0])
		from := new(big.Rat).Sub(product(step, new(big.Rat).SetInt64(b.Lower[0])), quantum)
		to := new(big.Rat).Add(product(step, new(big.Rat).SetInt64(b.Upper[0])), quantum)
		half := product(new(big.Rat).Sub(to, from), big.NewRat(1, 2))
		half.Add(half, step) // a middle between two steps
		half.Add(half, product(new(big.Rat).Abs(centre), exactly(unit)))
		if new(big.Rat).Sub(centre, radius).Cmp(from) > 0 || new(big.Rat).Add(centre, radius).Cmp(to) < 0 || radius.Cmp(half.Mul(half, billionth)) > 0 {
			t.Fatalf("seed %d, trial %d: %v ± %v of a bracket from %s to %s", seed, trial, l.next[0], l.nextRadius[0], from.FloatString(20), to.FloatString(20))
		}
		bend := exactly(power(b.Exponent - l.bits[1]))
		if exactly(low).Cmp(product(bend, new(big.Rat).SetInt64(b.Lower[1]))) > 0 || exactly(high).Cmp(product(bend, new(big.Rat).SetInt64(b.Upper[1]))) < 0 {
			t.Fatalf("seed %d, trial %d: a curvature from %v to %v", seed, trial, low, high)
		}
		q := core.Fraction{Numerator: number(), Denominator: 1 + random.Int64N(1000)}
		_, _ = l.Take([]core.Fraction{q, {Numerator: number(), Denominator: 7}})
		mean := product(quantum, big.NewRat(q.Numerator, q.Denominator))
		off := new(big.Rat).Sub(mean, exactly(l.next[0]))
		room := new(big.Rat).Sub(exactly(l.nextRadius[0]), quantum)
		least := new(big.Rat).Add(room, product(quantum, exactly(0x1p-50))) // the radius itself is rounded
		most := product(plusOf(quantum, new(big.Rat).Abs(mean)), exactly(0x1p-51))
		if off.Abs(off).Cmp(least) > 0 || room.Cmp(most) > 0 {
			t.Fatalf("seed %d, trial %d: %v ± %v of %v", seed, trial, l.next[0], l.nextRadius[0], q)
		}
	}
}

func plusOf(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
