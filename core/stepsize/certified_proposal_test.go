package stepsize

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

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

// The last step of a run may be accepted; when it is not, it is refused if nothing shorter is left, and otherwise shortened.
func TestCertifiedTrialsEnd(t *testing.T) {
	for _, c := range []struct {
		step, curvature, radius float64
		end                     string
		over                    bool
	}{
		{-0.5, 1, 0, TrialAccepted, false}, {-0.5, 100, 0, TrialShortened, false},
		{-0x1p-53, 1e20, 0, TrialRefused, true}, {-0.5, 1, 10, TrialAccepted, true},
	} {
		l := certifiedAt([]float64{1}, []float64{1}, []float64{0}, 1, []float64{c.step})
		l.next[0], l.nextRadius[0] = 0.5, c.radius
		_, err := l.end(c.curvature)
		if want := (CertifiedTrial{c.end, -c.step, 0.5, c.radius, c.curvature}); l.Tried() != want || (err != nil) != c.over {
			t.Errorf("%+v, %v, want %+v", l.Tried(), err, want)
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
