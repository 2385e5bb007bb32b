package scenario

import (
	"encoding/binary"

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
	random := s.random(0)
	starts := make([]core.Element, s.digraph.Nodes())
	for j := range starts {
		starts[j], _ = s.field.Random(random) // neither source fails
	}
	return starts
}

// source gives numbers as bytes, eight at a time: what an element is drawn from.
type source func() uint64

func (next source) Read(p []byte) (int, error) {
	return copy(p, binary.BigEndian.AppendUint64(nil, next())), nil
}
