package trace

import (
	"fmt"
	"slices"

	"kizami/conformance/state"
	"kizami/core"
)

// replay does the events of a message trace in package core, which is the specification, state by state, as the
// equality of the state graphs shows. It knows why an event is forbidden.
type replay struct {
	trace   *Trace
	peers   []*core.Peer
	network []core.Received // everything ever offered
}

// forbids does the event and returns "", or says why it cannot happen; then the replay is over.
func (r *replay) forbids(e Event) string {
	p := r.peers[e.Node]
	switch e.Action {
	case core.ActionReceive:
		return r.receive(p, e)
	case core.ActionIgnore:
		return r.ignore(p, e)
	case core.ActionRestart:
		p.Restart()
		return ""
	case core.ActionAdvance:
		if why := r.advance(p, e.Node); why != "" {
			return why
		}
	case core.ActionDecide:
		if !p.Decide() {
			return notYetDecided(p, r.trace.Ending)
		}
	case core.ActionStop:
		if !p.Stop() {
			return notYetStopped(p)
		}
	default:
		return fmt.Sprintf("the specification has no action %q", e.Action)
	}
	r.network = state.WithOffered(r.network, e.Node, p.Offered())
	return r.differs(p, e)
}

func (r *replay) receive(p *core.Peer, e Event) string {
	if why := r.neverSent(e); why != "" {
		return why
	}
	taken, err := p.Receive(e.Message.From, e.Message.Message)
	switch {
	case err != nil:
		return err.Error()
	case taken:
		return ""
	case p.Stopped():
		return fmt.Sprintf("the node has stopped in round %d and takes nothing in", p.Round())
	case e.Message.Epoch != p.Epoch():
		return fmt.Sprintf("the node is in epoch %d", p.Epoch())
	case !e.Message.IsMark() && int(e.Message.Round) < p.Round():
		return fmt.Sprintf("the node is in round %d, and words of round %d are of no use to it", p.Round(), e.Message.Round)
	}
	return "the node holds this message already"
}

// A message of another epoch may come from a run before this one, of which nothing is recorded.
func (r *replay) ignore(p *core.Peer, e Event) string {
	if why := r.neverSent(e); why != "" && (e.Message.Epoch == p.Epoch() || !r.linked(e)) {
		return why
	}
	taken, err := p.Receive(e.Message.From, e.Message.Message)
	switch {
	case err != nil:
		return err.Error()
	case taken:
		return fmt.Sprintf("the node, in round %d, does not hold this message and can use it", p.Round())
	}
	return ""
}

func (r *replay) linked(e Event) bool {
	return slices.Contains(r.trace.Digraph.In(e.Node), e.Message.From)
}

// neverSent says why the message cannot be on its way to the node.
func (r *replay) neverSent(e Event) string {
	m := *e.Message
	if !r.linked(e) {
		return fmt.Sprintf("no arc leads from node %d to node %d", m.From, e.Node)
	}
	place, known := slices.BinarySearchFunc(r.network, m, state.CompareTags)
	if !known {
		return fmt.Sprintf("node %d has not offered anything of round %d of epoch %d before", m.From, m.Round, m.Epoch)
	}
	sent := r.network[place]
	switch {
	case sent.Horizon != m.Horizon:
		return fmt.Sprintf("node %d offered this message with the horizon %d, not %d", m.From, sent.Horizon, m.Horizon)
	case !slices.Equal(sent.Words, m.Words):
		return fmt.Sprintf("node %d offered this message with the words %d, not %d", m.From, sent.Words, m.Words)
	}
	return ""
}

func (r *replay) advance(p *core.Peer, node int) string {
	round := p.Round()
	if p.Advance() {
		return ""
	}
	switch {
	case p.Stopped():
		return fmt.Sprintf("the node has stopped in round %d", round)
	case p.CanDecide():
		return fmt.Sprintf("in round %d the node can decide, and must do so first", round)
	case p.CanStop():
		return fmt.Sprintf("in round %d the node can stop, and must do so first", round)
	}
	held := p.State().Inbox
	for _, i := range r.trace.Digraph.In(node) {
		if !slices.ContainsFunc(held, func(m core.Received) bool { return m.From == i && int(m.Round) <= round }) {
			return fmt.Sprintf("in round %d the node holds neither words of this round nor a mark from node %d", round, i)
		}
	}
	return fmt.Sprintf("in round %d the node cannot advance", round)
}

// differs names the first variable of which the trace tells something else than the specification.
func (r *replay) differs(p *core.Peer, e Event) string {
	want := Event{Action: e.Action, Node: e.Node}
	want.Observe(p.State())
	for _, v := range []struct {
		name       string
		spec, told any
	}{
		{"round", want.Round, e.Round},
		{"numerator", want.Numerator, e.Numerator},
		{"denominator", want.Denominator, e.Denominator},
		{"probe", want.Probe, e.Probe},
		{"horizon", want.Horizon, e.Horizon},
		{"order", want.Order, e.Order},
		{"decided", want.Decided, e.Decided},
		{"average", want.verdict(), e.verdict()},
		{"stopped", want.Stopped, e.Stopped},
	} {
		if v.spec != v.told {
			return fmt.Sprintf("the specification has %s %v, the trace tells %v", v.name, v.spec, v.told)
		}
	}
	return ""
}

// Replay does the events in package core until one is forbidden. It returns that event's index and why, or the number
// of events and "".
func (t *Trace) Replay() (accepted int, why string, err error) {
	r, err := newTraceReplay(t)
	if err != nil {
		return 0, "", err
	}
	for i, e := range t.Events {
		if why := r.forbids(e); why != "" {
			return i, why, nil
		}
	}
	return len(t.Events), "", nil
}

func newTraceReplay(t *Trace) (*replay, error) {
	values := make([]int64, len(t.Values))
	for j, v := range t.Values {
		values[j] = state.Signed(t.Field, v)
	}
	peers, err := state.StartPeers(t.config(), t.Digraph, values, t.Probes)
	if err != nil {
		return nil, err
	}
	r := &replay{trace: t, peers: peers}
	for j, p := range peers {
		r.network = state.WithOffered(r.network, j, p.Offered())
	}
	return r, nil
}

func notYetDecided(p *core.Peer, ending core.Ending) string {
	switch {
	case p.Decided():
		return fmt.Sprintf("the node has decided in round %d", p.State().Decided)
	case ending.IsProbe():
		return fmt.Sprintf("in round %d the recurrence of the node's probe has not settled", p.Round())
	}
	return fmt.Sprintf("the node is in round %d, and with the bound %d it decides in round %d", p.Round(), ending.Bound(), ending.MaxRounds(0))
}

func notYetStopped(p *core.Peer) string {
	s := p.State()
	switch {
	case p.Stopped():
		return fmt.Sprintf("the node has stopped in round %d", s.Stopped)
	case !p.Decided():
		return fmt.Sprintf("in round %d the node has not decided", p.Round())
	}
	return fmt.Sprintf("the node is in round %d with the horizon %d and the order %d, and stops in round %d", p.Round(), s.Horizon, s.Order,
		s.Horizon+s.Order+1)
}

func (e Event) verdict() string {
	if e.Refused {
		return "refused"
	}
	return fmt.Sprint(e.Average)
}
