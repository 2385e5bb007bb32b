package simulate

import "kizami/core"

// Trace is a run as data: the start and every action, each with the state variables that it changed.
type Trace []Event

// Event is one action. Init lists every node.
type Event struct {
	Action string        `json:"action"`
	Round  int           `json:"round"`
	Nodes  []core.Change `json:"nodes"`
}

// Record runs the network to its end and returns its trace. Memory: O(rounds·n).
func Record(w *Network) Trace {
	all := make([]int, len(w.nodes))
	for j := range all {
		all[j] = j
	}
	trace := Trace{w.event(core.ActionInit, all)}
	for action := w.Step(); action != ""; action = w.Step() {
		trace = append(trace, w.event(action, w.Changed()))
	}
	return trace
}

func (w *Network) event(action string, changed []int) Event {
	event := Event{Action: action, Round: w.round}
	for _, j := range changed {
		event.Nodes = append(event.Nodes, w.nodes[j].Change(j, action))
	}
	return event
}
