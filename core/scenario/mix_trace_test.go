package scenario

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

// checkMixing holds a trace of the bracket or the race against nodes of package core in lock step, which share no code with
// the network that was recorded but their common bracket.
func checkMixing(t *testing.T, trace *Trace) {
	t.Helper()
	nodes := mixingNodes(t, trace)
	last := len(trace.Events) - 1
	for k, event := range trace.Events[:last] {
		action := core.ActionAdvance
		if k == 0 {
			action = core.ActionInit
		} else {
			coretest.AdvanceBracket(t, trace.Scenario.digraph, nodes)
		}
		if event.Action != action || event.Round != k || len(event.Nodes) != len(nodes) {
			t.Fatalf("event %d is %s of %d nodes in round %d", k, event.Action, len(event.Nodes), event.Round)
		}
		window := k%trace.Outcome.Ending.Diameter == 0
		if window != (event.Bracket != nil) {
			t.Errorf("round %d: a bracket of %d coordinates", k, len(event.Bracket))
		}
		for j, node := range nodes {
			checkState(t, trace, event, event.Nodes[j], node.State())
		}
		for c, b := range event.Bracket {
			checkBracket(t, trace, c, b, nodes[0])
		}
	}
	checkTogether(t, trace, nodes)
}

func mixingNodes(t *testing.T, trace *Trace) (nodes []*core.BracketNode) {
	t.Helper()
	s, e := trace.Scenario, trace.Outcome.Ending
	for j, value := range s.quanta {
		node, err := core.NewBracketNode(core.BracketConfig{Bound: e.Bound, Span: e.Diameter, Most: s.most}, s.digraph.OutDegree(j), value)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, node)
	}
	return nodes
}

// texts are whole numbers as a trace writes them.
func texts(numbers ...int64) (all []string) {
	for _, n := range numbers {
		all = append(all, fmt.Sprint(n))
	}
	return all
}

func checkState(t *testing.T, trace *Trace, event Event, got Change, want core.BracketState) {
	t.Helper()
	if !slices.Equal(got.Numerator, texts(want.Numerator...)) || got.Denominator != fmt.Sprint(want.Denominator) ||
		!slices.Equal(got.Least, texts(want.Least...)) || !slices.Equal(got.Greatest, texts(want.Greatest...)) {
		t.Errorf("round %d, node %d: %+v, the node has %+v", event.Round, got.ID, got, want)
	}
	grid := int64(1) << 61
	for c, x := range want.Numerator {
		for what, pair := range map[string][2]float64{
			"ratio": {float64(got.Ratio[c]), value(trace, want, c, x, want.Denominator)},
			"least": {got.Heard[c][0], value(trace, want, c, want.Least[c], grid)}, "greatest": {got.Heard[c][1], value(trace, want, c, want.Greatest[c], grid)},
		} {
			if pair[0] != pair[1] {
				t.Errorf("round %d, node %d: the %s of coordinate %d is %v, want %v", event.Round, got.ID, what, c, pair[0], pair[1])
			}
		}
	}
}

// value is (centre + above/below)/2^scale quanta, in the units of the values.
func value(trace *Trace, s core.BracketState, c int, above, below int64) float64 {
	v := big.NewRat(above, below)
	v.Add(v, new(big.Rat).SetInt(s.Centre[c]))
	two := big.NewRat(2, 1)
	for range s.Scale[c] {
		v.Quo(v, two)
	}
	for range -s.Scale[c] {
		v.Mul(v, two)
	}
	nearest, _ := v.Mul(v, trace.Scenario.quantum).Float64()
	return nearest
}

func checkBracket(t *testing.T, trace *Trace, c int, got Bracket, node *core.BracketNode) {
	t.Helper()
	s, quantum := node.State(), trace.Scenario.quantum
	lower, upper := node.Bracket(c)
	low, high := new(big.Rat).Mul(lower, quantum), new(big.Rat).Mul(upper, quantum)
	want := Bracket{
		Lower: fmt.Sprint(s.Lower[c]), Upper: fmt.Sprint(s.Upper[c]), Centre: s.Centre[c].String(), Scale: s.Scale[c],
		Between: [2]string{low.RatString(), high.RatString()}, Decimal: [2]float64{decimal(low), decimal(high)},
	}
	var all []*big.Rat
	for d := int64(1); d <= int64(trace.Outcome.Ending.Bound); d++ {
		first := new(big.Rat).Mul(lower, big.NewRat(d, 1))
		a := new(big.Int).Div(first.Num(), first.Denom())
		for q := new(big.Rat).SetFrac(a, big.NewInt(d)); q.Cmp(upper) <= 0 && len(all) < 4*mostLeft; q = new(big.Rat).Add(q, big.NewRat(1, d)) {
			if q.Cmp(lower) >= 0 && q.Denom().Int64() == d {
				all = append(all, q)
			}
		}
	}
	slices.SortFunc(all, (*big.Rat).Cmp)
	if len(all) < mostLeft/len(trace.Scenario.values[0]) {
		for _, q := range all {
			want.Left = append(want.Left, q.Mul(q, quantum).RatString())
		}
	} else if len(all) < 2*mostLeft { // may be listed or not, near the limit
		want.Left = got.Left
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("coordinate %d: the bracket %+v, want %+v", c, got, want)
	}
}

