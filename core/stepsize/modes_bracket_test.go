package stepsize_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// withBracket returns a configuration whose coordinations are by the bracket, on the same digraph.
func withBracket(c stepsize.Config) stepsize.Config {
	c.Span, c.Ending, c.ProbeStarts = max(1, c.Digraph.Diameter()), core.Ending{}, nil
	return c
}

// withRace returns a configuration whose averages are by the race.
func withRace(c stepsize.Config) stepsize.Config {
	c = withBracket(c)
	c.Race = true
	return c
}

// TestBracketStepsAreThoseOfTheKernels: in all four modes a run by the bracket applies step sizes and comes to iterates of
// the same bits as one by kernels and one with a bound, and so has one by the race, though not in the same rounds, and ends for the same reason.
func TestBracketStepsAreThoseOfTheKernels(t *testing.T) {
	for trial := range 40 {
		random := rand.New(rand.NewPCG(70, uint64(trial)))
		n, d := 1+random.IntN(12), 1+random.IntN(4)
		digraph, err := family.Cycle(n)
		if degree := 1 + random.IntN(max(1, n-1)); n > 2 && trial%4 != 0 {
			digraph, err = family.Random(n, degree, uint64(trial))
		}
		kernels := stepsize.Config{
			Digraph: must(digraph, err)(t), Ending: core.Probe(), ProbeStarts: probes(random, n), Capacity: n + random.IntN(3),
			Mode: append(stepsize.Modes, stepsize.Own)[trial%4], Rule: stepsize.Rule{Alpha: 0.5 + float64(trial%2), Kappa: 0.25, Start: 0.01},
			Constant: make([]float64, n),
		}
		kernels.Constant[n-1] = float64(trial%3) / 16
		bound := kernels
		bound.Ending, bound.ProbeStarts = must(core.Bound(kernels.Capacity))(t), nil
		losses, start := randomBowls(random, n, d), randomStart(random, n, d)
		runs := []*stepsize.Run{
			must(stepsize.New(kernels, losses, start))(t), must(stepsize.New(bound, losses, start))(t), must(stepsize.New(withBracket(kernels), losses, start))(t),
			must(stepsize.New(withRace(kernels), losses, start))(t),
		}
		if runs[2].Kernels() != nil {
			t.Errorf("trial %d: the bracket leaves kernels behind", trial)
		}
		for range 12 {
			want, end := runs[0].Next()
			for i, run := range runs[1:] {
				got, err := run.Next()
				if (err == nil) != (end == nil) || err != nil && err.Error() != end.Error() {
					t.Fatalf("trial %d, epoch %d, run %d: ends with %v, by kernels with %v", trial, want.Epoch, i+1, err, end)
				}
				sameNumbers(t, trial, want.Applied, got.Applied)
				sameNumbers(t, trial, want.Proposals, got.Proposals)
				sameNumbers(t, trial, want.Iterate, got.Iterate)
			}
		}
	}
}

func sameNumbers(t *testing.T, trial int, want, got []float64) {
	t.Helper()
	for i, v := range want {
		if math.Float64bits(v) != math.Float64bits(got[i]) {
			t.Fatalf("trial %d: number %d is %v, by kernels %v", trial, i, got[i], v)
		}
	}
}

// TestBracketCountsRoundsAndWords: a message has 16 bytes and 8 for each of 3d+1 words (that of the least step size, one),
// one goes along every arc in every round, and rounds are whole windows. Where all start alike, epoch 0 is one window.
func TestBracketCountsRoundsAndWords(t *testing.T) {
	random := rand.New(rand.NewPCG(70, 70))
	const n, d = 12, 3
	for _, mode := range append(stepsize.Modes, stepsize.Own) {
		c := withBracket(stepsize.Config{Digraph: must(family.Random(n, 3, 1))(t), Mode: mode, Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01}})
		start := randomStart(random, 1, d)[0]
		starts := make([][]float64, n)
		for j := range starts {
			starts[j] = start
		}
		run := must(stepsize.New(c, randomBowls(random, n, d), starts))(t)
		arcs, span := int64(len(c.Digraph.Arcs())), c.Span
		first := run.Cost()
		if first.Rounds != span || first.Messages != arcs*int64(span) || first.Bytes != first.Messages*(16+8*(3*d+1)) {
			t.Errorf("%s: %+v for the start", mode, first)
		}
		for range 5 {
			e := must(run.Next())(t)
			rounds := e.Cost.Rounds - first.Rounds
			if rounds%span != 0 || e.Cost.Messages-first.Messages != arcs*int64(rounds) || e.Cost.Gradients != first.Gradients+1 {
				t.Errorf("%s, epoch %d: %+v after %+v", mode, e.Epoch, e.Cost, first)
			}
			bytes, iterate := e.Cost.Bytes-first.Bytes, arcs*int64(rounds)*(16+8*(3*d+1))
			switch step := arcs * int64(span); mode {
			case stepsize.Own:
				if bytes != iterate {
					t.Errorf("own, epoch %d: %d bytes, want %d", e.Epoch, bytes, iterate)
				}
			case stepsize.Min:
				if want := iterate - step*(16+8*(3*d+1)) + step*24; bytes != want {
					t.Errorf("min, epoch %d: %d bytes, want %d", e.Epoch, bytes, want)
				}
			default: // of the step size a message has 4 words
				if least := arcs * int64(rounds) * 48; bytes <= least || bytes >= iterate {
					t.Errorf("%s, epoch %d: %d bytes, want between %d and %d", mode, e.Epoch, bytes, least, iterate)
				}
			}
			first = e.Cost
		}
	}
}

