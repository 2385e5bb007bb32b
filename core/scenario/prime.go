package scenario

import (
	"math/rand/v2"
	"strconv"

	"kizami/core"
)

// primeRandom asks for a prime that is drawn (FTC-48).
const primeRandom = "random"

// leastDrawn is the least prime above 2^60: what fits it fits every prime that may be drawn.
const leastDrawn = 1<<60 + 33

// choosePrime sets the field of the bound and the probe ending: that of the kit, of the prime given, or of one that is drawn,
// with the ending's seed from PCG-DXSM with the state (seed, 2).
func (s *Scenario) choosePrime(e EndingText) (err error) {
	switch s.prime = e.Prime; s.prime {
	case "":
		return nil
	case primeRandom:
		return s.drawPrime(e)
	}
	p, err := strconv.ParseUint(s.prime, 10, 64)
	if err == nil && p > uint64(s.digraph.Nodes()) && strconv.FormatUint(p, 10) == s.prime {
		if s.field, err = core.NewField(p); err == nil {
			s.narrowest = s.field
			return nil
		}
	}
	return fault("prime", "ending.prime", args{"prime": s.prime, "nodes": s.digraph.Nodes()})
}

func (s *Scenario) drawPrime(e EndingText) (err error) {
	if e.Rule == ruleBound && e.Seed != "" {
		seed, err := within("seed-range", "ending.seed", e.Seed, 0, MaxSeed)
		if err != nil {
			return err
		}
		unsigned := uint64(seed)
		s.seed = &unsigned
	}
	if s.narrowest, err = core.NewField(leastDrawn); err == nil {
		s.field, err = core.RandomField(s.random(2))
	}
	return err // never: neither source fails
}

// random returns what the seed gives in a stream of its own, the same on every machine; without a seed the system's
// randomness: ChaCha8, seeded by the system, as crypto/rand would add 45 kB to what a browser must fetch.
func (s *Scenario) random(stream uint64) source {
	if s.seed == nil {
		return rand.Uint64
	}
	return rand.NewPCG(*s.seed, stream).Uint64
}
