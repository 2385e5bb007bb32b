package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
)

// Vector is a walk through a state graph of messages, to be done again from its start by whoever claims to follow it.
type Vector struct {
	Config core.Config
	Start  MessageState
	Steps  []MessageStep
}

// Vectors returns walks from each initial state of the graph which together take every step that changes something in
// every state that can be reached from there.
func Vectors(c core.Config, g *MessageGraph) []Vector {
	out := g.outgoing()
	next, steps := make([][]int, len(out)), make([][]MessageStep, len(out))
	for from, edges := range out {
		for _, e := range edges {
			next[from] = append(next[from], e.To)
			steps[from] = append(steps[from], stepBetween(g.States[from], g.States[e.To], e.Action))
		}
	}
	var vectors []Vector
	for _, start := range g.Initial {
		for _, walk := range coverEdges(next, start) {
			v, at := Vector{Config: c, Start: g.States[start]}, start
			for _, choice := range walk {
				v.Steps = append(v.Steps, steps[at][choice])
				at = next[at][choice]
			}
			vectors = append(vectors, v)
		}
	}
	return vectors
}

// stepBetween finds out who took a step, and what was received.
func stepBetween(before, after MessageState, action string) MessageStep {
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

// without returns the messages that are not among the others, by their tags.
func without(messages, others []core.Received) []core.Received {
	return slices.DeleteFunc(slices.Clone(messages), func(m core.Received) bool {
		_, known := slices.BinarySearchFunc(others, m, compareTags)
		return known
	})
}

// String names the steps.
func (v Vector) String() string {
	text, before := "from "+v.Start.summary(), v.Start
	for _, step := range v.Steps {
		text += ", " + step.Next.reached(step.Action, before)
		before = step.Next
	}
	return text
}

// Trace returns a vector of one epoch as a message trace, in which messages also come twice and too late: after every
// step of a node comes again what it has just taken in, or needs no longer. Neither may have an effect.
func (v Vector) Trace() (*MessageTrace, error) {
	g, err := core.NewDigraph(len(v.Start.Peers), v.Start.Digraph)
	if err != nil {
		return nil, err
	}
	t := &MessageTrace{Field: v.Config.Field, Digraph: g, Ending: v.Config.Ending}
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
		e := MessageEvent{Action: step.Action, Node: step.Node, Message: step.Message}
		e.observe(step.Next.Peers[step.Node])
		t.Events = append(t.Events, e)
		for _, m := range spent(before.Peers[step.Node], step) {
			t.Events = append(t.Events, MessageEvent{Action: core.ActionIgnore, Node: step.Node, Message: &m})
		}
		before = step.Next
	}
	return t, nil
}

// spent returns the messages that the node of the step has taken in with it, or thrown away.
func spent(before core.PeerState, step MessageStep) []core.Received {
	if step.Message != nil {
		return []core.Received{*step.Message}
	}
	return without(before.Inbox, step.Next.Peers[step.Node].Inbox)
}

// Replay does the steps in peers that are never restored and compares every state of the node that took the step, and
// in the end that of the network. It returns "" or where they part.
func (v Vector) Replay() string {
	g, peers, err := v.peers()
	if err != nil {
		return err.Error()
	}
	now, want := MessageStateOf(g, peers), v.Start
	if want.key() != now.key() {
		return fmt.Sprintf("core starts in another state:\n%v", want.differences(now))
	}
	for i, step := range v.Steps {
		if step.Node < 0 {
			return fmt.Sprintf("step %d, %s, changes nothing", i+1, step.Action)
		}
		did, err := step.take(v.Config, peers[step.Node], now.Peers[step.Node])
		if err != nil || !did {
			return fmt.Sprintf("step %d: core cannot %s at node %d (%v)", i+1, step.Action, step.Node, err)
		}
		now, want = now.with(step.Node, peers[step.Node]), step.Next
		if last := i == len(v.Steps)-1; !samePeer(want.Peers[step.Node], now.Peers[step.Node]) || last && want.key() != now.key() {
			return fmt.Sprintf("step %d, %s at node %d, leads elsewhere:\n%v", i+1, step.Action, step.Node, want.differences(now))
		}
	}
	return ""
}

// peers returns core's nodes in the start of the vector, made from values.
func (v Vector) peers() (*core.Digraph, []*core.Peer, error) {
	g, err := core.NewDigraph(len(v.Start.Peers), v.Start.Digraph)
	if err != nil {
		return nil, nil, err
	}
	var values []int64
	var starts []core.Element
	for _, p := range v.Start.Peers {
		values = append(values, signed(v.Config.Field, p.Numerator[0][0]))
		starts = append(starts, append(p.Probe, 0)[0])
	}
	peers, err := startPeers(v.Config, g, values, starts)
	return g, peers, err
}

func samePeer(a, b core.PeerState) bool {
	var k, l keyWriter
	k.peer(a)
	l.peer(b)
	return slices.Equal(k.bytes, l.bytes)
}
