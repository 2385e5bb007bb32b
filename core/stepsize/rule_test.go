package stepsize_test

import (
	"math"
	"testing"

	"kizami/core/stepsize"
)

func TestEstimate(t *testing.T) {
	for _, c := range []struct {
		name       string
		x, y, g, h []float64
		want       float64
		known      bool
	}{
		{"3-4-5", []float64{3, 4}, []float64{0, 0}, []float64{0, 10}, []float64{0, 0}, 2, true},
		{"flat", []float64{1}, []float64{0}, []float64{7}, []float64{7}, 0, true},
		{"no move", []float64{1}, []float64{1}, []float64{7}, []float64{6}, 0, false},
		{"neither moves", []float64{1}, []float64{1}, []float64{7}, []float64{7}, 0, false},
		{"infinite gradient", []float64{1}, []float64{0}, []float64{math.Inf(1)}, []float64{7}, 0, false},
		{"no number", []float64{1}, []float64{0}, []float64{math.NaN()}, []float64{7}, 0, false},
		{"two infinities", []float64{1}, []float64{0}, []float64{math.Inf(1)}, []float64{math.Inf(1)}, 0, false},
	} {
		got, known := stepsize.Estimate(c.x, c.y, c.g, c.h)
		if known != c.known || known && got != c.want {
			t.Errorf("%s: %v, %v, want %v, %v", c.name, got, known, c.want, c.known)
		}
	}
}

func TestPropose(t *testing.T) {
	rule := stepsize.Rule{Alpha: 0.5, Start: 1}
	for _, c := range []struct {
		name                         string
		filtered, last, before, want float64
	}{
		{"the second proposal may grow without bound", 0.01, 1e-6, 0, 50},
		{"the curvature limits", 4, 1, 1, 0.125},
		{"the growth limits: ρ = 3, √4 = 2", 0.01, 3, 1, 6},
		{"the growth limits after a fall: ρ = 5/4, √(9/4) = 3/2", 0.01, 1.25, 1, 1.875},
		{"nothing known: ρ counts as 1", 0, 3, 0, 3 * math.Sqrt(2)},
		{"flat: the growth limits", 0, 3, 1, 6},
		{"the curvature is too small for a float64", 5e-324, 3, 0, 3 * math.Sqrt(2)},
	} {
		if got := rule.Propose(c.filtered, c.last, c.before); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestFilter(t *testing.T) {
	rule := stepsize.Rule{Kappa: 0.75}
	if got := rule.Filter(8, 4); got != 5 {
		t.Errorf("a quarter of 8 and three quarters of 4: %v, want 5", got)
	}
}

// A node filters from its second estimate on, and an iterate that stands still keeps what is known.
func TestLearnerFiltersFromTheSecondEstimate(t *testing.T) {
	slopes := &scripted{gradients: []float64{0, 8, 24, 24, 24}}
	l := stepsize.NewLearner(stepsize.Rule{Alpha: 1, Kappa: 0.75, Start: 1}, stepsize.Mean, 0, slopes, []float64{0})
	for epoch, c := range []struct{ next, want float64 }{
		{1, 1},              // the start
		{2, 1. / 8},         // L = 8, at first unfiltered
		{2, 1. / 10},        // L = 16: L̃ = 16/4 + 3·8/4 = 10
		{3, 1. / 10},        // no move: L̃ stays, 1/10 limits
		{4, 1. / (15. / 2)}, // L = 0: L̃ = 3·10/4
	} {
		got, ok := l.Propose()
		if !ok || got != c.want {
			t.Errorf("epoch %d: proposes %v (%v), want %v", epoch+1, got, ok, c.want)
		}
		l.Adopt(got)
		l.Apply()
		l.Move([]float64{c.next})
	}
}

// An estimate of 0 is as good as none: the next is taken unfiltered, however late it comes.
func TestLearnerTakesTheFirstEstimateThatTells(t *testing.T) {
	slopes := &scripted{gradients: []float64{5, 5, 5, 13}}
	l := stepsize.NewLearner(stepsize.Rule{Alpha: 1, Kappa: 0.75, Start: 1}, stepsize.Mean, 0, slopes, []float64{0})
	var got float64
	for epoch := range 4 {
		got, _ = l.Propose()
		l.Adopt(got)
		l.Apply()
		l.Move([]float64{float64(epoch + 1)})
	}
	if got != 1./8 {
		t.Errorf("after two estimates of 0 and one of 8 it proposes %v, want 1/8", got)
	}
}

// scripted is a loss whose gradients are given one after the other.
type scripted struct{ gradients []float64 }

func (s *scripted) Dimension() int            { return 1 }
func (s *scripted) Value(x []float64) float64 { return 0 }
func (s *scripted) Gradient(x, gradient []float64) {
	gradient[0], s.gradients = s.gradients[0], s.gradients[1:]
}

// With the common modes the growth is bounded by what was applied, otherwise by the node's own proposals.
func TestLearnerBoundsTheGrowth(t *testing.T) {
	for _, c := range []struct {
		mode stepsize.Mode
		want float64
	}{
		{stepsize.Mean, 2 * 3}, {stepsize.Own, 2 * 3}, // own: 1 and 3, ρ = 3
		{stepsize.Min, 1.5 * 5}, {stepsize.Harmonic, 1.5 * 5}, // applied: 4 and 5, ρ = 5/4
	} {
		// estimates 1/3 and then 0
		l := stepsize.NewLearner(stepsize.Rule{Alpha: 1, Start: 1}, c.mode, 0, &scripted{gradients: []float64{0, 1, 1}}, []float64{0})
		for epoch, applied := range []float64{4, 5} {
			l.Propose()
			l.Adopt(applied)
			l.Apply()
			l.Move([]float64{3 * float64(epoch+1)})
		}
		if got, _ := l.Propose(); got != c.want {
			t.Errorf("mode %s: the third proposal is %v, want %v", c.mode, got, c.want)
		}
	}
}

// What is no step size or no iterate is not taken.
func TestLearnerRefusesNonsense(t *testing.T) {
	l := stepsize.NewLearner(stepsize.Rule{Alpha: 1, Start: 1}, stepsize.Mean, 0, parabola{curvature: 1}, []float64{1})
	l.Propose()
	for _, nonsense := range []float64{0, -1, math.NaN()} {
		if l.Adopt(nonsense) {
			t.Errorf("adopts %v", nonsense)
		}
	}
	if !l.Adopt(1) || l.Adopt(2) || l.Stepsize() != 1 {
		t.Errorf("adopts twice, or not: %v", l.Stepsize())
	}
	l.Apply()
	if l.Move([]float64{1, 2}) || l.Move(nil) || !l.Move([]float64{3}) || l.Iterate()[0] != 3 {
		t.Errorf("moves to another dimension: %v", l.Iterate())
	}
}
