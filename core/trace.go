package core

import (
	"fmt"
	"strconv"
)

// Trace is a run as data: the start and every action, each with the state variables that it changed.
type Trace []Event

// Event is one action. Init lists every node.
type Event struct {
	Action string   `json:"action"`
	Round  int      `json:"round"`
	Nodes  []Change `json:"nodes"`
}

// Change holds what an action set at one node. Sequences hold only their new observation; what stayed as it was is absent.
type Change struct {
	ID          int         `json:"id"`
	Numerator   []Element   `json:"numerator,omitempty"`
	Denominator *Element    `json:"denominator,omitempty"`
	Probe       *Element    `json:"probe,omitempty"`
	Horizon     int         `json:"horizon,omitempty"`
	Settled     bool        `json:"settled,omitempty"`
	Order       *int        `json:"order,omitempty"`
	Decided     *int        `json:"decided,omitempty"`
	Recurrence  [][]Element `json:"recurrence,omitempty"` // β of every word used: of each word (bound), of the probe (probe)
	Projection  []Element   `json:"projection,omitempty"` // φ of numerator… and denominator
	Residue     []Element   `json:"residue,omitempty"`    // φ_x/φ_y in the field
	Average     []Fraction  `json:"-"`                    // the same, reconstructed, in quanta
	Refused     bool        `json:"refused,omitempty"`
	Stopped     *int        `json:"stopped,omitempty"`
}

// MarshalText writes the element in decimal, because JSON numbers of 61 bits are not safe everywhere.
func (e Element) MarshalText() ([]byte, error) { return strconv.AppendUint(nil, uint64(e), 10), nil }

// UnmarshalText reads a decimal element of [Exact]. An error changes nothing.
func (e *Element) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil || v >= MersennePrime {
		return fmt.Errorf("%.40q is not a field element: a decimal number below %d", text, uint64(MersennePrime))
	}
	*e = Element(v)
	return nil
}

// Record runs the network to its end and returns its trace. Memory: O(rounds·n).
func Record(w *Network) Trace {
	all := make([]int, len(w.nodes))
	for j := range all {
		all[j] = j
	}
	trace := Trace{w.event(ActionInit, all)}
	for action, changed := w.Step(); action != ""; action, changed = w.Step() {
		trace = append(trace, w.event(action, changed))
	}
	return trace
}

func (w *Network) event(action string, changed []int) Event {
	event := Event{Action: action, Round: w.round}
	for _, j := range changed {
		event.Nodes = append(event.Nodes, w.nodes[j].change(j, action))
	}
	return event
}

func (n *Node) change(id int, action string) Change {
	change := Change{ID: id}
	switch action {
	case ActionInit, ActionAdvance:
		k := n.Round()
		for _, word := range n.state.Numerator {
			change.Numerator = append(change.Numerator, word[k])
		}
		change.Denominator = &n.state.Denominator[k]
		if n.config.Ending.IsProbe() {
			change.Probe, change.Horizon = &n.state.Probe[k], n.state.Horizon
		}
		change.Settled = n.CanDecide()
	case ActionDecide:
		order, decided := n.state.Order, n.state.Decided
		change.Order, change.Decided = &order, &decided
		for _, r := range n.recurrences {
			change.Recurrence = append(change.Recurrence, r.Coefficients())
		}
		change.Projection, change.Residue = n.projections, n.state.Average
		change.Average, change.Refused = n.fractions, n.state.Refused
	case ActionStop:
		stopped := n.state.Stopped
		change.Stopped = &stopped
	}
	return change
}
