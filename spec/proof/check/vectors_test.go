package main

import (
	"os"
	"strings"
	"testing"

	"kizami/core"
)

// What Coq computes with is what the kit does now.
func TestVectorsAreThoseOfTheKit(t *testing.T) {
	text, err := os.ReadFile("../Vectors.v")
	if err != nil {
		t.Fatal(err)
	}
	if want := vectorsText(vectorRuns()); string(text) != want {
		t.Error("Vectors.v is not what the kit does now: write it anew with go run ./spec/proof/check -vectors (make golden)")
	}
}

// The vectors show what only they can notice: nodes that refuse because the β of the numerator alone sums to 0, and
// because φ_y alone is 0.
func TestVectorsHoldBothRefusals(t *testing.T) {
	sums, zeros := 0, 0
	for _, r := range vectorRuns() {
		field, _ := core.NewField(r.prime)
		for _, s := range r.mustPlay(toTheEnd).state {
			if !s.Refused {
				continue
			}
			x, y := s.Numerator[0], s.Denominator // whose recurrences serve: with a bound each word has its own
			if r.bound == 0 {
				x, y = s.Probe, s.Probe
			}
			_, hasX := projection(field, s.Numerator[0], x[:s.Decided+1])
			phi, hasY := projection(field, s.Denominator, y[:s.Decided+1])
			switch {
			case !hasX && hasY && phi != 0:
				sums++
			case hasX && hasY && phi == 0:
				zeros++
			}
		}
	}
	if sums == 0 || zeros == 0 {
		t.Errorf("%d nodes refuse because the numerator's β sums to 0, %d because φ_y is 0: each must happen", sums, zeros)
	}
}

// projection is that of a word by the recurrence of another.
func projection(field core.Field, word, other []core.Element) (core.Element, bool) {
	recurrence := core.NewRecurrence(field)
	for k := 1; k < len(other); k++ {
		recurrence.Observe(field.Sub(other[k], other[k-1]))
	}
	return core.Projection(field, word, recurrence.Coefficients())
}

func TestComparisonNoticesOneDigit(t *testing.T) {
	played := vectorRuns()[3].everyRound()
	said := func() [][]told {
		var all [][]told
		for _, o := range played {
			var nodes []told
			for _, s := range o.state {
				nodes = append(nodes, tell(s))
			}
			all = append(all, nodes)
		}
		return all
	}
	values, err := compare(played, said())
	if err != nil || values < 100 {
		t.Fatalf("%d values, %v", values, err)
	}
	for name := range said()[0][0] {
		wrong := said()
		last := wrong[len(wrong)-1]
		last[len(last)-1][name] += "1"
		if _, err := compare(played, wrong); err == nil || !strings.Contains(err.Error(), "the reference has the "+name) {
			t.Errorf("a wrong %s: %v", name, err)
		}
	}
}

func TestEventsAreComparedVariableByVariable(t *testing.T) {
	byRound := [][]told{{tell(core.NodeState{Numerator: [][]core.Element{{1, 5}}, Denominator: []core.Element{1, 6}, Probe: []core.Element{1, 7},
		Horizon: 1, Order: 2, Decided: 0, Stopped: 0, Refused: true})}}
	event := func(action string) map[string]any {
		switch action {
		case core.ActionAdvance:
			return map[string]any{"action": action, "node": 0., "round": 0., "numerator": "5", "denominator": "6", "probe": "7", "horizon": 1.}
		case core.ActionDecide:
			return map[string]any{"action": action, "node": 0., "order": 2., "decided": 0., "average": "refused"}
		}
		return map[string]any{"action": action, "node": 0., "stopped": 0.}
	}
	for action, want := range map[string]int{core.ActionAdvance: 4, core.ActionDecide: 3, core.ActionStop: 1, "Receive": 0} {
		if got, err := compareEvent(byRound, event(action)); got != want || err != nil {
			t.Errorf("%s: %d values, %v, want %d", action, got, err, want)
		}
		for name := range event(action) {
			wrong := event(action)
			if wrong[name] = 9.; name == "action" || action == "Receive" {
				continue
			}
			if _, err := compareEvent(byRound, wrong); err == nil {
				t.Errorf("%s with a wrong %s passes", action, name)
			}
		}
	}
	decide := event(core.ActionDecide)
	if delete(decide, "average"); true {
		if got, err := compareEvent(byRound, decide); got != 3 || err != nil {
			t.Errorf("a refusal: %d values, %v", got, err)
		}
	}
}
