package core

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/bits"
)

// CarriedConfig is what all nodes agree on that find one average after the other by mixing, and carry their words on
// (FTC-54); spec/certified.md says what each does when it is wrong.
type CarriedConfig struct {
	Bound       int  // N, at least the number of nodes, at most [MaxBracketNodes]
	Span        int  // D, at least every distance in the digraph, from 1 to N−1 (1 for N = 1)
	Coordinates int  // of a value, at most [MaxBracketCoordinates]
	Fresh       bool // every coordination begins with new words, and nothing is carried
}

// Check returns what is wrong with the configuration.
func (c CarriedConfig) Check() error {
	switch most := max(1, c.Bound-1); {
	case c.Bound < 1 || c.Bound > MaxBracketNodes:
		return fmt.Errorf("bound %d: must be between 1 and %d", c.Bound, MaxBracketNodes)
	case c.Span < 1 || c.Span > most:
		return fmt.Errorf("diameter %d: with the bound %d it must be between 1 and %d", c.Span, c.Bound, most)
	case c.Span > c.roundLimit()/4:
		return fmt.Errorf("diameter %d: with the bound %d words stay in range for %d rounds only", c.Span, c.Bound, c.roundLimit())
	case c.Coordinates < 1 || c.Coordinates > MaxBracketCoordinates:
		return fmt.Errorf("a value of %d coordinates: must be between 1 and %d", c.Coordinates, MaxBracketCoordinates)
	}
	return nil
}

// unitBits is G: denominators begin with 2^G, the greatest such power with N·2^G < 2^59.
func (c CarriedConfig) unitBits() int { return denominatorBits - bits.Len64(uint64(c.Bound)) }

// Limit returns M, the largest size of a value, 2^(G−2) quanta, so that no word leaves 64 bits (FTC-55).
func (c CarriedConfig) Limit() int64 { return 1 << (c.unitBits() - 2) }

// roundLimit returns the most rounds of one coordination in which no word can have left its range.
func (c CarriedConfig) roundLimit() int { return BracketConfig{Bound: c.Bound}.roundLimit() }

// carriedGrid is how many steps of a bracket a quotient of 1 has. No quotient counts beyond ±carriedReach.
const (
	carriedGrid  int64 = 1 << 61
	carriedReach int64 = 2 * carriedGrid
)

// CarriedBracket is what all nodes hold when a window is over. The caller must not change it.
type CarriedBracket struct {
	Lower, Upper []int64 // the average of a coordinate lies between the two numbers of steps
	Exponent     int     // a step is 2^Exponent quanta
	Narrows      bool    // the window has taken at least a thousandth off a coordinate, or is the coordination's first
	Small        bool    // all words are small enough for the next coordination (FTC-55)
}

// Empty says that a lower number is above the upper one. It proves that something that all agreed on is not true.
func (b CarriedBracket) Empty() bool {
	for i, lower := range b.Lower {
		if lower > b.Upper[i] {
			return true
		}
	}
	return false
}

// CarriedCommon is what every node with carried words holds in the same round. A [CarriedNode] has one of its own; who
// simulates many nodes needs one for all. Not safe for concurrent use.
type CarriedCommon struct {
	config       CarriedConfig
	lower, upper []int64 // of this coordination
	epoch        uint32
	round        int // of this coordination
	narrows      bool
	small        bool
}

// NewCarriedCommon returns what all nodes hold before the first coordination. Errors: those of [CarriedConfig.Check].
func NewCarriedCommon(c CarriedConfig) (*CarriedCommon, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	return &CarriedCommon{config: c, small: true, lower: make([]int64, c.Coordinates), upper: make([]int64, c.Coordinates)}, nil
}

// Begin begins the next coordination, or says why it may not: words must be small, or none carried.
func (b *CarriedCommon) Begin() error {
	if !b.small && !b.config.Fresh {
		return fmt.Errorf("the words of round %d are not small enough for another coordination", b.round)
	}
	for i := range b.lower {
		b.lower[i], b.upper[i] = -carriedReach, carriedReach
	}
	b.epoch, b.round, b.narrows, b.small = b.epoch+1, 0, true, false
	return nil
}

// Units returns the denominator with which every node starts.
func (b *CarriedCommon) Units() int64 { return 1 << b.config.unitBits() }

// Epoch returns the number of coordinations begun.
func (b *CarriedCommon) Epoch() uint32 { return b.epoch }

// Round returns the round of this coordination.
func (b *CarriedCommon) Round() int { return b.round }

// Deciding says whether messages of this round carry least and greatest quotients: not in the first window, which only
// mixes (FTC-56).
func (b *CarriedCommon) Deciding() bool { return b.round >= b.config.Span }

// Quotient returns x/y in steps, rounded down and up, where it counts: with this a window begins. y must be positive.
func (b *CarriedCommon) Quotient(x, y int64) (least, greatest int64) {
	return quotient(x, y, carriedGrid, carriedReach)
}

// EndRound counts a round, and says whether a window is over with it, and whether a bracket is renewed by that: it is not
// by the first.
func (b *CarriedCommon) EndRound() (over, renews bool) {
	b.round++
	return b.round%b.config.Span == 0, b.round%b.config.Span == 0 && b.round > b.config.Span
}

// Late says whether the round is the last in which words are known to stay in range.
func (b *CarriedCommon) Late() bool { return b.round > b.config.roundLimit()-2*b.config.Span }

// EndWindow renews the bracket with what a window has found, one number for every coordinate (FTC-56).
func (b *CarriedCommon) EndWindow(least, greatest []int64) {
	first := b.round == 2*b.config.Span
	b.narrows, b.small = first, true
	for i := range b.lower {
		before := uint64(b.upper[i]) - uint64(b.lower[i])
		b.lower[i], b.upper[i] = max(b.lower[i], least[i]), min(b.upper[i], greatest[i])
		width := uint64(b.upper[i]) - uint64(b.lower[i])
		b.narrows = b.narrows || before-width > before>>10
		b.small = b.small && least[i] >= -carriedGrid && greatest[i] <= carriedGrid
	}
}

// Bracket returns what all windows of this coordination say. It has no meaning before the second is over.
func (b *CarriedCommon) Bracket() CarriedBracket {
	return CarriedBracket{Lower: b.lower, Upper: b.upper, Exponent: b.config.unitBits() - 61, Narrows: b.narrows, Small: b.small || b.config.Fresh}
}

// checksum returns the CRC-32 of the bracket, which every message carries: by strong connectivity two different ones meet
// along some arc.
func (b *CarriedCommon) checksum() uint32 {
	var block [16]byte
	sum := uint32(0)
	for i := range b.lower {
		binary.BigEndian.PutUint64(block[0:], uint64(b.lower[i]))
		binary.BigEndian.PutUint64(block[8:], uint64(b.upper[i]))
		sum = crc32.Update(sum, crc32.IEEETable, block[:])
	}
	return sum
}
