package scenario

import (
	"fmt"
	"math/big"
	"strconv"

	"kizami/core"
)

// beyond is a number of bits of 1/quantum at which no value but zero can be in range: a value has at most 64
// characters, so it is at least 2^-210 in size, and a range is less than 2^61 quanta.
const beyond = 300

// finest returns the finest grid that the values need: 1 over the least common multiple of their denominators. The
// multiple stops growing when values are out of range anyway.
func finest(values [][]*big.Rat) *big.Rat {
	multiple, factor := big.NewInt(1), new(big.Int)
	for _, value := range values {
		for _, v := range value {
			factor.GCD(nil, nil, multiple, v.Denom())
			multiple.Mul(multiple, factor.Quo(v.Denom(), factor))
			if multiple.BitLen() > beyond {
				return new(big.Rat).SetFrac(big.NewInt(1), multiple)
			}
		}
	}
	return new(big.Rat).SetFrac(big.NewInt(1), multiple)
}

// count says how many quanta each value is.
func (s *Scenario) count(values [][]*big.Rat) error {
	limit := core.ValueRange(core.Exact, s.capacity)
	inverse, quanta := new(big.Rat).Inv(s.quantum), new(big.Rat)
	for node, value := range values {
		row := make([]int64, len(value))
		for i, v := range value {
			quanta.Mul(v, inverse)
			inRange := new(big.Int).Abs(quanta.Num()).Cmp(new(big.Int).Mul(quanta.Denom(), big.NewInt(limit))) <= 0
			switch {
			case !inRange:
				return s.misplaced("value-range", node, i, args{"capacity": s.capacity, "limit": strconv.FormatInt(limit, 10)})
			case !quanta.IsInt():
				return s.misplaced("off-grid", node, i, args{})
			}
			row[i] = quanta.Num().Int64()
		}
		s.quanta = append(s.quanta, row)
	}
	return nil
}

func (s *Scenario) misplaced(code string, node, coordinate int, a args) error {
	a["node"], a["value"], a["quantum"] = node, s.values[node][coordinate], s.quantum.RatString()
	return fault(code, valuePath(s.values, node, coordinate), a)
}

func valuePath(values [][]string, node, coordinate int) string {
	if len(values[node]) == 1 {
		return fmt.Sprintf("values[%d]", node)
	}
	return fmt.Sprintf("values[%d][%d]", node, coordinate)
}
