// Package csr does a round of the protocol at all nodes of a digraph at once, as fast as a processor lets it. It is there
// to be measured.
package csr

import (
	"fmt"
	"math/bits"
	"slices"

	"kizami/core"
)

// Neighbours are what a round needs of a digraph; [core.Digraph] has them.
type Neighbours interface {
	Nodes() int
	In(j int) []int
	OutDegree(j int) int
}

// Rows runs Share and Advance at all nodes of a digraph at once (FTC-4, FTC-5), as long as no node has stopped. It is the
// fast counterpart of simulate.Network where only rounds are wanted; it decides nothing. It works in [core.Exact] alone,
// because it rests on 2^61 ≡ 1. Not safe for concurrent use.
//
// The in-neighbours lie one after the other ("compressed sparse rows"), the shares in pairs of words. A share is scaled
// once, at the node that sends it, so arcs have no weights; sums are reduced only when they might leave 64 bits.
type Rows struct {
	nodes   []int32  // in the order of the rows
	senders []int32  // the rows of the in-neighbours of the first row, those of the second, …
	ends    []int32  // where those of each row end
	inverse []uint64 // 8/(1+d) of each row, not reduced: see scale
	pairs   []pair   // the shares of this round, of two words
	singles []uint64 // the shares of this round, of one word
}

// pair holds a number below 2^64 for each of two words; together, because a register each is what makes the round fast.
type pair struct{ a, b uint64 }

func (s pair) plus(t pair) pair { return pair{s.a + t.a, s.b + t.b} }

func (s pair) fold() pair { return pair{fold(s.a), fold(s.b)} }

// New returns the rows of a digraph. Cost: O(n + arcs) words of memory.
func New(g Neighbours) *Rows {
	n := g.Nodes()
	c := &Rows{nodes: order(g), pairs: make([]pair, n), singles: make([]uint64, n)}
	row := make([]int32, n)
	for k, j := range c.nodes {
		row[j] = int32(k)
	}
	for _, node := range c.nodes {
		j := int(node)
		for _, i := range g.In(j) {
			c.senders = append(c.senders, row[i])
		}
		c.ends = append(c.ends, int32(len(c.senders)))
		c.inverse = append(c.inverse, uint64(core.Exact.Inverse(core.Element(1+g.OutDegree(j))))<<3)
	}
	return c
}

// block is how many rows are ordered together: enough for long runs of the same length, few enough to stay in a cache.
const block = 1024

// order returns the nodes in an order that lets a processor predict where rows end: within each block, nodes of the same
// in-degree stand together. Up to one block it predicts well in any order.
func order(g Neighbours) []int32 {
	nodes := make([]int32, g.Nodes())
	for j := range nodes {
		nodes[j] = int32(j)
	}
	if len(nodes) > block {
		for some := range slices.Chunk(nodes, block) {
			slices.SortStableFunc(some, func(i, j int32) int { return len(g.In(int(i))) - len(g.In(int(j))) })
		}
	}
	return nodes
}

// Advance sets next to the words of all nodes after a round that starts with words: word w of node j is element
// j·width + w of both. It is what a simulate.Network does in a round in which every node sends, whatever the words mean. Elements
// are reduced before and after. next may be words itself, but must not overlap it otherwise.
// It fails when width is not between 1 and MaxWords, or next or words has not n·width elements; nothing is changed then.
// Cost: O(width·(n + arcs)), without allocating.
func (c *Rows) Advance(next, words []core.Element, width int) error {
	if width < 1 || width > core.MaxWords {
		return fmt.Errorf("a round of %d words at each node: must be between 1 and %d", width, core.MaxWords)
	}
	if n := len(c.nodes); len(words) != n*width || len(next) != n*width {
		return fmt.Errorf("a round from %d to %d elements: %d nodes with %d words have %d", len(words), len(next), n, width, n*width)
	}
	word := 0
	for ; word+2 <= width; word += 2 {
		c.sharePairs(words[word:], width)
		c.sumPairs(next[word:], width)
	}
	if word < width {
		c.shareSingles(words[word:], width)
		c.sumSingles(next[word:], width)
	}
	return nil
}

func (c *Rows) sharePairs(words []core.Element, width int) {
	shares, nodes := c.pairs[:len(c.inverse)], c.nodes[:len(c.inverse)]
	for k, inverse := range c.inverse {
		at := int(nodes[k]) * width
		w := words[at : at+2]
		shares[k] = pair{scale(w[0], inverse), scale(w[1], inverse)}
	}
}

func (c *Rows) shareSingles(words []core.Element, width int) {
	for k, inverse := range c.inverse {
		c.singles[k] = scale(words[int(c.nodes[k])*width], inverse)
	}
}

// sumPairs adds to each node's own share those of its in-neighbours, two at a time: that halves the instructions, which
// are the limit as long as the shares fit a cache.
func (c *Rows) sumPairs(next []core.Element, width int) {
	x, senders := c.pairs, c.senders
	ends, nodes, begin := c.ends[:len(x)], c.nodes[:len(x)], 0
	for k, s := range x {
		end := int(ends[k])
		row := senders[begin:end]
		begin = end
		for len(row) > lazy {
			s = s.plus(x[row[0]]).plus(x[row[1]]).plus(x[row[2]]).plus(x[row[3]]).plus(x[row[4]]).plus(x[row[5]]).plus(x[row[6]]).fold()
			row = row[lazy:]
		}
		for len(row) > 2 {
			s = s.plus(x[row[0]]).plus(x[row[1]])
			row = row[2:]
		}
		switch len(row) {
		case 1:
			s = s.plus(x[row[0]])
		case 2:
			s = s.plus(x[row[0]]).plus(x[row[1]])
		}
		at := int(nodes[k]) * width
		w := next[at : at+2]
		w[0], w[1] = reduce(s.a), reduce(s.b)
	}
}

func (c *Rows) sumSingles(next []core.Element, width int) {
	x, senders, begin := c.singles, c.senders, 0
	for k, s := range x {
		end := int(c.ends[k])
		row := senders[begin:end]
		begin = end
		for len(row) > lazy {
			for _, i := range row[:lazy] {
				s += x[i]
			}
			s = fold(s)
			row = row[lazy:]
		}
		for _, i := range row {
			s += x[i]
		}
		next[int(c.nodes[k])*width] = reduce(s)
	}
}

// lazy is how many shares may be added to a share or to a folded sum: (p+6) + 7·(p−1) = 8p − 1 < 2^64 − 8.
const lazy = 7

// scale returns word/(1+d). With inverse = 8/(1+d) the product is hi·2^64 + lo = 8·(hi·2^61 + lo/8) ≡ 8·(hi + lo/8).
func scale(word core.Element, inverse uint64) uint64 {
	hi, lo := bits.Mul64(uint64(word), inverse)
	s := hi + lo>>3
	return min(s, s-core.MersennePrime) // which wraps to more than s if s < p
}

// fold returns a number ≡ s of at most p+6, if s < 8p.
func fold(s uint64) uint64 { return s&core.MersennePrime + s>>61 }

// reduce returns s mod p, if s < 8p: with s = a·2^61 + b it is a + b, or a + b − p when that is not negative.
func reduce(s uint64) core.Element { return core.Element((s + (s+s>>61+1)>>61) & core.MersennePrime) }
