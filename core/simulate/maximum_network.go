package simulate

import (
	"fmt"

	"kizami/core"
)

// MaximumNetwork runs a [core.Maximum] at every vertex of a digraph in lock-step rounds, epoch after epoch (FTC-31).
type MaximumNetwork struct {
	digraph  *core.Digraph
	nodes    []*core.Maximum
	sent     []core.Message // its memory is used again
	messages int
	bytes    int
}

// NewMaximumNetwork returns the network in round 0 of epoch c.Epoch. values[j] is the value of node j. That the rounds
// are enough for the digraph is the caller's promise. Errors: those of [core.NewMaximum], by node.
func NewMaximumNetwork(c core.Config, g *core.Digraph, rounds int, values []uint64) (*MaximumNetwork, error) {
	n := g.Nodes()
	if err := oneEach(n, "values", values); err != nil {
		return nil, err
	}
	w := &MaximumNetwork{digraph: g, sent: make([]core.Message, n)}
	for j, v := range values {
		node, err := core.NewMaximum(c, rounds, v)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		w.nodes = append(w.nodes, node)
	}
	return w, nil
}

// Begin starts a later epoch at all nodes. An error changes nothing: those of [core.Maximum.Begin], by node.
func (w *MaximumNetwork) Begin(epoch uint32, values []uint64) error {
	if err := oneEach(len(w.nodes), "values", values); err != nil {
		return err
	}
	for j, m := range w.nodes {
		if err := m.CanBegin(epoch, values[j]); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	for j, m := range w.nodes {
		if err := m.Begin(epoch, values[j]); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	return nil
}

// Digraph returns the digraph.
func (w *MaximumNetwork) Digraph() *core.Digraph { return w.digraph }

// Nodes returns the nodes; the caller must not change them.
func (w *MaximumNetwork) Nodes() []*core.Maximum { return w.nodes }

// Epoch returns the epoch that all nodes are in.
func (w *MaximumNetwork) Epoch() uint32 { return w.nodes[0].Epoch() }

// Round returns k, the round of this epoch.
func (w *MaximumNetwork) Round() int { return w.nodes[0].Round() }

// Messages returns how many messages were sent in all epochs so far, and how many bytes they have on the wire.
func (w *MaximumNetwork) Messages() (count, bytes int) { return w.messages, w.bytes }

// Step does one round and returns [core.ActionAdvance], or "" when there was none left.
func (w *MaximumNetwork) Step() string {
	if w.nodes[0].Stopped() {
		return ""
	}
	for j, m := range w.nodes {
		m.ShareInto(&w.sent[j])
		w.messages += w.digraph.OutDegree(j)
		w.bytes += w.digraph.OutDegree(j) * w.sent[j].Size()
	}
	for j, m := range w.nodes {
		if err := m.AdvanceFrom(w.sent, w.digraph.In(j)); err != nil {
			panic(fmt.Sprintf("lock-step maximum: node %d: %v", j, err)) // unreachable: all messages carry this round
		}
	}
	return core.ActionAdvance
}

// Run does all rounds that are left.
func (w *MaximumNetwork) Run() {
	for w.Step() != "" {
	}
}
