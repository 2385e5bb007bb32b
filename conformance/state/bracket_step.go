package state

import (
	"fmt"
	"slices"

	"kizami/core"
)

// BracketStep is one step of one node, or Finished of node -1. Message is what was received, if anything was.
type BracketStep struct {
	Action  string
	Node    int
	Message *core.BracketReceived
	Next    BracketMessages
}

// BracketMessages returns every state that peers with the bracket can start in.
func (s Start) BracketMessages() ([]BracketMessages, error) {
	var states []BracketMessages
	for _, g := range s.Digraphs {
		for _, span := range s.Bracket.spans(g) {
			for _, value := range s.Values {
				w, err := NewBracketLinks(s, BracketMessages{Digraph: g.Arcs(), Span: span, Value: value})
				if err != nil {
					return nil, err
				}
				peers, err := w.Peers()
				if err != nil {
					return nil, err
				}
				start, err := w.Start(peers)
				if err != nil {
					return nil, err
				}
				states = append(states, start)
			}
		}
	}
	return states, nil
}

// Peers returns all peers in round 0.
func (w *BracketLinks) Peers() ([]*core.BracketPeer, error) {
	peers := make([]*core.BracketPeer, len(w.first.Value))
	for j := range peers {
		var err error
		if peers[j], err = w.New(j); err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
	}
	return peers, nil
}

// BracketMachine returns every step that is possible in a state of BracketMessages.tla.
type BracketMachine func(BracketMessages) ([]BracketStep, error)

// CoreBracketMessages is package core, each node restored in the state. That core refuses a message which was sent to the
// node is an error. It remembers networks, and is not safe for concurrent use.
func (s Start) CoreBracketMessages() BracketMachine {
	networks := map[string]*BracketLinks{}
	return func(now BracketMessages) ([]BracketStep, error) {
		var k keyWriter
		k.bracketStart(now.Digraph, now.Span, now.Value)
		w := networks[string(k.bytes)]
		if w == nil {
			var err error
			if w, err = NewBracketLinks(s, now); err != nil {
				return nil, err
			}
			networks[string(k.bytes)] = w
		}
		return w.steps(now)
	}
}

func (w *BracketLinks) steps(s BracketMessages) ([]BracketStep, error) {
	var steps []BracketStep
	finished := true
	for j, p := range s.Peers {
		var peer *core.BracketPeer // anew after every step, which changes it
		for _, step := range w.conceivable(s, j) {
			var err error
			if peer == nil {
				if peer, err = w.Restore(j, p); err != nil {
					return nil, fmt.Errorf("node %d cannot be restored: %w", j, err)
				}
			}
			did, err := w.Take(step, peer)
			if err != nil {
				return nil, fmt.Errorf("node %d: %w", j, err)
			}
			if did {
				if step.Next, err = w.With(s, j, peer); err != nil {
					return nil, err
				}
				steps = append(steps, step)
				peer = nil
			}
		}
		finished = finished && p.Decided != core.None && int(p.Epoch)+1 == w.start.Epochs
	}
	if finished {
		steps = append(steps, BracketStep{Action: ActionFinished, Node: -1, Next: s})
	}
	return steps, nil
}

// conceivable returns what node j may be able to do.
func (w *BracketLinks) conceivable(s BracketMessages, j int) []BracketStep {
	steps := []BracketStep{{Action: core.ActionAdvance, Node: j}, {Action: core.ActionDecide, Node: j}}
	for n := range s.Network {
		if m := &s.Network[n]; slices.Contains(w.digraph.In(j), m.From) {
			steps = append(steps, BracketStep{Action: core.ActionReceive, Node: j, Message: m})
		}
	}
	if int(s.Peers[j].Epoch)+1 < w.start.Epochs {
		steps = append(steps, BracketStep{Action: core.ActionBegin, Node: j})
	}
	return steps
}

// EveryBracketStep returns the steps of a machine of messages with the bracket.
func EveryBracketStep(machine BracketMachine) Steps[BracketMessages] {
	return func(s BracketMessages) ([]Step[BracketMessages], error) {
		possible, err := machine(s)
		steps := make([]Step[BracketMessages], len(possible))
		for i, step := range possible {
			steps[i] = Step[BracketMessages]{step.Action, step.Next}
		}
		return steps, err
	}
}

// BracketStepBetween finds out who took a step, and what was received.
func BracketStepBetween(before, after BracketMessages, action string) BracketStep {
	step := BracketStep{Action: action, Node: -1, Next: after}
	for j, p := range before.Peers {
		q := after.Peers[j]
		if SameBracketPeer(p, q) {
			continue
		}
		step.Node = j
		if action == core.ActionReceive {
			for _, m := range q.Inbox {
				if _, held := slices.BinarySearchFunc(p.Inbox, m, compareBracketTags); !held {
					step.Message = &m
				}
			}
		}
		break
	}
	return step
}
