package trace

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"kizami/core"
	"kizami/tla/tlc"
)

// Bracket is a recorded run of BracketMessages.tla, of one epoch and one coordinate, from its start, as [Trace] is one of
// MessageCoordination.tla. Its JSON is described by spec/bracket-trace.schema.json.
type Bracket struct {
	Digraph *core.Digraph
	Config  core.BracketConfig // Bound, Span and Most
	Values  []int64
	Events  []BracketEvent
}

// BracketEvent is one action of one node. Which fields count depends on the action.
type BracketEvent struct {
	Action  string
	Node    int
	Message *core.BracketReceived // Receive, Ignore
	State   core.BracketState     // Advance: the variables after it; Decide: Decided, and Average or Refused
}

// String names the event without its results.
func (e BracketEvent) String() string {
	if e.Message == nil {
		return fmt.Sprintf("%s of node %d", e.Action, e.Node)
	}
	return fmt.Sprintf("%s of node %d, the words of round %d of epoch %d from node %d", e.Action, e.Node, e.Message.Round, e.Message.Epoch, e.Message.From)
}

// The JSON of a trace, field by field in the order in which it is written. Whole numbers are decimal strings.
type (
	bracketRunJSON struct {
		Kizami  int               `json:"kizami"`
		Digraph arcsJSON          `json:"digraph"`
		Ending  bracketEndingJSON `json:"ending"`
		Values  []string          `json:"values"`
		Events  []bracketStepJSON `json:"events"`
	}
	bracketEndingJSON struct {
		Rule     string `json:"rule"`
		Bound    int    `json:"bound"`
		Diameter int    `json:"diameter"`
		Most     string `json:"most"`
	}
	bracketStepJSON struct {
		Action      string              `json:"action"`
		Node        int                 `json:"node"`
		Message     *bracketMessageJSON `json:"message,omitempty"`
		Round       *int                `json:"round,omitempty"`
		Numerator   string              `json:"numerator,omitempty"`
		Denominator string              `json:"denominator,omitempty"`
		Least       string              `json:"least,omitempty"`
		Greatest    string              `json:"greatest,omitempty"`
		Lower       string              `json:"lower,omitempty"`
		Upper       string              `json:"upper,omitempty"`
		Centre      string              `json:"centre,omitempty"`
		Scale       *int                `json:"scale,omitempty"`
		Decided     *int                `json:"decided,omitempty"`
		Average     []string            `json:"average,omitempty"`
		Refused     bool                `json:"refused,omitempty"`
	}
	bracketMessageJSON struct {
		From  int      `json:"from"`
		Epoch uint32   `json:"epoch"`
		Round uint32   `json:"round"`
		Frame uint32   `json:"frame"`
		Words []string `json:"words"`
	}
)

// MarshalJSON writes the trace as spec/bracket-trace.schema.json says.
func (t Bracket) MarshalJSON() ([]byte, error) {
	written := bracketRunJSON{Kizami: 1, Digraph: arcsJSON{t.Digraph.Nodes(), [][2]int{}}, Values: decimals(t.Values), Events: []bracketStepJSON{},
		Ending: bracketEndingJSON{"bracket", t.Config.Bound, t.Config.Span, decimal(t.Config.Most)}}
	for _, a := range t.Digraph.Arcs() {
		written.Digraph.Arcs = append(written.Digraph.Arcs, [2]int{a.From, a.To})
	}
	for _, e := range t.Events {
		written.Events = append(written.Events, e.json())
	}
	return json.Marshal(written)
}

func (e BracketEvent) json() bracketStepJSON {
	event, s := bracketStepJSON{Action: e.Action, Node: e.Node}, e.State
	switch e.Action {
	case core.ActionReceive, core.ActionIgnore:
		event.Message = &bracketMessageJSON{e.Message.From, e.Message.Epoch, e.Message.Round, e.Message.Frame, decimals(e.Message.Words)}
	case core.ActionAdvance:
		event.Round, event.Scale, event.Denominator = &s.Round, &s.Scale[0], decimal(s.Denominator)
		event.Numerator, event.Least, event.Greatest = decimal(s.Numerator[0]), decimal(s.Least[0]), decimal(s.Greatest[0])
		event.Lower, event.Upper, event.Centre = decimal(s.Lower[0]), decimal(s.Upper[0]), s.Centre[0].String()
	case core.ActionDecide:
		event.Decided = &s.Decided
		if event.Refused = s.Refused; !s.Refused {
			event.Average = decimals([]int64{s.Average[0].Numerator, s.Average[0].Denominator})
		}
	}
	return event
}

func decimal(v int64) string { return strconv.FormatInt(v, 10) }

func decimals(values []int64) []string {
	text := make([]string, len(values))
	for i, v := range values {
		text[i] = decimal(v)
	}
	return text
}

// Recorded is a recorded run of either kind.
type Recorded interface {
	// Judge says whether the run is a behaviour of its specification; see [Judge].
	Judge(ctx context.Context, suite *tlc.Suite) (*Judgement, error)
}

// Judge is the function of that name.
func (t *Trace) Judge(ctx context.Context, suite *tlc.Suite) (*Judgement, error) {
	return Judge(ctx, suite, t)
}

// Read reads a trace of either kind: as [Parse], or, where its ending has the rule "bracket", as [ParseBracket]. It may be
// JSON Lines: the first is the trace without "events", and every other line is an event.
func (o Options) Read(data []byte) (Recorded, error) {
	data, err := joined(data)
	if err != nil {
		return nil, err
	}
	var kind struct {
		Ending struct {
			Rule string `json:"rule"`
		} `json:"ending"`
	}
	if err := json.Unmarshal(data, &kind); err == nil && kind.Ending.Rule == "bracket" {
		return parseBracket(data, o)
	}
	return parse(data, o)
}
