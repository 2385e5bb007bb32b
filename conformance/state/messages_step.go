package state

import (
	"fmt"
	"slices"

	"kizami/core"
)

// MessageStep is one step of one node, or Finished of node -1. Message is what was received, if anything was.
type MessageStep struct {
	Action  string
	Node    int
	Message *core.Received
	Next    Messages
}

// Take lets a peer whose state is s do the step, and says whether it could.
func (step MessageStep) Take(c core.Config, p *core.Peer, s core.PeerState) (bool, error) {
	switch step.Action {
	case core.ActionReceive:
		return p.Receive(step.Message.From, step.Message.Message)
	case core.ActionAdvance:
		return p.Advance(), nil
	case core.ActionDecide:
		return p.Decide(), nil
	case core.ActionStop:
		return p.Stop(), nil
	case core.ActionBegin:
		return begin(c.Field, p, s, step.Node)
	}
	return false, nil
}

// Spent returns the messages that the node of the step, whose state was another before, has taken in with it, or thrown away.
func (step MessageStep) Spent(before core.PeerState) []core.Received {
	if step.Message != nil {
		return []core.Received{*step.Message}
	}
	return without(before.Inbox, step.Next.Peers[step.Node].Inbox)
}

// MessageMachine returns every step that is possible in a state of MessageCoordination.tla with that many epochs.
type MessageMachine func(c core.Config, s Messages, epochs int) ([]MessageStep, error)

// CoreMessages is package core, each node restored in the state. That core refuses a message which was sent to the node is
// an error.
func CoreMessages(c core.Config, s Messages, epochs int) ([]MessageStep, error) {
	g, err := core.NewDigraph(len(s.Peers), s.Digraph)
	if err != nil {
		return nil, err
	}
	var steps []MessageStep
	finished := true
	for j, p := range s.Peers {
		var peer *core.Peer // anew after every step, which changes it
		for _, step := range conceivable(g, s, j, epochs) {
			if peer == nil {
				if peer, err = core.RestorePeer(c, g.OutDegree(j), g.In(j), p); err != nil {
					return nil, fmt.Errorf("node %d cannot be restored: %w", j, err)
				}
			}
			did, err := step.Take(c, peer, p)
			if err != nil {
				return nil, fmt.Errorf("node %d: %w", j, err)
			}
			if did {
				step.Next = s.With(j, peer)
				steps = append(steps, step)
				peer = nil
			}
		}
		finished = finished && p.Stopped != core.None && int(p.Epoch)+1 == epochs
	}
	if finished {
		steps = append(steps, MessageStep{Action: ActionFinished, Node: -1, Next: s})
	}
	return steps, nil
}

// conceivable returns what node j may be able to do.
func conceivable(g *core.Digraph, s Messages, j, epochs int) []MessageStep {
	steps := []MessageStep{{Action: core.ActionAdvance, Node: j}, {Action: core.ActionDecide, Node: j}, {Action: core.ActionStop, Node: j}}
	for n := range s.Network {
		if m := &s.Network[n]; slices.Contains(g.In(j), m.From) {
			steps = append(steps, MessageStep{Action: core.ActionReceive, Node: j, Message: m})
		}
	}
	if int(s.Peers[j].Epoch)+1 < epochs {
		steps = append(steps, MessageStep{Action: core.ActionBegin, Node: j})
	}
	return steps
}

// later returns what node j begins the next epoch with, for its value and for its probe: Later of MessageCoordination.tla.
func later(f core.Field, start core.Element, j int) core.Element {
	return f.Add(start, f.FromInt(int64(j+1)))
}

// begin starts the next epoch of a peer whose state is s.
func begin(f core.Field, p *core.Peer, s core.PeerState, j int) (bool, error) {
	var start core.Element
	if len(s.Probe) > 0 {
		start = later(f, s.Probe[0], j)
	}
	return p.Begin([]int64{Signed(f, later(f, s.Numerator[0][0], j))}, start)
}

// EveryStep returns the steps of a machine of messages.
func EveryStep(c core.Config, epochs int, machine MessageMachine) Steps[Messages] {
	return func(s Messages) ([]Step[Messages], error) {
		possible, err := machine(c, s, epochs)
		steps := make([]Step[Messages], len(possible))
		for i, step := range possible {
			steps[i] = Step[Messages]{step.Action, step.Next}
		}
		return steps, err
	}
}

// StepBetween finds out who took a step, and what was received.
func StepBetween(before, after Messages, action string) MessageStep {
	step := MessageStep{Action: action, Node: -1, Next: after}
	for j, p := range before.Peers {
		q := after.Peers[j]
		if p.Epoch == q.Epoch && len(p.Denominator) == len(q.Denominator) && p.Decided == q.Decided && p.Stopped == q.Stopped &&
			len(p.Inbox) == len(q.Inbox) {
			continue
		}
		step.Node = j
		if got := without(q.Inbox, p.Inbox); action == core.ActionReceive && len(got) > 0 {
			step.Message = &got[0]
		}
		break
	}
	return step
}
