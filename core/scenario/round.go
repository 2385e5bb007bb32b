package scenario

import (
	"math/big"
	"strconv"
)

// Rounding says what became of values that were not on the grid.
type Rounding struct {
	Quantum  string  `json:"quantum"`
	Greatest string  `json:"greatest"` // the greatest change of a value, exact
	Decimal  float64 `json:"decimal"`  // nearest to it
}

// Rounding returns how far values were rounded, nil if none was.
func (s *Scenario) Rounding() *Rounding {
	if s.change == nil || s.change.Sign() == 0 {
		return nil
	}
	return &Rounding{s.Quantum(), s.change.RatString(), decimal(s.change)}
}

// rounded notes by how much a value that is so many quanta changes.
func (s *Scenario) rounded(quanta *big.Rat, units *big.Int) {
	if quanta.IsInt() {
		return
	}
	change := new(big.Rat).Sub(quanta, new(big.Rat).SetInt(units))
	if change.Mul(change.Abs(change), s.quantum); change.Cmp(s.change) > 0 {
		s.change = change
	}
}

// nearest returns the whole number next to v, the one further from zero if there are two.
func nearest(v *big.Rat) *big.Int {
	twice := new(big.Int).Lsh(new(big.Int).Abs(v.Num()), 1)
	twice.Add(twice, v.Denom())
	twice.Quo(twice, new(big.Int).Lsh(v.Denom(), 1))
	if v.Sign() < 0 {
		twice.Neg(twice)
	}
	return twice
}

// fitting returns with how many digits after the point a value of the size is at most limit quanta, or −1.
func fitting(size *big.Rat, limit int64) int {
	most := new(big.Rat).SetInt64(limit)
	scaled, ten := new(big.Rat), big.NewInt(10)
	for digits := maxExponent; digits >= 0; digits-- {
		power := new(big.Int).Exp(ten, big.NewInt(int64(digits)), nil)
		if scaled.SetInt(nearest(scaled.Mul(size, new(big.Rat).SetInt(power)))).Cmp(most) <= 0 {
			return digits
		}
	}
	return -1
}

// decimals returns the quantum of so many digits after the point.
func decimals(digits int) *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
}

// tooFine is the fault of a value that is out of range only because the values need so fine a grid.
func (s *Scenario) tooFine(node, coordinate, digits, capacity int) error {
	return fault("value-digits", valuePath(s.values, node, coordinate), args{"node": s.label(node), "value": s.values[node][coordinate],
		"capacity": capacity, "digits": strconv.Itoa(digits)})
}
