package stepsize_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// form is the loss ½·xᵀAx − b·x; A need not be positive, that of the mean is.
type form struct {
	a [][]float64
	b []float64
}

func (f form) Dimension() int { return len(f.b) }

func (f form) Value(x []float64) float64 {
	v, _ := f.exact(rationals(x)).Float64()
	return v
}

func (f form) Gradient(x, gradient []float64) {
	for i, row := range f.a {
		gradient[i] = -f.b[i]
		for k, a := range row {
			gradient[i] += float64(a * x[k])
		}
	}
}

// exact returns f(x) without any rounding.
func (f form) exact(x []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, row := range f.a {
		inner := new(big.Rat)
		for k, a := range row {
			inner.Add(inner, new(big.Rat).Mul(new(big.Rat).SetFloat64(a), x[k]))
		}
		inner.Mul(inner, big.NewRat(1, 2))
		inner.Sub(inner, new(big.Rat).SetFloat64(f.b[i]))
		sum.Add(sum, inner.Mul(inner, x[i]))
	}
	return sum
}

func rationals(x []float64) []*big.Rat {
	all := make([]*big.Rat, len(x))
	for i, v := range x {
		all[i] = new(big.Rat).SetFloat64(v)
	}
	return all
}

// randomForms returns n losses whose mean is convex, and single ones need not be.
func randomForms(random *rand.Rand, n, d int) []stepsize.Loss {
	var losses []stepsize.Loss
	twist := 0.0
	for j := range n {
		f := form{b: make([]float64, d)}
		for i := range d {
			f.a = append(f.a, make([]float64, d))
			f.b[i] = float64(random.IntN(2001) - 1000)
		}
		scale := math.Ldexp(1, random.IntN(12)-4)
		for range d + 1 { // A is a sum of squares
			v := make([]float64, d)
			for i := range v {
				v[i] = float64(random.IntN(9) - 4)
			}
			for i := range v {
				for k := range v {
					f.a[i][k] += scale * v[i] * v[k]
				}
			}
		}
		for i := range d {
			f.a[i][i] += scale
		}
		if change := scale * 2 * float64(random.IntN(3)-1); j < n-1 {
			f.a[0][0] += change
			twist += change
		} else {
			f.a[0][0] -= twist // what the others have too much, so that the mean stays a sum of squares
		}
		losses = append(losses, f)
	}
	return losses
}

func meanExactly(losses []stepsize.Loss, x []float64) *big.Rat {
	sum, at := new(big.Rat), rationals(x)
	for _, l := range losses {
		sum.Add(sum, l.(form).exact(at))
	}
	return sum
}