// checkTogether holds the last event: all decide what the outcome says.
func checkTogether(t *testing.T, trace *Trace, nodes []*core.BracketNode) {
	t.Helper()
	event, out := trace.Events[len(trace.Events)-1], trace.Outcome
	byBracket := out.Ending.By == core.ByBracket
	if event.Action != core.ActionDecide || event.Round != out.Rounds || len(event.Nodes) != len(nodes) || nodes[0].CanDecide() != byBracket {
		t.Fatalf("the last event is %s of %d nodes in round %d", event.Action, len(event.Nodes), event.Round)
	}
	for j, n := range event.Nodes {
		found := n.Order != nil && len(n.Recurrence) == len(out.Average)+1 && len(n.Projection) == len(out.Average)+1
		if n.ID != j || *n.Decided != out.Rounds || !reflect.DeepEqual(n.Average, out.Average) || !reflect.DeepEqual(n.Decimal, out.Decimal) || found == byBracket {
			t.Errorf("%+v, the outcome is %+v", n, out)
		}
	}
	p := trace.Predicted
	if p.Rule == "D" && (p.Rounds != out.Ending.Diameter || out.Rounds < p.Rounds) || p.Rule == "D..2N-2" && (p.Rounds != 2*out.Ending.Bound-2 || out.Rounds > max(1, p.Rounds)) {
		t.Errorf("%d rounds, predicted were %+v", out.Rounds, p)
	}
}

// Here the same number of steps is heard of in two windows, and stands for other values in the second, after a zoom.
func TestStepsStandForOtherValuesAfterAZoom(t *testing.T) {
	for _, text := range []string{
		`{"kizami":1,"digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"values":["-4","0"],"ending":{"rule":"bracket","bound":40}}`,
		`{"kizami":1,"digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0]]},"values":["8","1","-4"],"ending":{"rule":"bracket","bound":40}}`,
	} {
		checkEvents(t, must(must(Parse([]byte(text))).Trace()))
	}
}

func TestTracesOfTheBracketAreThoseOfNodes(t *testing.T) {
	by := map[string]int{}
	for _, ending := range []string{`,"ending":{"rule":"bracket"}`, `,"ending":{"rule":"race","bound":12}`, ""} {
		for _, name := range []string{"cycle", "star", "complete", "random-2", "random-3"} {
			trace := must(must(Parse([]byte(familyText(name, 9, ending)))).Trace())
			checkEvents(t, trace)
			by[trace.Outcome.Ending.By]++
		}
	}
	if by[core.ByBracket] < 5 || by[core.ByBound] < 5 {
		t.Errorf("decided by %v", by)
	}
}

// The schema refuses of a trace with the bracket what it does not describe, and what belongs to another ending.
func TestSchemaRefusesOtherTracesOfTheBracket(t *testing.T) {
	traces := schema(t, "trace")
	text, err := json.Marshal(must(preset(t, "bracket7").Trace()))
	if err != nil {
		t.Fatal(err)
	}
	if err := coretest.Validate(t, traces, text); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{`"measure":{`, `"measure":{"more":1,`}, {`"measure":`, `"measured":`}, {`"bracket":[{`, `"bracket":[{"more":1,`},
		{`"nodes":[{"id":0,"numerator"`, `"nodes":[{"id":0,"more":1,"numerator"`}, {`"rule":"D"`, `"rule":"2N-2"`},
		{`"heard":`, `"herd":`}, {`"action":"Decide"`, `"action":"Stop"`}, {`"decided":12,"average"`, `"decided":12,"order":3,"average"`},
		{`"between":[`, `"between":["1",`},
	} {
		changed := strings.Replace(string(text), c[0], c[1], 1)
		if changed == string(text) || coretest.Validate(t, traces, []byte(changed)) == nil {
			t.Errorf("%s in the place of %s is not refused", c[1], c[0])
		}
	}
}
