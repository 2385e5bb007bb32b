package core

// Recurrence finds, one term at a time, the shortest linear recurrence of a sequence (FTC-8; Berlekamp–Massey:
// J. L. Massey, "Shift-register synthesis and BCH decoding", IEEE Trans. Inf. Theory 15(1), 1969, algorithm 2).
// If the sequence satisfies a recurrence of order L, the result is that of least order after 2L terms.
type Recurrence struct {
	field       Field
	terms       []Element
	order       int
	connection  []Element // c with c[0] = 1: Σ_i c[i]·terms[t−i] = 0 for order ≤ t
	previous    []Element // the connection before the order last grew
	discrepancy Element   // the discrepancy of previous
	gap         int       // terms since the order last grew
}

// NewRecurrence returns the recurrence of the empty sequence: order 0.
func NewRecurrence(f Field) *Recurrence {
	return &Recurrence{field: f, connection: []Element{1}, previous: []Element{1}, discrepancy: 1, gap: 1}
}

// Observe appends a term. Cost: O(order).
func (r *Recurrence) Observe(term Element) {
	r.terms = append(r.terms, term)
	d := r.miss()
	if d == 0 {
		r.gap++
		return
	}
	if grown := len(r.terms) - r.order; grown > r.order {
		before := append([]Element(nil), r.connection...)
		r.correct(d)
		r.order, r.previous, r.discrepancy, r.gap = grown, before, d, 1
		return
	}
	r.correct(d)
	r.gap++
}

// miss returns the discrepancy: by how much the last term differs from what the recurrence foretold.
func (r *Recurrence) miss() Element {
	f, last := r.field, len(r.terms)-1
	var d Element
	for i, c := range r.connection {
		d = f.Add(d, f.Mul(c, r.terms[last-i]))
	}
	return d
}

// correct subtracts d/discrepancy · z^gap · previous from the connection.
func (r *Recurrence) correct(d Element) {
	f := r.field
	scale := f.Mul(d, f.Inverse(r.discrepancy))
	for len(r.connection) < len(r.previous)+r.gap {
		r.connection = append(r.connection, 0)
	}
	for i, b := range r.previous {
		r.connection[i+r.gap] = f.Sub(r.connection[i+r.gap], f.Mul(scale, b))
	}
}

// Order returns the length of the shortest recurrence of the terms so far.
func (r *Recurrence) Order() int { return r.order }

// Settled says that there are more than 2·Order terms: the first time that this holds is the first singular Hankel
// matrix, if no smaller one was singular by accident (FTC-12).
func (r *Recurrence) Settled() bool { return len(r.terms) > 2*r.order }

// Coefficients returns β of length Order+1, ascending, β[Order] = 1: Σ_i β[i]·terms[t+i] = 0 for every t.
func (r *Recurrence) Coefficients() []Element {
	beta := make([]Element, r.order+1)
	for i, c := range r.connection {
		if i <= r.order {
			beta[r.order-i] = c
		}
	}
	return beta
}
