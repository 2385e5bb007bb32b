package scenario

import (
	"fmt"
	"math/big"
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
	if err == nil || !strings.HasPrefix(err.Error(), "values[0][0]: the value 1/1000000") || !strings.Contains(err.Error(), "out of range") {
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
