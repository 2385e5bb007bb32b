package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kizami/core/scenario"
)

// inspected is what the inspector says about the chosen node.
type inspected struct {
	Node       string     `json:"node"`
	Phase      string     `json:"phase"`
	Words      [][]string `json:"words"`
	Average    string     `json:"average"`
	Known      string     `json:"known"`
	Times      []string   `json:"times"`
	Recurrence [][]string `json:"recurrence"`
	Projection []string   `json:"projection"`
}

const readInspector = `(() => {
	const all = (selector, from = document) => [...from.querySelectorAll(selector)];
	const texts = (selector, from) => all(selector, from).map((e) => e.textContent.trim());
	const box = document.querySelector(".inspector");
	return {
		node: box.dataset.inspected, phase: box.dataset.phase,
		words: all(".words tbody tr").map((row) => texts("th, td", row)),
		average: document.querySelector(".known").dataset.average ?? "", known: document.querySelector(".known").textContent,
		times: texts(".times dd"), recurrence: all(".beta ol").map((list) => texts("li", list)), projection: texts(".phi dd"),
	};
})()`

// inspects chooses a node and compares the inspector with the trace.
func (tab *tab) inspects(tr *trace, probe bool, node, at int) {
	tab.Helper()
	tab.choose("#node", fmt.Sprint(node))
	tab.wait(fmt.Sprintf(`document.querySelector(".inspector").dataset.inspected === "%d"`, node), fmt.Sprintf("node %d", node))
	got, want := read[inspected](tab, readInspector), tr.standing(node, at)
	if got.Phase != want.phase() {
		tab.Errorf("node %d, event %d: %s, want %s", node, at, got.Phase, want.phase())
	}
	words := [][]string{}
	for k, c := range want.observed {
		row := []string{fmt.Sprint(k), c.Numerator[0], c.Denominator}
		if probe {
			row = append(row, c.Probe, fmt.Sprint(c.Horizon))
		}
		words = append(words, row)
	}
	if !slices.EqualFunc(got.Words, words, slices.Equal) {
		tab.Errorf("node %d, event %d: words\n%v, want\n%v", node, at, got.Words, words)
	}
	if want.decision == nil {
		if got.Average != "" || len(got.Recurrence) > 0 {
			tab.Errorf("node %d, event %d: knows the average %q before it decides", node, at, got.Average)
		}
		return
	}
	tab.decided(fmt.Sprintf("node %d, event %d", node, at), got, want, probe)
}

func (tab *tab) decided(where string, got inspected, want standing, probe bool) {
	tab.Helper()
	d := want.decision
	stopped := "–"
	if want.stopped != nil {
		stopped = fmt.Sprint(*want.stopped)
	}
	recurrence := [][]string{d.Recurrence[0]}
	if !probe {
		recurrence = append(recurrence, d.Recurrence[len(d.Recurrence)-1])
	}
	if got.Average != d.Average[0] {
		tab.Errorf("%s: average %s, want %s", where, got.Average, d.Average[0])
	}
	if number := strings.ReplaceAll(fmt.Sprint(d.Decimal[0]), "-", "−"); !strings.Contains(got.Known, number) {
		tab.Errorf("%s: %q does not give the decimal %s", where, got.Known, number)
	}
	if times := []string{fmt.Sprint(d.Order), fmt.Sprint(d.Decided), stopped}; !slices.Equal(got.Times, times) {
		tab.Errorf("%s: order, decided, stopped %v, want %v", where, got.Times, times)
	}
	if !slices.EqualFunc(got.Recurrence, recurrence, slices.Equal) {
		tab.Errorf("%s: recurrence %v, want %v", where, got.Recurrence, recurrence)
	}
	if projection := []string{d.Projection[0], d.Projection[len(d.Projection)-1]}; !slices.Equal(got.Projection, projection) {
		tab.Errorf("%s: projection %v, want %v", where, got.Projection, projection)
	}
}

// TestInspector compares every word, recurrence, projection and time of two presets, one per ending, at three moments.
func TestInspector(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	for _, c := range []struct {
		id    string
		probe bool
	}{{scenario.Presets()[0].ID, true}, {"path5", false}} {
		s := preset(t, c.id)
		tr := traceOf(t, s)
		if !c.probe { // the first preset is there without being chosen, before the engine is
			tab.choose("#preset", c.id)
		}
		tab.shows(s)
		for _, round := range []int{1, tr.Outcome.Nodes[0].Decided, tr.Outcome.Rounds} {
			tab.choose("#round-slider", fmt.Sprint(round))
			tab.standsAt(tr, tr.lastOf(round))
			for node := range tr.Outcome.Nodes {
				tab.inspects(tr, c.probe, node, tr.lastOf(round))
			}
		}
	}
}
