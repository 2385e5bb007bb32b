package e2e

import (
	"fmt"
	"strings"
	"testing"

	"kizami/core/scenario"
)

// moment is where the page says the run stands.
type moment struct {
	Round   int      `json:"round"`
	Event   string   `json:"event"`
	Action  string   `json:"action"`
	Status  string   `json:"status"`
	Phases  []string `json:"phases"`
	Playing bool     `json:"playing"`
	First   bool     `json:"first"`
	Last    bool     `json:"last"`
}

const readMoment = `(() => {
	const off = (id) => document.getElementById(id).getAttribute("aria-disabled") === "true";
	return {
		round: Number(document.querySelector("#round-slider").value),
		event: [...document.querySelectorAll(".tellings code")].map((c) => c.textContent).find((c) => c.startsWith("events[")) ?? "",
		action: document.querySelector(".tellings").dataset.action,
		status: document.querySelector("#status").textContent,
		phases: [...document.querySelectorAll("[data-node]")].map((n) => n.dataset.phase),
		playing: document.querySelector("#play").ariaLabel === "Pause",
		first: off("first") && off("back"), last: off("last") && off("step"),
	};
})()`

// standsAt waits until the run stands at an event of the trace and compares everything said about the moment.
func (tab *tab) standsAt(tr *trace, at int) {
	tab.Helper()
	event := tr.Events[at]
	tab.wait(fmt.Sprintf(`(%s).event === "events[%d]"`, readMoment, at), fmt.Sprintf("event %d, %s after round %d", at, event.Action, event.Round))
	got := read[moment](tab, readMoment)
	if got.Round != event.Round || got.Action != event.Action {
		tab.Errorf("event %d: the page shows %s after round %d, want %s after round %d", at, got.Action, got.Round, event.Action, event.Round)
	}
	decided, stopped := 0, 0
	for j := range tr.Outcome.Nodes {
		phase := tr.standing(j, at).phase()
		if got.Phases[j] != phase {
			tab.Errorf("event %d: node %d is drawn as %s, want %s", at, j, got.Phases[j], phase)
		}
		if phase != "observing" {
			decided++
		}
		if phase == "stopped" {
			stopped++
		}
	}
	for _, part := range []string{
		fmt.Sprintf("Round %d of %d", event.Round, tr.Outcome.Rounds),
		fmt.Sprintf("%d of %d decided", decided, len(tr.Outcome.Nodes)), fmt.Sprintf("%d stopped", stopped),
	} {
		if !strings.Contains(got.Status, part) {
			tab.Errorf("event %d: the status %q does not say %q", at, got.Status, part)
		}
	}
	if last := len(tr.Events) - 1; got.First != (at == 0) || got.Last != (at == last) {
		tab.Errorf("event %d of %d: at the first %v, at the last %v", at, last, got.First, got.Last)
	}
}

func TestStepping(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	last := len(tr.Events) - 1
	tab.standsAt(tr, last)
	tab.click("#step") // does nothing at the end
	tab.standsAt(tr, last)
	tab.click("#back")
	tab.standsAt(tr, last-1)
	tab.click("#first")
	tab.standsAt(tr, 0)
	tab.click("#back") // does nothing at the start
	tab.standsAt(tr, 0)
	for at := 1; at <= last; at++ {
		tab.click("#step")
		tab.standsAt(tr, at)
	}
	tab.click("#first")
	tab.click("#last")
	tab.standsAt(tr, last)
}

func TestScrubbing(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{still: true})
	tab.visit("")
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	tab.standsAt(tr, len(tr.Events)-1)
	for round := tr.Outcome.Rounds; round >= 0; round-- {
		tab.choose("#round-slider", fmt.Sprint(round))
		tab.standsAt(tr, tr.lastOf(round))
	}
}

func TestPlayAndPause(t *testing.T) {
	t.Parallel()
	tab := newTab(t, look{})
	tab.visit("")
	tr := traceOf(t, scenario.Presets()[0].Scenario)
	tab.wait(fmt.Sprintf(`document.querySelector("#play") && (%s).playing`, readMoment), "the first run to play by itself")
	tab.choose("#speed", "0.25")
	tab.click("#play")
	tab.wait(fmt.Sprintf(`!(%s).playing`, readMoment), "the pause")
	paused := read[moment](tab, readMoment)
	// Longer than two of the longest steps at full speed: a run that still played would have moved.
	tab.choose("#speed", "4")
	if later := read[moment](tab, `new Promise((done) => setTimeout(() => done(`+readMoment+`), 1100))`); later.Event != paused.Event {
		t.Errorf("paused at %s, later at %s", paused.Event, later.Event)
	}
	if paused.Last {
		t.Fatalf("the run was at its end, %s, before it could be paused", paused.Event)
	}
	tab.click("#play")
	tab.standsAt(tr, len(tr.Events)-1)
	tab.wait(fmt.Sprintf(`!(%s).playing`, readMoment), "the end of playing")
	tab.click("#play") // begins again
	tab.wait(fmt.Sprintf(`(({ playing, last }) => playing && !last)(%s)`, readMoment), "the second play")
	tab.click("#first") // seeking pauses
	tab.standsAt(tr, 0)
	if read[moment](tab, readMoment).Playing {
		t.Error("still playing after a jump to the first event")
	}
}
