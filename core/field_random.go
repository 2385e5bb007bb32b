package core

import (
	"encoding/binary"
	"fmt"
	"io"
)

// RandomField returns the field of a prime that is uniformly random among those between 2^60 and 2^61 if the bits of the
// source are: whatever the digraph, the prime is then lucky for it but for a small probability (FTC-48). All nodes must
// use the same one; it is drawn beforehand, after which nobody may choose a digraph to suit it. The bits of the source are
// drawn in eights of bytes, again while they are no prime, some 42 times. Errors: those of the source; a source from
// which no prime can be drawn.
func RandomField(source io.Reader) (Field, error) {
	var drawn [8]byte
	for range 100 * maxDraws {
		if _, err := io.ReadFull(source, drawn[:]); err != nil {
			return Field{}, fmt.Errorf("drawing a prime: %w", err)
		}
		p := 1<<60 | binary.BigEndian.Uint64(drawn[:])>>4
		if p%2 == 1 && isPrime(p) {
			return Field{p}, nil
		}
	}
	return Field{}, fmt.Errorf("drawing a prime: the source gave none in %d attempts", 100*maxDraws)
}
