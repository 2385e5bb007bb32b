package scenario

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
)

// Denominators whose least common multiple would have thousands of digits: the grid stops growing, the value is named.
func TestDenominatorsWithoutEndAreOutOfRange(t *testing.T) {
	var values []string
	finest := newGrid()
	for i := range 200 {
		text := fmt.Sprintf("1/%d", new(big.Int).Add(new(big.Int).Exp(big.NewInt(10), big.NewInt(60), nil), big.NewInt(int64(i))))
		values = append(values, `"`+text+`"`)
		v, _ := new(big.Rat).SetString(text)
		finest.include(v)
	}
	if bits := finest.quantum().Denom().BitLen(); bits > beyond+210 {
		t.Errorf("the grid grew to %d bits", bits)
	}
	text := strings.Replace(base, `"values":["1","2","6"]`, `"values":[[`+strings.Join(values, ",")+`],`+
		`[`+strings.Join(values, ",")+`],[`+strings.Join(values, ",")+`]]`, 1)
	_, err := Parse([]byte(text))
	if err == nil || !strings.HasPrefix(err.Error(), "values[0][0]: the value 1/1000000") || !strings.Contains(err.Error(), "more digits than fit") {
		t.Errorf("got %v", err)
	}
}

// The extremes that the limits on texts allow still have a float64.
func TestDecimalsAreFinite(t *testing.T) {
	for _, c := range []struct {
		value, quantum string
		want           float64
	}{
		{strings.Repeat("9", 64), strings.Repeat("9", 64), 1e64},
		{"0." + strings.Repeat("0", 61) + "1", "", 1e-62},
		{"-1/3", "", -1. / 3},
		{"0.1", "", 0.1},
	} {
		text := `{"kizami":1,"digraph":{"nodes":1,"arcs":[]},"values":["` + c.value + `"],"ending":{"rule":"bound","bound":1}`
		if c.quantum != "" {
			text += `,"quantum":"` + c.quantum + `"`
		}
		s, err := Parse([]byte(text + "}"))
		if err != nil {
			t.Fatal(err)
		}
		if got := must(s.Average()).Decimal[0]; got != c.want {
			t.Errorf("%s: %v, want %v", c.value, got, c.want)
		}
	}
}

// With "round" every value goes to the nearest multiple of the quantum, and the greatest change is the greatest.
func TestValuesAreRoundedOnRequest(t *testing.T) {
	for _, c := range []struct {
		values, more, quantum, change string
		quanta                        []int64
	}{
		{`"0.26","-0.25","7/3"`, `,"quantum":"1/10"`, "1/10", "1/20", []int64{3, -3, 23}},
		{`"0.26","-0.24","0.3"`, `,"quantum":"1/10"`, "1/10", "1/25", []int64{3, -2, 3}},
		{`"0.3","-1e-1","2"`, `,"quantum":"1e-1"`, "1/10", "", []int64{3, -1, 20}},
		{`"1/3","0.25","-2/4"`, ``, "1/12", "", []int64{4, 3, -6}},
		{`"12345678.123456789012345","0.00000000005","-2"`, ``, "1/10000000000", "1/20000000000", []int64{123456781234567890, 1, -20000000000}},
	} {
		text := strings.Replace(base, `"1","2","6"]`, c.values+`],"round":true`+c.more, 1)
		s, err := Parse([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", c.values, err)
			continue
		}
		change := ""
		if r := must(s.Average()).Rounded; r != nil {
			change = r.Greatest
		}
		if got := slices.Concat(s.Quanta()...); s.Quantum() != c.quantum || change != c.change || !slices.Equal(got, c.quanta) {
			t.Errorf("%s%s: %v quanta of %s, changed by %q, want %v of %s, %q", c.values, c.more, got, s.Quantum(), change, c.quanta, c.quantum, c.change)
		}
	}
}
