package approximation

import "kizami/core"

// Ratio runs the words of the protocol in float64, round by round: x, one for each coordinate, and y, which starts at 1.
// A node shares its words as in FTC-4 and FTC-5, and its ratio x/y converges to the average (ratio consensus: Kempe,
// Dobra, Gehrke 2003; Domínguez-García, Hadjicostis 2010). There are only divisions and sums, nothing that a processor
// might fuse: the bits are the same on every machine.
type Ratio struct {
	digraph       *core.Digraph
	width         int       // words at a node
	words, shares []float64 // of node j from j·width on
}

// NewRatio returns round 0. values[j][c] is coordinate c of node j; all nodes have as many coordinates.
func NewRatio(g *core.Digraph, values [][]float64) *Ratio {
	r := &Ratio{digraph: g, width: len(values[0]) + 1}
	for _, value := range values {
		r.words = append(append(r.words, value...), 1)
	}
	r.shares = make([]float64, len(r.words))
	return r
}

// Words returns x… and y of node j; the next round overwrites them.
func (r *Ratio) Words(j int) []float64 { return r.words[j*r.width : (j+1)*r.width] }

// At returns x/y of coordinate c at node j; it need not be finite.
func (r *Ratio) At(j, c int) float64 {
	words := r.Words(j)
	return words[c] / words[r.width-1]
}

// Advance does one round. Nodes that are silent, of which nil says none, send nothing and keep their words.
// Cost: O(width·(n + arcs)), without allocating.
func (r *Ratio) Advance(silent []bool) {
	for j := range r.digraph.Nodes() {
		weight := float64(1 + r.digraph.OutDegree(j))
		for i := j * r.width; i < (j+1)*r.width; i++ {
			r.shares[i] = r.words[i] / weight
		}
	}
	for j := range r.digraph.Nodes() {
		if silent != nil && silent[j] {
			continue
		}
		sum := r.Words(j)
		copy(sum, r.shares[j*r.width:])
		for _, i := range r.digraph.In(j) {
			if silent != nil && silent[i] {
				continue
			}
			share := r.shares[i*r.width : (i+1)*r.width]
			for c := range sum {
				sum[c] += share[c]
			}
		}
	}
}
