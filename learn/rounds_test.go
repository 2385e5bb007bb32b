package learn

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"kizami/core"
)

// What is known of the families by formulas: diameters, and orders, from which R, 2R+1 rounds until all have decided and at
// most 3n until silence follow. Ratio consensus starts from other values in each seed.
func TestRoundsOfTheFamilies(t *testing.T) {
	e := &Experiment{Task: TaskRounds, Seeds: Seeds{1, 5}, Tolerance: 1e-9, Families: Families(), NodeCounts: []int{10, 16}}
	known := map[string]map[int][2]float64{ // diameter and R; 0 where they are not the same for all seeds
		"barbell": {10: {3, 4}, 16: {3, 4}}, "path": {10: {9, 9}, 16: {15, 15}},
		"cycle": {10: {9, 9}, 16: {15, 15}}, "ring": {10: {5, 5}, 16: {8, 8}},
		"grid": {10: {5, 9}, 16: {6, 9}}, "star": {10: {2, 2}, 16: {2, 2}}, "random-3": {10: {0, 0}, 16: {0, 0}},
		"exponential": {10: {3, 6}, 16: {0, 0}}, "random-8": {10: {2, 0}, 16: {0, 0}}, "complete": {10: {1, 1}, 16: {1, 1}},
	}
	r := reportOf(t, e)
	if len(r.Families) != 20 {
		t.Fatalf("%d rows", len(r.Families))
	}
	for i, f := range r.Families {
		if f.Family != e.Families[i/2] || f.Nodes != e.NodeCounts[i%2] {
			t.Errorf("row %d is %s of %d nodes", i, f.Family, f.Nodes)
		}
		want := known[f.Family][f.Nodes]
		differs := func(got Band, v float64) bool { return v > 0 && got != Band{v, v, v} }
		if differs(f.Diameter, want[0]) || differs(f.Repeated, want[1]) {
			t.Errorf("%s of %d: diameter %v and R %v, want %v", f.Family, f.Nodes, f.Diameter, f.Repeated, want)
		}
		if f.First.Median != 2*f.Repeated.Median+1 || f.Silent.High > float64(3*f.Nodes) || f.Silent.Low < f.First.Low {
			t.Errorf("%s of %d: R %v, first %v, silent %v", f.Family, f.Nodes, f.Repeated, f.First, f.Silent)
		}
		if f.Race.Rounds.High > float64(2*f.Nodes-2) || f.Bracket == nil || f.Race.Rounds.Median != min(f.Bracket.Rounds.Median, float64(2*f.Nodes-2)) ||
			f.Undecided != 0 || f.Bracket.Words.Low != 4*f.Bracket.Rounds.Low || f.Race.Words.High != 6*f.Race.Rounds.High {
			t.Errorf("%s of %d: race %v, bracket %v, %d undecided", f.Family, f.Nodes, f.Race, f.Bracket, f.Undecided)
		}
		if n := float64(f.Nodes); f.Flooding.Rounds.Median != f.Diameter.Median+1 || f.Flooding.Words != (Band{n, n, n}) {
			t.Errorf("%s of %d: diameter %v, flooding %v", f.Family, f.Nodes, f.Diameter, f.Flooding)
		}
		if f.Ratio.Low < f.Diameter.Low || f.Gain <= 0 {
			t.Errorf("%s of %d: ratio consensus after %v rounds, gain %v", f.Family, f.Nodes, f.Ratio, f.Gain)
		}
	}
}

// The last node is the centre of a star, and knows the average first: the others count.
func TestRoundsAreThoseOfTheSlowestNode(t *testing.T) {
	g := must(core.NewDigraph(4, []core.Arc{
		{From: 0, To: 3}, {From: 3, To: 0}, {From: 1, To: 3}, {From: 3, To: 1}, {From: 2, To: 3}, {From: 3, To: 2},
	}))(t)
	var l lengths
	if err := l.coordinate(g, [][]int64{{1}, {2}, {3}, {5}}, probeStarts(4, 1)); err != nil {
		t.Fatal(err)
	}
	if l.first != 5 || l.repeated != 2 || l.silent < 5 || l.silent > 12 {
		t.Errorf("%+v", l)
	}
}

