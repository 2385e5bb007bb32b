package stepsize

import "fmt"

// Stepsize stands in an error for the coordinate when the number was a step size.
const Stepsize = -1

// OverflowError reports a number that does not fit the grid. A run that diverges ends with it.
type OverflowError struct {
	Epoch, Node int
	Coordinate  int     // or Stepsize
	Inverse     bool    // the number is the inverse of the step size
	Gradient    bool    // the number is one of the node's gradient, and its range is that of the quanta that all agreed on
	Value       float64 // the number, maybe not finite
	Limit       float64 // the largest that fits
}

func (e *OverflowError) Error() string {
	return fmt.Sprintf("epoch %d, node %d: %s is %v, beyond the range of ±%.8g",
		e.Epoch, e.Node, what(e.Coordinate, e.Inverse)+ofGradient(e.Gradient), e.Value, e.Limit)
}

func ofGradient(gradient bool) string {
	if gradient {
		return " of the gradient"
	}
	return ""
}

func what(coordinate int, inverse bool) string {
	switch {
	case coordinate == Curvature:
		return "the curvature"
	case coordinate != Stepsize:
		return fmt.Sprintf("coordinate %d", coordinate)
	case inverse:
		return "the inverse of the step size"
	}
	return "the step size"
}

// UnderflowError reports a step size, or the inverse of one, of less than half a quantum.
type UnderflowError struct {
	Epoch, Node int
	Inverse     bool    // the number is the inverse of the step size
	Value       float64 // the number
	Bits        int     // of its quantum, 2^−Bits
}

func (e *UnderflowError) Error() string {
	return fmt.Sprintf("epoch %d, node %d: %s is %v, which rounds to 0 quanta of 2^-%d",
		e.Epoch, e.Node, what(Stepsize, e.Inverse), e.Value, e.Bits)
}

// DisagreementError reports two nodes that hold different numbers after a coordination. It means that a probe start was
// bad luck or not random (FTC-12), or that the prime is unlucky for the digraph.
type DisagreementError struct {
	Epoch      int
	Nodes      [2]int
	Coordinate int // or Stepsize
	Values     [2]float64
}

func (e *DisagreementError) Error() string {
	return fmt.Sprintf("epoch %d: %s is %v at node %d and %v at node %d", e.Epoch,
		what(e.Coordinate, false), e.Values[0], e.Nodes[0], e.Values[1], e.Nodes[1])
}

// RefusedError reports a node that has no average to rely on: it refused (FTC-20), or its kernel and that of node 0
// disagree on the rounds of later epochs.
type RefusedError struct{ Epoch, Node int }

func (e *RefusedError) Error() string {
	return fmt.Sprintf("epoch %d, node %d: has no average to rely on: a probe start was bad luck, or the prime is unlucky for the digraph",
		e.Epoch, e.Node)
}
