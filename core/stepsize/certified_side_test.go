//go:build !js

package stepsize_test

import (
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// sides runs a side at every node of a digraph in lock step, and returns them and how many rounds there were.
func sides(t *testing.T, g *core.Digraph, plan stepsize.CertifiedPlan, losses []stepsize.Loss, starts [][]float64) ([]*stepsize.CertifiedSide, int, error) {
	t.Helper()
	var all []*stepsize.CertifiedSide
	for j, loss := range losses {
		all = append(all, must(stepsize.NewCertifiedSide(plan, j, g.OutDegree(j), loss, starts[j]))(t))
	}
	rounds, err := lockStep(g, all)
	return all, rounds, err
}

// lockStep drives sides until the first is over, and returns how many rounds there were.
func lockStep[S core.Side](g *core.Digraph, all []S) (rounds int, err error) {
	for ; !all[0].Over(); rounds++ {
		sent := make([][]byte, len(all))
		for j, s := range all {
			sent[j] = s.Share()
		}
		for j, s := range all {
			var inbox [][]byte
			for _, i := range g.In(j) {
				inbox = append(inbox, sent[i])
			}
			if err := s.Advance(inbox); err != nil {
				return rounds, err
			}
		}
	}
	return rounds, nil
}

// TestCertifiedSidesDoWhatTheRunDoes compares the iterates of all epochs, the rounds and the end.
func TestCertifiedSidesDoWhatTheRunDoes(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 117))
		n, d := 2+random.IntN(7), 1+random.IntN(3)
		g := must(family.Random(n, min(n-1, 2), seed))(t)
		losses, starts := randomBowls(random, n, d), randomStart(random, n, d)
		rule := stepsize.CertifiedRule{Span: max(1, g.Diameter()), Fresh: seed%4 == 1}
		epochs := 1 + random.IntN(60)
		run := must(stepsize.NewCertified(stepsize.Config{Digraph: g}, rule, losses, starts))(t)
		digest := stepsize.EpochDigest([sha256.Size]byte{}, 0, run.Iterate())
		last := 0
		var end error
		for last < epochs && end == nil {
			_, end = run.Next()
			last++
			digest = stepsize.EpochDigest(digest, last, run.Iterate())
		}
		all, rounds, err := sides(t, g, stepsize.CertifiedPlan{Rule: rule, Bound: n, Epochs: epochs}, losses, starts)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for j, s := range all {
			if s.Digest() != digest || s.Epoch() != last || rounds != run.Cost().Rounds || s.Accepted() != run.Learners()[0].Accepted() {
				t.Errorf("seed %d, node %d: digest %x after %d epochs and %d rounds; the run has %x after %d and %d", seed, j, s.Digest(), s.Epoch(), rounds, digest, last, run.Cost().Rounds)
			}
			var stalled *stepsize.StalledError
			if (end != nil) != errors.As(s.Ended(), &stalled) || end != nil && end.Error() != s.Ended().Error() {
				t.Errorf("seed %d, node %d ends with %v, the run with %v", seed, j, s.Ended(), end)
			}
		}
	}
}

func TestCertifiedSideErrors(t *testing.T) {
	loss := bowl{[]float64{1}, []float64{1}}
	for name, plan := range map[string]stepsize.CertifiedPlan{
		"no diameter":  {Bound: 3, Epochs: 1},
		"no bound":     {Rule: stepsize.CertifiedRule{Span: 2}, Epochs: 1},
		"no epochs":    {Rule: stepsize.CertifiedRule{Span: 2}, Bound: 3},
		"far too wide": {Rule: stepsize.CertifiedRule{Span: 5}, Bound: 3, Epochs: 1},
	} {
		if _, err := stepsize.NewCertifiedSide(plan, 0, 1, loss, []float64{0}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	plan := stepsize.CertifiedPlan{Rule: stepsize.CertifiedRule{Span: 2}, Bound: 3, Epochs: 5}
	if _, err := stepsize.NewCertifiedSide(plan, 0, 1, loss, []float64{1e300}); err == nil {
		t.Error("a start that fits no quanta: no error")
	}
	side := must(stepsize.NewCertifiedSide(plan, 0, 1, loss, []float64{0}))(t)
	if err := side.Advance([][]byte{{1, 2, 3}}); err == nil {
		t.Error("a message of three bytes is taken")
	}
}
