package trace

import (
	"fmt"

	"kizami/conformance/graph"
	"kizami/core"
)

// Observe fills in what the node holds after the action.
func (e *Event) Observe(s core.PeerState) {
	k := len(s.Denominator) - 1
	switch e.Action {
	case core.ActionAdvance:
		e.Round, e.Numerator, e.Denominator = k, s.Numerator[0][k], s.Denominator[k]
		if len(s.Probe) > 0 {
			e.Probe, e.Horizon = s.Probe[k], s.Horizon
		}
	case core.ActionDecide:
		e.Order, e.Decided, e.Refused = s.Order, s.Decided, s.Refused
		if !s.Refused {
			e.Average = s.Average[0]
		}
	case core.ActionStop:
		e.Stopped = s.Stopped
	}
}

// OfVector returns a vector of one epoch as a message trace, in which messages also come twice and too late: after every
// step of a node comes again what it has just taken in, or needs no longer. Neither may have an effect.
func OfVector(v graph.Vector) (*Trace, error) {
	g, err := core.NewDigraph(len(v.Start.Peers), v.Start.Digraph)
	if err != nil {
		return nil, err
	}
	t := &Trace{Field: v.Config.Field, Digraph: g, Ending: v.Config.Ending}
	for _, p := range v.Start.Peers {
		t.Values = append(t.Values, p.Numerator[0][0])
		if v.Config.Ending.IsProbe() {
			t.Probes = append(t.Probes, p.Probe[0])
		}
	}
	before := v.Start
	for i, step := range v.Steps {
		if step.Action == core.ActionBegin {
			return nil, fmt.Errorf("step %d begins another epoch, which a message trace cannot tell", i)
		}
		e := Event{Action: step.Action, Node: step.Node, Message: step.Message}
		e.Observe(step.Next.Peers[step.Node])
		t.Events = append(t.Events, e)
		for _, m := range step.Spent(before.Peers[step.Node]) {
			t.Events = append(t.Events, Event{Action: core.ActionIgnore, Node: step.Node, Message: &m})
		}
		before = step.Next
	}
	return t, nil
}
