package state

import (
	"fmt"
	"slices"

	"kizami/core"
)

// BracketLinks is a network of peers with the bracket on links that lose, at which states of BracketMessages.tla are taken for
// states of core and back. Models do not have what a message tells of its frame; here it is what a node in lock step tells, and
// a peer that tells anything else is an error.
type BracketLinks struct {
	start   Start
	digraph *core.Digraph
	config  core.BracketConfig
	first   BracketMessages
	frames  [][]uint32 // by epoch and round
}

// NewBracketLinks returns the network in which s is a state.
func NewBracketLinks(start Start, s BracketMessages) (*BracketLinks, error) {
	g, err := core.NewDigraph(len(s.Value), s.Digraph)
	if err != nil {
		return nil, err
	}
	w := &BracketLinks{start: start, digraph: g, config: start.Bracket.config(s.Span), first: BracketMessages{Digraph: s.Digraph, Span: s.Span, Value: s.Value}}
	for e := range start.Epochs {
		nodes := make([]*core.BracketNode, g.Nodes())
		for j := range nodes {
			if nodes[j], err = core.NewBracketNode(w.config, g.OutDegree(j), []int64{w.later(j, e)}); err != nil {
				return nil, fmt.Errorf("node %d: %w", j, err)
			}
		}
		w.frames = append(w.frames, nil)
		for !nodes[0].CanDecide() {
			w.frames[e] = append(w.frames[e], nodes[0].Share().Frame)
			if _, err := stepTogether(g, nodes); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

// later returns the value of node j in epoch e: Later of BracketMessages.tla.
func (w *BracketLinks) later(j, e int) int64 {
	return (w.first.Value[j] + int64(e*(j+1))) % (w.start.Bracket.Most + 1)
}

// New returns the peer of node j in round 0.
func (w *BracketLinks) New(j int) (*core.BracketPeer, error) {
	return core.NewBracketPeer(w.config, w.digraph.OutDegree(j), w.digraph.In(j), []int64{w.first.Value[j]})
}

// Restore returns the peer of node j whose state variables are p.
func (w *BracketLinks) Restore(j int, p core.BracketPeerState) (*core.BracketPeer, error) {
	p.BracketState = w.start.Bracket.ofCore(p.BracketState)
	p.Inbox, p.Offered = slices.Clone(p.Inbox), slices.Clone(p.Offered)
	for i := range p.Inbox {
		w.frame(&p.Inbox[i].BracketMessage)
	}
	for i := range p.Offered {
		w.frame(&p.Offered[i])
	}
	return core.RestoreBracketPeer(w.config, w.digraph.OutDegree(j), w.digraph.In(j), p)
}

// frame sets what a message tells of its frame; of rounds that nobody has it is 0.
func (w *BracketLinks) frame(m *core.BracketMessage) {
	if m.Frame = 0; int(m.Epoch) < len(w.frames) && int(m.Round) < len(w.frames[m.Epoch]) {
		m.Frame = w.frames[m.Epoch][m.Round]
	}
}

// state returns the state variables of a peer as models have them.
func (w *BracketLinks) state(p *core.BracketPeer) (core.BracketPeerState, error) {
	s := p.State()
	s.BracketState = w.start.Bracket.ofModel(s.BracketState)
	unframe := func(m *core.BracketMessage) error {
		told := m.Frame
		if w.frame(m); m.Frame != told {
			return fmt.Errorf("the message of epoch %d, round %d tells the frame %#x, in lock step it is %#x", m.Epoch, m.Round, told, m.Frame)
		}
		m.Frame = 0
		return nil
	}
	for i := range s.Inbox {
		if err := unframe(&s.Inbox[i].BracketMessage); err != nil {
			return s, err
		}
	}
	for i := range s.Offered {
		if err := unframe(&s.Offered[i]); err != nil {
			return s, err
		}
	}
	return s, nil
}

// Start returns the state in which all peers are in round 0.
func (w *BracketLinks) Start(peers []*core.BracketPeer) (BracketMessages, error) {
	s := w.first
	s.Peers = make([]core.BracketPeerState, len(peers))
	for j, p := range peers {
		var err error
		if s, err = w.With(s, j, p); err != nil {
			return s, err
		}
	}
	return s, nil
}

// With returns s after a step of node j, which p is now. Everything that p offers was sent.
func (w *BracketLinks) With(s BracketMessages, j int, p *core.BracketPeer) (BracketMessages, error) {
	now, err := w.state(p)
	if err != nil {
		return s, fmt.Errorf("node %d: %w", j, err)
	}
	s.Peers = slices.Clone(s.Peers)
	s.Peers[j] = now
	for _, m := range bracketFrom(j, now.Offered) {
		at, known := slices.BinarySearchFunc(s.Network, m, compareBracketTags)
		if !known || !slices.Equal(s.Network[at].Words, m.Words) {
			s.Network = slices.Insert(slices.Clip(s.Network), at, m)
		}
	}
	return s, nil
}

// Take lets a peer do the step, and says whether it could.
func (w *BracketLinks) Take(step BracketStep, p *core.BracketPeer) (bool, error) {
	switch step.Action {
	case core.ActionReceive:
		m := step.Message.BracketMessage
		w.frame(&m)
		return p.Receive(step.Message.From, m)
	case core.ActionAdvance:
		return p.Advance()
	case core.ActionDecide:
		return p.Decide(), nil
	case core.ActionBegin:
		return p.Begin([]int64{w.later(step.Node, int(p.Epoch())+1)})
	}
	return false, nil
}
