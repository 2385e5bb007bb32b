package stepsize_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// certifiedCase returns a random run on at most 12 nodes, all starting at the same point, maybe far away; by the bracket if
// asked, with a diameter and a bound that may be too large.
func certifiedCase(t *testing.T, random *rand.Rand, bracket bool) (*stepsize.CertifiedRun, []stepsize.Loss) {
	t.Helper()
	n, d := 1+random.IntN(12), 1+random.IntN(6)
	g := must(family.Random(n, min(2, n-1), random.Uint64()))(t)
	losses := randomForms(random, n, d)
	start := randomStart(random, 1, d)
	for i := range start[0] {
		start[0][i] *= math.Ldexp(1, random.IntN(12))
	}
	starts := make([][]float64, n)
	for j := range starts {
		starts[j] = start[0]
	}
	c := stepsize.Config{Digraph: g, Ending: core.Probe(), ProbeStarts: probes(random, n)}
	rule := stepsize.CertifiedRule{Memory: 1 + random.IntN(20)}
	if bracket {
		c.Capacity = n + random.IntN(4)
		rule.Span = min(max(1, g.Diameter()+random.IntN(2)), max(1, c.Capacity-1))
		rule.Accuracy = 0.1 + 0.3*random.Float64()
		rule.Fresh = random.IntN(8) == 0
	}
	return must(stepsize.NewCertified(c, rule, losses, starts))(t), losses
}

// Every accepted step lowers the mean of the losses, computed without rounding, whichever way means are found; all nodes
// hold the same bits in every epoch; and nothing is tuned.
func TestAcceptedStepsLowerTheLoss(t *testing.T) {
	for name, bracket := range map[string]bool{"kernel": false, "bracket": true} {
		t.Run(name, func(t *testing.T) {
			const seed = 51
			random := rand.New(rand.NewPCG(seed, 0))
			accepted, refused, arrived, runs := 0, 0, 0, 60
			if coretest.Long() {
				runs = 500
			}
			for run := range runs {
				r, losses := certifiedCase(t, random, bracket)
				a, b, end := descend(t, run, r, losses)
				accepted, refused = accepted+a, refused+b
				if end {
					arrived++
				}
			}
			t.Logf("seed %d: %d runs, %d steps accepted, %d refused, %d runs came to where nothing more can be told", seed, runs, accepted, refused, arrived)
			if accepted == 0 || refused == 0 || arrived < runs/2 {
				t.Error("too little has happened to show anything")
			}
		})
	}
}

// descend goes on with a run until nothing more is told, at most 400 epochs, and counts its steps.
func descend(t *testing.T, run int, r *stepsize.CertifiedRun, losses []stepsize.Loss) (accepted, refused int, arrived bool) {
	t.Helper()
	before := meanExactly(losses, r.Iterate())
	for range 400 {
		e, err := r.Next()
		var stalled *stepsize.StalledError
		if errors.As(err, &stalled) {
			return accepted, refused, true
		}
		if err != nil {
			t.Fatalf("run %d: %v", run, err)
		}
		sameBits(t, r)
		now := meanExactly(losses, e.Iterate)
		switch {
		case e.Accepted && now.Cmp(before) >= 0:
			rise, _ := new(big.Rat).Sub(now, before).Float64()
			t.Fatalf("run %d, epoch %d: the loss of an accepted step rises by %g", run, e.Epoch, rise)
		case !e.Accepted && now.Cmp(before) != 0:
			t.Fatalf("run %d, epoch %d: nothing was accepted and the loss changes", run, e.Epoch)
		case e.Accepted:
			accepted++
		case e.Epoch > 1:
			refused++
		}
		before = now
		if e.Epoch > 300 && e.Epoch < 312 {
			v, _ := now.Float64()
			t.Log(run, e.Epoch, e.Accepted, v, e.Cost.Rounds, len(r.Learners()), r.Learners()[0].Bend())
		}
	}
	return accepted, refused, false
}

// sameBits fails unless all nodes hold the same bits.
func sameBits(t *testing.T, r *stepsize.CertifiedRun) {
	t.Helper()
	for j, l := range r.Learners() {
		for i, x := range l.Iterate() {
			if math.Float64bits(x) != math.Float64bits(r.Iterate()[i]) {
				t.Fatalf("node %d holds %v in the place of %v", j, x, r.Iterate()[i])
			}
		}
	}
}
