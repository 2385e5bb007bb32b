package simulate

import (
	"fmt"

	"kizami/core"
)

// RepeatNetwork runs a [core.Repeat] at every vertex of a digraph in lock-step rounds, epoch after epoch (FTC-30). It is made
// once: later epochs use its memory again, and their rounds allocate nothing.
type RepeatNetwork struct {
	digraph  *core.Digraph
	nodes    []*core.Repeat
	sent     []core.Message // its memory is used again
	messages int
	bytes    int
}

// NewRepeatNetwork returns the network in round 0 of epoch c.Epoch. kernels[j] is what node j has learnt in an epoch on
// the same digraph, values[j] its value in quanta, one integer per coordinate.
// Errors: those of [core.NewRepeat], by node; kernels of different numbers of rounds, which an unlucky probe leaves behind.
func NewRepeatNetwork(c core.Config, g *core.Digraph, kernels []core.Kernel, values [][]int64) (*RepeatNetwork, error) {
	n := g.Nodes()
	if err := oneEach(n, "kernels", kernels); err != nil {
		return nil, err
	}
	if err := checkValues(n, c.Capacity, values); err != nil {
		return nil, err
	}
	w := &RepeatNetwork{digraph: g, sent: make([]core.Message, n)}
	for j, k := range kernels {
		if k.Rounds != kernels[0].Rounds {
			return nil, fmt.Errorf("node %d has a kernel of %d rounds, node 0 of %d", j, k.Rounds, kernels[0].Rounds)
		}
		node, err := core.NewRepeat(c, k, g.OutDegree(j), values[j])
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		w.nodes = append(w.nodes, node)
	}
	return w, nil
}

// Begin starts a later epoch at all nodes, whose number of coordinates may be another. An error changes nothing: those
// of [core.Repeat.Begin], by node.
func (w *RepeatNetwork) Begin(epoch uint32, values [][]int64) error {
	if err := evenValues(len(w.nodes), values); err != nil {
		return err
	}
	for j, r := range w.nodes {
		if err := r.CanBegin(epoch, values[j]); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	for j, r := range w.nodes {
		if err := r.Begin(epoch, values[j]); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	return nil
}

// Digraph returns the digraph.
func (w *RepeatNetwork) Digraph() *core.Digraph { return w.digraph }

// Nodes returns the nodes; the caller must not change them.
func (w *RepeatNetwork) Nodes() []*core.Repeat { return w.nodes }

// Epoch returns the epoch that all nodes are in.
func (w *RepeatNetwork) Epoch() uint32 { return w.nodes[0].Epoch() }

// Round returns k, the round of this epoch.
func (w *RepeatNetwork) Round() int { return w.nodes[0].Round() }

// Messages returns how many messages were sent in all epochs so far, and how many bytes they have on the wire.
func (w *RepeatNetwork) Messages() (count, bytes int) { return w.messages, w.bytes }

// Enabled returns the one action that can happen now, or "" when all nodes have stopped.
func (w *RepeatNetwork) Enabled() string {
	for _, r := range w.nodes {
		if r.CanDecide() {
			return core.ActionDecide
		}
	}
	switch first := w.nodes[0]; { // all nodes stop in the same round
	case first.Stopped():
		return ""
	case first.CanStop():
		return core.ActionStop
	}
	return core.ActionAdvance
}

// Step does the enabled action at all nodes that can do it, and returns its name, or "" when there is none left.
func (w *RepeatNetwork) Step() string {
	action := w.Enabled()
	switch action {
	case core.ActionAdvance:
		w.advance()
	case core.ActionDecide:
		for _, r := range w.nodes {
			r.Decide()
		}
	case core.ActionStop:
		for _, r := range w.nodes {
			r.Stop()
		}
	}
	return action
}

// Run steps until all nodes have stopped.
func (w *RepeatNetwork) Run() {
	for w.Step() != "" {
	}
}

func (w *RepeatNetwork) advance() {
	for j, r := range w.nodes {
		r.ShareInto(&w.sent[j])
		w.messages += w.digraph.OutDegree(j)
		w.bytes += w.digraph.OutDegree(j) * w.sent[j].Size()
	}
	for j, r := range w.nodes {
		if err := r.AdvanceFrom(w.sent, w.digraph.In(j)); err != nil {
			panic(fmt.Sprintf("repeated lock-step network: node %d: %v", j, err)) // unreachable: all shares carry this round
		}
	}
}
