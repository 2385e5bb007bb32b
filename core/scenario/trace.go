package scenario

import (
	"strconv"

	"kizami/core"
	"kizami/core/simulate"
)

// Trace is a run from its start to its outcome; it marshals to spec/trace.schema.json.
type Trace struct {
	Kizami       int       `json:"kizami"`
	Scenario     *Scenario `json:"scenario"`
	Prime        string    `json:"prime"`
	Quantum      string    `json:"quantum"`
	Predicted    Predicted `json:"predicted"`
	Eccentricity []int     `json:"eccentricity"` // of each node: the greatest distance from any node to it
	Events       []Event   `json:"events"`
	Outcome      *Outcome  `json:"outcome"`
}

// Predicted is the number of rounds known beforehand: exactly 2N−2 with a bound, at most 3n with the probe.
type Predicted struct {
	Rounds int    `json:"rounds"`
	Rule   string `json:"rule"`
}

// Event is one action, named as in tla/RoundCoordination.tla, and the nodes that it changed.
type Event struct {
	Action string   `json:"action"`
	Round  int      `json:"round"`
	Nodes  []Change `json:"nodes"`
}

// Change is what an action set at a node. Sequences hold their new observation only; what did not change is absent.
type Change struct {
	ID          int              `json:"id"`
	Numerator   []core.Element   `json:"numerator,omitempty"`
	Denominator *core.Element    `json:"denominator,omitempty"`
	Probe       *core.Element    `json:"probe,omitempty"`
	Horizon     *int             `json:"horizon,omitempty"`
	Ratio       []Approximation  `json:"ratio,omitempty"`
	Settled     *bool            `json:"settled,omitempty"`
	Order       *int             `json:"order,omitempty"`
	Decided     *int             `json:"decided,omitempty"`
	Recurrence  [][]core.Element `json:"recurrence,omitempty"`
	Projection  []core.Element   `json:"projection,omitempty"`
	Average     []string         `json:"average,omitempty"`
	Decimal     []float64        `json:"decimal,omitempty"`
	Stopped     *int             `json:"stopped,omitempty"`
}

// Trace runs the scenario and records every event. Errors are those of [Scenario.Average], and so is the outcome; with the
// bracket or the race there is no trace, which is an error, too.
// Memory: O(rounds·nodes·coordinates) with a large factor; see [Scenario.Cost].
func (s *Scenario) Trace() (*Trace, error) {
	if s.mixes() {
		return nil, fault("trace-ending", "ending.rule", args{"rule": s.rule})
	}
	network, err := s.Network()
	if err != nil {
		return nil, err
	}
	recorded := simulate.Record(network)
	outcome, err := s.outcome(network)
	if err != nil {
		return nil, err
	}
	trace := &Trace{
		Kizami:    1,
		Scenario:  s,
		Prime:     strconv.FormatUint(s.field.Prime(), 10),
		Quantum:   s.Quantum(),
		Predicted: s.predicted(),
		Outcome:   outcome,
	}
	for j := range s.digraph.Nodes() {
		trace.Eccentricity = append(trace.Eccentricity, s.digraph.Eccentricity(j))
	}
	ratios := newRatios(s)
	for _, event := range recorded {
		if event.Action == core.ActionAdvance {
			ratios.advance(event.Nodes)
		}
		trace.Events = append(trace.Events, s.event(event, ratios))
	}
	return trace, nil
}

func (s *Scenario) predicted() Predicted {
	rule := "2N-2"
	if s.ending.IsProbe() {
		rule = "3n"
	}
	return Predicted{s.ending.MaxRounds(s.digraph.Nodes()), rule}
}

func (s *Scenario) event(e simulate.Event, ratios *ratios) Event {
	event := Event{Action: e.Action, Round: e.Round}
	for _, node := range e.Nodes {
		change := Change{
			ID: node.ID, Numerator: node.Numerator, Denominator: node.Denominator, Probe: node.Probe,
			Order: node.Order, Decided: node.Decided, Recurrence: node.Recurrence, Projection: node.Projection,
			Stopped: node.Stopped,
		}
		switch e.Action {
		case core.ActionInit:
			change.Ratio = ratios.at(node.ID)
		case core.ActionAdvance:
			change.Ratio, change.Settled = ratios.at(node.ID), &node.Settled
			if s.ending.IsProbe() {
				change.Horizon = &node.Horizon
			}
		case core.ActionDecide:
			change.Average, change.Decimal = s.units(node.Average)
		}
		event.Nodes = append(event.Nodes, change)
	}
	return event
}
