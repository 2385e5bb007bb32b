package stepsize_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// byBracket is a run by the bracket on a random digraph with its own diameter, all nodes starting at the same point.
func byBracket(t *testing.T, seed uint64, losses []stepsize.Loss, start []float64, rule stepsize.CertifiedRule) *stepsize.CertifiedRun {
	t.Helper()
	n := len(losses)
	g := must(family.Random(n, min(3, n-1), seed))(t)
	if rule.Span == 0 {
		rule.Span = max(1, g.Diameter())
	}
	starts := make([][]float64, n)
	for j := range starts {
		starts[j] = start
	}
	return must(stepsize.NewCertified(stepsize.Config{Digraph: g}, rule, losses, starts))(t)
}

// toTheEnd goes on until there is an error, and returns it.
func toTheEnd(t *testing.T, r *stepsize.CertifiedRun) error {
	t.Helper()
	for range 5000 {
		if _, err := r.Next(); err != nil {
			return err
		}
	}
	t.Fatal("5000 epochs and no end")
	return nil
}

// exactGradient returns the size of the mean gradient at x, rounded once.
func exactGradient(losses []stepsize.Loss, x []float64) float64 {
	at, sum := rationals(x), new(big.Rat)
	for i := range x {
		mean := new(big.Rat)
		for _, l := range losses {
			f := l.(form)
			for k, a := range f.a[i] {
				mean.Add(mean, new(big.Rat).Mul(new(big.Rat).SetFloat64(a), at[k]))
			}
			mean.Sub(mean, new(big.Rat).SetFloat64(f.b[i]))
		}
		mean.Quo(mean, big.NewRat(int64(len(losses)), 1))
		sum.Add(sum, mean.Mul(mean, mean))
	}
	square, _ := sum.Float64()
	return math.Sqrt(square)
}

// A learner that has just begun takes a bracket of the mean gradient that is narrow beside it, and no other, unless it no
// longer narrows; and none with words that are too large.
func TestBracketIsEnough(t *testing.T) {
	l := stepsize.NewCertifiedLearner(stepsize.CertifiedRule{Memory: 5, Accuracy: 0.25}, bowl{[]float64{1}, []float64{8}}, []float64{0})
	l.SetBits(20, 20)
	if _, overflow := l.Words(1 << 40); overflow != nil {
		t.Fatal(overflow)
	}
	bracket := func(lower, upper, low, high float64, narrows, small bool) core.CarriedBracket {
		steps := func(v float64) int64 { return int64(v * (1 << 30)) }
		return core.CarriedBracket{Lower: []int64{steps(lower), steps(low)}, Upper: []int64{steps(upper), steps(high)}, Exponent: -10, Narrows: narrows, Small: small}
	}
	for _, c := range []struct {
		bracket core.CarriedBracket
		enough  bool
	}{
		{bracket(-9.9, -6.1, 0.9, 1.1, true, true), true},
		{bracket(-9.9, -6.1, 0.9, 1.1, true, false), false},
		{bracket(-10.1, -5.9, 0.9, 1.1, true, true), false}, // 2.1 is more than a quarter of 8
		{bracket(-10.1, -5.9, 0.9, 1.1, false, true), true},
		{bracket(-9.9, -6.1, 0.7, 1.3, true, true), false}, // 0.3 more than a quarter of 1
	} {
		if got := l.Enough(c.bracket); got != c.enough {
			t.Errorf("%+v: enough? %t", c.bracket, got)
		}
	}
	first := bracket(-8.5, -7.5, 0.9, 1.1, true, true)
	if accepted, err := l.TakeBracket(first); accepted || err != nil {
		t.Fatal(accepted, err)
	}
	if _, overflow := l.Words(1 << 40); overflow != nil {
		t.Fatal(overflow)
	}
	// the step is 0.75·8/1.1; its slope −43.6 ± 2.7; by the rest it may bend by 2·38.7/29.75
	for _, c := range []struct {
		bracket core.CarriedBracket
		enough  bool
	}{
		{bracket(-2.6, -2.4, 1, 2.5, true, true), true},  // accepted for sure, and narrow
		{bracket(-3.5, -1.5, 1, 2.5, true, true), false}, // and wide
		{bracket(-2.6, -2.4, 2, 3, true, true), false},   // accepted or not
		{bracket(-3.5, -1.5, 2, 3, false, true), true},
		{bracket(-9, 9, 2.7, 3, true, true), true}, // refused for sure
	} {
		if got := l.Enough(c.bracket); got != c.enough {
			t.Errorf("after the first: %+v: enough? %t", c.bracket, got)
		}
	}
}

