package stepsize

import (
	"fmt"
	"slices"

	"kizami/core"
)

// Mode says how the proposals of an epoch are combined (FTC-34).
type Mode string

// The modes. Own combines nothing: every node applies its own proposal, and only the iterate is coordinated.
const (
	Mean     Mode = "mean"
	Min      Mode = "min"
	Harmonic Mode = "harmonic"
	Own      Mode = "own"
)

// Modes are the modes that coordinate, as in tla/AutomatedStepsize.tla.
var Modes = []Mode{Mean, Min, Harmonic}

func (m Mode) check() error {
	if m != Own && !slices.Contains(Modes, m) {
		return fmt.Errorf("mode %q: must be one of %q, %q, %q and %q", string(m), Mean, Min, Harmonic, Own)
	}
	return nil
}

// common says whether all nodes bound the growth by the common step size, instead of each by its own proposals.
func (m Mode) common() bool { return m == Min || m == Harmonic }

// Word returns what a node puts into the coordination for its proposal, in quanta: the step size, in mode harmonic its
// inverse. It is false when that fits no int64.
func (m Mode) Word(proposal float64, bits int) (int64, bool) {
	return Quanta(m.number(proposal), bits)
}

func (m Mode) number(proposal float64) float64 {
	if m == Harmonic {
		return 1 / proposal
	}
	return proposal
}

// Stepsize returns the step size that a node reads from what its word was combined to: the nearest float64, of two the
// even one. combined is positive.
func (m Mode) Stepsize(combined core.Fraction, bits int) float64 {
	if m == Harmonic {
		return quotient(combined.Denominator, combined.Numerator, bits)
	}
	return Float(combined, bits)
}

// Combine returns the step size that all nodes adopt for these words, at least one, all positive: the value that their
// coordination has by contract, in one place. Their sum must fit an int64. Mode own has none.
func Combine(mode Mode, words []int64, bits int) float64 {
	if mode == Min {
		return mode.Stepsize(core.Fraction{Numerator: slices.Min(words), Denominator: 1}, bits)
	}
	sum := int64(0)
	for _, w := range words {
		sum += w
	}
	return mode.Stepsize(core.Fraction{Numerator: sum, Denominator: int64(len(words))}, bits)
}
