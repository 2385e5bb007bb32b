package learn

import (
	"math"
	"testing"

	"kizami/core/stepsize"
)

// trough is the loss Σ (x−c)⁴/4 + (x−c)²/2 of as many coordinates as c has.
type trough []float64

func (q trough) Dimension() int { return len(q) }

func (q trough) Value(x []float64) (sum float64) {
	for c, v := range x {
		square := (v - q[c]) * (v - q[c])
		sum += square*square/4 + square/2
	}
	return sum
}

func (q trough) Gradient(x, gradient []float64) {
	for c, v := range x {
		far := v - q[c]
		gradient[c] = far*far*far + far
	}
}

// slope is a loss without a minimiser.
type slope struct{ asked *int }

func (slope) Dimension() int { return 1 }

func (slope) Value(x []float64) float64 { return x[0] }

func (s slope) Gradient(_, gradient []float64) {
	gradient[0] = 1
	if s.asked != nil {
		*s.asked++
	}
}

// cone is |x−tip|, rounded within 5 of the tip: its gradient is the same everywhere else.
type cone float64

func (cone) Dimension() int { return 1 }

func (c cone) Value(x []float64) float64 {
	if far := math.Abs(x[0] - float64(c)); far > 5 {
		return far - 2.5
	}
	return (x[0] - float64(c)) * (x[0] - float64(c)) / 10
}

func (c cone) Gradient(x, gradient []float64) { gradient[0] = max(-1, min(1, (x[0]-float64(c))/5)) }

// basin is the loss slope·(x−1)^even/even.
type basin struct{ even, slope float64 }

func (basin) Dimension() int { return 1 }

func (p basin) Value(x []float64) float64 { return p.slope * math.Pow(x[0]-1, p.even) / p.even }

func (p basin) Gradient(x, gradient []float64) { gradient[0] = p.slope * math.Pow(x[0]-1, p.even-1) }

func TestTheSearchForAMinimiserCrossesPlains(t *testing.T) {
	p, err := NewProblem([]stepsize.Loss{cone(100), cone(102)}, Known{})
	if err != nil {
		t.Fatal(err)
	}
	if point, _ := p.Optimum(); !(math.Abs(point[0]-101) < 1e-9) {
		t.Errorf("the minimiser is %v", point)
	}
	asked := 0
	if _, err = NewProblem([]stepsize.Loss{slope{&asked}}, Known{}); err == nil || asked > 10_000 {
		t.Errorf("%v after %d gradients", err, asked)
	}
}

var badLosses = []struct {
	losses []stepsize.Loss
	known  Known
	code   string
}{
	{nil, Known{}, "node-count"},
	{make([]stepsize.Loss, MaxNodes+1), Known{}, "node-count"},
	{[]stepsize.Loss{trough{1}, nil}, Known{}, "loss-missing"},
	{[]stepsize.Loss{trough{}}, Known{}, "out-of-range"},
	{[]stepsize.Loss{trough{1}, trough{1, 2}}, Known{}, "loss-dimension"},
	{[]stepsize.Loss{slope{}}, Known{}, "no-optimum"},
	{[]stepsize.Loss{slope{}}, Known{Optimum: []float64{0}}, "flat-here"},
	{[]stepsize.Loss{basin{4, 1}}, Known{}, "vague"},
	{[]stepsize.Loss{basin{2, -1}}, Known{}, "no-optimum"},
	{[]stepsize.Loss{basin{2, -1}}, Known{Optimum: []float64{1}}, "not-convex"},
	{[]stepsize.Loss{trough{1}, basin{2, math.NaN()}}, Known{}, "loss-gradient"},
	{[]stepsize.Loss{trough{1}, basin{2, math.Inf(1)}}, Known{}, "loss-gradient"},
	{[]stepsize.Loss{trough{1}}, Known{Lipschitz: []float64{math.NaN()}}, "known-number"},
	{[]stepsize.Loss{trough{1}}, Known{Lipschitz: []float64{0}}, "known-number"},
	{[]stepsize.Loss{trough{1}}, Known{Smooth: -1}, "known-number"},
	{[]stepsize.Loss{trough{1}}, Known{Strong: math.Inf(1)}, "known-number"},
	{[]stepsize.Loss{trough{1}}, Known{Optimum: []float64{1, 1}}, "optimum-length"},
	{[]stepsize.Loss{trough{1}}, Known{Lipschitz: []float64{1, 1}}, "list-length"},
}

func TestImpossibleLossesAreRefused(t *testing.T) {
	for _, b := range badLosses {
		p, err := NewProblem(b.losses, b.known)
		isFault(t, err, b.code)
		if p != nil {
			t.Errorf("%s: a problem all the same", b.code)
		}
	}
}

func TestWhatIsNotKnownOfOwnLossesIsMeasured(t *testing.T) {
	p, err := NewProblem([]stepsize.Loss{trough{1, 0}, trough{-1, 4}}, Known{})
	if err != nil {
		t.Fatal(err)
	}
	point, loss := p.Optimum()
	if !(distance(point, []float64{0, 2}) < 1e-12 && math.Abs(loss-6.75) < 1e-12) {
		t.Errorf("optimum %v with the loss %v", point, loss)
	}
	strong, smooth := p.Convexity() // the second derivatives are 3·1²+1 and 3·2²+1
	if !(math.Abs(strong-4) < 1e-6 && math.Abs(smooth-13) < 1e-6 && math.Abs(p.Lipschitz(1)-13) < 1e-6) {
		t.Errorf("strong %v, smooth %v, Lipschitz %v", strong, smooth, p.Lipschitz(1))
	}
	given := []float64{0}
	p, err = NewProblem([]stepsize.Loss{trough{1}, trough{-1}}, Known{[]float64{7, 8}, 1, 9, given})
	given[0] = 5
	if err != nil {
		t.Fatal(err)
	}
	point, _ = p.Optimum()
	if strong, smooth := p.Convexity(); strong != 1 || smooth != 9 || p.Lipschitz(1) != 8 || point[0] != 0 {
		t.Errorf("strong %v, smooth %v, Lipschitz %v, optimum %v", strong, smooth, p.Lipschitz(1), point)
	}
}

func TestOwnLossesOfAKindGiveTheProblemOfTheKind(t *testing.T) {
	for name, want := range drawn(t) {
		p, err := NewProblem(want.losses, Known{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		point, _ := p.Optimum()
		if far := distance(point, want.point) / norm(want.point); !(far <= 1e-9) {
			t.Errorf("%s: %v, want %v, %v away", name, point, want.point, far)
		}
	}
}
