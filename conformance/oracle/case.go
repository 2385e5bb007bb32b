package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"kizami/core"
	"kizami/core/simulate"
)

// Quantum is the grid that values lie on: Numerator/Denominator.
type Quantum struct{ Numerator, Denominator int64 }

// Case is one coordination to try: a strongly connected digraph, a value at every node and an ending.
type Case struct {
	Nodes    int
	Arcs     []core.Arc
	Values   [][]int64 // in quanta, one integer per coordinate, node by node
	Quantum  Quantum
	Decimal  bool   // write values as decimals where they end, as fractions otherwise
	Bound    int    // 0 is the probe ending
	Capacity int    // at least Nodes
	Seed     uint64 // of the probe's starts
}

// String writes the case so that a person can run it again.
func (c Case) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d nodes, arcs", c.Nodes)
	for _, a := range c.Arcs {
		fmt.Fprintf(&b, " %d→%d", a.From, a.To)
	}
	fmt.Fprintf(&b, ", values %v × %d/%d, ", c.Values, c.Quantum.Numerator, c.Quantum.Denominator)
	if c.Bound == 0 {
		fmt.Fprintf(&b, "probe seed %d, ", c.Seed)
	} else {
		fmt.Fprintf(&b, "bound %d, ", c.Bound)
	}
	fmt.Fprintf(&b, "capacity %d", c.Capacity)
	return b.String()
}

// Clone returns a case that shares no memory with c.
func (c Case) Clone() Case {
	c.Arcs = slices.Clone(c.Arcs)
	c.Values = slices.Clone(c.Values)
	for j := range c.Values {
		c.Values[j] = slices.Clone(c.Values[j])
	}
	return c
}

// Config returns the configuration of the case in the exact field.
func (c Case) Config() (core.Config, error) {
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: c.Capacity}
	var err error
	if c.Bound > 0 {
		config.Ending, err = core.Bound(c.Bound)
	}
	return config, err
}

// Starts returns the probe's first value at every node, nil with the bound ending.
func (c Case) Starts() []core.Element {
	if c.Bound > 0 {
		return nil
	}
	random := rand.New(rand.NewPCG(c.Seed, 0))
	starts := make([]core.Element, c.Nodes)
	for j := range starts {
		starts[j] = core.Element(random.Uint64N(core.MersennePrime))
	}
	return starts
}

// Network returns the network of the case in round 0.
func (c Case) Network() (*simulate.Network, error) { return c.NetworkFrom(c.Starts()) }

func (c Case) NetworkFrom(starts []core.Element) (*simulate.Network, error) {
	config, digraph, err := c.Deployment()
	if err != nil {
		return nil, err
	}
	return simulate.NewNetwork(config, digraph, c.Values, starts)
}

// Deployment returns what all nodes agree on, and who sends to whom.
func (c Case) Deployment() (core.Config, *core.Digraph, error) {
	config, err := c.Config()
	if err != nil {
		return config, nil, err
	}
	digraph, err := core.NewDigraph(c.Nodes, c.Arcs)
	return config, digraph, err
}