// TestBracketOfModesSaysWhatIsWrong: a diameter that is too small, or none, is one sentence.
func TestBracketOfModesSaysWhatIsWrong(t *testing.T) {
	random := rand.New(rand.NewPCG(70, 71))
	c := withBracket(stepsize.Config{Digraph: must(family.Cycle(6))(t), Mode: stepsize.Min, Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01}})
	losses := randomBowls(random, 6, 1)
	for span, want := range map[int]string{
		-1:            "a diameter of -1: must be positive and below ",
		core.MaxNodes: "must be positive and below ",
		2:             "epoch 0: the diameter 2 is too small: after round 2 the nodes 0 and ",
	} {
		c.Span = span
		if _, err := stepsize.New(c, losses, randomStart(random, 6, 1)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a diameter of %d: %v, want %q", span, err, want)
		}
	}
	c.Span = 4 // one too small, which alike starts do not show
	run := must(stepsize.New(c, parabolas([]float64{1, 2, 3, 4, 5, 60}, 1, 2), at(6, 1)))(t)
	var broken *stepsize.BracketError
	for range 3 {
		if _, err := run.Next(); errors.As(err, &broken) {
			return
		}
	}
	t.Errorf("a diameter one too small is not noticed")
}

// TestBracketOfModesHasItsOwnRange: the bracket of two nodes holds words below 2^57, kernels those below 2^58. A greater one is
// told as what it is, with the node.
func TestBracketOfModesHasItsOwnRange(t *testing.T) {
	random := rand.New(rand.NewPCG(70, 72))
	kernels := stepsize.Config{
		Digraph: must(family.Cycle(2))(t), Ending: core.Probe(), ProbeStarts: probes(random, 2), Mode: stepsize.Mean,
		Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01}, Grid: stepsize.Grid{IterateBits: 32, StepsizeBits: 32},
	}
	large := float64(1 << 25) // 2^57 quanta
	for _, c := range []struct {
		start, constant float64
		coordinate      int
	}{{large, 1, 0}, {1, large, stepsize.Stepsize}} {
		kernels.Constant = []float64{0, c.constant}
		start := [][]float64{{1}, {c.start}}
		for _, by := range []stepsize.Config{kernels, withBracket(kernels)} {
			run, err := stepsize.New(by, parabolas([]float64{0, 0}), start)
			if err == nil {
				_, err = run.Next()
			}
			var overflow *stepsize.OverflowError
			if told := errors.As(err, &overflow); told != (by.Span > 0) || told && (overflow.Node != 1 || overflow.Coordinate != c.coordinate) {
				t.Errorf("a diameter of %d, coordinate %d: %v", by.Span, c.coordinate, err)
			}
		}
	}
}

// TestRaceOfModesIsNeverLater: on a cycle the bound ending decides, in round 2N−2; where the digraph mixes, the bracket does, in the
// rounds that it takes alone. Messages are those of both.
func TestRaceOfModesIsNeverLater(t *testing.T) {
	const d = 2
	random := rand.New(rand.NewPCG(46, 0))
	for name, g := range map[string]*core.Digraph{"cycle": must(family.Cycle(8))(t), "complete": must(family.Complete(40))(t)} {
		n := g.Nodes()
		c := withBracket(stepsize.Config{Digraph: g, Mode: stepsize.Own, Rule: stepsize.Rule{Alpha: 0.5, Start: 0.01}})
		losses, start := randomBowls(random, n, d), randomStart(random, n, d)
		alone, race := must(stepsize.New(c, losses, start))(t), must(stepsize.New(withRace(c), losses, start))(t)
		for epoch := 1; epoch <= 4; epoch++ {
			a, r := must(alone.Next())(t).Cost, must(race.Next())(t).Cost
			want := a.Rounds
			if name == "cycle" {
				want = (epoch + 1) * (2*n - 2)
			}
			if r.Rounds != want || r.Rounds > a.Rounds || r.Messages != int64(r.Rounds*len(g.Arcs())) {
				t.Errorf("%s, epoch %d: %+v, by the bracket alone %+v", name, epoch, r, a)
			}
			if r.Bytes != r.Messages*(16+8*(3*d+1)+16+8*(d+1)) {
				t.Errorf("%s, epoch %d: %d bytes in %d messages", name, epoch, r.Bytes, r.Messages)
			}
		}
	}
}
