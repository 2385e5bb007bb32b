package core

import "fmt"

// Ending says how the nodes know that they are done: [Bound] or [Probe]. The zero Ending is neither, and refused.
type Ending struct {
	bound int
	probe bool
}

// Bound is the ending for a known bound N on the number of nodes: everybody decides and stops after exactly 2N−2
// rounds (FTC-11). It fails unless 1 ≤ N ≤ MaxNodes; that N ≥ n is the caller's promise.
func Bound(n int) (Ending, error) {
	if n < 1 || n > MaxNodes {
		return Ending{}, fmt.Errorf("bound %d: must be between 1 and %d", n, MaxNodes)
	}
	return Ending{bound: n}, nil
}

// Probe is the ending that needs to know nothing: a random probe word decides the order (FTC-12), max-consensus over
// the decision rounds stops everybody within 3n rounds (FTC-14). Every node needs a start of its own, drawn with
// [Field.Random].
func Probe() Ending { return Ending{probe: true} }

// IsProbe tells the probe ending from a bound.
func (e Ending) IsProbe() bool { return e.probe }

// Bound returns N, or 0 where there is none.
func (e Ending) Bound() int { return e.bound }

// MaxRounds returns the number of rounds that n nodes need at most: exactly 2N−2 with a bound, 3n with the probe (FTC-17).
// The zero Ending has none.
func (e Ending) MaxRounds(n int) int {
	if e.IsProbe() {
		return 3 * n
	}
	return max(0, 2*e.bound-2)
}
