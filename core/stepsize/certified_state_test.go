package stepsize_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// lonely is one node of a certified run as a network drives it: what it learns with, and what it finds means with. Each is
// written down as text and restored after every step, or now and then.
type lonely struct {
	t      *testing.T
	skip   func() bool // whether to go on without
	rule   stepsize.CertifiedRule
	loss   stepsize.Loss
	config core.CarriedConfig
	degree int
	node   *core.CarriedNode
	*stepsize.CertifiedLearner
}

// copied writes a state down as text and reads it.
func copied[T any](t *testing.T, s T) (again T) {
	t.Helper()
	text, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(text, &again)
	}
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func (l *lonely) rewrite() {
	l.t.Helper()
	if l.skip() {
		return
	}
	s := l.State()
	l.CertifiedLearner = must(stepsize.RestoreCertifiedLearner(l.rule, l.loss, copied(l.t, s)))(l.t)
	if !reflect.DeepEqual(l.State(), s) {
		l.t.Fatalf("%+v became %+v", s, l.State())
	}
	l.node = must(core.RestoreCarriedNode(l.config, l.degree, copied(l.t, l.node.State())))(l.t)
}

// epoch goes through one epoch of all nodes, with messages as bytes; it returns the error with which node 0 ends.
func epoch(t *testing.T, g *core.Digraph, nodes []*lonely) (ends error) {
	t.Helper()
	for _, l := range nodes {
		words, overflow := l.Words(l.config.Limit())
		if overflow != nil {
			t.Fatal(overflow)
		}
		if err := l.node.Begin(words); err != nil {
			t.Fatal(err)
		}
		l.rewrite()
	}
	for enough := false; !enough; {
		sent := make([]core.BracketMessage, len(nodes))
		for j, l := range nodes {
			sent[j] = must(core.ParseCarriedMessage(l.config, must(l.node.Share().AppendBinary(nil))(t)))(t)
		}
		for j, l := range nodes {
			var inbox []core.BracketMessage
			for _, i := range g.In(j) {
				inbox = append(inbox, sent[i])
			}
			if err := l.node.Advance(inbox); err != nil {
				t.Fatal(err)
			}
			l.rewrite()
			enough = l.node.WindowOver() && l.Enough(l.node.Bracket())
		}
	}
	for j, l := range nodes {
		_, err := l.TakeBracket(l.node.Bracket())
		if j == 0 {
			ends = err
		}
		if fmt.Sprint(err) != fmt.Sprint(ends) {
			t.Fatalf("node %d ends with %v, node 0 with %v", j, err, ends)
		}
		if err == nil {
			l.rewrite()
		}
	}
	return ends
}

// Nodes that are driven one by one, and written down and restored after every call, go the same way as a run of which
// nothing is written: the same iterates, bit by bit, and the same end.
func TestCertifiedNodesAreRestoredAfterEveryStep(t *testing.T) {
	const seed = 591
	random := rand.New(rand.NewPCG(seed, 0))
	epochs := 0
	for run := range 8 {
		n, d := 1+random.IntN(7), 1+random.IntN(4)
		g := must(family.Random(n, min(2, n-1), random.Uint64()))(t)
		losses, start := randomForms(random, n, d), randomStart(random, 1, d)[0]
		rule := stepsize.CertifiedRule{Memory: 1 + random.IntN(5), Accuracy: 0.3, Span: max(1, g.Diameter()), Fresh: run == 7}
		starts := make([][]float64, n)
		for j := range starts {
			starts[j] = start
		}
		whole := must(stepsize.NewCertified(stepsize.Config{Digraph: g}, rule, losses, starts))(t)
		var nodes []*lonely
		config := core.CarriedConfig{Bound: n, Span: rule.Span, Coordinates: d + 1, Fresh: rule.Fresh}
		greatest := [2]int{-1000, -1000}
		for j := range n {
			l := stepsize.NewCertifiedLearner(rule, losses[j], whole.Iterate())
			node := must(core.NewCarriedNode(config, g.OutDegree(j)))(t)
			skip := func() bool { return run >= 4 && random.IntN(2) == 0 }
			nodes = append(nodes, &lonely{t, skip, rule, losses[j], config, g.OutDegree(j), node, l})
			for which, size := range l.Sizes() {
				greatest[which] = max(greatest[which], size)
			}
		}
		for _, l := range nodes {
			l.SetBits(stepsize.CertifiedBits(config.Limit(), greatest[0]), stepsize.CertifiedBits(config.Limit(), greatest[1]))
			l.rewrite()
		}
		for {
			_, err := whole.Next()
			ends := epoch(t, g, nodes)
			if (err == nil) != (ends == nil) {
				t.Fatalf("seed %d, run %d, epoch %d: %v, and the run %v", seed, run, epochs, ends, err)
			}
			var stalled *stepsize.StalledError
			if err != nil && !errors.As(err, &stalled) {
				t.Fatal(err)
			}
			for j, l := range nodes {
				for i, x := range whole.Iterate() {
					if math.Float64bits(l.Iterate()[i]) != math.Float64bits(x) {
						t.Fatalf("seed %d, run %d, epoch %d: node %d holds %v, want %v", seed, run, epochs, j, l.Iterate(), whole.Iterate())
					}
				}
			}
			if epochs++; err != nil {
				break
			}
		}
	}
	t.Logf("seed %d: 8 runs, %d epochs", seed, epochs)
}

