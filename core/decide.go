package core

// CanDecide says whether the node knows enough for the average: after 2N−2 rounds with a bound (FTC-11), when the
// probe's recurrence has settled otherwise (FTC-12).
func (n *Node) CanDecide() bool {
	if n.Decided() || n.Stopped() {
		return false
	}
	if n.config.Ending.IsProbe() {
		return n.recurrences[0].Settled()
	}
	return n.Round() == 2*n.config.Ending.bound-2
}

// Decide sets the order, the decision round and the average (FTC-10), and says whether CanDecide allowed it.
// When the average cannot be had, because the prime is unlucky or the values are out of range, the node is Refused.
func (n *Node) Decide() bool {
	if !n.CanDecide() {
		return false
	}
	n.state.Decided, n.state.Order = n.Round(), 0
	for _, r := range n.recurrences {
		n.state.Order = max(n.state.Order, r.Order())
	}
	n.state.Refused = !n.divide()
	return true
}

// divide fills average and fractions, all coordinates or none.
func (n *Node) divide() bool {
	f, last := n.config.Field, len(n.state.Numerator)
	for i, word := range n.words[:last+1] {
		recurrence := n.recurrences[min(i, len(n.recurrences)-1)]
		phi, ok := Projection(f, *word, recurrence.Coefficients())
		if !ok {
			return false
		}
		n.projections = append(n.projections, phi)
	}
	if n.projections[last] == 0 {
		return false
	}
	inverse := f.Inverse(n.projections[last])
	average := make([]Element, last)
	for i := range average {
		average[i] = f.Mul(n.projections[i], inverse)
		fraction, ok := Reconstruct(f, average[i], n.config.Capacity)
		if !ok {
			n.fractions = nil
			return false
		}
		n.fractions = append(n.fractions, fraction)
	}
	n.state.Average = average
	return true
}

// CanStop says whether the node may fall silent: it has decided, and everybody else is known to have (FTC-14).
func (n *Node) CanStop() bool {
	if !n.Decided() || n.Stopped() {
		return false
	}
	return !n.config.Ending.IsProbe() || n.Round()-n.state.Horizon >= n.state.Order+1
}

// Stop makes the node fall silent and says whether CanStop allowed it. A stopped node must not send any more.
func (n *Node) Stop() bool {
	if !n.CanStop() {
		return false
	}
	n.state.Stopped = n.Round()
	return true
}

// Average returns the average in quanta, a fraction per coordinate; nil until the node has decided and when it refused.
func (n *Node) Average() []Fraction { return n.fractions }
