package core

import (
	"fmt"
	"slices"
)

// Kernel is what an epoch with the probe ending has taught a node about its digraph. It serves every value of every
// later epoch on the same digraph (FTC-30); a recurrence that was found in a value serves that value only.
type Kernel struct {
	Recurrence  []Element // β of the probe, ascending, the last is 1; one more than the node's order M
	Denominator Element   // φ_y, which is the same in every epoch
	Rounds      int       // R, the greatest order of any node: (T_max−1)/2
}

// Kernel returns what the node has learnt for later epochs, sharing no memory with it. It is false unless the node has
// the probe ending, has stopped and has not refused: only then is its horizon T_max, from which R follows (FTC-14).
func (n *Node) Kernel() (Kernel, bool) {
	if !n.config.Ending.IsProbe() || !n.Stopped() || n.state.Refused {
		return Kernel{}, false
	}
	beta := n.settled().Coefficients()
	phi, ok := Projection(n.config.Field, n.state.Denominator, beta)
	return Kernel{Recurrence: beta, Denominator: phi, Rounds: (n.state.Horizon - 1) / 2}, ok
}

// settled returns the probe's recurrence in the decision round. That of a restored node has also seen words which lack
// the shares of those who had stopped: it is found anew.
func (n *Node) settled() *Recurrence {
	r := n.recurrences[0]
	if len(r.terms) == n.state.Decided {
		return r
	}
	again := NewRecurrence(n.config.Field)
	for _, term := range r.terms[:n.state.Decided] {
		again.Observe(term)
	}
	return again
}

func (k Kernel) clone() Kernel {
	k.Recurrence = slices.Clone(k.Recurrence)
	return k
}

// order returns M, or −1 for the zero Kernel.
func (k Kernel) order() int { return len(k.Recurrence) - 1 }

// factor returns 1/(φ_y·Σβ), or says why the kernel is none of this configuration.
func (k Kernel) factor(c Config) (Element, error) {
	if !c.Ending.IsProbe() {
		return 0, fmt.Errorf("a kernel comes from the probe ending, the configuration has the bound %d", c.Ending.bound)
	}
	if k.order() < 0 || k.Recurrence[k.order()] != 1 {
		return 0, fmt.Errorf("the recurrence of a kernel must end with 1")
	}
	if k.Rounds < k.order() || k.Rounds >= c.Capacity {
		return 0, fmt.Errorf("a kernel of order %d with %d rounds: must be between the order and %d, one less than the capacity",
			k.order(), k.Rounds, c.Capacity-1)
	}
	var total Element
	if err := c.Field.check(k.Recurrence); err != nil {
		return 0, fmt.Errorf("the recurrence of a kernel: %w", err)
	}
	for _, b := range k.Recurrence {
		total = c.Field.Add(total, b)
	}
	if err := c.Field.below(k.Denominator); err != nil {
		return 0, fmt.Errorf("the denominator of a kernel: %w", err)
	}
	if total == 0 || k.Denominator == 0 {
		return 0, fmt.Errorf("a kernel gives no average when its recurrence sums to 0 or its denominator is 0")
	}
	return c.Field.Inverse(c.Field.Mul(k.Denominator, total)), nil
}
