package scenario

import (
	cryptorand "crypto/rand"
	"encoding/binary"
	"math/rand/v2"

	"kizami/core"
)

// Network returns the network of the scenario in round 0. With the probe ending and no seed, every call draws new
// probe starts from the system's randomness.
func (s *Scenario) Network() (*core.Network, error) {
	return core.NewNetwork(s.Config(), s.digraph, s.quanta, s.starts())
}

// starts draws the probe's start at every node, in order of the nodes, uniformly from the field. With a seed the source is
// PCG-DXSM as in math/rand/v2 with the state (seed, 0), the same on every machine.
func (s *Scenario) starts() []core.Element {
	if !s.ending.IsProbe() {
		return nil
	}
	next := systemRandom
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

func systemRandom() uint64 {
	var b [8]byte
	cryptorand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return binary.BigEndian.Uint64(b[:])
}
