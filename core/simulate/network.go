// Package simulate runs many nodes of package core in one process: [Network], [RepeatNetwork] and [MaximumNetwork] in
// lock-step rounds, [Links] on links that lose, double and reorder messages. Nothing in it is needed by a node.
package simulate

import (
	"fmt"

	"kizami/core"
)

// Network runs a node at every vertex of a digraph in lock-step rounds: all nodes that can do an action do it together.
type Network struct {
	config   core.Config
	digraph  *core.Digraph
	nodes    []*core.Node
	round    int
	messages int
	bytes    int
	inbox    []core.Message // its memory is used again
}

// NewNetwork returns the network in round 0. values[j] is the value of node j in quanta, one integer per coordinate;
// starts[j] the probe's first value there (nil with the bound ending).
func NewNetwork(c core.Config, g *core.Digraph, values [][]int64, starts []core.Element) (*Network, error) {
	n := g.Nodes()
	if len(values) != n {
		return nil, fmt.Errorf("%d values for %d nodes", len(values), n)
	}
	if c.Ending.IsProbe() && len(starts) != n {
		return nil, fmt.Errorf("%d probe starts for %d nodes", len(starts), n)
	}
	if !c.Ending.IsProbe() && c.Ending.Bound() < n {
		return nil, fmt.Errorf("bound %d: must be at least the number of nodes, %d", c.Ending.Bound(), n)
	}
	if c.Capacity < n {
		return nil, fmt.Errorf("capacity %d: must be at least the number of nodes, %d", c.Capacity, n)
	}
	network := &Network{config: c, digraph: g}
	for j := range n {
		if len(values[j]) != len(values[0]) {
			return nil, fmt.Errorf("node %d has %d coordinates, node 0 has %d", j, len(values[j]), len(values[0]))
		}
		var start core.Element
		if c.Ending.IsProbe() {
			start = starts[j]
		}
		node, err := core.NewNode(c, g.OutDegree(j), values[j], start)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		network.nodes = append(network.nodes, node)
	}
	return network, nil
}

// RestoreNetwork returns the network with the given state variables, which must be a state that a network can reach.
// It counts messages from there on.
func RestoreNetwork(c core.Config, g *core.Digraph, round int, states []core.NodeState) *Network {
	network := &Network{config: c, digraph: g, round: round}
	for j, s := range states {
		network.nodes = append(network.nodes, core.RestoreNode(c, g.OutDegree(j), s))
	}
	return network
}

// Digraph returns the digraph.
func (w *Network) Digraph() *core.Digraph { return w.digraph }

// Nodes returns the nodes; the caller must not change them.
func (w *Network) Nodes() []*core.Node { return w.nodes }

// Round returns k.
func (w *Network) Round() int { return w.round }

// Messages returns how many messages were sent so far, one per arc and round, and how many bytes they have on the wire.
func (w *Network) Messages() (count, bytes int) { return w.messages, w.bytes }

// Enabled returns the one action that can happen now, or "" when all nodes have stopped.
func (w *Network) Enabled() string {
	running, stop := false, false
	for _, n := range w.nodes {
		if n.CanDecide() {
			return core.ActionDecide
		}
		running = running || !n.Stopped()
		stop = stop || n.CanStop()
	}
	switch {
	case stop:
		return core.ActionStop
	case running:
		return core.ActionAdvance
	}
	return ""
}

// Step does the enabled action and returns the ids of the nodes that it changed, or "" when there is none left.
func (w *Network) Step() (action string, changed []int) {
	action = w.Enabled()
	switch action {
	case core.ActionAdvance:
		return action, w.advance()
	case core.ActionDecide:
		return action, w.each((*core.Node).Decide)
	case core.ActionStop:
		return action, w.each((*core.Node).Stop)
	}
	return "", nil
}

func (w *Network) each(act func(*core.Node) bool) (changed []int) {
	for j, n := range w.nodes {
		if act(n) {
			changed = append(changed, j)
		}
	}
	return changed
}

func (w *Network) advance() (changed []int) {
	sent := make([]core.Message, len(w.nodes)) // without words: silence
	for j, n := range w.nodes {
		if !n.Stopped() {
			sent[j] = n.Share()
			w.messages += w.digraph.OutDegree(j)
			w.bytes += w.digraph.OutDegree(j) * sent[j].Size()
		}
	}
	w.round++
	for j, n := range w.nodes {
		if n.Stopped() {
			continue
		}
		if err := w.deliver(n, sent, w.digraph.In(j)); err != nil {
			panic(fmt.Sprintf("lock-step network: node %d: %v", j, err)) // unreachable: all shares carry this round
		}
		changed = append(changed, j)
	}
	return changed
}

// deliver hands the node what its in-neighbours have sent.
func (w *Network) deliver(n *core.Node, sent []core.Message, senders []int) error {
	w.inbox = w.inbox[:0]
	for _, i := range senders {
		if sent[i].Words != nil {
			w.inbox = append(w.inbox, sent[i])
		}
	}
	return n.Advance(w.inbox)
}

// Run steps until all nodes have stopped.
func (w *Network) Run() {
	for action, _ := w.Step(); action != ""; action, _ = w.Step() {
	}
}

// Mass returns the sum over all nodes of each word in wire order; it is the same in every round until a node stops (FTC-7).
func (w *Network) Mass() []core.Element {
	mass := make([]core.Element, len(w.nodes[0].Words()))
	for _, n := range w.nodes {
		for i, word := range n.Words() {
			mass[i] = w.config.Field.Add(mass[i], word)
		}
	}
	return mass
}
