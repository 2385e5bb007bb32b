package stepsize

import (
	"errors"
	"testing"

	"kizami/core"
	"kizami/core/family"
)

// square is a quadratic of a number of coordinates, which bends more in each.
type square struct {
	a float64
	d int
}

func (s square) Dimension() int { return s.d }

func (s square) Value([]float64) float64 { return 0 }

func (s square) Gradient(x, gradient []float64) {
	for i, v := range x {
		gradient[i] = float64(s.a*float64(1+3*i)) * (v - float64(float64(i)*s.a))
	}
}

// By the bracket every arc carries a message in every round: shares alone in the first D rounds of a coordination, quotients
// in whole windows behind them. A node takes six gradients to begin with, and four along each step.
func TestCertifiedCostIsCounted(t *testing.T) {
	const n, d = 6, 2
	g, err := family.Random(n, 2, 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, span := range []int{0, g.Diameter()} {
		c := Config{Digraph: g, Ending: core.Probe()}
		var losses []Loss
		var starts [][]float64
		for j := range n {
			losses, starts = append(losses, square{float64(1 + j), d}), append(starts, []float64{float64(5 + j), -3})
			c.ProbeStarts = append(c.ProbeStarts, core.Element(1+j*j*1_000_003*(j+7)*(j+11)*(j+13)))
		}
		r, err := NewCertified(c, CertifiedRule{Span: span}, losses, starts)
		if err != nil {
			t.Fatal(err)
		}
		arcs := int64(len(g.Arcs()))
		before := r.Cost()
		if before.Gradients != 6 || span > 0 && (before.Messages != int64(before.Rounds)*arcs || before.Rounds <= 2*span) {
			t.Errorf("D = %d: epoch 0 cost %+v", span, before)
		}
		for epoch := 1; epoch < 6; epoch++ {
			if _, err := r.Next(); err != nil {
				t.Fatal(err)
			}
			now := r.Cost()
			rounds, bytes, messages := now.Rounds-before.Rounds, now.Bytes-before.Bytes, now.Messages-before.Messages
			if gradients := now.Gradients - before.Gradients; span > 0 && messages != int64(rounds)*arcs || gradients != 4*min(1, epoch-1) {
				t.Errorf("D = %d, epoch %d: %d messages in %d rounds, %d gradients", span, epoch, messages, rounds, gradients)
			}
			want := arcs * int64(span*(16+8*(d+2))+(rounds-span)*(16+8*(3*(d+1)+1)))
			if span > 0 && (rounds < 2*span || rounds%span != 0 || bytes != want) {
				t.Errorf("D = %d, epoch %d: %d bytes in %d rounds, want %d", span, epoch, bytes, rounds, want)
			}
			before = now
		}
	}
}

// Gradients are counted from one Words to the next, and kernels say nothing of a bracket.
func TestCertifiedProbesAreCountedAnew(t *testing.T) {
	l := certifiedAt([]float64{4, 4}, []float64{3, 3}, []float64{0, 0}, 1, []float64{-1, -1})
	for range 3 {
		if _, overflow := l.Words(1 << 30); overflow != nil || l.Probes() != inner {
			t.Errorf("%v, %d gradients, want %d", overflow, l.Probes(), inner)
		}
	}
	l.began = false
	var stalled *StalledError
	if _, err := l.Take([]core.Fraction{{Numerator: 0, Denominator: 1}, {Numerator: 0, Denominator: 1}, {Numerator: 1, Denominator: 1}}); !errors.As(err, &stalled) || stalled.Wide {
		t.Errorf("%v, want an end that says nothing of a bracket", err)
	}
}

// Each number of a state is looked at before the first coordination too; and what State returns is a copy.
func TestCertifiedStatesBeforeTheFirst(t *testing.T) {
	loss := square{2, 2}
	l := NewCertifiedLearner(CertifiedRule{Memory: 3}, loss, []float64{5, 5})
	for name, spoil := range map[string]func(s *CertifiedState){
		"accepted": func(s *CertifiedState) { s.Accepted = 1 },
		"pairs":    func(s *CertifiedState) { s.Pairs = []CertifiedPair{{[]float64{1, 0}, []float64{1, 0}}} },
		"step":     func(s *CertifiedState) { s.Step[1], s.Trial[1] = 1, s.Iterate[1]+1 },
		"centre":   func(s *CertifiedState) { s.Centre[1] = -1 },
		"radius":   func(s *CertifiedState) { s.Radius[0] = 1 },
		"bits":     func(s *CertifiedState) { s.Bits[0] = -mostBits - 1 },
	} {
		s := l.State()
		if _, err := RestoreCertifiedLearner(CertifiedRule{}, loss, s); err != nil {
			t.Fatalf("a good state: %v", err)
		}
		spoil(&s)
		if _, err := RestoreCertifiedLearner(CertifiedRule{}, loss, s); err == nil {
			t.Errorf("a state with a %s that cannot be is taken", name)
		}
	}
	l = certifiedAt([]float64{4, 4}, []float64{3, 3}, []float64{0, 0}, 1, []float64{-1, -1})
	l.pairs = []pair{{[]float64{1, 0}, []float64{1, 0}}}
	s := l.State()
	for _, v := range [][]float64{s.Iterate, s.Trial, s.Step, s.Centre, s.Pairs[0].Step, s.Pairs[0].Change} {
		clear(v)
	}
	if again := l.State(); again.Iterate[0] != 4 || again.Trial[0] != 3 || again.Step[0] != -1 || again.Centre[0] != 3 || again.Pairs[0].Step[0] != 1 || again.Pairs[0].Change[0] != 1 {
		t.Errorf("what is changed in a state changes the node: %+v", again)
	}
}
