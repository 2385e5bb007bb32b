package scenario

import (
	"math/rand/v2"

	"kizami/core"
	"kizami/core/simulate"
)

// Network returns the network of the scenario in round 0. With the probe ending and no seed, every call draws new
// probe starts from the system's randomness.
func (s *Scenario) Network() (*simulate.Network, error) {
	return simulate.NewNetwork(s.Config(), s.digraph, s.quanta, s.starts())
}

// starts draws the probe's start at every node, in order of the nodes, uniformly from the field. With a seed the source is
// PCG-DXSM as in math/rand/v2 with the state (seed, 0), the same on every machine.
func (s *Scenario) starts() []core.Element {
	if !s.ending.IsProbe() {
		return nil
	}
	next := rand.Uint64 // ChaCha8, seeded by the system; crypto/rand would add 45 kB to what a browser must fetch
	if s.seed != nil {
		next = rand.NewPCG(*s.seed, 0).Uint64
	}
	starts := make([]core.Element, s.digraph.Nodes())
	for j := range starts {
		starts[j] = uniform(next)
	}
	return starts
}

// uniform takes the top 61 bits of a number and draws again when they are p itself, all ones.
func uniform(next func() uint64) core.Element {
	for {
		if bits := next() >> 3; bits < core.MersennePrime {
			return core.Element(bits)
		}
	}
}