// On a complete digraph one round averages exactly. On a directed cycle of n nodes errors shrink by cos(π/n) in a round:
// the rounds to a tolerance are in proportion to the digits.
func TestRatioConsensusShrinksByTheSecondEigenvalue(t *testing.T) {
	g := must(familyDigraph("cycle", 8, 0, 1))(t)
	values := [][]float64{{1}, {0}, {0}, {0}, {0}, {0}, {0}, {0}}
	rounds := map[float64]int{}
	for _, tolerance := range []float64{1e-3, 1e-6, 1e-9} {
		rounds[tolerance] = must(ratioConsensus(context.Background(), g, values, tolerance))(t)
	}
	// ln(1000)/−ln(cos(π/8)) = 87.28
	if a, b := rounds[1e-6]-rounds[1e-3], rounds[1e-9]-rounds[1e-6]; a < 86 || a > 89 || b < 86 || b > 89 {
		t.Errorf("rounds by tolerance: %v", rounds)
	}
	if got := must(ratioConsensus(context.Background(), must(familyDigraph("complete", 8, 0, 1))(t), values, 1e-15))(t); got != 1 {
		t.Errorf("complete: %d rounds", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ratioConsensus(ctx, g, values, 0); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Rounding pulls ratio consensus away from the average as long as it goes on: the slowest digraph has the least margin.
func TestTheLeastToleranceIsWithinReach(t *testing.T) {
	l := must(lengthsOf(context.Background(), "barbell", MaxNodes, 1, minRoundsTolerance))(t)
	if l.ratio < 50_000 {
		t.Errorf("%+v: no slow digraph", l)
	}
}

func TestRoundsAreTheSameEveryTime(t *testing.T) {
	e := &Experiment{Task: TaskRounds, Seeds: Seeds{9, 4}, Tolerance: 1e-6, Families: []string{"random-3", "star"}, NodeCounts: []int{12}}
	one, two := must(json.Marshal(reportOf(t, e)))(t), must(json.Marshal(reportOf(t, e)))(t)
	if string(one) != string(two) {
		t.Errorf("%s\n%s", one, two)
	}
}

func TestFamilyDigraphsHaveTheirNames(t *testing.T) {
	for _, name := range Families() {
		if g, err := familyDigraph(name, 12, 0, 1); err != nil || g.Nodes() != 12 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, degree := range map[string]int{"random": 5, "random-3": 3, "random-8": 8} {
		if got := must(familyDigraph(name, 12, 5, 1))(t).OutDegree(7); got != degree {
			t.Errorf("%s: out-degree %d", name, got)
		}
	}
	if g, err := familyDigraph("petersen", 10, 0, 1); g != nil || err == nil || !strings.Contains(err.Error(), "petersen") {
		t.Errorf("%v, %v", g, err)
	}
}

// Beyond MaxNodes nodes there are the bracket, the race and flooding. Where the bracket takes too long, that is said; with
// some seeds it may not.
func TestRoundsOfLargeDigraphs(t *testing.T) {
	e := &Experiment{Task: TaskRounds, Seeds: Seeds{1, 2}, Tolerance: 1e-9, Families: []string{"random-8", "barbell"}, NodeCounts: []int{1000}}
	families := reportOf(t, e).Families
	quick, slow := families[0], families[1]
	if quick.Probed != nil || quick.Undecided != 0 || quick.Bracket.Rounds.Median > 60 || quick.Race.Rounds != quick.Bracket.Rounds || quick.Last != 44_444 {
		t.Errorf("%+v", quick)
	}
	if slow.Probed != nil || slow.Undecided != 2 || slow.Bracket != nil || slow.Last != 799 || slow.Race.Rounds.Low != 1998 || slow.Flooding.Rounds.Low != 4 {
		t.Errorf("%+v", slow)
	}
	some := reportFamily("cycle", 300, []lengths{{bracket: -1, last: 70}, {bracket: 60, last: 70}, {bracket: 600, last: 70}})
	if some.Undecided != 1 || some.Bracket.Rounds != (Band{60, 60, 600}) || some.Race.Rounds.High != 598 {
		t.Errorf("%+v, bracket %v", some, some.Bracket)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := lengthsOf(ctx, "cycle", 300, 1, 1e-9); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
