package core

import "fmt"

// Ending says how the nodes know that they are done. The zero Ending is the probe ending.
type Ending struct{ bound int }

// Bound is the ending for a known bound N on the number of nodes: everybody decides and stops after exactly 2N−2
// rounds (FTC-11). It fails unless 1 ≤ N ≤ MaxNodes; that N ≥ n is the caller's promise.
func Bound(n int) (Ending, error) {
	if n < 1 || n > MaxNodes {
		return Ending{}, fmt.Errorf("bound %d: must be between 1 and %d", n, MaxNodes)
	}
	return Ending{n}, nil
}

// Probe is the ending that needs to know nothing: a random probe word decides the order (FTC-12), max-consensus over
// the decision rounds stops everybody within 3n rounds (FTC-14).
func Probe() Ending { return Ending{} }

// IsProbe tells the probe ending from a bound.
func (e Ending) IsProbe() bool { return e.bound == 0 }

// Bound returns N, or 0 for the probe ending.
func (e Ending) Bound() int { return e.bound }

// MaxRounds returns the number of rounds that n nodes need at most: exactly 2N−2 with a bound, 3n with the probe (FTC-17).
func (e Ending) MaxRounds(n int) int {
	if e.IsProbe() {
		return 3 * n
	}
	return 2*e.bound - 2
}
