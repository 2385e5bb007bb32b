package graph

import (
	"fmt"

	"kizami/conformance/state"
)

// BracketVector is a walk through a state graph of messages with the bracket, as [Vector] is one without it.
type BracketVector struct {
	Setting state.Start // what nodes agree on
	Start   state.BracketMessages
	Steps   []state.BracketStep
}

// BracketVectors returns walks as [Vectors] does.
func BracketVectors(s state.Start, g *Graph[state.BracketMessages]) []BracketVector {
	var vectors []BracketVector
	for _, w := range covering(g, state.BracketStepBetween) {
		vectors = append(vectors, BracketVector{Setting: s, Start: w.start, Steps: w.steps})
	}
	return vectors
}

// String names the steps.
func (v BracketVector) String() string {
	return named(v.Start, v.Steps, func(s state.BracketStep) (string, state.BracketMessages) { return s.Action, s.Next })
}

// Len returns the number of steps.
func (v BracketVector) Len() int { return len(v.Steps) }

// Replay does the steps in peers that are never restored and compares every state of the node that took the step, and
// in the end that of the network. It returns "" or where they part.
func (v BracketVector) Replay() string {
	links, err := state.NewBracketLinks(v.Setting, v.Start)
	if err != nil {
		return err.Error()
	}
	peers, err := links.Peers()
	if err != nil {
		return err.Error()
	}
	now, err := links.Start(peers)
	if err != nil {
		return err.Error()
	}
	if v.Start.Key() != now.Key() {
		return fmt.Sprintf("core starts in another state:\n%v", v.Start.Differences(now))
	}
	for i, step := range v.Steps {
		if step.Node < 0 {
			return fmt.Sprintf("step %d, %s, changes nothing", i+1, step.Action)
		}
		did, err := links.Take(step, peers[step.Node])
		if err != nil || !did {
			return fmt.Sprintf("step %d: core cannot %s at node %d (%v)", i+1, step.Action, step.Node, err)
		}
		if now, err = links.With(now, step.Node, peers[step.Node]); err != nil {
			return fmt.Sprintf("step %d, %s at node %d: %v", i+1, step.Action, step.Node, err)
		}
		want, last := step.Next, i == len(v.Steps)-1
		if !state.SameBracketPeer(want.Peers[step.Node], now.Peers[step.Node]) || last && want.Key() != now.Key() {
			return fmt.Sprintf("step %d, %s at node %d, leads elsewhere:\n%v", i+1, step.Action, step.Node, want.Differences(now))
		}
	}
	return ""
}
