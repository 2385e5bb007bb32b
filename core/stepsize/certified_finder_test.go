package stepsize

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"kizami/core"
)

// finds is a finder that lets a test say what a node makes of the end of an epoch, and what the nodes find to be the least.
type finds struct {
	ends  func(j int, l *CertifiedLearner) (bool, error)
	agree func(values [][]int64)
	cost  Cost
}

func (f *finds) start(start [][]float64) ([][]float64, error) { return start, nil }

func (f *finds) least(values [][]int64, _ int64) error {
	f.agree(values)
	return nil
}

func (f *finds) limit() int64 { return 1 << 30 }

func (f *finds) mean(int, [][]int64, []*CertifiedLearner) error { return nil }

func (f *finds) take(j int, l *CertifiedLearner) (bool, error) { return f.ends(j, l) }

func (f *finds) spent() *Cost { return &f.cost }

func (f *finds) store(*CertifiedRunState) {}

func (f *finds) restore(CertifiedRunState) error { return nil }

// twoNodes returns a run of two nodes that try the same point.
func twoNodes(f *finds) *CertifiedRun {
	r := &CertifiedRun{finder: f, words: make([][]int64, 2)}
	for range 2 {
		r.learners = append(r.learners, certifiedAt([]float64{0}, []float64{1}, []float64{0}, 1, []float64{-1}))
	}
	return r
}

// A run fails where nodes do not go the same way: another step accepted, an end at one of them, another point to try.
func TestCertifiedRunsHoldNodesAgainstEachOther(t *testing.T) {
	unlike := "epoch 1: node 1 accepts the step or ends the run, and another does not"
	for name, c := range map[string]struct {
		take func(j int, l *CertifiedLearner) (bool, error)
		want string
	}{
		"alike":             {func(int, *CertifiedLearner) (bool, error) { return true, nil }, "<nil>"},
		"accepted by one":   {func(j int, _ *CertifiedLearner) (bool, error) { return j == 0, nil }, unlike},
		"accepted by other": {func(j int, _ *CertifiedLearner) (bool, error) { return j == 1, nil }, unlike},
		"one ends": {func(j int, _ *CertifiedLearner) (bool, error) {
			if j == 0 {
				return true, &StalledError{}
			}
			return true, nil
		}, unlike},
		"all end":  {func(int, *CertifiedLearner) (bool, error) { return true, &StalledError{Short: true} }, (&StalledError{Epoch: 1, Short: true}).Error()},
		"it fails": {func(int, *CertifiedLearner) (bool, error) { return true, fmt.Errorf("it fails") }, "it fails"},
		"another point": {func(j int, l *CertifiedLearner) (bool, error) {
			l.trial[0] += float64(j)
			return true, nil
		}, (&DisagreementError{1, [2]int{0, 1}, 0, [2]float64{-1, 0}}).Error()},
	} {
		r := twoNodes(&finds{ends: c.take})
		_, err := r.Next()
		if fmt.Sprint(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if _, again := r.Next(); err != nil && again != err {
			t.Errorf("%s: and then %v", name, again)
		}
		if want := inner; err == nil && r.Cost().Gradients != 2*want {
			t.Errorf("%s: %d gradients in two epochs, want %d", name, r.Cost().Gradients, 2*want)
		}
	}
}

// Each kind of quantum comes from its own greatest exponent, and nodes that find different ones do not go on.
func TestCertifiedRunsAgreeOnQuanta(t *testing.T) {
	r := twoNodes(&finds{agree: func(values [][]int64) {
		least := min(values[0][0], values[1][0])
		values[0][0], values[1][0] = least, least
	}})
	r.learners[0].gradient[0], r.learners[0].curvature = 1<<10, 1
	r.learners[1].gradient[0], r.learners[1].curvature = 1, 1<<20
	if err := r.agreeOnBits(); err != nil {
		t.Fatal(err)
	}
	for _, l := range r.learners {
		if want := [2]int{CertifiedBits(1<<30, 11), CertifiedBits(1<<30, 21)}; l.bits != want {
			t.Errorf("quanta of %v bits, want %v", l.bits, want)
		}
	}
	r = twoNodes(&finds{agree: func([][]int64) {}})
	r.learners[1].gradient[0] = 1 << 10
	if err := r.agreeOnBits(); err == nil {
		t.Error("nodes with different quanta go on")
	}
}

// A bracket that cannot be true, or can lead nowhere, is a failure; and nodes say together that one is enough.
func TestBracketsAreJudged(t *testing.T) {
	bracket := func(from, to int64, narrows, small bool) core.CarriedBracket {
		return core.CarriedBracket{Lower: []int64{from, 0}, Upper: []int64{to, 0}, Narrows: narrows, Small: small}
	}
	for name, c := range map[string]struct {
		b      core.CarriedBracket
		enough bool
		fails  string
	}{
		"empty":                     {bracket(1, 0, true, true), false, "is empty"},
		"wide, and large":           {bracket(-9, 9, false, false), false, "too large to go on"},
		"large, and narrows":        {bracket(-9, 9, true, false), false, ""},
		"wide, and narrows no more": {bracket(-9, 9, false, true), true, ""},
	} {
		enough, err := judge(3, c.b, twoNodes(nil).learners)
		if enough != c.enough || (err == nil) != (c.fails == "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%s: %t, %v", name, enough, err)
		}
	}
	learners := twoNodes(nil).learners
	learners[1].rule.Accuracy = 1e-9
	if _, err := judge(3, bracket(1000, 1002, true, true), learners); err == nil || !strings.Contains(err.Error(), "nodes 0 and 1 only") {
		t.Errorf("nodes do not agree that a bracket is enough, and that is %v", err)
	}
}

// A guess of the curvature is that of a quadratic, and a number whatever the gradients are.
func TestCertifiedGuesses(t *testing.T) {
	line := &given{gradients: [][]float64{{3 * (2 + 0x1p-10)}}}
	if got := ownCurvature(line, []float64{2}, []float64{6}); math.Abs(got-3) > 1e-9 {
		t.Errorf("a curvature of %v, want 3", got)
	}
	for name, c := range map[string]struct{ at, there float64 }{
		"nothing": {0, 7}, "infinite": {math.Inf(1), 7}, "infinite there": {1, math.Inf(1)}, "no number there": {1, math.NaN()}, "no number": {math.NaN(), 7},
	} {
		if got := ownCurvature(&given{gradients: [][]float64{{c.there}}}, []float64{2}, []float64{c.at}); got != 0 {
			t.Errorf("%s: a curvature of %v", name, got)
		}
	}
}
