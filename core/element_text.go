package core

import (
	"fmt"
	"strconv"
)

// MarshalText writes the element in decimal, because JSON numbers of 61 bits are not safe everywhere.
func (e Element) MarshalText() ([]byte, error) { return strconv.AppendUint(nil, uint64(e), 10), nil }

// UnmarshalText reads a decimal element of [Exact]. An error changes nothing.
func (e *Element) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil || v >= MersennePrime {
		return fmt.Errorf("%.40q is not a field element: a decimal number below %d", text, uint64(MersennePrime))
	}
	*e = Element(v)
	return nil
}
