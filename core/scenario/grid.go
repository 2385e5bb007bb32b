package scenario

import (
	"fmt"
	"math/big"
	"strconv"

	"kizami/core"
)

// beyond is a number of bits of 1/quantum at which no value but zero can be in range: a value has at most 64
// characters and at most maxExponent digits more behind its point, so it is at least 2^-420 in size, and a range is less
// than 2^61 quanta.
const beyond = 500

// grid is the finest grid that values need: 1 over the least common multiple of their denominators. The multiple stops
// growing when values are out of range anyway.
type grid struct{ multiple, factor *big.Int }

func newGrid() grid { return grid{big.NewInt(1), new(big.Int)} }

func (g grid) include(v *big.Rat) {
	if g.multiple.BitLen() <= beyond {
		g.factor.GCD(nil, nil, g.multiple, v.Denom())
		g.multiple.Mul(g.multiple, g.factor.Quo(v.Denom(), g.factor))
	}
}

func (g grid) quantum() *big.Rat { return new(big.Rat).SetFrac(big.NewInt(1), g.multiple) }

// count says how many quanta each value is, all of which were read once before. The greatest is so in size.
func (s *Scenario) count(greatest *big.Rat, given bool) error {
	limit, capacity := s.limit()
	digits := -1
	if most := new(big.Rat).SetInt64(limit); !given && most.Mul(most, s.quantum).Cmp(greatest) < 0 {
		if digits = fitting(greatest, limit); s.round && digits >= 0 {
			s.quantum = decimals(digits)
		}
	}
	inverse, quanta := new(big.Rat).Inv(s.quantum), new(big.Rat)
	s.quanta, s.change = make([][]int64, 0, len(s.values)), new(big.Rat)
	for node, value := range s.values {
		row := make([]int64, len(value))
		for i, text := range value {
			v, err := rational("", text)
			if err != nil {
				return err
			}
			units := nearest(quanta.Mul(v, inverse))
			inRange := units.CmpAbs(big.NewInt(limit)) <= 0
			switch {
			case !inRange && digits >= 0:
				return s.tooFine(node, i, digits, capacity)
			case !inRange:
				return s.misplaced("value-range", node, i, args{"capacity": capacity, "limit": strconv.FormatInt(limit, 10)})
			case !quanta.IsInt() && !s.round:
				return s.misplaced("off-grid", node, i, args{})
			}
			s.rounded(quanta, units)
			row[i] = units.Int64()
			s.most = max(s.most, row[i], -row[i])
		}
		s.quanta = append(s.quanta, row)
	}
	return nil
}

// limit returns the largest value in quanta that the ending takes, and the number of nodes that decides it.
func (s *Scenario) limit() (limit int64, capacity int) {
	algebra := core.ValueRange(s.narrowest, min(s.capacity, core.MaxNodes))
	mixing := core.BracketRange(max(s.bound, 1))
	switch {
	case s.rule == ruleBracket, s.rule == ruleRace && mixing < algebra:
		return mixing, s.bound
	}
	return algebra, s.capacity
}

func (s *Scenario) misplaced(code string, node, coordinate int, a args) error {
	a["node"], a["value"], a["quantum"] = s.label(node), s.values[node][coordinate], s.quantum.RatString()
	return fault(code, valuePath(s.values, node, coordinate), a)
}

func valuePath(values [][]string, node, coordinate int) string {
	if len(values[node]) == 1 {
		return fmt.Sprintf("values[%d]", node)
	}
	return fmt.Sprintf("values[%d][%d]", node, coordinate)
}
