package fault

import (
	"fmt"
	"reflect"
	"slices"

	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/core"
)

// bracketPeer is the part of [core.BracketPeer] that is judged, so that a test can put one there that is wrong.
type bracketPeer interface {
	State() core.BracketPeerState
	Receive(from int, m core.BracketMessage) (taken bool, err error)
	Advance() (bool, error)
	Decide() bool
	Begin(value []int64) (bool, error)
	Restart()
}

// newBracketPeer makes the peers of a run, as [core.NewBracketPeer] does.
type newBracketPeer func(c core.BracketConfig, outDegree int, in []int, value []int64) (bracketPeer, error)

// coreBracketPeer is the peer that is judged: core's own, which really loses its memory when it restarts.
func coreBracketPeer(c core.BracketConfig, outDegree int, in []int, value []int64) (bracketPeer, error) {
	p, err := core.NewBracketPeer(c, outDegree, in, value)
	if err != nil {
		return nil, err
	}
	return &writtenBracketPeer{p, func(s core.BracketPeerState) (*core.BracketPeer, error) {
		return core.RestoreBracketPeer(c, outDegree, in, s)
	}}, nil
}

type writtenBracketPeer struct {
	*core.BracketPeer
	restore func(core.BracketPeerState) (*core.BracketPeer, error)
}

func (p *writtenBracketPeer) Restart() {
	p.BracketPeer.Restart()
	restored, err := p.restore(p.State())
	if err != nil {
		panic(fmt.Sprintf("a node cannot go on from what it has written: %v", err))
	}
	p.BracketPeer = restored
}

// bracketWalk is a run of a faultCase with the bracket. Its network is that of BracketMessages.tla: all that was ever offered.
type bracketWalk struct {
	c       faultCase
	config  core.BracketConfig
	digraph *core.Digraph
	runs    []*property.BracketRun // of each epoch, in lock step
	peers   []bracketPeer
	now     []core.BracketPeerState
	network offers[core.BracketMessage]
	events  []bracketEvent
	checks  []bracketCheck
	budget  int // of events
	wrong   string
}

// bracketEvent is a choice and what came of it.
type bracketEvent struct {
	choice
	did   string // an action as core names it, "Lose"; "" when nothing could happen
	round int    // of the node before
}

// newBracketWalk returns a walk before its first event. Windows, the bound and the range of values are those of the first
// epoch.
func newBracketWalk(c faultCase, newPeer newBracketPeer, checks []bracketCheck) (*bracketWalk, error) {
	w := &bracketWalk{c: c, checks: checks}
	var values [][]int64
	w.config, values = c.Bracket()
	first := c
	first.Case = c.WithValues(values)
	rounds := 0
	for e := range c.Epochs {
		r, err := property.RunBracketAs(first.epoch(e), w.config, uint32(e))
		if err != nil {
			return nil, fmt.Errorf("in lock step: %w", err)
		}
		w.runs, rounds = append(w.runs, r), rounds+len(r.Rounds)+2 // and Decide, Begin
	}
	w.digraph = w.runs[0].Digraph
	w.budget = len(c.Script) + rounds*(len(c.Arcs)+c.Nodes)
	for j, value := range values {
		p, err := newPeer(w.config, w.digraph.OutDegree(j), w.digraph.In(j), value)
		if err != nil {
			return nil, err
		}
		w.peers, w.now = append(w.peers, p), append(w.now, p.State())
		w.network = append(w.network, make([][]*core.BracketMessage, c.Epochs))
		w.publish(j)
	}
	return w, nil
}

// run follows the script and then, without faults, goes on until nothing changes.
func (w *bracketWalk) run() {
	for _, choice := range w.c.Script {
		w.do(choice)
	}
	w.settle()
	for j := range w.now {
		if w.wrong == "" && !w.finished(j) {
			w.wrong = fmt.Sprintf("ends: node %d comes to an end in round %d of epoch %d, undecided", j, w.now[j].Round, w.now[j].Epoch)
		}
	}
}

func (w *bracketWalk) finished(j int) bool {
	return w.now[j].Decided != core.None && int(w.now[j].Epoch)+1 == w.c.Epochs
}

// settle brings everything on offer to whoever can use it and lets everybody act, in turn, until nothing changes.
func (w *bracketWalk) settle() {
	for changed := true; changed; {
		changed = false
		for j := range w.peers {
			for _, i := range w.digraph.In(j) {
				for _, m := range w.now[i].Offered {
					if bracketUsable(w.now[j], m) && !w.holds(j, i, m) {
						changed = w.do(choice{arrives, j, i, int(m.Epoch), int(m.Round)}) == core.ActionReceive || changed
					}
				}
			}
			for w.do(choice{Kind: acts, Node: j}) != "" {
				changed = true
			}
		}
	}
}

