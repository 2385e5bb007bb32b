package fault

import (
	"cmp"
	"fmt"
	"slices"

	"kizami/conformance/state"
	"kizami/core"
)

// The rules themselves, written down a second time: what must be in an inbox, be done, be on offer, in each state.

// restartHarmless: a node that restarts is as before, but for its inbox (FTC-29).
func restartHarmless(w *walk, e *event) string {
	if e.did != core.ActionRestart {
		return ""
	}
	s := w.now[e.Node]
	before, after := state.Rounds{Nodes: []core.NodeState{w.before.NodeState}}, state.Rounds{Nodes: []core.NodeState{s.NodeState}}
	if diff := before.Differences(after); len(diff) > 0 {
		return fmt.Sprintf("node %d restarts as another:\n%v", e.Node, diff[0])
	}
	if s.Epoch != w.before.Epoch || !slices.EqualFunc(s.Offered, w.before.Offered, sameMessage) {
		return fmt.Sprintf("node %d, restarted in epoch %d, offers %v in epoch %d instead of %v", e.Node, w.before.Epoch,
			s.Offered, s.Epoch, w.before.Offered)
	}
	return ""
}

// exactInbox: a node takes in what it can still use and does not hold, keeps it until its round is over, and refuses
// nothing that somebody sent (FTC-22).
func exactInbox(w *walk, e *event) string {
	if e.err != nil {
		return fmt.Sprintf("node %d refuses %s: %v", e.Node, w.name(e.From, *e.message), e.err)
	}
	want, s := slices.Clone(w.before.Inbox), w.now[e.Node]
	switch e.did {
	case core.ActionReceive, core.ActionIgnore:
		useful := usable(w.before, *e.message) && !holds(w.before, e.From, *e.message)
		switch taken := e.did == core.ActionReceive; {
		case taken && !useful:
			return fmt.Sprintf("node %d in round %d takes in %s, which is of no use", e.Node, e.round, w.name(e.From, *e.message))
		case useful && !taken:
			return fmt.Sprintf("node %d in round %d does not take in %s", e.Node, e.round, w.name(e.From, *e.message))
		case useful:
			want = append(want, core.Received{From: e.From, Message: *e.message})
		}
	case core.ActionAdvance:
		want = slices.DeleteFunc(want, func(m core.Received) bool { return int(m.Round) <= e.round && !m.IsMark() })
	case core.ActionStop, core.ActionRestart:
		want = nil
	}
	slices.SortFunc(want, func(a, b core.Received) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Round, b.Round))
	})
	same := func(a, b core.Received) bool { return a.From == b.From && sameMessage(a.Message, b.Message) }
	if !slices.EqualFunc(want, s.Inbox, same) {
		return fmt.Sprintf("node %d holds %v instead of %v", e.Node, s.Inbox, want)
	}
	return ""
}

// exactPace: a node does the one thing that it can do, nothing when it must wait, and nothing unasked (FTC-24).
func exactPace(w *walk, e *event) string {
	did, k, epoch := e.did, e.round, w.before.Epoch
	if due := w.due(e.Node, w.before); e.Kind == acts && did != due {
		return fmt.Sprintf("node %d in round %d of epoch %d does %q where %q is due", e.Node, k, epoch, did, due)
	}
	if s := w.now[e.Node]; e.Kind != acts && (s.Epoch != epoch || round(s) != k) {
		return fmt.Sprintf("node %d leaves round %d of epoch %d without acting", e.Node, k, epoch)
	}
	return ""
}

// due returns the action that a node in this state must do next, "" if it must wait.
func (w *walk) due(j int, s core.PeerState) string {
	end := w.lockstep[s.Epoch].last[j]
	switch {
	case s.Stopped != core.None && int(s.Epoch)+1 < w.c.Epochs:
		return core.ActionBegin
	case s.Stopped != core.None:
		return ""
	case s.Decided == core.None && round(s) == end.Decided:
		return core.ActionDecide
	case s.Decided != core.None && round(s) == end.Stopped:
		return core.ActionStop
	case w.waitsFor(j, s) >= 0:
		return ""
	}
	return core.ActionAdvance
}

// waitsFor returns an in-neighbour of which the node holds neither the words of its round nor a mark, or -1.
func (w *walk) waitsFor(j int, s core.PeerState) int {
	for _, i := range w.digraph.In(j) {
		if !slices.ContainsFunc(s.Inbox, func(m core.Received) bool {
			return m.From == i && (int(m.Round) == round(s) || m.IsMark() && int(m.Round) < round(s))
		}) {
			return i
		}
	}
	return -1
}

// exactOffers: on offer is the window of this epoch and, until the decision, what was on offer at the end of the epoch
// before (FTC-23).
func exactOffers(w *walk, e *event) string {
	s := w.now[e.Node]
	var want []core.Message
	if s.Epoch > 0 && s.Decided == core.None {
		want = w.window(e.Node, s.Epoch-1, w.lockstep[s.Epoch-1].last[e.Node])
	}
	want = append(want, w.window(e.Node, s.Epoch, s.NodeState)...)
	if !slices.EqualFunc(want, s.Offered, sameMessage) {
		return fmt.Sprintf("node %d in round %d of epoch %d offers %v instead of %v", e.Node, round(s), s.Epoch, s.Offered, want)
	}
	return ""
}

// window returns what a node in this state keeps on offer of this epoch.
func (w *walk) window(j int, epoch uint32, s core.NodeState) []core.Message {
	k := len(s.Denominator) - 1
	kept := w.c.Bound
	if kept == 0 && s.Decided == core.None {
		kept = k + 1
	} else if kept == 0 {
		kept = s.Order + 1
	}
	var window []core.Message
	for r := max(0, k-kept+1); r <= k; r++ {
		m, known := w.lockstep[epoch].message(j, r)
		if !known || m.IsMark() && s.Stopped == core.None {
			continue
		}
		m.Epoch = epoch
		window = append(window, m)
	}
	return window
}

// overWire returns what arrives of a message: its bytes, parsed.
func overWire(m core.Message) (core.Message, error) {
	data, err := m.AppendBinary(nil)
	if err != nil {
		return core.Message{}, err
	}
	return core.ParseMessage(core.Exact, data)
}

func sameMessage(a, b core.Message) bool {
	return a.Epoch == b.Epoch && a.Round == b.Round && a.Horizon == b.Horizon && slices.Equal(a.Words, b.Words)
}

func round(s core.PeerState) int { return len(s.Denominator) - 1 }

// usable is the rule of FTC-22, holds what it means to have a message already.
func usable(s core.PeerState, m core.Message) bool {
	return s.Stopped == core.None && m.Epoch == s.Epoch && (int(m.Round) >= round(s) || m.IsMark())
}

func holds(s core.PeerState, from int, m core.Message) bool {
	return slices.ContainsFunc(s.Inbox, func(held core.Received) bool {
		return held.From == from && sameMessage(held.Message, m)
	})
}
