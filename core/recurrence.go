package core

import "slices"

// Recurrence finds, one term at a time, the shortest linear recurrence of a sequence (FTC-8; Berlekamp–Massey:
// J. L. Massey, "Shift-register synthesis and BCH decoding", IEEE Trans. Inf. Theory 15(1), 1969, algorithm 2).
// If the sequence satisfies a recurrence of order L, the result is that of least order after 2L terms.
type Recurrence struct {
	field       Field
	terms       []Element
	beta        []Element // ascending, the last is 1: Σ_i beta[i]·terms[t+i] = 0
	previous    []Element // beta before the order last grew
	discrepancy Element   // by how much previous missed the term that made the order grow
	gap         int       // terms since then
}

// NewRecurrence returns the recurrence of the empty sequence: order 0.
func NewRecurrence(f Field) *Recurrence {
	return &Recurrence{field: f, beta: []Element{1}, previous: []Element{1}, discrepancy: 1, gap: 1}
}

// Observe appends a term. Cost: O(order).
func (r *Recurrence) Observe(term Element) {
	r.terms = append(r.terms, term)
	f, order := r.field, r.Order()
	miss := f.dot(r.beta, r.terms[len(r.terms)-1-order:])
	if miss == 0 {
		r.gap++
		return
	}
	scale := f.Mul(miss, f.Inverse(r.discrepancy))
	if grown := len(r.terms) - order; grown > order {
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
		place := order - r.Order() + i
		next[place] = f.Add(next[place], b)
	}
	r.beta, r.previous = next, r.beta
}

// Order returns the length of the shortest recurrence of the terms so far.
func (r *Recurrence) Order() int { return len(r.beta) - 1 }

// Settled says that there are more than 2·Order terms: the first time that this holds is the first singular Hankel
// matrix, if no smaller one was singular by accident (FTC-12).
func (r *Recurrence) Settled() bool { return len(r.terms) > 2*r.Order() }

// Coefficients returns β of length Order+1, ascending, β[Order] = 1: Σ_i β[i]·terms[t+i] = 0 for every t.
func (r *Recurrence) Coefficients() []Element { return slices.Clone(r.beta) }