func (w *bracketWalk) holds(j, from int, m core.BracketMessage) bool {
	return slices.ContainsFunc(w.now[j].Inbox, func(held core.BracketReceived) bool {
		return held.From == from && held.Epoch == m.Epoch && held.Round == m.Round
	})
}

// do lets one choice happen, if it can, checks what came of it, and returns the action.
func (w *bracketWalk) do(c choice) string {
	j := c.Node
	if w.wrong != "" || len(w.events) >= w.budget || j >= len(w.peers) {
		return ""
	}
	e := bracketEvent{choice: c, round: w.now[j].Round}
	var err error
	switch c.Kind {
	case acts:
		e.did, err = w.act(j)
	case arrives, isLost:
		e.did, err = w.arrive(c)
	case restarts:
		w.peers[j].Restart()
		e.did = core.ActionRestart
	}
	if err != nil {
		w.wrong = fmt.Sprintf("node %d: %v", j, err)
	}
	if e.did == "" {
		return ""
	}
	w.events = append(w.events, e)
	before := w.now[j]
	w.now[j] = w.peers[j].State()
	if second := w.publish(j); second != nil && w.wrong == "" {
		w.wrong = fmt.Sprintf("one-message: node %d makes a second message of round %d", j, second.Round)
	}
	for _, check := range w.checks {
		if says := check.step(w, j, before); says != "" && w.wrong == "" {
			w.wrong = fmt.Sprintf("%s: node %d in round %d of epoch %d %s", check.name, j, w.now[j].Round, w.now[j].Epoch, says)
		}
	}
	return e.did
}

// act tries last what must come first, so that a node which can do two things is seen to do the wrong one.
func (w *bracketWalk) act(j int) (string, error) {
	p := w.peers[j]
	if next := int(w.now[j].Epoch) + 1; next < w.c.Epochs {
		if begun, err := p.Begin(w.runs[next].Case.Values[j]); begun || err != nil {
			return core.ActionBegin, err
		}
	}
	if advanced, err := p.Advance(); advanced || err != nil {
		return core.ActionAdvance, err
	}
	if p.Decide() {
		return core.ActionDecide, nil
	}
	return "", nil
}

// arrive sends the message over the wire.
func (w *bracketWalk) arrive(c choice) (string, error) {
	if !slices.Contains(w.digraph.In(c.Node), c.From) || c.Epoch >= w.c.Epochs {
		return "", nil
	}
	made := w.network[c.From][c.Epoch]
	if c.Round >= len(made) || made[c.Round] == nil {
		return "", nil
	}
	if c.Kind == isLost {
		return "Lose", nil
	}
	data, err := made[c.Round].AppendBinary(nil)
	if err != nil {
		return core.ActionIgnore, err
	}
	m, err := core.ParseBracketMessage(data)
	if err != nil {
		return core.ActionIgnore, err
	}
	taken, err := w.peers[c.Node].Receive(c.From, m)
	if taken {
		return core.ActionReceive, err
	}
	return core.ActionIgnore, err
}

// publish adds what a node offers to the network, and returns a message that is not what was offered under its tag.
func (w *bracketWalk) publish(j int) (second *core.BracketMessage) {
	tag := func(m *core.BracketMessage) (epoch, round uint32) { return m.Epoch, m.Round }
	same := func(a, b core.BracketMessage) bool { return reflect.DeepEqual(a, b) }
	return w.network.add(j, w.now[j].Offered, tag, same)
}

// bracketUsable says whether the model's Usable holds of a message of an in-neighbour.
func bracketUsable(s core.BracketPeerState, m core.BracketMessage) bool {
	return m.Epoch == s.Epoch && int(m.Round) >= s.Round && s.Decided == core.None
}

// inexact says what is wrong with what nodes decided in lock step.
func (w *bracketWalk) inexact() string {
	for e, r := range w.runs {
		average := oracle.Average(r.Case)
		for j, s := range r.Last {
			for i := range s.Average {
				if s.Average[i].Rat().Cmp(average[i]) != 0 {
					return fmt.Sprintf("exact: node %d decides %v in epoch %d, where the average is %s", j, s.Average[i], e, average[i].RatString())
				}
			}
		}
	}
	return ""
}
