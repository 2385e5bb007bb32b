package stepsize_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// history holds the variables of tla/AutomatedStepsize.tla, gathered from the nodes' states: tables by epoch and node.
type history struct {
	mode                        stepsize.Mode
	bits                        int
	proposed                    []int
	proposals, adopted, applied [][]float64 // [epoch][node]; None where there is nothing yet
	learners                    []*stepsize.Learner
}

func newHistory(mode stepsize.Mode, bits, epochs int, learners []*stepsize.Learner) *history {
	h := &history{mode: mode, bits: bits, proposed: make([]int, len(learners)), learners: learners}
	for range epochs + 1 {
		h.proposals = append(h.proposals, make([]float64, len(learners)))
		h.adopted = append(h.adopted, make([]float64, len(learners)))
		h.applied = append(h.applied, make([]float64, len(learners)))
	}
	return h
}

// observe copies what the nodes' states say.
func (h *history) observe() {
	for j, l := range h.learners {
		s := l.State()
		h.proposed[j] = s.Proposed
		h.proposals[s.Proposed][j], h.adopted[s.Proposed][j], h.applied[s.Proposed][j] = s.Proposals, s.Adopted, s.Applied
	}
}

func (h *history) canCoordinate(e int) bool {
	return !slices.ContainsFunc(h.proposed, func(p int) bool { return p < e })
}

func (h *history) combination(mode stepsize.Mode, e int) float64 {
	var words []int64
	for _, p := range h.proposals[e] {
		w, _ := mode.Word(p, h.bits)
		words = append(words, w)
	}
	return stepsize.Combine(mode, words, h.bits)
}

// check holds the invariants of the module, by their names there.
func (h *history) check(t *testing.T) {
	t.Helper()
	for i, l := range h.learners {
		for j, m := range h.learners {
			if h.proposed[i] > h.proposed[j]+1 || l.Last() > m.Last()+1 {
				t.Fatalf("SkewAtMostOne: nodes %d and %d have proposed for %d and %d, applied for %d and %d",
					i, j, h.proposed[i], h.proposed[j], l.Last(), m.Last())
			}
		}
	}
	for e := 1; e < len(h.applied); e++ {
		for j, l := range h.learners {
			applied := h.applied[e][j]
			if (applied != stepsize.None) != (e <= l.Last()) {
				t.Fatalf("InOrder: node %d applied %v in epoch %d, and the last is %d", j, applied, e, l.Last())
			}
			if applied == stepsize.None {
				continue
			}
			if applied != h.adopted[e][j] {
				t.Fatalf("Apply: node %d adopted %v in epoch %d and applied %v", j, h.adopted[e][j], e, applied)
			}
			if applied != slices.Max(h.applied[e]) {
				t.Fatalf("SameStepsize: epoch %d: %v", e, h.applied[e])
			}
			if !h.canCoordinate(e) || applied != h.combination(h.mode, e) {
				t.Fatalf("NoMixing: node %d applied %v in epoch %d, the proposals are %v", j, applied, e, h.proposals[e])
			}
		}
		if h.canCoordinate(e) {
			h.checkRange(t, e)
		}
	}
}

// checkRange allows what rounding to the grid does to step sizes up to 1: a quantum.
func (h *history) checkRange(t *testing.T, e int) {
	t.Helper()
	off := math.Ldexp(1, -h.bits)
	low, high := slices.Min(h.proposals[e])-off, slices.Max(h.proposals[e])+off
	least, harmonic, mean := h.combination(stepsize.Min, e), h.combination(stepsize.Harmonic, e), h.combination(stepsize.Mean, e)
	if high > 1 || least < low || mean > high || least > harmonic+off || harmonic > mean+off {
		t.Fatalf("CombinedInRange: of %v the least is %v, the harmonic mean %v, the mean %v", h.proposals[e], least, harmonic, mean)
	}
}

