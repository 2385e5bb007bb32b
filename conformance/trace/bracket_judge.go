package trace

import (
	"context"
	"fmt"
	"slices"

	"kizami/core"
	"kizami/tla/tlc"
)

// Judge lets package core say whether the run is a behaviour of BracketMessages.tla, whose state graphs are core's. The words
// are too large for TLC.
func (t *Bracket) Judge(context.Context, *tlc.Suite) (*Judgement, error) {
	accepted, why, err := t.Replay()
	if err != nil {
		return nil, err
	}
	j := &Judgement{Accepted: accepted == len(t.Events), Judge: ByCore, Nodes: t.Digraph.Nodes(), Events: len(t.Events)}
	if !j.Accepted {
		e := t.Events[accepted]
		j.Forbidden = &Forbidden{accepted, e.Action, e.Node, e.String(), why}
	}
	return j, nil
}

// bracketReplay does the events in package core.
type bracketReplay struct {
	trace *Bracket
	peers []*core.BracketPeer
	made  [][]core.BracketMessage // all that each node ever offered
}

// Replay does the events in package core until one is forbidden. It returns that event's index and why, or the number
// of events and "".
func (t *Bracket) Replay() (accepted int, why string, err error) {
	r := &bracketReplay{trace: t, made: make([][]core.BracketMessage, len(t.Values))}
	for j, v := range t.Values {
		p, err := core.NewBracketPeer(t.Config, t.Digraph.OutDegree(j), t.Digraph.In(j), []int64{v})
		if err != nil {
			return 0, "", fmt.Errorf("node %d: %w", j, err)
		}
		r.peers = append(r.peers, p)
		r.offer(j)
	}
	for i, e := range t.Events {
		if why := r.forbids(e); why != "" {
			return i, why, nil
		}
	}
	return len(t.Events), "", nil
}

// offer remembers what the node newly offers.
func (r *bracketReplay) offer(j int) {
	for _, m := range r.peers[j].Offered() {
		if int(m.Round) == len(r.made[j]) {
			r.made[j] = append(r.made[j], m)
		}
	}
}

// forbids does the event and returns "", or says why it cannot happen; then the replay is over.
func (r *bracketReplay) forbids(e BracketEvent) string {
	p := r.peers[e.Node]
	switch e.Action {
	case core.ActionReceive, core.ActionIgnore:
		return r.arrives(p, e)
	case core.ActionRestart:
		p.Restart()
		return ""
	case core.ActionAdvance:
		if why := r.advance(p, e.Node); why != "" {
			return why
		}
	case core.ActionDecide:
		if p.Decided() {
			return fmt.Sprintf("the node has decided in round %d", p.Round())
		}
		if !p.Decide() {
			return fmt.Sprintf("in round %d no window is over, or several fractions are left in the bracket", p.Round())
		}
	}
	r.offer(e.Node)
	return r.differs(p.State().BracketState, e)
}

// arrives: a message of another epoch may come from a run before this one, of which nothing is recorded.
func (r *bracketReplay) arrives(p *core.BracketPeer, e BracketEvent) string {
	m := *e.Message
	linked := slices.Contains(r.trace.Digraph.In(e.Node), m.From)
	if why := r.neverSent(e); why != "" && (e.Action == core.ActionReceive || m.Epoch == p.Epoch() || !linked) {
		return why
	}
	taken, err := p.Receive(m.From, m.BracketMessage)
	switch {
	case err != nil:
		return err.Error()
	case taken == (e.Action == core.ActionReceive):
		return ""
	case taken:
		return fmt.Sprintf("the node, in round %d, does not hold this message and can use it", p.Round())
	case p.Decided():
		return fmt.Sprintf("the node has decided in round %d and takes nothing in", p.Round())
	case int(m.Round) < p.Round():
		return fmt.Sprintf("the node is in round %d, and words of round %d are of no use to it", p.Round(), m.Round)
	}
	return "the node holds this message already"
}

// neverSent says why the message cannot be on its way to the node.
func (r *bracketReplay) neverSent(e BracketEvent) string {
	m := *e.Message
	if !slices.Contains(r.trace.Digraph.In(e.Node), m.From) {
		return fmt.Sprintf("no arc leads from node %d to node %d", m.From, e.Node)
	}
	if made := r.made[m.From]; m.Epoch != 0 || int(m.Round) >= len(made) {
		return fmt.Sprintf("node %d has not offered anything of round %d of epoch %d before", m.From, m.Round, m.Epoch)
	}
	switch sent := r.made[m.From][m.Round]; {
	case sent.Frame != m.Frame:
		return fmt.Sprintf("node %d offered this message with the frame %d, not %d", m.From, sent.Frame, m.Frame)
	case !slices.Equal(sent.Words, m.Words):
		return fmt.Sprintf("node %d offered this message with the words %d, not %d", m.From, sent.Words, m.Words)
	}
	return ""
}

func (r *bracketReplay) advance(p *core.BracketPeer, node int) string {
	round := p.Round()
	advanced, err := p.Advance()
	switch {
	case err != nil:
		return err.Error()
	case advanced:
		return ""
	case p.Decided():
		return fmt.Sprintf("the node has decided in round %d", round)
	case p.CanDecide():
		return fmt.Sprintf("in round %d the node can decide, and must do so first", round)
	}
	held := p.State().Inbox
	for _, i := range r.trace.Digraph.In(node) {
		if !slices.ContainsFunc(held, func(m core.BracketReceived) bool { return m.From == i && int(m.Round) == round }) {
			return fmt.Sprintf("in round %d the node holds no words of this round from node %d", round, i)
		}
	}
	return fmt.Sprintf("in round %d the node cannot advance", round)
}

// differs names the first variable of which the trace tells something else than the specification.
func (r *bracketReplay) differs(s core.BracketState, e BracketEvent) string {
	told := e.State
	if e.Action == core.ActionDecide {
		if s.Decided != told.Decided {
			return fmt.Sprintf("the specification has decided %d, the trace tells %d", s.Decided, told.Decided)
		}
		if s.Refused != told.Refused || !slices.Equal(s.Average, told.Average) {
			return fmt.Sprintf("the specification has average %s, the trace tells %s", verdict(s), verdict(told))
		}
		return ""
	}
	for _, v := range []struct {
		name       string
		spec, told any
	}{
		{"round", s.Round, told.Round},
		{"numerator", s.Numerator[0], told.Numerator[0]},
		{"denominator", s.Denominator, told.Denominator},
		{"least", s.Least[0], told.Least[0]},
		{"greatest", s.Greatest[0], told.Greatest[0]},
		{"lower", s.Lower[0], told.Lower[0]},
		{"upper", s.Upper[0], told.Upper[0]},
		{"centre", s.Centre[0].String(), told.Centre[0].String()},
		{"scale", s.Scale[0], told.Scale[0]},
	} {
		if v.spec != v.told {
			return fmt.Sprintf("the specification has %s %v, the trace tells %v", v.name, v.spec, v.told)
		}
	}
	return ""
}

func verdict(s core.BracketState) string {
	if s.Refused {
		return "refused"
	}
	return fmt.Sprint(s.Average)
}
