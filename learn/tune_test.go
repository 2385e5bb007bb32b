package learn

import (
	"math"
	"slices"
	"testing"

	"kizami/core/stepsize"
)

func TestTheGridHasEightStepsInADecade(t *testing.T) {
	for k := gridLast; k <= gridFirst(MaxNodes); k++ {
		if got, want := gridStep(k), math.Pow(10, float64(k)/8); abs(got/want-1) > 1e-14 {
			t.Errorf("step %d is %v, want %v", k, got, want)
		}
	}
}

// actor plays a run: it is off by 1 until it converges in some epoch, or ends with some other error, or diverges.
type actor struct {
	epoch, converges int
	error            float64
}

func (a *actor) Step() error { a.epoch++; return nil }

func (a *actor) Iterates() [][]float64 {
	if a.converges > 0 && a.epoch >= a.converges {
		return [][]float64{{0}}
	}
	return [][]float64{{a.error}}
}

func (a *actor) Steps() (proposed, applied []float64) { return nil, nil }

func (a *actor) Cost() stepsize.Cost { return stepsize.Cost{} }

func oneNode() *instance {
	losses := []stepsize.Loss{diagonal([]float64{0.5}, []float64{0})}
	return &instance{problem: &learning{lipschitz: []float64{0.5}}, losses: losses, optimum: []float64{0}, scale: 1}
}

func TestTuningTakesTheFewestEpochs(t *testing.T) {
	in := oneNode()
	e := &Experiment{Tolerance: 1e-6, Epochs: 50}
	for name, c := range map[string]struct {
		actors map[int]actor // by place on the grid; the others diverge down to 0 and stay where they are below
		want   int
	}{
		"the fewest":                    {map[int]actor{3: {converges: 30}, 2: {converges: 20}, 1: {converges: 25}}, 2},
		"of equals the largest":         {map[int]actor{3: {converges: 20}, 2: {converges: 20}}, 3},
		"at the top":                    {map[int]actor{8: {converges: 7}, 7: {converges: 8}}, 8},
		"a second valley in the decade": {map[int]actor{3: {converges: 30}, -5: {converges: 20}}, -5},
		"one beyond the decade":         {map[int]actor{3: {converges: 30}, -6: {converges: 20}}, 3},
		"after a slow one":              {map[int]actor{4: {error: 0.9}, 3: {error: 0.9}, 1: {converges: 50}}, 1},
		"the last epoch counts":         {map[int]actor{4: {converges: 51}, 3: {converges: 50}}, 3},
		"else the smallest error":       {map[int]actor{4: {error: 0.5}, 3: {error: 0.2}, 2: {error: 0.3}}, 3},
		"rather stay than diverge":      {map[int]actor{4: {error: 900}}, -1},
		"down to the end": {map[int]actor{
			-40: {error: 0.5}, -33: {error: 0.7}, -26: {error: 0.8}, -19: {error: 0.9}, -12: {error: 0.93}, -5: {error: 0.95},
		}, -40},
	} {
		begin := func(step float64) machine {
			k := int(math.Round(8 * math.Log10(step*0.5)))
			a, ok := c.actors[k]
			switch {
			case !ok && k >= 0:
				a.error = 1e13
			case a.error == 0:
				a.error = 1
			}
			return &a
		}
		if got := must(e.tune(toTheEnd, in, begin))(t); got != gridStep(c.want)/0.5 {
			t.Errorf("%s: step %v, number %v of the grid, want %d", name, got, 8*math.Log10(got*0.5), c.want)
		}
	}
}

// On real problems the decade below the best suffices to find what the whole grid has to offer.
func TestTuningFindsTheBestOfTheGrid(t *testing.T) {
	e := parsed(t, everyMethod)
	for _, epochs := range []int{500, 12} { // with 12 no step gets to the tolerance
		e.Epochs = epochs
		for seed := range uint64(3) {
			in := must(e.instance(seed))(t)
			for _, method := range []string{MethodDGD, MethodPushDIGing, MethodPushPull} {
				begin, begun := e.fixedStep(in, method), 0
				best, bestRun := 0.0, Run{End: Diverged}
				for k := gridFirst(len(in.losses)); k >= gridLast; k-- {
					step := gridStep(k) / in.steepest()
					m := measurement{instance: in, machine: begin(step), tolerance: e.Tolerance, epochs: epochs}
					run := must(m.run(toTheEnd))(t)
					if best == 0 || better(run, bestRun) {
						best, bestRun = step, run
					}
				}
				got := must(e.tune(toTheEnd, in, func(step float64) machine { begun++; return begin(step) }))(t)
				if got != best || begun > 48 {
					t.Errorf("%s, seed %d, %d epochs: step %v after %d of 57, the best is %v: %+v",
						method, seed, epochs, got, begun, best, bestRun)
				}
			}
		}
	}
}

// Where one node of many is steep, f̄ bears far longer steps than 1/L_max: the grid reaches beyond the longest that is of use.
func TestTheGridReachesFarEnough(t *testing.T) {
	for _, n := range []int{1, 2, 10, 11, 50, 200} {
		if longest := gridStep(gridFirst(n)); longest < 10*float64(n) || longest > 100*float64(n) {
			t.Errorf("%d nodes: the longest step is %v/L_max", n, longest)
		}
	}
	const n = 50
	curvatures := slices.Repeat([]float64{1}, n)
	curvatures[0] = 1000
	problem := must(NewQuadratic(curvatures, slices.Repeat([]float64{1}, n)))(t)
	e := New(DigraphSpec{Family: "complete", Nodes: n}, Fixed(problem), MethodSpec{Method: MethodPushPull, Step: StepTuned})
	e.Seeds.Count = 1
	run := reportOf(t, e).Methods[0].Runs[0]
	if inside := run.Step * 1000; inside <= 10 || inside >= gridStep(gridFirst(n)) || run.Epochs > 10 {
		t.Errorf("the best step is %v/L_max: %+v", inside, run)
	}
}
