package scenario

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
)

var update = flag.Bool("update", false, "write testdata/digests.txt")

const digestFile = "testdata/digests.txt"

// The digests hold on every machine and under js/wasm: the trace, floats included, has the same bits everywhere.
func TestTracesHaveTheGoldenDigests(t *testing.T) {
	var b strings.Builder
	for _, p := range Presets() {
		text, err := json.Marshal(must(p.Scenario.Trace()))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(text), p.ID)
	}
	if *update {
		if err := os.WriteFile(digestFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(digestFile)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("traces changed; if that is meant, run go test ./core/scenario -update\ngot\n%swant\n%s", &b, want)
	}
}

func TestTraceAndAverageComeToTheSame(t *testing.T) {
	for _, s := range many(t) {
		trace, out := must(s.Trace()), must(s.Average())
		if !reflect.DeepEqual(trace.Outcome, out) {
			t.Errorf("%v: the trace ends with %+v, the run with %+v", s.values, trace.Outcome, out)
		}
		checkEvents(t, trace)
	}
}

// checkEvents holds what events say against the outcome.
func checkEvents(t *testing.T, trace *Trace) {
	t.Helper()
	if trace.Measure != nil {
		checkMixing(t, trace)
		return
	}
	round := 0
	settled := make([]int, len(trace.Outcome.Nodes))
	for _, event := range trace.Events {
		if event.Action == core.ActionAdvance {
			round++
		}
		if event.Round != round {
			t.Errorf("%s in round %d, want %d", event.Action, event.Round, round)
		}
		for _, node := range event.Nodes {
			out := trace.Outcome.Nodes[node.ID]
			if node.Settled != nil && *node.Settled {
				settled[node.ID] = round
			}
			switch event.Action {
			case core.ActionDecide:
				if *node.Decided != out.Decided || settled[node.ID] != out.Decided || *node.Order != *out.Order ||
					!reflect.DeepEqual(node.Average, out.Average) {
					t.Errorf("node %d settled %d and %+v, want %+v", node.ID, settled[node.ID], node, out)
				}
			case core.ActionStop:
				if *node.Stopped != out.Stopped {
					t.Errorf("node %d stopped in %d, want %d", node.ID, *node.Stopped, out.Stopped)
				}
			}
		}
	}
	predicted := trace.Predicted
	exact := predicted.Rule == "2N-2"
	if round != trace.Outcome.Rounds || round > predicted.Rounds || exact && round != predicted.Rounds {
		t.Errorf("%d rounds, the outcome says %d, predicted were %+v", round, trace.Outcome.Rounds, predicted)
	}
}

func TestRatiosAreThoseOfFloatingPoint(t *testing.T) {
	trace := must(preset(t, "unbalanced4").Trace())
	want := [][]Approximation{
		{0, 1, 10.5, -3.25},
		// x = (0/3 + 1/4 − 3.25/2, 0/3 + 1/4, …), y = (1/3 + 1/4 + 1/2, 1/3 + 1/4, …)
		{(0 + 0.25 - 1.625) / (1./3 + 0.25 + 0.5), (0.25 + 0) / (0.25 + 1./3)},
	}
	for round, ratios := range want {
		for node, ratio := range ratios {
			if got := trace.Events[round].Nodes[node].Ratio[0]; math.Abs(float64(got-ratio)) > 1e-15 {
				t.Errorf("round %d, node %d: ratio %v, want %v", round, node, got, ratio)
			}
		}
	}
	for _, a := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if text, err := json.Marshal(Approximation(a)); string(text) != "null" || err != nil {
			t.Errorf("%v is %s, %v in JSON", a, text, err)
		}
	}
}

// A stopped node neither sends nor sums, in floats as in the field.
func TestRatiosOfStoppedNodesStay(t *testing.T) {
	s := preset(t, "star6") // its centre stops a round before the others
	trace := must(s.Trace())
	ratios := newRatios(s)
	for _, event := range trace.Events {
		if event.Action != core.ActionAdvance {
			continue
		}
		var nodes []core.Change
		for _, node := range event.Nodes {
			nodes = append(nodes, core.Change{ID: node.ID})
		}
		centre, leaf := slices.Clone(ratios.Words(0)), slices.Clone(ratios.Words(1))
		ratios.advance(nodes)
		if len(nodes) == 5 {
			if ratios.Words(0)[1] != centre[1] || ratios.Words(1)[1] != leaf[1]/2 {
				t.Errorf("after the centre stopped it went from %v to %v, a leaf from %v to %v",
					centre, ratios.Words(0), leaf, ratios.Words(1))
			}
			return
		}
	}
	t.Error("no round without the centre")
}
