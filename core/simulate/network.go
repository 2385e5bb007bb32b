// Package simulate runs many nodes of package core in one process: [Network], [RepeatNetwork] and [MaximumNetwork] in
// lock-step rounds, [Links] on links that lose, double and reorder messages. Nothing in it is needed by a node.
package simulate

import (
	"fmt"
	"runtime"
	"slices"
	"sync"

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
	sent     []core.Message   // of this round, by node; without words: silence
	inboxes  [][]core.Message // of each processor; their memory and that of sent is used again
	changed  []int            // by the last step
}

// NewNetwork returns the network in round 0. values[j] is the value of node j in quanta, one integer per coordinate;
// starts[j] the probe's first value there, drawn with [core.Field.Random] (nil with the bound ending).
// Errors: those of [core.NewNode], by node; lengths that do not fit; a bound or capacity below the number of nodes; the
// same probe start at all of several nodes, which only the small field of a model can draw.
func NewNetwork(c core.Config, g *core.Digraph, values [][]int64, starts []core.Element) (*Network, error) {
	n := g.Nodes()
	if err := checkValues(n, c.Capacity, values); err != nil {
		return nil, err
	}
	if c.Ending.IsProbe() {
		if err := checkStarts(c.Field, n, starts); err != nil {
			return nil, err
		}
	} else if bound := c.Ending.Bound(); bound > 0 && bound < n {
		return nil, fmt.Errorf("bound %d: must be at least the number of nodes, %d", bound, n)
	}
	network := newNetwork(c, g)
	for j := range n {
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

func newNetwork(c core.Config, g *core.Digraph) *Network {
	return &Network{config: c, digraph: g, sent: make([]core.Message, g.Nodes())}
}

// checkValues checks what all nodes start from.
func checkValues(n, capacity int, values [][]int64) error {
	if capacity < n {
		return fmt.Errorf("capacity %d: must be at least the number of nodes, %d", capacity, n)
	}
	return evenValues(n, values)
}

func oneEach[V any](n int, what string, list []V) error {
	if len(list) != n {
		return fmt.Errorf("%d %s for %d nodes", len(list), what, n)
	}
	return nil
}

func evenValues(n int, values [][]int64) error {
	if err := oneEach(n, "values", values); err != nil {
		return err
	}
	for j := range values {
		if len(values[j]) != len(values[0]) {
			return fmt.Errorf("node %d has %d coordinates, node 0 has %d", j, len(values[j]), len(values[0]))
		}
	}
	return nil
}

// checkStarts refuses starts that no draw gives: a field as small as that of a model gives every one.
func checkStarts(f core.Field, n int, starts []core.Element) error {
	if err := oneEach(n, "probe starts", starts); err != nil {
		return err
	}
	other := func(start core.Element) bool { return start != starts[0] }
	if n > 1 && f.Prime() > core.ModelPrime && !slices.ContainsFunc(starts, other) {
		return fmt.Errorf("the probe starts with %d at all nodes: each must draw its own", starts[0])
	}
	return nil
}

// RestoreNetwork returns the network with the given state variables, one state for each node and all in the given round.
// It counts messages from there on. Errors: those of [core.RestoreNode], by node; another number of states or another
// round. That all states together are one that a network can reach is the caller's promise.
func RestoreNetwork(c core.Config, g *core.Digraph, round int, states []core.NodeState) (*Network, error) {
	if err := oneEach(g.Nodes(), "states", states); err != nil {
		return nil, err
	}
	network := newNetwork(c, g)
	network.round = round
	for j, s := range states {
		node, err := core.RestoreNode(c, g.OutDegree(j), s)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		if node.Round() != round && (!node.Stopped() || node.Round() > round) {
			return nil, fmt.Errorf("node %d is in round %d of a network in round %d", j, node.Round(), round)
		}
		network.nodes = append(network.nodes, node)
	}
	return network, nil
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

// Step does the enabled action at all nodes that can do it, and returns its name, or "" when there is none left.
func (w *Network) Step() string {
	action := w.Enabled()
	w.changed = w.changed[:0]
	switch action {
	case core.ActionAdvance:
		w.advance()
	case core.ActionDecide:
		w.each((*core.Node).Decide)
	case core.ActionStop:
		w.each((*core.Node).Stop)
	}
	return action
}

// Changed returns the ids of the nodes that the last Step changed, in ascending order; the next one overwrites it.
func (w *Network) Changed() []int { return w.changed }

func (w *Network) each(act func(*core.Node) bool) {
	for j, n := range w.nodes {
		if act(n) {
			w.changed = append(w.changed, j)
		}
	}
}

func (w *Network) advance() {
	for j, n := range w.nodes {
		if n.Stopped() {
			w.sent[j].Words = nil
			continue
		}
		n.ShareInto(&w.sent[j])
		w.messages += w.digraph.OutDegree(j)
		w.bytes += w.digraph.OutDegree(j) * w.sent[j].Size()
	}
	w.round++
	w.shareOut()
	for j, n := range w.nodes {
		if !n.Stopped() {
			w.changed = append(w.changed, j)
		}
	}
}

// receive hands nodes of a range what their in-neighbours have sent, and returns the memory for inboxes.
func (w *Network) receive(from, to int, inbox []core.Message) []core.Message {
	for j := from; j < to; j++ {
		if w.nodes[j].Stopped() {
			continue
		}
		inbox = inbox[:0]
		for _, i := range w.digraph.In(j) {
			if w.sent[i].Words != nil {
				inbox = append(inbox, w.sent[i])
			}
		}
		if err := w.nodes[j].Advance(inbox); err != nil {
			panic(fmt.Sprintf("lock-step network: node %d: %v", j, err)) // unreachable: all shares carry this round
		}
		w.nodes[j].CanDecide() // looks for the probe's recurrence, which would otherwise be done later by one processor
	}
	return inbox
}

// severalNodes is from how many nodes on a round is shared among processors: each node looks for recurrences by itself,
// which takes about as long as it has seen rounds.
const severalNodes = 64

// shareOut calls receive with ranges that together are all nodes, one for each processor. No node reads what another one
// writes, so its words do not depend on how many there are.
func (w *Network) shareOut() {
	n, workers := len(w.nodes), 1
	if n >= severalNodes {
		workers = runtime.GOMAXPROCS(0)
	}
	for len(w.inboxes) < workers {
		w.inboxes = append(w.inboxes, nil)
	}
	if workers == 1 {
		w.inboxes[0] = w.receive(0, n, w.inboxes[0])
		return
	}
	var done sync.WaitGroup
	for i := range workers {
		done.Go(func() { w.inboxes[i] = w.receive(n*i/workers, n*(i+1)/workers, w.inboxes[i]) })
	}
	done.Wait()
}

// Run steps until all nodes have stopped.
func (w *Network) Run() {
	for w.Step() != "" {
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
