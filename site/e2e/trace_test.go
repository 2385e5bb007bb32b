package e2e

import (
	"encoding/json"
	"testing"

	"kizami/core/scenario"
)

// trace is the trace JSON as a reader of the format sees it: numbers of the field stay text.
type trace struct {
	Events []struct {
		Action  string             `json:"action"`
		Round   int                `json:"round"`
		Bracket []scenario.Bracket `json:"bracket"`
		Nodes   []change           `json:"nodes"`
	} `json:"events"`
	Outcome scenario.Outcome `json:"outcome"`
}

type change struct {
	ID          int          `json:"id"`
	Numerator   []string     `json:"numerator"`
	Denominator string       `json:"denominator"`
	Probe       string       `json:"probe"`
	Horizon     int          `json:"horizon"`
	Heard       [][2]float64 `json:"heard"`
	Ratio       []float64    `json:"ratio"`
	Order       int          `json:"order"`
	Decided     int          `json:"decided"`
	Recurrence  [][]string   `json:"recurrence"`
	Projection  []string     `json:"projection"`
	Average     []string     `json:"average"`
	Decimal     []float64    `json:"decimal"`
	Stopped     int          `json:"stopped"`
}

func traceOf(t *testing.T, s *scenario.Scenario) *trace {
	t.Helper()
	recorded, err := s.Trace()
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(recorded)
	if err != nil {
		t.Fatal(err)
	}
	read := new(trace)
	if err := json.Unmarshal(data, read); err != nil {
		t.Fatal(err)
	}
	return read
}

// standing is what the first events of a trace, up to and including at, have done to one node.
type standing struct {
	observed []change
	decision *change
	stopped  *int
}

func (tr *trace) standing(node, at int) (s standing) {
	for _, event := range tr.Events[:at+1] {
		for _, c := range event.Nodes {
			switch {
			case c.ID != node:
			case event.Action == "Decide":
				s.decision = &c
				if tr.Outcome.Ending != nil { // to decide is to stop
					s.stopped = &c.Decided
				}
			case event.Action == "Stop":
				s.stopped = &c.Stopped
			default:
				s.observed = append(s.observed, c)
			}
		}
	}
	return s
}

func (s standing) phase() string {
	switch {
	case s.stopped != nil:
		return "stopped"
	case s.decision != nil:
		return "decided"
	}
	return "observing"
}

// lastOf returns the last event of a round, which is where the slider leads.
func (tr *trace) lastOf(round int) (at int) {
	for i, event := range tr.Events {
		if event.Round == round {
			at = i
		}
	}
	return at
}

// preset returns a preset of core/scenario by name.
func preset(t *testing.T, id string) *scenario.Scenario {
	t.Helper()
	for _, p := range scenario.Presets() {
		if p.ID == id {
			return p.Scenario
		}
	}
	t.Fatalf("no preset %s", id)
	return nil
}