// A run ends when no bracket is narrow enough any more, with a gradient that is next to nothing, and when all know that it
// is as small as somebody asked for.
func TestCertifiedByBracketEnds(t *testing.T) {
	random := rand.New(rand.NewPCG(58, 0))
	losses, start := randomForms(random, 9, 4), []float64{3, -1, 4, -1}
	first := exactGradient(losses, start)
	r := byBracket(t, 58, losses, start, stepsize.CertifiedRule{})
	var stalled *stepsize.StalledError
	if err := toTheEnd(t, r); !errors.As(err, &stalled) || !stalled.Wide {
		t.Errorf("%v, want an end because the bracket no longer narrows", err)
	}
	if size := exactGradient(losses, r.Iterate()); size > 1e-10*first {
		t.Errorf("a gradient of %g is left of %g", size, first)
	}
	r = byBracket(t, 58, losses, start, stepsize.CertifiedRule{Gradient: 1e-3 * first})
	if err := toTheEnd(t, r); !errors.As(err, &stalled) || !(stalled.Gradient > 0 && stalled.Gradient <= 1e-3*first) {
		t.Fatalf("%v, want an end because the gradient is small enough", err)
	}
	if size := exactGradient(losses, r.Iterate()); size > stalled.Gradient {
		t.Errorf("a gradient of %g, where the run says at most %g", size, stalled.Gradient)
	}
}

func TestCertifiedEndsAreSentences(t *testing.T) {
	for want, e := range map[string]error{
		"epoch 3: the mean gradient is at most 0.001 in size, which is small enough":                            &stepsize.StalledError{Epoch: 3, Gradient: 0.001},
		"epoch 3: no step can be certified: what is left of it changes no coordinate of the iterate":            &stepsize.StalledError{Epoch: 3, Short: true},
		"epoch 3: no step can be certified: the bracket of the mean gradient no longer narrows in these quanta": &stepsize.StalledError{Epoch: 3, Wide: true},
		"epoch 3: no step can be certified: the mean gradient is no longer told from 0 in these quanta":         &stepsize.StalledError{Epoch: 3},
		"epoch 3: the trial point has a coordinate of +Inf":                                                     &stepsize.StalledError{Epoch: 3, Value: math.Inf(1)},
		"epoch 4: the bracket is empty: the diameter or the number of nodes is not what all agreed on":          &stepsize.BracketError{Epoch: 4, Reason: "the bracket is empty: the diameter or the number of nodes is not what all agreed on"},
	} {
		if e.Error() != want {
			t.Errorf("%q, want %q", e.Error(), want)
		}
	}
}

// A diameter that is too small is an error, in epoch 0 or later, and no wrong result.
func TestCertifiedByBracketNoticesADiameterThatIsTooSmall(t *testing.T) {
	losses := randomForms(rand.New(rand.NewPCG(59, 0)), 8, 2)
	starts := make([][]float64, 8)
	for j := range starts {
		starts[j] = []float64{1, 2}
	}
	r, err := stepsize.NewCertified(stepsize.Config{Digraph: must(family.Cycle(8))(t)}, stepsize.CertifiedRule{Span: 2}, losses, starts)
	if err == nil {
		err = toTheEnd(t, r)
	}
	var broken *stepsize.BracketError
	if !errors.As(err, &broken) || !strings.Contains(err.Error(), "the diameter 2 is too small") {
		t.Errorf("%v, want a coordination that failed", err)
	}
	if _, err := stepsize.NewCertified(stepsize.Config{Digraph: must(family.Cycle(8))(t)}, stepsize.CertifiedRule{Span: 8}, losses, starts); fmt.Sprint(err) != "diameter 8: with the bound 8 it must be between 1 and 7" {
		t.Error(err)
	}
}

// Starts that differ are averaged exactly before the first epoch.
func TestCertifiedByBracketAveragesStarts(t *testing.T) {
	losses := randomForms(rand.New(rand.NewPCG(60, 0)), 4, 1)
	r := must(stepsize.NewCertified(stepsize.Config{Digraph: must(family.Cycle(4))(t)}, stepsize.CertifiedRule{Span: 3}, losses,
		[][]float64{{1}, {2}, {3}, {5}}))(t)
	if got := r.Iterate()[0]; got != 2.75 {
		t.Errorf("the iterate is %v, want 2.75", got)
	}
}

// Every bit of some runs, natively, on 32 bits and under js/wasm. The losses need the four operations only.
func TestCertifiedRunsAreTheSameEverywhere(t *testing.T) {
	const want = "688030378ba0325ce639cdef51261e18d7420285f32093ec848a652d569564c1"
	hash := sha256.New()
	for i := range uint64(6) {
		random := rand.New(rand.NewPCG(61, i))
		losses := randomForms(random, 7, 3)
		r := byBracket(t, i, losses, []float64{1, -2, 0.5}, stepsize.CertifiedRule{Fresh: i == 5})
		if i%3 == 2 {
			r = certifiedRun(t, i, losses, []float64{1, -2, 0.5}, stepsize.CertifiedRule{})
		}
		for {
			e, err := r.Next()
			if err != nil {
				fmt.Fprintln(hash, err)
				break
			}
			for _, v := range append([]float64{r.Learners()[0].Bend()}, e.Iterate...) {
				binary.Write(hash, binary.BigEndian, math.Float64bits(v))
			}
		}
		fmt.Fprintln(hash, r.Cost())
	}
	if got := fmt.Sprintf("%x", hash.Sum(nil)); got != want {
		t.Errorf("the digest is %s, want %s", got, want)
	}
}
