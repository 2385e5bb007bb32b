package stepsize

import (
	"errors"
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

// A trial point differs from the iterate, is finite, and its step descends for sure; or the run ends, and says which.
func TestCertifiedTrials(t *testing.T) {
	for name, c := range map[string]struct {
		x, centre, radius, step []float64
		ends                    *StalledError
	}{
		"the first moves":     {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{-1, 0}, nil},
		"the last moves":      {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{0, -1}, nil},
		"none moves":          {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{-1e-30, -1e-30}, &StalledError{Short: true}},
		"no step":             {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{0, 0}, &StalledError{}},
		"ascends":             {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{1, 0}, &StalledError{}},
		"may ascend":          {[]float64{1, 1}, []float64{1, 1}, []float64{2, 0}, []float64{-1, 0}, &StalledError{}},
		"infinite":            {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{math.Inf(-1), 0}, &StalledError{Value: math.Inf(-1)}},
		"no number":           {[]float64{1, 1}, []float64{1, 1}, []float64{0, 0}, []float64{math.NaN(), 0}, &StalledError{Value: math.NaN()}},
		"rounded by the last": {[]float64{1 << 40, 0}, []float64{1, 1}, []float64{0, 0}, []float64{-1.00001, -1}, nil},
	} {
		l := certifiedAt(c.x, c.centre, c.radius, 1, []float64{0, 0})
		err := l.moveTo(c.step)
		var stalled *StalledError
		if errors.As(err, &stalled) != (c.ends != nil) || c.ends != nil && stalled.Error() != c.ends.Error() {
			t.Errorf("%s: %v, want %v", name, err, c.ends)
		}
		for i, x := range l.iterate {
			if err == nil && l.step[i] != l.trial[i]-x {
				t.Errorf("%s: the step is %v between %v and %v", name, l.step, l.iterate, l.trial)
			}
		}
	}
}

// A refused step is tried again as long as FTC-53 says.
func TestCertifiedShortens(t *testing.T) {
	for _, c := range []struct{ radius, curvature, factor float64 }{
		{0, 4, 0.25}, {0.5, 2, 0.25}, {0, 100, 0.1}, {0, 1.25, 0.6}, {0, 2, 0.5}, {0, -1, 0.1},
	} {
		l := certifiedAt([]float64{0}, []float64{1}, []float64{c.radius}, 1, []float64{-1})
		if err := l.shorten(c.curvature); err != nil || math.Abs(l.step[0]+c.factor) > 1e-12 {
			t.Errorf("%+v: %v, %v", c, l.step[0], err)
		}
	}
}

// As many pairs are remembered as there is room for, the newest, and none along which the gradient hardly grows.
func TestCertifiedRemembers(t *testing.T) {
	l := certifiedAt([]float64{0, 0}, []float64{3, 0}, []float64{0, 0}, 1, []float64{0, 0})
	l.rule.Memory = 3
	for k := range 7 {
		copy(l.step, []float64{1 + float64(k), 0})
		copy(l.next, []float64{3 + 2, 2})
		if k == 4 {
			l.next[0] = 1 // falls
		}
		if k == 6 {
			copy(l.next, []float64{3 + 1e-4, 1}) // hardly grows
		}
		l.remember()
	}
	var steps []float64
	for _, p := range l.pairs {
		steps = append(steps, p.step[0])
		if !slices.Equal(p.change, []float64{2, 2}) {
			t.Errorf("a change of %v", p.change)
		}
	}
	if !slices.Equal(steps, []float64{3, 4, 6}) {
		t.Errorf("the steps that are remembered are %v", steps)
	}
}

// The two loops come to −B·c, B made of the pairs by the update of BFGS in full: V·B·Vᵀ + ρ·s·sᵀ, V = 1 − ρ·s·yᵀ.
func TestLBFGSAgainstFullMatrices(t *testing.T) {
	const seed = 516
	random := rand.New(rand.NewPCG(seed, 0))
	for trial := range 200 {
		d := 1 + random.IntN(4)
		l := certifiedAt(make([]float64, d), wild(random, d, 2, 0), make([]float64, d), 1, make([]float64, d))
		for range 1 + random.IntN(4) {
			s := wild(random, d, 1, 0)
			y := wild(random, d, 1, -2)
			for i := range y {
				y[i] += float64(1+i) * s[i]
			}
			if dot(s, y).value > 0.1*norm(s)*norm(y) {
				l.pairs = append(l.pairs, pair{s, y})
			}
		}
		if len(l.pairs) == 0 {
			continue
		}
		last := l.pairs[len(l.pairs)-1]
		b := make([][]float64, d)
		for i := range b {
			b[i] = make([]float64, d)
			b[i][i] = dot(last.step, last.change).value / dot(last.change, last.change).value
		}
		for _, p := range l.pairs {
			b = updated(b, p)
		}
		want, got := make([]float64, d), l.quasiNewton()
		for i := range want {
			want[i] = -dot(b[i], l.centre).value - got[i]
		}
		if norm(want) > 1e-9*norm(got) {
			t.Fatalf("seed %d, trial %d: %v is off by %v", seed, trial, got, want)
		}
	}
}

func updated(b [][]float64, p pair) [][]float64 {
	d, rho := len(b), 1/dot(p.step, p.change).value
	v := func(i, k int) float64 {
		unit := 0.0
		if i == k {
			unit = 1
		}
		return unit - rho*p.step[i]*p.change[k]
	}
	next := make([][]float64, d)
	for i := range next {
		next[i] = make([]float64, d)
		for k := range d {
			next[i][k] = rho * p.step[i] * p.step[k]
			for m := range d {
				for n := range d {
					next[i][k] += v(i, m) * b[m][n] * v(k, n)
				}
			}
		}
	}
	return next
}

// A step of L-BFGS is tried if it descends for sure, is not askew and of no odd length; else one of (1−ε)/H along the gradient.
func TestCertifiedProposes(t *testing.T) {
	across := []pair{{[]float64{1, 0}, []float64{1, 0}}, {[]float64{0, 1}, []float64{0, 1e-9}}}
	along := func(a float64) []pair { return []pair{{[]float64{1, 0}, []float64{a, 0}}} }
	for name, c := range map[string]struct {
		pairs     []pair
		centre    []float64
		radius, h float64
		newton    bool
	}{
		"no pair":        {nil, []float64{1, 0}, 0, 2, false},
		"a pair":         {along(5), []float64{1, 0}, 0, 2, true},
		"long enough":    {along(1. / 256), []float64{1, 0}, 0, 2, true},
		"too long":       {along(1. / 1024), []float64{1, 0}, 0, 2, false},
		"short enough":   {along(1024), []float64{1, 0}, 0, 2, true},
		"too short":      {along(4096), []float64{1, 0}, 0, 2, false},
		"told enough":    {along(5), []float64{1, 0}, 0.65, 2, true},
		"hardly told":    {along(5), []float64{1, 0}, 0.75, 2, false},
		"askew":          {across, []float64{1, 1e-5}, 0, 0.01, false},
		"less askew":     {across, []float64{1, 1e-7}, 0, 0.01, true},
		"it bends down":  {nil, []float64{4, 0}, 0, -1, false},
		"it is straight": {nil, []float64{4, 0}, 0, 0, false},
	} {
		l := certifiedAt([]float64{0, 0}, c.centre, []float64{c.radius, 0}, c.h, []float64{0, 0})
		l.pairs = c.pairs
		h := c.h
		if h <= 0 {
			h = norm(c.centre)
		}
		want := []float64{-0.7 / h * c.centre[0], -0.7 / h * c.centre[1]}
		if c.newton {
			want = slices.Clone(l.quasiNewton())
		}
		if err := l.propose(); err != nil || math.Abs(l.step[0]-want[0])+math.Abs(l.step[1]-want[1]) > 1e-9*norm(want) {
			t.Errorf("%s: %v, %v, want %v", name, l.step, err, want)
		}
	}
}

// A run ends when the gradient is at most as large as all asked for, and when it is told no better than the accuracy asks.
func TestCertifiedMoves(t *testing.T) {
	for name, c := range map[string]struct {
		centre, radius, small float64
		ends                  bool
	}{
		"told":         {8, 2, 0, false},
		"hardly told":  {8, 3, 0, true},
		"small enough": {8, 1, 9.001, true},
		"not small":    {8, 1, 8.999, false},
		"half":         {8, 1, 5, false},
	} {
		l := certifiedAt([]float64{0}, []float64{1}, []float64{0}, 1, []float64{-1})
		l.rule.Gradient, l.next[0], l.nextRadius[0] = c.small, c.centre, c.radius
		if err := l.move(); (err != nil) != c.ends || l.centre[0] != c.centre || l.radius[0] != c.radius {
			t.Errorf("%s: %v, at %v ± %v", name, err, l.centre, l.radius)
		}
	}
}
