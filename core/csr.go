package core

import (
	"fmt"
	"math/bits"
)

// CSR runs Share and Advance at all nodes of a digraph at once (FTC-4, FTC-5), as long as no node has stopped. It is the
// fast telling beside the plain one, [Network], for whom rounds are all that is wanted; it decides nothing. It works in
// [Exact] alone, because it rests on 2^61 ≡ 1. Not safe for concurrent use.
//
// The in-neighbours lie one after the other ("compressed sparse rows"), the shares in pairs of words. A share is scaled
// once, at the node that sends it, so arcs have no weights; sums are reduced only when they might leave 64 bits.
type CSR struct {
	senders []int32  // the in-neighbours of node 0, those of node 1, …
	ends    []int32  // ends[j] is where those of node j end
	inverse []uint64 // 8/(1+d_j), not reduced: see scale
	pairs   []pair   // the shares of this round, of two words
	singles []uint64 // the shares of this round, of one word
}

// pair holds a number below 2^64 for each of two words; together, because a register each is what makes the round fast.
type pair struct{ a, b uint64 }

func (s pair) plus(t pair) pair { return pair{s.a + t.a, s.b + t.b} }

func (s pair) fold() pair { return pair{fold(s.a), fold(s.b)} }

// NewCSR returns the kernel of a digraph. Cost: O(n + arcs) words of memory.
func NewCSR(g *Digraph) *CSR {
	n := g.Nodes()
	c := &CSR{pairs: make([]pair, n), singles: make([]uint64, n)}
	for j := range n {
		for _, i := range g.In(j) {
			c.senders = append(c.senders, int32(i))
		}
		c.ends = append(c.ends, int32(len(c.senders)))
		c.inverse = append(c.inverse, uint64(Exact.Inverse(Element(1+g.OutDegree(j))))<<3)
	}
	return c
}

// Advance sets next to the words of all nodes after a round that starts with words: word w of node j is element
// j·width + w of both. It is what [Network] does in a round in which every node sends, whatever the words mean. Elements
// are reduced before and after. next may be words itself, but must not overlap it otherwise.
// It fails when width is not between 1 and MaxWords, or next or words has not n·width elements; nothing is changed then.
// Cost: O(width·(n + arcs)), without allocating.
func (c *CSR) Advance(next, words []Element, width int) error {
	if width < 1 || width > MaxWords {
		return fmt.Errorf("a round of %d words at each node: must be between 1 and %d", width, MaxWords)
	}
	if n := len(c.ends); len(words) != n*width || len(next) != n*width {
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

func (c *CSR) sharePairs(words []Element, width int) {
	shares, at := c.pairs[:len(c.inverse)], 0
	for j, inverse := range c.inverse {
		w := words[at : at+2]
		shares[j] = pair{scale(w[0], inverse), scale(w[1], inverse)}
		at += width
	}
}

func (c *CSR) shareSingles(words []Element, width int) {
	shares, at := c.singles[:len(c.inverse)], 0
	for j, inverse := range c.inverse {
		shares[j] = scale(words[at], inverse)
		at += width
	}
}

// sumPairs adds to each node's own share those of its in-neighbours. Without a loop over single ones it has half the
// instructions, and it is instructions that it waits for as long as the shares fit a cache.
func (c *CSR) sumPairs(next []Element, width int) {
	x, senders := c.pairs, c.senders
	ends, begin, at := c.ends[:len(x)], 0, 0
	for j, s := range x {
		end := int(ends[j])
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
		w := next[at : at+2]
		w[0], w[1] = reduce(s.a), reduce(s.b)
		at += width
	}
}

func (c *CSR) sumSingles(next []Element, width int) {
	x, senders := c.singles, c.senders
	ends, begin, at := c.ends[:len(x)], 0, 0
	for j, s := range x {
		end := int(ends[j])
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
		next[at] = reduce(s)
		at += width
	}
}

// lazy is how many shares may be added to a share or to a folded sum: (p+7) + 7·(p−1) = 8p = 2^64 − 8.
const lazy = 7

// scale returns word/(1+d). With inverse = 8/(1+d) the product is hi·2^64 + lo = 8·(hi·2^61 + lo/8) ≡ 8·(hi + lo/8).
func scale(word Element, inverse uint64) uint64 {
	hi, lo := bits.Mul64(uint64(word), inverse)
	s := hi + lo>>3
	return min(s, s-MersennePrime) // which wraps to more than s if s < p
}

// fold returns a number ≡ s of at most p+7.
func fold(s uint64) uint64 { return s&MersennePrime + s>>61 }

func reduce(s uint64) Element {
	s = fold(s)
	return Element(min(s, s-MersennePrime))
}
