package scenario

import (
	"encoding/json"
	"math"
	"math/big"

	"kizami/core"
)

// Approximation is a float64 that nobody relies on; null in JSON when it is not finite.
type Approximation float64

// MarshalJSON writes the number, or null.
func (a Approximation) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(a)) || math.IsInf(float64(a), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(a))
}

// ratios runs the words x and y in float64 beside the exact run, to show what an implementation without exact
// arithmetic would see. Only divisions and sums: nothing that a processor might fuse, so the bits are the same everywhere.
type ratios struct {
	digraph *core.Digraph
	words   [][]float64 // of each node: x…, y
	running []bool
}

func newRatios(s *Scenario) *ratios {
	r := &ratios{digraph: s.digraph}
	for _, row := range s.quanta {
		var words []float64
		for _, q := range row {
			value := new(big.Rat).SetInt64(q)
			words = append(words, decimal(value.Mul(value, s.quantum)))
		}
		r.words = append(r.words, append(words, 1))
	}
	return r
}

// advance does the round in which exactly the given nodes send and sum.
func (r *ratios) advance(nodes []core.Change) {
	r.running = make([]bool, len(r.words))
	for _, node := range nodes {
		r.running[node.ID] = true
	}
	before := r.words
	r.words = make([][]float64, len(before))
	for j, words := range before {
		if !r.running[j] {
			r.words[j] = words
			continue
		}
		sum := share(words, r.digraph.OutDegree(j))
		for _, i := range r.digraph.In(j) {
			if r.running[i] {
				for c, w := range share(before[i], r.digraph.OutDegree(i)) {
					sum[c] += w
				}
			}
		}
		r.words[j] = sum
	}
}

func share(words []float64, outDegree int) []float64 {
	shared := make([]float64, len(words))
	for c, w := range words {
		shared[c] = w / float64(1+outDegree)
	}
	return shared
}

// at returns x/y at a node.
func (r *ratios) at(node int) []Approximation {
	words := r.words[node]
	last := len(words) - 1
	out := make([]Approximation, last)
	for c := range out {
		out[c] = Approximation(words[c] / words[last])
	}
	return out
}
