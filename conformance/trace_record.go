package conformance

import (
	"fmt"

	"kizami/core"
	"kizami/core/simulate"
)

// config returns what the nodes of the trace agreed on.
func (t *MessageTrace) config() core.Config {
	return core.Config{Field: t.Field, Ending: t.Ending, Capacity: t.Digraph.Nodes()}
}

// RecordLinks runs package core on faulty links until all nodes have stopped, or for so many steps, and records it.
// The values must be in the range of the prime. random returns uniform 64-bit numbers; the same ones give the same trace.
func RecordLinks(start MessageTrace, faults simulate.Faults, steps int, random func() uint64) (*MessageTrace, error) {
	start.Events = nil
	if err := start.Check(); err != nil {
		return nil, err
	}
	values := make([][]int64, len(start.Values))
	for j, v := range start.Values {
		values[j] = []int64{signed(start.Field, v)}
	}
	links, err := simulate.NewLinks(start.config(), start.Digraph, values, start.Probes, faults, random)
	if err != nil {
		return nil, err
	}
	for range steps {
		if links.Done() {
			break
		}
		happened, err := links.Step()
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", len(start.Events), err)
		}
		if happened.Action != "" && happened.Action != simulate.ActionOffer {
			event := MessageEvent{Action: happened.Action, Node: happened.Node, Message: happened.Message}
			event.observe(links.Peers()[happened.Node].State())
			start.Events = append(start.Events, event)
		}
	}
	return &start, nil
}

// observe fills in what the node holds after the action.
func (e *MessageEvent) observe(s core.PeerState) {
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
