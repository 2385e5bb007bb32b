package core

import "slices"

// Recurrence finds, one term at a time, the shortest linear recurrence of a sequence (FTC-8; Berlekamp–Massey:
// J. L. Massey, "Shift-register synthesis and BCH decoding", IEEE Trans. Inf. Theory 15(1), 1969, algorithm 2).
// If the sequence satisfies a recurrence of order L, the result is that of least order after 2L terms. Where the order grows
// by one with every other term, two terms are taken in together, which is the same with half the work.
type Recurrence struct {
	field       Field
	terms       []Element
	seen        int       // terms that were taken in, with the one that waits
	beta        []Element // ascending, the last is 1: Σ_i beta[i]·terms[t+i] = 0
	previous    []Element // beta before the order last grew
	discrepancy Element   // by how much previous missed the term that made the order grow
	gap         int       // terms since then
	miss        Element   // by how much beta misses the last term
	waiting     bool      // for one term more, to take in the last together with it
	leapt       bool      // the last two terms were taken in together, so that ahead and inverse hold
	ahead       Element   // what previous comes to with the term after the one that made the order grow
	inverse     Element   // 1/discrepancy
}

// NewRecurrence returns the recurrence of the empty sequence: order 0.
func NewRecurrence(f Field) *Recurrence {
	return &Recurrence{field: f, beta: []Element{1}, previous: []Element{1}, discrepancy: 1, gap: 1}
}

// Observe appends a term. Cost: O(order) for each term, which is paid for several together or when somebody asks.
func (r *Recurrence) Observe(term Element) {
	r.terms = append(r.terms, term)
	if len(r.terms)-r.seen >= together {
		r.takeIn()
	}
}

// together is how many terms are taken in at once, as long as nobody asks: networks of many nodes do not fit into a cache.
const together = 8

// takeIn takes in all terms; the last may wait for one term more.
func (r *Recurrence) takeIn() {
	for r.seen < len(r.terms) {
		r.seen++
		if r.waiting {
			r.leap()
			continue
		}
		order := len(r.beta) - 1
		r.miss = r.field.dot(r.beta, r.terms[r.seen-1-order:])
		if r.waiting = r.miss != 0 && r.seen == 2*order+1; !r.waiting {
			r.mend()
		}
	}
}

// mend takes in the last term.
func (r *Recurrence) mend() {
	f, miss, order := r.field, r.miss, len(r.beta)-1
	r.waiting, r.leapt = false, false
	if miss == 0 {
		r.gap++
		return
	}
	scale := f.Mul(miss, f.Inverse(r.discrepancy))
	if grown := r.seen - order; grown > order {
		r.grow(grown, f.Sub(0, scale))
		r.discrepancy, r.gap = miss, 1
		return
	}
	shifted := r.beta[len(r.beta)-r.gap-len(r.previous):]
	for i, b := range r.previous {
		shifted[i] = f.Sub(shifted[i], f.Mul(scale, b))
	}
	r.gap++
}

// grow sets beta to z^(order−Order)·beta + factor·previous, in the storage of previous.
func (r *Recurrence) grow(order int, factor Element) {
	f, next := r.field, r.previous
	for i, b := range next {
		next[i] = f.Mul(factor, b)
	}
	next = append(next, make([]Element, order+1-len(next))...)
	for i, b := range r.beta {
		place := order - (len(r.beta) - 1) + i
		next[place] = f.Add(next[place], b)
	}
	r.beta, r.previous = next, r.beta
}

// leap takes in the last two terms, with the first of which the order grows by one. What mend would do with the first is to
// set beta to β' = z·beta + first·previous, and with the second, which β' misses by what beta and previous come to there, to
// add second·beta to it.
func (r *Recurrence) leap() {
	f, order := r.field, len(r.beta)-1
	if !r.leapt {
		r.ahead, r.inverse = f.dot(r.previous, r.terms[order:]), f.Inverse(r.discrepancy)
	}
	first := f.Sub(0, f.Mul(r.miss, r.inverse))
	ahead := f.dot(r.beta, r.terms[order+1:])
	missed := f.Add(ahead, f.Mul(first, r.ahead))
	r.discrepancy, r.gap, r.ahead, r.inverse = r.miss, 2, ahead, f.Inverse(r.miss)
	second := f.Sub(0, f.Mul(missed, r.inverse))
	next := append(r.previous, make([]Element, order+2-len(r.previous))...)
	f.leap(next, r.beta, first, second)
	r.beta, r.previous = next, r.beta
	r.waiting, r.leapt = false, true
}

// Order returns the length of the shortest recurrence of the terms so far.
func (r *Recurrence) Order() int {
	r.takeIn()
	return r.atLeast()
}

// atLeast is the order for the terms that were taken in: it never shrinks.
func (r *Recurrence) atLeast() int {
	if r.waiting {
		return len(r.beta)
	}
	return len(r.beta) - 1
}

// Settled says that there are more than 2·Order terms: the first time that this holds is the first singular Hankel
// matrix, if no smaller one was singular by accident (FTC-12).
func (r *Recurrence) Settled() bool {
	if len(r.terms) > 2*r.atLeast() {
		r.takeIn()
	}
	return len(r.terms) > 2*r.atLeast()
}

// Coefficients returns β of length Order+1, ascending, β[Order] = 1: Σ_i β[i]·terms[t+i] = 0 for every t.
func (r *Recurrence) Coefficients() []Element {
	r.takeIn()
	if r.waiting {
		r.mend()
	}
	return slices.Clone(r.beta)
}
