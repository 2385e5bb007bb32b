package scenario

import (
	"encoding/json"
	"math"
	"math/big"

	"kizami/core"
	"kizami/core/approximation"
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

// ratios runs beside the exact run, to show what an implementation without exact arithmetic would see.
type ratios struct {
	*approximation.Ratio
	silent []bool
}

func newRatios(s *Scenario) *ratios {
	values := make([][]float64, len(s.quanta))
	for j, row := range s.quanta {
		for _, q := range row {
			value := new(big.Rat).SetInt64(q)
			values[j] = append(values[j], decimal(value.Mul(value, s.quantum)))
		}
	}
	return &ratios{approximation.NewRatio(s.digraph, values), make([]bool, len(values))}
}

// advance does the round in which exactly the given nodes send and sum.
func (r *ratios) advance(nodes []core.Change) {
	for j := range r.silent {
		r.silent[j] = true
	}
	for _, node := range nodes {
		r.silent[node.ID] = false
	}
	r.Advance(r.silent)
}

// at returns x/y at a node.
func (r *ratios) at(node int) []Approximation {
	out := make([]Approximation, len(r.Words(node))-1)
	for c := range out {
		out[c] = Approximation(r.At(node, c))
	}
	return out
}
