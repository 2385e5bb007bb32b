package learn

import (
	"context"
	"math"
	"testing"

	"kizami/core"
)

// Cost grows with everything that makes a run longer.
func TestCostGrowsWithTheWork(t *testing.T) {
	base := parsed(t, everyMethod)
	for name, change := range map[string]func(e *Experiment){
		"seeds":     func(e *Experiment) { e.Seeds.Count++ },
		"epochs":    func(e *Experiment) { e.Epochs++ },
		"methods":   func(e *Experiment) { e.Methods = append(e.Methods, e.Methods[0]) },
		"nodes":     func(e *Experiment) { e.Digraph.Nodes++ },
		"degree":    func(e *Experiment) { e.Digraph.Degree++ },
		"dimension": func(e *Experiment) { e.Start = make([]float64, len(e.Start)+1) },
		"tuned":     func(e *Experiment) { e.Methods = tunedOnly(e.Methods) },
		"bound":     func(e *Experiment) { e.Ending = must(core.Bound(100))(t) },
		"logistic": func(e *Experiment) {
			g := e.Problem.(Generated)
			g.Kind, g.Ridge, g.Rows = KindLogistic, 0.1, 100
			e.Problem = g
		},
	} {
		e := parsed(t, everyMethod)
		change(e)
		if e.Cost() <= base.Cost() {
			t.Errorf("%s: %d is not above %d", name, e.Cost(), base.Cost())
		}
	}
	e := parsed(t, everyMethod)
	if e.Trace = false; e.Cost() >= base.Cost() {
		t.Errorf("without a trace: %d is not below %d", e.Cost(), base.Cost())
	}
	e.Digraph.Nodes, e.Digraph.Degree, e.Ending = 200, 199, must(core.Bound(core.MaxNodes))(t)
	if e.Epochs, e.Seeds.Count = math.MaxInt32, math.MaxInt32; e.Cost() < math.MaxInt64/4 {
		t.Errorf("of the longest run there is: %d", e.Cost())
	}
}

func tunedOnly(methods []MethodSpec) []MethodSpec {
	tuned := append([]MethodSpec(nil), methods...)
	for i := range tuned {
		if tuned[i].Method == MethodDGD {
			tuned[i].Step = StepTuned
		}
	}
	return tuned
}

// The slowest of the families needs no more rounds of ratio consensus than Cost counts on.
func TestRatioConsensusIsWithinItsCost(t *testing.T) {
	for _, tolerance := range []float64{1e-3, 1e-9} {
		_, exponent := math.Frexp(tolerance)
		for _, family := range Families() {
			for _, n := range []int{10, 36} {
				for seed := range uint64(3) {
					l := must(lengthsOf(context.Background(), family, n, seed, tolerance))(t)
					if most := float64(n*n*(1-exponent)) / 4; float64(l.ratio) > most {
						t.Errorf("%s of %d nodes, tolerance %v: %d rounds, counted on %v", family, n, tolerance, l.ratio, most)
					}
				}
			}
		}
	}
}
