//go:build !js

package stepsize_test

import (
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"testing"

	"kizami/core/family"
	"kizami/core/stepsize"
)

// TestModeSidesDoWhatTheRunDoes compares proposals, steps and iterates of all epochs at every node, the rounds and the end.
func TestModeSidesDoWhatTheRunDoes(t *testing.T) {
	ends := map[string]int{}
	for seed := range uint64(32) {
		random := rand.New(rand.NewPCG(seed, 118))
		mode := append(stepsize.Modes, stepsize.Own)[seed%4]
		n, d := 2+random.IntN(6), 1+random.IntN(3)
		g := must(family.Random(n, min(n-1, 2), seed))(t)
		losses, starts := randomBowls(random, n, d), randomStart(random, n, d)
		plan := stepsize.ModePlan{
			Mode: mode, Rule: stepsize.Rule{Alpha: 0.5, Start: 0.001}, Bound: n, Span: max(1, g.Diameter()), Race: seed%8 < 4, Epochs: 1 + random.IntN(12),
		}
		if seed >= 28 {
			plan.Rule.Alpha, plan.Epochs = 50, 400 // until a number leaves its quanta
		}
		run := must(stepsize.New(stepsize.Config{Digraph: g, Span: plan.Span, Race: plan.Race, Mode: mode, Rule: plan.Rule}, losses, starts))(t)
		digests := make([][sha256.Size]byte, n)
		for j := range digests {
			digests[j] = stepsize.EpochDigest(digests[j], 0, run.Iterate())
		}
		var failed error
		for range plan.Epochs {
			e, err := run.Next()
			if failed = err; err != nil {
				break
			}
			for j := range digests {
				digests[j] = stepsize.ModeDigest(digests[j], e.Epoch, e.Proposals[j], e.Applied[j], e.Iterate)
			}
		}
		var all []*stepsize.ModeSide
		for j, loss := range losses {
			all = append(all, must(stepsize.NewModeSide(plan, j, g.OutDegree(j), 0, loss, starts[j]))(t))
		}
		rounds, err := lockStep(g, all)
		if (err == nil) != (failed == nil) || err != nil && !sameEnd(err, failed) {
			t.Fatalf("seed %d: the sides end with %v, the run with %v", seed, err, failed)
		}
		if err != nil {
			ends["fails"]++
			continue
		}
		ends[string(mode)]++
		for j, s := range all {
			if s.Digest() != digests[j] || s.Epoch() != plan.Epochs || rounds != run.Cost().Rounds {
				t.Errorf("seed %d, %s, node %d: digest %x after %d epochs and %d rounds; the run has %x after %d rounds", seed, mode, j, s.Digest(), s.Epoch(), rounds, digests[j], run.Cost().Rounds)
			}
		}
	}
	if t.Log(ends); len(ends) < 5 {
		t.Errorf("not every mode was tried to its end, or none failed: %v", ends)
	}
}

// sameEnd says whether two errors tell of the same kind of number in the same epoch; of several nodes a side may be the first.
func sameEnd(a, b error) bool {
	var overs [2]*stepsize.OverflowError
	if errors.As(a, &overs[0]) && errors.As(b, &overs[1]) {
		return overs[0].Epoch == overs[1].Epoch
	}
	var unders [2]*stepsize.UnderflowError
	return errors.As(a, &unders[0]) && errors.As(b, &unders[1]) && unders[0].Epoch == unders[1].Epoch
}

func TestModeSideErrors(t *testing.T) {
	loss, good := bowl{[]float64{1}, []float64{1}}, stepsize.ModePlan{Mode: stepsize.Harmonic, Rule: stepsize.Rule{Alpha: 0.5, Start: 1}, Bound: 3, Span: 2, Epochs: 1}
	for name, spoil := range map[string]func(*stepsize.ModePlan){
		"no bound":    func(p *stepsize.ModePlan) { p.Bound = 0 },
		"no epochs":   func(p *stepsize.ModePlan) { p.Epochs = 0 },
		"no mode":     func(p *stepsize.ModePlan) { p.Mode = "median" },
		"no rule":     func(p *stepsize.ModePlan) { p.Rule.Alpha = -1 },
		"no diameter": func(p *stepsize.ModePlan) { p.Span = 0 },
	} {
		plan := good
		spoil(&plan)
		if _, err := stepsize.NewModeSide(plan, 0, 1, 0, loss, []float64{0}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := stepsize.NewModeSide(good, 1, 1, 0, loss, []float64{1e300}); err == nil {
		t.Error("a start that fits no quanta: no error")
	}
	side := must(stepsize.NewModeSide(good, 0, 1, 0, loss, []float64{0}))(t)
	if err := side.Advance([][]byte{{1, 2, 3}}); err == nil {
		t.Error("a message of three bytes is taken")
	}
}