// certifiedRun is a run on a random digraph, all nodes starting at the same point.
func certifiedRun(t *testing.T, seed uint64, losses []stepsize.Loss, start []float64, rule stepsize.CertifiedRule) *stepsize.CertifiedRun {
	t.Helper()
	n := len(losses)
	g, err := family.Random(n, min(3, n-1), seed)
	if err != nil {
		t.Fatal(err)
	}
	starts := make([][]float64, n)
	for j := range starts {
		starts[j] = start
	}
	config := stepsize.Config{Digraph: g, Ending: core.Probe(), ProbeStarts: probes(rand.New(rand.NewPCG(seed, 1)), n)}
	r, err := stepsize.NewCertified(config, rule, losses, starts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCertifiedNodesHoldTheSameBits(t *testing.T) {
	random := rand.New(rand.NewPCG(49, 0))
	r := certifiedRun(t, 49, randomForms(random, 9, 4), []float64{3, -1, 4, -1}, stepsize.CertifiedRule{})
	for range 12 {
		e, err := r.Next()
		if err != nil {
			break
		}
		for j, l := range r.Learners() {
			for i, x := range l.Iterate() {
				if math.Float64bits(x) != math.Float64bits(e.Iterate[i]) {
					t.Fatalf("epoch %d: node %d holds %v in the place of %v", e.Epoch, j, x, e.Iterate[i])
				}
			}
		}
	}
	if r.Learners()[0].Accepted() == 0 {
		t.Error("no step was accepted, so nothing is shown")
	}
}

// Along a step in the loss ½ax² the slopes at the quarters of the step are a·s²·i/4, so κ is (1 + 1/4)·a: as FTC-50 says.
func TestCurvatureAlongTheStep(t *testing.T) {
	r := certifiedRun(t, 50, []stepsize.Loss{bowl{[]float64{3}, []float64{0}}}, []float64{8}, stepsize.CertifiedRule{})
	for range 2 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	l := r.Learners()[0]
	if l.Accepted() != 1 {
		t.Fatal("the first step is not accepted")
	}
	if got := l.Bend(); math.Abs(got-3.75) > 1e-9 || got < 3.75 {
		t.Errorf("a curvature of %v along the step, want 3.75, from above", got)
	}
}

// Nodes of curvatures 1/8 to 128: mode harmonic takes more than five times as many rounds as certified steps.
func TestCertifiedNeedsFewRounds(t *testing.T) {
	const seed, n, d, near = 52, 16, 6, 1e-9
	random := rand.New(rand.NewPCG(seed, 0))
	losses, start := randomForms(random, n, d), []float64{1, 2, 3, 4, 5, 6}
	best := certifiedRun(t, seed, losses, start, stepsize.CertifiedRule{})
	for {
		if _, err := best.Next(); err != nil {
			break
		}
	}
	optimum := meanExactly(losses, best.Iterate())
	close := func(x []float64) bool {
		gap, _ := new(big.Rat).Sub(meanExactly(losses, x), optimum).Float64()
		whole, _ := new(big.Rat).Sub(meanExactly(losses, start), optimum).Float64()
		return gap <= near*whole
	}
	r := certifiedRun(t, seed, losses, start, stepsize.CertifiedRule{})
	for !close(r.Iterate()) {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	starts := make([][]float64, n)
	for j := range starts {
		starts[j] = start
	}
	g, err := family.Random(n, 3, seed)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := stepsize.New(stepsize.Config{Digraph: g, Ending: core.Probe(), ProbeStarts: probes(random, n), Mode: stepsize.Harmonic,
		Rule: stepsize.Rule{Alpha: 0.5, Start: 1e-3}}, losses, starts)
	if err != nil {
		t.Fatal(err)
	}
	for !close(plain.Iterate()) && plain.Cost().Rounds < 100*r.Cost().Rounds {
		if _, err := plain.Next(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("seed %d: %d rounds, %d in mode harmonic", seed, r.Cost().Rounds, plain.Cost().Rounds)
	if plain.Cost().Rounds < 5*r.Cost().Rounds {
		t.Error("certified steps do not save what they should")
	}
}

// At the minimiser nothing can be told from 0; a run says so, and goes on saying so.
func TestCertifiedEndsWhereNothingIsTold(t *testing.T) {
	r := certifiedRun(t, 53, []stepsize.Loss{bowl{[]float64{1}, []float64{2}}, bowl{[]float64{1}, []float64{-2}}}, []float64{0}, stepsize.CertifiedRule{})
	_, err := r.Next()
	var stalled *stepsize.StalledError
	if !errors.As(err, &stalled) || stalled.Epoch != 1 {
		t.Fatalf("%v, want a run that is stalled in epoch 1", err)
	}
	if _, again := r.Next(); again != err {
		t.Errorf("and then %v", again)
	}
}

func TestCertifiedRefusesWhatItCannotDo(t *testing.T) {
	for _, c := range []struct {
		rule stepsize.CertifiedRule
		says string
	}{
		{stepsize.CertifiedRule{Memory: -1}, "a memory of -1 pairs: must be between 1 and 100"},
		{stepsize.CertifiedRule{Memory: 101}, "a memory of 101 pairs: must be between 1 and 100"},
		{stepsize.CertifiedRule{Accuracy: 0.95}, "an accuracy of 0.95: must be above 0 and at most 0.9"},
		{stepsize.CertifiedRule{Accuracy: math.NaN()}, "an accuracy of NaN: must be above 0 and at most 0.9"},
	} {
		if _, err := stepsize.NewCertified(stepsize.Config{}, c.rule, nil, nil); err == nil || err.Error() != c.says {
			t.Errorf("%+v: %v, want %q", c.rule, err, c.says)
		}
	}
}

// steep is a loss whose gradient overflows where it is looked at.
type steep struct{ bowl }

func (s steep) Gradient(x, gradient []float64) {
	s.bowl.Gradient(x, gradient)
	if x[0] != 1 {
		gradient[0] = math.Inf(1)
	}
}

func TestCertifiedNamesWhatDoesNotFit(t *testing.T) {
	losses := []stepsize.Loss{bowl{[]float64{1}, []float64{0}}, steep{bowl{[]float64{1}, []float64{0}}}}
	r := certifiedRun(t, 54, losses, []float64{1}, stepsize.CertifiedRule{})
	var err error
	for err == nil {
		_, err = r.Next()
	}
	var overflow *stepsize.OverflowError
	if !errors.As(err, &overflow) || overflow.Node != 1 {
		t.Errorf("%v, want what does not fit at node 1", err)
	}
}
