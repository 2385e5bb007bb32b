package learn

import (
	"math"
	"testing"

	"kizami/core"
	"kizami/core/family"
)

// TestExperimentsMadeInGoAreChecked spoils in one place each what Parse would not even have read.
func TestExperimentsMadeInGoAreChecked(t *testing.T) {
	low, _ := core.Bound(2)
	for _, c := range []struct {
		code  string
		spoil func(e *Experiment)
	}{
		{"unknown-name", func(e *Experiment) { e.Task = "" }},
		{"out-of-range", func(e *Experiment) { e.Seeds.First = MaxSeed + 1 }},
		{"out-of-range", func(e *Experiment) { e.Seeds.Count = 0 }},
		{"seeds-end", func(e *Experiment) { e.Seeds = Seeds{MaxSeed, 2} }},
		{"trace-size", func(e *Experiment) { e.Trace, e.Epochs, e.Seeds.Count = true, MaxEpochs, MaxSeeds }},
		{"out-of-range", func(e *Experiment) { e.Tolerance = math.NaN() }},
		{"missing-field", func(e *Experiment) { e.Problem = nil }},
		{"node-count", func(e *Experiment) { e.Digraph.Nodes = MaxNodes + 1 }},
		{"node-count", func(e *Experiment) { e.Digraph.Explicit, _ = family.Cycle(MaxNodes + 1) }},
		{"unknown-name", func(e *Experiment) { e.Digraph.Family = "wheel" }},
		{"family-nodes", func(e *Experiment) { e.Digraph.Family = "barbell" }},
		{"bound-range", func(e *Experiment) { e.Ending = low }},
		{"capacity-range", func(e *Experiment) { e.Capacity = core.MaxNodes + 1 }},
		{"problem-nodes", func(e *Experiment) { e.Digraph.Nodes, e.Capacity = 4, 4 }},
		{"start-length", func(e *Experiment) { e.Start = nil }},
		{"out-of-range", func(e *Experiment) { e.Start = []float64{math.Inf(1)} }},
		{"out-of-range", func(e *Experiment) { e.IterateBits = -1 }},
		{"out-of-range", func(e *Experiment) { e.StepsizeBits = 61 }},
		{"out-of-range", func(e *Experiment) { e.Epochs = MaxEpochs + 1 }},
		{"out-of-range", func(e *Experiment) { e.Range = -1 }},
		{"list-size", func(e *Experiment) { e.Methods = nil }},
		{"text-length", func(e *Experiment) { e.Methods[0].Name = "" }},
		{"unknown-name", func(e *Experiment) { e.Methods[0].Method = "extra" }},
		{"unknown-name", func(e *Experiment) { e.Methods[0].Mode = "" }},
		{"list-length", func(e *Experiment) { e.Methods[0].Constant = make([]float64, 2) }},
		{"out-of-range", func(e *Experiment) { e.Methods[0].Constant = []float64{0, -1, 0} }},
		{"out-of-range", func(e *Experiment) { e.Methods[0].Alpha = 0 }},
		{"out-of-range", func(e *Experiment) { e.Methods[0].Kappa = 1 }},
		{"out-of-range", func(e *Experiment) { e.Methods[0].Start = 0 }},
		{"unknown-name", func(e *Experiment) { e.Methods[1].Step = "" }},
		{"out-of-range", func(e *Experiment) { e.Methods[1].Step = StepFixed }},
		{"name-repeated", func(e *Experiment) { e.Methods[1].Name = e.Methods[0].Name }},
		{"list-size", func(e *Experiment) { e.Task, e.NodeCounts = TaskRounds, []int{5} }},
		{"list-size", func(e *Experiment) { e.Task, e.Families, e.NodeCounts = TaskRounds, []string{"cycle"}, make([]int, 11) }},
		{"out-of-range", func(e *Experiment) {
			e.Task, e.Families, e.NodeCounts, e.Tolerance = TaskRounds, []string{"cycle"}, []int{5}, 0.99*minRoundsTolerance
		}},
		{"unknown-name", func(e *Experiment) { e.Task, e.Families, e.NodeCounts = TaskRounds, []string{"random"}, []int{5} }},
		{"node-count", func(e *Experiment) {
			e.Task, e.Families, e.NodeCounts = TaskRounds, []string{"cycle"}, []int{MaxRoundsNodes + 1}
		}},
	} {
		problem, err := NewQuadratic([]float64{1, 2, 3}, []float64{0, 0, 1})
		if err != nil {
			t.Fatal(err)
		}
		e := New(DigraphSpec{Family: "cycle", Nodes: 3}, Fixed(problem),
			MethodSpec{Method: MethodCoordinated, Constant: []float64{0, 0.5, 0}}, MethodSpec{Method: MethodPushPull})
		if err := e.Check(); err != nil {
			t.Fatal(err)
		}
		c.spoil(e)
		isFault(t, e.Check(), c.code)
	}
}

func TestQuadraticsMadeInGoAreChecked(t *testing.T) {
	for _, c := range []struct {
		curvatures, minimisers []float64
		code                   string
	}{
		{nil, nil, "node-count"}, {[]float64{1}, nil, "list-length"}, {[]float64{-1}, []float64{0}, "out-of-range"},
		{[]float64{math.NaN()}, []float64{0}, "out-of-range"}, {[]float64{1}, []float64{math.Inf(-1)}, "out-of-range"},
	} {
		_, err := NewQuadratic(c.curvatures, c.minimisers)
		isFault(t, err, c.code)
	}
}

func TestDigraphsAreMade(t *testing.T) {
	for _, family := range Families() {
		if _, err := (DigraphSpec{Family: family, Nodes: 10}).Make(1); err != nil {
			t.Error(err)
		}
	}
	given, _ := family.Star(3)
	if g, err := (DigraphSpec{Explicit: given}).Make(5); g != given || err != nil || (DigraphSpec{Explicit: given}).Size() != 3 {
		t.Errorf("%v, %v", g, err)
	}
	arcs := func(seed uint64) []core.Arc {
		g, err := DigraphSpec{Family: "random", Nodes: 9, Degree: 2}.Make(seed)
		if err != nil {
			t.Fatal(err)
		}
		return g.Arcs()
	}
	first, again, other := arcs(1), arcs(1), arcs(2)
	same := true
	for i, arc := range first {
		if arc != again[i] {
			t.Fatal("the same seed gave two digraphs")
		}
		same = same && arc == other[i]
	}
	if same || len(first) != 18 {
		t.Error("every seed draws a digraph anew")
	}
}