// In runs in lock step.
func TestRunKeepsTheModelsInvariants(t *testing.T) {
	const epochs = 15
	random := rand.New(rand.NewPCG(34, 1))
	for trial := range 24 {
		n, mode := 2+random.IntN(7), stepsize.Modes[trial%3]
		c := stepsize.Config{
			Digraph: must(family.Random(n, 1+random.IntN(n-1), uint64(trial)))(t), Ending: core.Probe(), ProbeStarts: probes(random, n),
			Mode: mode, Rule: stepsize.Rule{Alpha: 0.2, Kappa: 0.5, Start: 0.01}, Grid: stepsize.Grid{StepsizeBits: 40},
		}
		run := must(stepsize.New(c, randomBowls(random, n, 3), randomStart(random, n, 3)))(t)
		h := newHistory(mode, 40, epochs, run.Learners())
		for range epochs {
			must(run.Next())(t)
			h.observe()
			h.check(t)
		}
	}
}

// Learners need no lock step: whoever is given a turn, and whatever it is told to do, the contract of a coordination
// (every node adopts the one value, which exists when all have proposed) is enough.
func TestLearnersAtTheirOwnPace(t *testing.T) {
	const epochs = 6
	random := rand.New(rand.NewPCG(34, 2))
	ahead := 0
	for trial := range 60 {
		n, mode := 2+random.IntN(4), stepsize.Modes[trial%3]
		var learners []*stepsize.Learner
		for _, loss := range randomBowls(random, n, 2) {
			learners = append(learners, stepsize.NewLearner(stepsize.Rule{Alpha: 0.2, Start: 0.01}, mode, 0, loss, []float64{0, 0}))
		}
		walk := walk{newHistory(mode, 40, epochs, learners), random, make([][]float64, n), make([]int, n)}
		for !walk.over(epochs) {
			walk.turn(t, epochs)
			walk.check(t)
			if slices.Max(walk.proposed) > slices.Min(walk.proposed) {
				ahead++
			}
		}
	}
	if ahead == 0 {
		t.Error("no node was ever ahead of another: the walk says little")
	}
}

// walk gives learners turns at random.
type walk struct {
	*history
	random *rand.Rand
	steps  [][]float64 // where the last step of each node led
	moved  []int       // the last epoch of which each node has moved
}

func (w *walk) over(epochs int) bool { return slices.Min(w.moved) == epochs }

// last returns the operator Last of the module: in how many epochs node j has applied.
func (w *walk) last(j int) (epochs int) {
	for _, row := range w.applied {
		if row[j] != stepsize.None {
			epochs++
		}
	}
	return epochs
}

// turn has a node try an action, whether it can do it or not, and expects what the module says. Only what the network
// says is kept from the node: the value of a coordination until that exists, and epochs beyond the last.
func (w *walk) turn(t *testing.T, epochs int) {
	j := w.random.IntN(len(w.learners))
	l, e := w.learners[j], w.proposed[j]
	under, adopted := e > w.last(j), w.adopted[e][j] != stepsize.None
	switch w.random.IntN(4) {
	case 0:
		if can := !under && w.moved[j] == e; e < epochs {
			expect(t, "Propose", can, l.CanPropose(), second(l.Propose()))
		}
	case 1:
		can, value := under && !adopted, 12345.0
		if can && !w.canCoordinate(e) {
			return
		}
		if can {
			value = w.combination(w.mode, e)
		}
		expect(t, "Adopt", can, l.CanAdopt(), l.Adopt(value))
	case 2:
		could := l.CanApply()
		step, ok := l.Apply()
		if expect(t, "Apply", under && adopted, could, ok); ok {
			w.steps[j] = slices.Clone(step)
		}
	case 3:
		w.move(t, j)
	}
	w.observe()
}

func (w *walk) move(t *testing.T, j int) {
	l, e := w.learners[j], w.proposed[j]
	if w.moved[j] == w.last(j) {
		expect(t, "Move", false, false, l.Move([]float64{12345, 12345}))
		return
	}
	mean := make([]float64, len(l.Iterate()))
	for i, m := range w.learners {
		if m.Last() < e {
			return
		}
		for c := range mean {
			mean[c] += w.steps[i][c] / float64(len(w.learners))
		}
	}
	expect(t, "Move", true, true, l.Move(mean))
	w.moved[j] = e
}

func expect(t *testing.T, action string, want, can, did bool) {
	t.Helper()
	if can != want || did != want {
		t.Fatalf("%s: can %v, did %v, want %v", action, can, did, want)
	}
}

func second[T any](_ T, ok bool) bool { return ok }
