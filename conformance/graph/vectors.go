package graph

import (
	"fmt"

	"kizami/conformance/state"
	"kizami/core"
)

// Vector is a walk through a state graph of messages, to be done again from its start by whoever claims to follow it.
type Vector struct {
	Config core.Config
	Start  state.Messages
	Steps  []state.MessageStep
}

// Vectors returns walks from each initial state of the graph which together take every step that changes something in
// every state that can be reached from there.
func Vectors(c core.Config, g *Graph[state.Messages]) []Vector {
	var vectors []Vector
	for _, w := range covering(g, state.StepBetween) {
		vectors = append(vectors, Vector{Config: c, Start: w.start, Steps: w.steps})
	}
	return vectors
}

// coveringWalk is one of the walks that take every step, each found out from the states before and after it.
type coveringWalk[S, T any] struct {
	start S
	steps []T
}

func covering[S state.State[S], T any](g *Graph[S], between func(before, after S, action string) T) []coveringWalk[S, T] {
	out := g.outgoing()
	next, steps := make([][]int, len(out)), make([][]T, len(out))
	for from, edges := range out {
		for _, e := range edges {
			next[from] = append(next[from], e.To)
			steps[from] = append(steps[from], between(g.States[from], g.States[e.To], e.Action))
		}
	}
	var walks []coveringWalk[S, T]
	for _, start := range g.Initial {
		for _, choices := range coverEdges(next, start) {
			w, at := coveringWalk[S, T]{start: g.States[start]}, start
			for _, choice := range choices {
				w.steps = append(w.steps, steps[at][choice])
				at = next[at][choice]
			}
			walks = append(walks, w)
		}
	}
	return walks
}

// String names the steps.
func (v Vector) String() string {
	return named(v.Start, v.Steps, func(s state.MessageStep) (string, state.Messages) { return s.Action, s.Next })
}

// named names the steps of a walk.
func named[S state.State[S], T any](start S, steps []T, of func(T) (action string, next S)) string {
	text, before := "from "+start.Summary(), start
	for _, step := range steps {
		action, next := of(step)
		text += ", " + next.Reached(action, before)
		before = next
	}
	return text
}

// Len returns the number of steps.
func (v Vector) Len() int { return len(v.Steps) }

// Replay does the steps in peers that are never restored and compares every state of the node that took the step, and
// in the end that of the network. It returns "" or where they part.
func (v Vector) Replay() string {
	g, peers, err := v.peers()
	if err != nil {
		return err.Error()
	}
	now, want := state.MessagesOf(g, peers), v.Start
	if want.Key() != now.Key() {
		return fmt.Sprintf("core starts in another state:\n%v", want.Differences(now))
	}
	for i, step := range v.Steps {
		if step.Node < 0 {
			return fmt.Sprintf("step %d, %s, changes nothing", i+1, step.Action)
		}
		did, err := step.Take(v.Config, peers[step.Node], now.Peers[step.Node])
		if err != nil || !did {
			return fmt.Sprintf("step %d: core cannot %s at node %d (%v)", i+1, step.Action, step.Node, err)
		}
		now, want = now.With(step.Node, peers[step.Node]), step.Next
		if last := i == len(v.Steps)-1; !state.SamePeer(want.Peers[step.Node], now.Peers[step.Node]) || last && want.Key() != now.Key() {
			return fmt.Sprintf("step %d, %s at node %d, leads elsewhere:\n%v", i+1, step.Action, step.Node, want.Differences(now))
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
		values = append(values, state.Signed(v.Config.Field, p.Numerator[0][0]))
		starts = append(starts, append(p.Probe, 0)[0])
	}
	peers, err := state.StartPeers(v.Config, g, values, starts)
	return g, peers, err
}
