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
	Prime        string    `json:"prime,omitempty"` // none with the bracket alone
	Quantum      string    `json:"quantum"`
	Measure      *Measure  `json:"measure,omitempty"` // of the bracket and the race
	Predicted    Predicted `json:"predicted"`
	Eccentricity []int     `json:"eccentricity"` // of each node: the greatest distance from any node to it
	Events       []Event   `json:"events"`
	Outcome      *Outcome  `json:"outcome"`
}

// Predicted is the number of rounds known beforehand: exactly 2N−2 with a bound, at most 3n with the probe, at least D with
// the bracket, from D to 2N−2 with the race.
type Predicted struct {
	Rounds int    `json:"rounds"`
	Rule   string `json:"rule"`
}

// Event is one action, named as in tla/RoundCoordination.tla or tla/BracketCoordination.tla, and the nodes that it changed.
type Event struct {
	Action  string    `json:"action"`
	Round   int       `json:"round"`
	Bracket []Bracket `json:"bracket,omitempty"` // that all nodes hold from now on, one per coordinate
	Nodes   []Change  `json:"nodes"`
}

// Change is what an action set at a node. Sequences hold their new observation only; what did not change is absent. Words
// are elements of the field, and with the bracket whole units.
type Change struct {
	ID          int              `json:"id"`
	Numerator   []string         `json:"numerator,omitempty"`
	Denominator string           `json:"denominator,omitempty"`
	Probe       *core.Element    `json:"probe,omitempty"`
	Horizon     *int             `json:"horizon,omitempty"`
	Least       []string         `json:"least,omitempty"` // of the window, in steps of the grid
	Greatest    []string         `json:"greatest,omitempty"`
	Heard       [][2]float64     `json:"heard,omitempty"` // the two in the units of the values
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

// Trace runs the scenario and records every event. Errors are those of [Scenario.Average], and so is the outcome; more than
// [core.MaxNodes] nodes are an error, too, and a run with the bracket is given up when its trace holds some 20 million words.
// Memory: O(rounds·nodes·coordinates) with a large factor; see [Scenario.Cost] and [Scenario.Until].
func (s *Scenario) Trace() (*Trace, error) {
	if s.Mixes() {
		return s.mixTrace()
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
	trace.eccentricities()
	ratios := newRatios(s)
	for _, event := range recorded {
		if event.Action == core.ActionAdvance {
			ratios.advance(event.Nodes)
		}
		trace.Events = append(trace.Events, s.event(event, ratios))
	}
	return trace, nil
}

func (t *Trace) eccentricities() {
	for j := range t.Scenario.digraph.Nodes() {
		t.Eccentricity = append(t.Eccentricity, t.Scenario.digraph.Eccentricity(j))
	}
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
			ID: node.ID, Probe: node.Probe,
			Order: node.Order, Decided: node.Decided, Recurrence: node.Recurrence, Projection: node.Projection,
			Stopped: node.Stopped,
		}
		for _, x := range node.Numerator {
			change.Numerator = append(change.Numerator, element(x))
		}
		if node.Denominator != nil {
			change.Denominator = element(*node.Denominator)
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

func element(x core.Element) string { return strconv.FormatUint(uint64(x), 10) }
