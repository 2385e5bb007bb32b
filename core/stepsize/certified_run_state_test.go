package stepsize_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// resumable is a small certified run with all that is needed to make it again.
type resumable struct {
	config stepsize.Config
	rule   stepsize.CertifiedRule
	losses []stepsize.Loss
	start  [][]float64
}

// newResumable returns a run by kernels, by the bracket with carried words or without, or with a bound.
func newResumable(t *testing.T, random *rand.Rand, how int) resumable {
	t.Helper()
	n, d := 2+random.IntN(6), 1+random.IntN(3)
	c := resumable{losses: randomForms(random, n, d), start: make([][]float64, n)}
	start := randomStart(random, 1, d)[0]
	for j := range c.start {
		c.start[j] = start
	}
	c.config = stepsize.Config{Digraph: must(family.Random(n, min(2, n-1), random.Uint64()))(t), Ending: core.Probe(), ProbeStarts: probes(random, n)}
	c.rule = stepsize.CertifiedRule{Memory: 1 + random.IntN(5)}
	switch how {
	case 1, 2:
		c.rule.Span, c.rule.Fresh = max(1, c.config.Digraph.Diameter()), how == 2
	case 3:
		c.config.Ending, c.config.ProbeStarts = must(core.Bound(n))(t), nil
	}
	return c
}

func (c resumable) begin(t *testing.T) *stepsize.CertifiedRun {
	return must(stepsize.NewCertified(c.config, c.rule, c.losses, c.start))(t)
}

// A run that is written down and restored after every epoch, the start among them, and a run that is written down after one
// of them and restored when the first is over, go the way of a run of which nothing is written: the same bits, costs and end.
func TestCertifiedRunsAreRestoredAfterEveryEpoch(t *testing.T) {
	const seed = 592
	random := rand.New(rand.NewPCG(seed, 0))
	for run := range 12 {
		c := newResumable(t, random, run%4)
		restored := func(s stepsize.CertifiedRunState) *stepsize.CertifiedRun {
			r := must(stepsize.RestoreCertifiedRun(c.config, c.rule, c.losses, copied(t, s)))(t)
			if again := must(r.State())(t); !reflect.DeepEqual(copied(t, again), copied(t, s)) || r.Cost() != s.Cost {
				t.Fatalf("seed %d, run %d, epoch %d: %+v became %+v", seed, run, s.Epoch, s, again)
			}
			return r
		}
		whole, stepwise := c.begin(t), c.begin(t)
		var saved []stepsize.CertifiedRunState
		for over := false; !over; {
			saved = append(saved, must(stepwise.State())(t))
			if s := saved[len(saved)-1]; len(s.Kernels) > 0 {
				if s.Begun != uint32(3+s.Epoch) { // of the starts, of two exponents, and of each epoch
					t.Fatalf("seed %d, run %d, epoch %d: %d coordinations", seed, run, s.Epoch, s.Begun)
				}
				other := must(stepwise.State())(t)
				if other.Kernels[0].Recurrence[0]++; reflect.DeepEqual(must(stepwise.State())(t), other) {
					t.Fatalf("seed %d, run %d: a state is the run's own memory", seed, run)
				}
			}
			stepwise = restored(saved[len(saved)-1])
			over = sameEpoch(t, whole, stepwise)
		}
		if _, err := stepwise.State(); err == nil {
			t.Errorf("seed %d, run %d: a run that is over has a state", seed, run)
		}
		middle := len(saved) / 2
		again, late := c.begin(t), restored(saved[middle])
		for range middle {
			must(again.Next())(t)
		}
		for !sameEpoch(t, again, late) {
		}
	}
}

// sameEpoch has two runs go through an epoch, which must be the same, and says whether they are over.
func sameEpoch(t *testing.T, one, other *stepsize.CertifiedRun) (over bool) {
	t.Helper()
	a, err := one.Next()
	b, otherErr := other.Next()
	if fmt.Sprint(err) != fmt.Sprint(otherErr) || !reflect.DeepEqual(a, b) || one.Cost() != other.Cost() {
		t.Fatalf("%+v, %v, and %+v, %v", a, err, b, otherErr)
	}
	for j, l := range one.Learners() {
		if !reflect.DeepEqual(l.State(), other.Learners()[j].State()) {
			t.Fatalf("epoch %d: node %d holds %+v, and %+v", a.Epoch, j, l.State(), other.Learners()[j].State())
		}
	}
	return err != nil
}

// What cannot be the state of a run is refused with one sentence.
func TestCertifiedRunStatesThatAreNone(t *testing.T) {
	random := rand.New(rand.NewPCG(593, 0))
	for how, faults := range [][]struct {
		spoil func(s *stepsize.CertifiedRunState)
		says  string
	}{
		{
			{func(s *stepsize.CertifiedRunState) { s.Kernels = s.Kernels[1:] }, "kernels for "},
			{func(s *stepsize.CertifiedRunState) { s.Kernels[1].Recurrence = nil }, "node 1: the recurrence of a kernel must end with 1"},
			{func(s *stepsize.CertifiedRunState) { s.Learners = s.Learners[1:] }, " losses and "},
			{func(s *stepsize.CertifiedRunState) { s.Learners[0].Centre = nil }, "node 0: a state with 0 coordinates of a point"},
			{func(s *stepsize.CertifiedRunState) { s.Epoch = 0 }, "the nodes 0 and 0 do not hold the same after epoch 0"},
			{func(s *stepsize.CertifiedRunState) { s.Epoch = -1 }, "a run in epoch -1 that has cost "},
			{func(s *stepsize.CertifiedRunState) { s.Cost.Bytes = -1 }, "nothing is negative"},
			{func(s *stepsize.CertifiedRunState) { s.Cost.Gradients = -1 }, "nothing is negative"},
			{func(s *stepsize.CertifiedRunState) { s.Learners[1].Curvature *= 2 }, "the nodes 0 and 1 do not hold the same after epoch 3"},
		}, {
			{func(s *stepsize.CertifiedRunState) { s.Carried = nil }, "0 states for "},
			{func(s *stepsize.CertifiedRunState) { s.Carried[1].Denominator = 0 }, "node 1: the denominator 0"},
			{func(s *stepsize.CertifiedRunState) { s.Carried[1].Epoch++ }, "the nodes 0 and 1 do not hold the same coordination, round and bracket"},
		},
	} {
		c := newResumable(t, random, how)
		run := c.begin(t)
		for range 3 {
			must(run.Next())(t)
		}
		for _, f := range faults {
			s := copied(t, must(run.State())(t))
			f.spoil(&s)
			if _, err := stepsize.RestoreCertifiedRun(c.config, c.rule, c.losses, s); err == nil || !strings.Contains(err.Error(), f.says) {
				t.Errorf("%v, want %q", err, f.says)
			}
		}
	}
}
