package core

import (
	"fmt"
	"math"
	"math/bits"
)

// MaxBracketNodes is the largest number of nodes that the bracket accepts; the other endings have [MaxNodes].
const MaxBracketNodes = 1_000_000

// The ranges that hold of honest words (FTC-45): numerators are smaller in size than numeratorEnd, denominators smaller
// than denominatorEnd.
const (
	numeratorEnd   int64 = 1 << 61
	denominatorEnd int64 = 1 << 59
)

// BracketConfig is what all nodes of a deployment with the bracket agree on beforehand; spec/bracket.md says what each
// does when it is wrong.
type BracketConfig struct {
	Bound  int   // N, at least the number of nodes
	Span   int   // D, at least every distance in the digraph, from 1 to N−1 (1 for N = 1)
	Most   int64 // V, no value is greater in size, in quanta
	Rounds int   // in the last window that is over by this round all refuse; 0: as late as the words allow
	Epoch  uint32
	Given  Measure // of models; the zero Measure is right for deployments
}

// Measure is what words are counted in. [BracketConfig.Measure] derives it from what else was agreed on.
type Measure struct {
	Units int64 // the denominator's start
	Grid  int64 // steps of a bracket to 1
	Scale int   // the first scale: a value v starts as v·Units·2^Scale; never above 0
	Zoom  int   // the most by which one zoom raises the scale; 0: never
}

// Measure returns what words are counted in, so that no word leaves 64 bits whatever the digraph is (FTC-45).
// Errors: those of [NewBracketNode] that concern the configuration.
func (c BracketConfig) Measure() (Measure, error) {
	if c.Bound < 1 || c.Bound > MaxBracketNodes {
		return Measure{}, fmt.Errorf("bound %d: must be between 1 and %d", c.Bound, MaxBracketNodes)
	}
	if most := max(1, c.Bound-1); c.Span < 1 || c.Span > most {
		return Measure{}, fmt.Errorf("diameter %d: with the bound %d it must be between 1 and %d", c.Span, c.Bound, most)
	}
	m := c.Given
	if m == (Measure{}) {
		whole := denominatorBits - bits.Len64(uint64(c.Bound))
		if limit := int64(1)<<whole - 1; c.Most < 0 || c.Most > limit {
			return Measure{}, fmt.Errorf("values of up to %d quanta: with the bound %d it must be between 0 and %d", c.Most, c.Bound, limit)
		}
		m = Measure{Units: 1 << whole, Grid: 1 << 61, Scale: -bits.Len64(uint64(c.Most)), Zoom: c.zoomLimit(1)}
	}
	if err := c.checkMeasure(m); err != nil {
		return Measure{}, err
	}
	if c.Rounds < 0 || c.last() < c.Span {
		return Measure{}, fmt.Errorf("last round %d: no window of %d rounds is over by then; with the bound %d it is at most %d",
			c.Rounds, c.Span, c.Bound, c.roundLimit())
	}
	return m, nil
}

// BracketRange returns the largest V that the bracket takes with a bound, which must be between 1 and [MaxBracketNodes].
func BracketRange(bound int) int64 { return 1<<(denominatorBits-bits.Len64(uint64(bound))) - 1 }

const denominatorBits = 59

// checkMeasure refuses what could leave the range of words, or is not whole.
func (c BracketConfig) checkMeasure(m Measure) error {
	units, grid := m.Units > 0 && m.Units < denominatorEnd/int64(c.Bound), m.Grid > 0 && m.Grid <= 1<<61
	if !units || !grid || m.Scale > 0 || m.Scale < -denominatorBits || m.Zoom < 0 {
		return fmt.Errorf("%d units, a grid of %d, scale %d, zoom %d: no measure for the bound %d", m.Units, m.Grid, m.Scale, m.Zoom, c.Bound)
	}
	if m.Units>>-m.Scale<<-m.Scale != m.Units {
		return fmt.Errorf("%d units and scale %d: a value must be a whole number of units", m.Units, m.Scale)
	}
	size := m.size(c.Most)
	high, words := bits.Mul64(uint64(size), uint64(m.Units)*uint64(c.Bound))
	if c.Most < 0 || high > 0 || words >= uint64(denominatorEnd) || uint64(size+1) > 1<<62/uint64(m.Grid) {
		return fmt.Errorf("values of up to %d quanta are too large for %d units and a grid of %d", c.Most, m.Units, m.Grid)
	}
	if m.Zoom > c.zoomLimit(size) {
		return fmt.Errorf("zoom %d: with the bound %d and the diameter %d it is at most %d", m.Zoom, c.Bound, c.Span, c.zoomLimit(size))
	}
	return nil
}

// size returns max(1, V·2^scale): how far from 0 a quotient is at the start, and the bracket ever, rounded up.
func (m Measure) size(most int64) int64 {
	return max(1, (most-1)>>-m.Scale+1)
}

// zoomLimit returns the greatest z with (2·size+3)·2^z·D·N(N−1) ≤ 2^60, at least 0.
func (c BracketConfig) zoomLimit(size int64) int {
	n := uint64(c.Bound)
	high, noise := bits.Mul64(uint64(2*size+3)*uint64(c.Span), n*(n-1))
	if high > 0 {
		return 0
	}
	if noise == 0 {
		return 60
	}
	return max(0, 60-bits.Len64(noise-1))
}

// roundLimit returns the last round in which no word can have left its range.
func (c BracketConfig) roundLimit() int {
	n := uint64(c.Bound)
	if n == 1 {
		return math.MaxInt32
	}
	return int(min((1<<58-1)/(n*(n-1)), math.MaxInt32))
}

// last returns the last round in which a window is over that counts.
func (c BracketConfig) last() int {
	last := c.roundLimit()
	if c.Rounds > 0 {
		last = min(last, c.Rounds)
	}
	return last - last%c.Span
}
