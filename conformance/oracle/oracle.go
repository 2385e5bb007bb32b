package oracle

import (
	"math/big"

	"kizami/core"
)

// Expected is what a case must come to, by definition and without the protocol's algebra: averages by summing, words in
// exact rationals, orders as ranks, stop times from distances.
type Expected struct {
	Average  []*big.Rat // in quanta, one per coordinate
	Order    []int
	Decided  []int
	Stopped  []int
	Latest   int // the latest decision round
	Messages int
	Bytes    int

	distance [][]int // distance[l][j]: arcs on a shortest path from l to j
	words    *rationals
}

// Expect works out what the case must come to. Cost: O(rounds·arcs) operations on integers of O(rounds·n) bits.
func Expect(c Case) *Expected {
	out := make([][]int, c.Nodes)
	for _, a := range c.Arcs {
		out[a.From] = append(out[a.From], a.To)
	}
	e := &Expected{Average: Average(c), distance: Distances(c), words: newRationals(c, out)}
	if c.Bound > 0 {
		e.expectBound(c)
	} else {
		e.expectProbe(c, out)
	}
	size := 16 + 8*(len(c.Values[0])+1)
	if c.Bound == 0 {
		size += 8
	}
	for j, rounds := range e.Stopped {
		e.Messages += len(out[j]) * rounds
	}
	e.Bytes = e.Messages * size
	return e
}

func Average(c Case) []*big.Rat {
	var mean []*big.Rat
	for i := range c.Values[0] {
		sum := new(big.Int)
		for j := range c.Values {
			sum.Add(sum, big.NewInt(c.Values[j][i]))
		}
		mean = append(mean, new(big.Rat).SetFrac(sum, big.NewInt(int64(c.Nodes))))
	}
	return mean
}

// expectBound: everybody decides and stops after 2N−2 rounds; the order is the rank of the words' Hankel matrices.
func (e *Expected) expectBound(c Case) {
	last := 2*c.Bound - 2
	stopped := make([]int, c.Nodes)
	for j := range stopped {
		stopped[j] = last
	}
	e.words.run(stopped)
	f := Residues{core.MersennePrime}
	for j := range c.Nodes {
		order := 0
		for w := range len(c.Values[0]) + 1 {
			u := make([]uint64, last)
			for k := range u {
				u[k] = f.Sub(e.words.residue(f, k+1, j, w), e.words.residue(f, k, j, w))
			}
			order = max(order, f.hankelRank(u, c.Bound-1))
		}
		e.Order = append(e.Order, order)
		e.Decided = append(e.Decided, last)
	}
	e.Stopped, e.Latest = stopped, last
}

// expectProbe: T_j = 2M_j+1, and everybody stops at T_max+M_j+1, with M_j the node's true order.
func (e *Expected) expectProbe(c Case, out [][]int) {
	f := Residues{core.MersennePrime}
	for j := range c.Nodes {
		order := f.trueOrder(out, j)
		e.Order = append(e.Order, order)
		e.Decided = append(e.Decided, 2*order+1)
		e.Latest = max(e.Latest, 2*order+1)
	}
	for _, order := range e.Order {
		e.Stopped = append(e.Stopped, e.Latest+order+1)
	}
	e.words.run(e.Stopped)
}

// Horizon returns θ of node j after round k ≤ Stopped[j]: the latest decision round, or round without a decision, that
// can have reached j.
func (e *Expected) Horizon(j, k int) int {
	horizon := 0
	for l, decided := range e.Decided {
		horizon = max(horizon, min(k-e.distance[l][j], decided))
	}
	return horizon
}

// Rounds returns how many rounds there are until everybody has stopped.
func (e *Expected) Rounds() int { return len(e.words.words) - 1 }

// Word returns a word of a node after a round, in wire order, as a rational number. Cost: O(1) products of O(round·n) bits.
func (e *Expected) Word(round, node, word int) *big.Rat { return e.words.at(round, node, word) }

// Residue returns the word modulo the prime of the exact field.
func (e *Expected) Residue(round, node, word int) uint64 {
	return e.words.residue(Residues{core.MersennePrime}, round, node, word)
}

// Distances returns all shortest distances (Floyd and Warshall).
func Distances(c Case) [][]int {
	d := make([][]int, c.Nodes)
	for i := range d {
		d[i] = make([]int, c.Nodes)
		for j := range d[i] {
			if i != j {
				d[i][j] = c.Nodes
			}
		}
	}
	for _, a := range c.Arcs {
		d[a.From][a.To] = 1
	}
	for m := range d {
		for i := range d {
			for j := range d {
				d[i][j] = min(d[i][j], d[i][m]+d[m][j])
			}
		}
	}
	return d
}