// Quanta leave six bits above the greatest number of the start, and are no finer than 44 bits below it.
func TestCertifiedBits(t *testing.T) {
	for _, c := range []struct {
		limit          int64
		greatest, want int
	}{{1 << 36, 3, 27}, {1<<36 - 1, 3, 26}, {1 << 55, 3, 41}, {1 << 55, -10, 54}, {1 << 55, -500, 44}, {1 << 36, -500, 30}} {
		if got := stepsize.CertifiedBits(c.limit, c.greatest); got != c.want {
			t.Errorf("words to %d, numbers below 2^%d: quanta of 2^-%d, want 2^-%d", c.limit, c.greatest, got, c.want)
		}
	}
}

// begunState is that of a node after two epochs by kernels, of one node alone.
func begunState(t *testing.T) (stepsize.CertifiedRule, stepsize.Loss, stepsize.CertifiedState) {
	t.Helper()
	loss := bowl{[]float64{3, 1}, []float64{2, -1}}
	rule := stepsize.CertifiedRule{Memory: 1}
	r := certifiedRun(t, 592, []stepsize.Loss{loss}, []float64{8, 5}, rule)
	for range 2 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	return rule, loss, r.Learners()[0].State()
}

func TestCertifiedStatesThatAreNone(t *testing.T) {
	for want, spoil := range map[string]func(s *stepsize.CertifiedState){
		"a state with 1 coordinates of a point: the loss has 2":                                   func(s *stepsize.CertifiedState) { s.Trial = s.Trial[:1] },
		"a state with 0 coordinates of a point: the loss has 2":                                   func(s *stepsize.CertifiedState) { s.Pairs[0].Change = nil },
		"a state with the number NaN: all numbers are finite":                                     func(s *stepsize.CertifiedState) { s.Centre[1] = math.NaN() },
		"a state with the number +Inf: all numbers are finite":                                    func(s *stepsize.CertifiedState) { s.Curvature = math.Inf(1) },
		"quanta of 2^-545: the exponent is between -544 and 544":                                  func(s *stepsize.CertifiedState) { s.Bits[1] = 545 },
		"-1 accepted steps: must not be negative":                                                 func(s *stepsize.CertifiedState) { s.Accepted = -1 },
		"2 pairs: the rule has a memory of 1":                                                     func(s *stepsize.CertifiedState) { s.Pairs = append(s.Pairs, s.Pairs[0]) },
		"1 accepted steps and 1 pairs before the first coordination":                              func(s *stepsize.CertifiedState) { s.Began = false },
		"coordinate 0 of the step is 1, where 0 lies between the points":                          func(s *stepsize.CertifiedState) { s.Step[0], s.Trial[0] = 1, s.Iterate[0] },
		"coordinate 1 has the radius -1: must not be negative":                                    func(s *stepsize.CertifiedState) { s.Radius[1] = -1 },
		"coordinate 0 of the step or the mean gradient is not 0 before the first coordination":    func(s *stepsize.CertifiedState) { s.Began, s.Accepted, s.Pairs = false, 0, nil },
		"pair 0: the gradient hardly changes in its direction, and such a pair is not remembered": func(s *stepsize.CertifiedState) { clear(s.Pairs[0].Change) },
		"a step that does not descend for sure: a run that goes on tries no such step":            func(s *stepsize.CertifiedState) { clear(s.Step); copy(s.Trial, s.Iterate) },
	} {
		rule, loss, s := begunState(t)
		if _, err := stepsize.RestoreCertifiedLearner(rule, loss, s); err != nil {
			t.Fatalf("a good state: %v", err)
		}
		spoil(&s)
		if _, err := stepsize.RestoreCertifiedLearner(rule, loss, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := stepsize.RestoreCertifiedLearner(stepsize.CertifiedRule{Memory: -1}, bowl{}, stepsize.CertifiedState{}); fmt.Sprint(err) != "a memory of -1 pairs: must be between 1 and 100" {
		t.Error(err)
	}
}

// An epoch by the bracket takes no memory after the first.
func TestCertifiedEpochsTakeNoMemory(t *testing.T) {
	r := certifiedBowls(t, 20, true)
	next := func() {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	next()
	if allocations := testing.AllocsPerRun(4, next); allocations != 0 {
		t.Errorf("%v allocations in an epoch", allocations)
	}
}
