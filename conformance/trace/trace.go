package trace

import (
	"encoding/json"
	"fmt"
	"strconv"

	"kizami/core"
)

// Trace is a recorded run of MessageCoordination.tla, of one epoch and one coordinate, from its start: what every
// node took in, did and then held. The events stand in an order in which they can have happened.
// Its JSON is described by spec/message-trace.schema.json.
type Trace struct {
	Field   core.Field
	Digraph *core.Digraph
	Ending  core.Ending
	Values  []core.Element
	Probes  []core.Element // empty with the bound ending
	Events  []Event
}

// Event is one action of one node. Which fields count depends on the action.
type Event struct {
	Action  string
	Node    int
	Message *core.Received // Receive, Ignore

	Round                         int // Advance: the variables after it; Probe and Horizon with the probe ending only
	Numerator, Denominator, Probe core.Element
	Horizon                       int

	Order, Decided int // Decide
	Average        core.Element
	Refused        bool // in the place of Average

	Stopped int // Stop
}

// String names the event without its results.
func (e Event) String() string {
	if e.Message == nil {
		return fmt.Sprintf("%s of node %d", e.Action, e.Node)
	}
	return fmt.Sprintf("%s of node %d, %s", e.Action, e.Node, messageName(*e.Message))
}

// messageName names a message by its tag.
func messageName(m core.Received) string {
	what := "the words"
	if m.IsMark() {
		what = "the mark"
	}
	return fmt.Sprintf("%s of round %d of epoch %d from node %d", what, m.Round, m.Epoch, m.From)
}

// The JSON of a trace, field by field in the order in which it is written.
type (
	runJSON struct {
		Kizami  int            `json:"kizami"`
		Prime   string         `json:"prime"`
		Digraph arcsJSON       `json:"digraph"`
		Ending  endingJSON     `json:"ending"`
		Values  []core.Element `json:"values"`
		Probes  []core.Element `json:"probes,omitempty"`
		Events  []stepJSON     `json:"events"`
	}
	arcsJSON struct {
		Nodes int      `json:"nodes"`
		Arcs  [][2]int `json:"arcs"`
	}
	endingJSON struct {
		Rule  string `json:"rule"`
		Bound int    `json:"bound,omitempty"`
	}
	stepJSON struct {
		Action      string        `json:"action"`
		Node        int           `json:"node"`
		Message     *messageJSON  `json:"message,omitempty"`
		Round       *int          `json:"round,omitempty"`
		Numerator   *core.Element `json:"numerator,omitempty"`
		Denominator *core.Element `json:"denominator,omitempty"`
		Probe       *core.Element `json:"probe,omitempty"`
		Horizon     *int          `json:"horizon,omitempty"`
		Order       *int          `json:"order,omitempty"`
		Decided     *int          `json:"decided,omitempty"`
		Average     *core.Element `json:"average,omitempty"`
		Refused     bool          `json:"refused,omitempty"`
		Stopped     *int          `json:"stopped,omitempty"`
	}
	messageJSON struct {
		From    int            `json:"from"`
		Epoch   uint32         `json:"epoch"`
		Round   uint32         `json:"round"`
		Horizon uint32         `json:"horizon"`
		Words   []core.Element `json:"words"`
	}
)

// MarshalJSON writes the trace as spec/message-trace.schema.json says.
func (t Trace) MarshalJSON() ([]byte, error) {
	written := runJSON{Kizami: 1, Prime: strconv.FormatUint(t.Field.Prime(), 10), Values: t.Values, Probes: t.Probes}
	written.Digraph = arcsJSON{t.Digraph.Nodes(), [][2]int{}}
	for _, a := range t.Digraph.Arcs() {
		written.Digraph.Arcs = append(written.Digraph.Arcs, [2]int{a.From, a.To})
	}
	written.Ending = endingJSON{"bound", t.Ending.Bound()}
	if t.Ending.IsProbe() {
		written.Ending.Rule = "probe"
	}
	written.Events = []stepJSON{}
	for _, e := range t.Events {
		written.Events = append(written.Events, e.json(t.Ending))
	}
	return json.Marshal(written)
}

func (e Event) json(ending core.Ending) stepJSON {
	event := stepJSON{Action: e.Action, Node: e.Node}
	switch e.Action {
	case core.ActionReceive, core.ActionIgnore:
		m := *e.Message
		event.Message = &messageJSON{m.From, m.Epoch, m.Round, m.Horizon, append([]core.Element{}, m.Words...)}
	case core.ActionAdvance:
		event.Round, event.Numerator, event.Denominator = &e.Round, &e.Numerator, &e.Denominator
		if ending.IsProbe() {
			event.Probe, event.Horizon = &e.Probe, &e.Horizon
		}
	case core.ActionDecide:
		event.Order, event.Decided = &e.Order, &e.Decided
		if event.Refused = e.Refused; !e.Refused {
			event.Average = &e.Average
		}
	case core.ActionStop:
		event.Stopped = &e.Stopped
	}
	return event
}
