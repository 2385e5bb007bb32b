// Package approximation is the protocol in float64, for comparison with the exact one of package core: [Approximate] with
// the bound ending, and [Ratio], ratio consensus, which needs no ending and has none.
package approximation

import (
	"fmt"
	"math"

	"kizami/core"
)

// Approximation is what a node holds at the end of [Approximate].
type Approximation struct {
	Average []float64 // one per coordinate
	Error   []float64 // the node's own estimate of |Average − true average|; +Inf when it cannot tell
	Order   int       // the length of the recurrence that gave the smallest estimate
}

// Approximate runs the bound ending in float64: 2N−2 rounds, then at every node the recurrence that fits all words best.
// values[j][c] is coordinate c of node j. It is an APPROXIMATION, for comparison with the exact protocol, which it does
// not replace: the limit of float64 is that rounding errors are amplified by Σ|β|/|Σβ|, about 3ⁿ/2n on a cycle.
//
// Measured, not proved (testdata/table.txt): the relative error stays below 1e-6 up to 14 nodes on
// cycles, up to 16 on paths, and to the 60 nodes tried on stars, complete digraphs, barbells and random digraphs of
// out-degree 2 and 3. Beyond, the average of a cycle or path is worthless, and Error says so. No true error was above its
// estimate; most estimates are too large, by a factor of 10² to 10⁷. Values so near to overflow or underflow that the
// iteration meets either void the estimate.
//
// The result has the same bits on every machine. It fails when a value is not finite, when nodes differ in their number
// of coordinates, and unless n ≤ bound ≤ MaxNodes. Cost: O(n·bound³) time, O(n·bound) memory for observations.
func Approximate(g *core.Digraph, bound int, values [][]float64) ([]Approximation, error) {
	n := g.Nodes()
	if bound < n || bound > core.MaxNodes {
		return nil, fmt.Errorf("bound %d: must be between the number of nodes, %d, and %d", bound, n, core.MaxNodes)
	}
	if len(values) != n {
		return nil, fmt.Errorf("%d values for %d nodes", len(values), n)
	}
	for j, value := range values {
		if len(value) != len(values[0]) || len(value) == 0 {
			return nil, fmt.Errorf("node %d has %d coordinates, node 0 has %d: all need the same, at least 1", j, len(value), len(values[0]))
		}
		for c, v := range value {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("node %d, coordinate %d: %v is not a finite number", j, c, v)
			}
		}
	}
	result := make([]Approximation, n)
	for j, words := range observe(NewRatio(g, values), 2*bound-2) {
		result[j] = extrapolate(words, bound)
	}
	return result, nil
}

// observe returns the observations of every word at every node, from round 0 on.
func observe(r *Ratio, rounds int) [][][]float64 {
	words := make([][][]float64, r.digraph.Nodes())
	for j := range words {
		words[j] = make([][]float64, r.width)
	}
	for round := range rounds + 1 {
		if round > 0 {
			r.Advance(nil)
		}
		for j := range words {
			for w, x := range r.Words(j) {
				words[j][w] = append(words[j][w], x)
			}
		}
	}
	return words
}
