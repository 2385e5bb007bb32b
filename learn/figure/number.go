package figure

import (
	"math"
	"strconv"
	"strings"
)

// Gain writes how many times more rounds one way takes than another: ×2,241 or ×0.15.
func Gain(gain float64) string {
	switch {
	case math.IsNaN(gain) || gain <= 0:
		return "–"
	case gain >= 9.95:
		return "×" + thousands(gain)
	case gain >= 0.995:
		return "×" + strconv.FormatFloat(gain, 'f', 1, 64)
	}
	return "×" + strconv.FormatFloat(gain, 'f', 2, 64)
}

// thousands writes a number of at least 0 without decimals.
func thousands(x float64) string {
	digits := strconv.FormatFloat(x, 'f', 0, 64)
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

var superscripts = [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}

// powerOfTen writes 10^exponent, small positive ones in full.
func powerOfTen(exponent int) string {
	if exponent >= 0 && exponent < 5 {
		return thousands(math.Pow10(exponent))
	}
	var b strings.Builder
	b.WriteString("10")
	for _, c := range strconv.Itoa(exponent) {
		if c == '-' {
			b.WriteString("⁻")
			continue
		}
		b.WriteString(superscripts[c-'0'])
	}
	return b.String()
}

// small writes a tolerance: a power of ten as such, anything else as a decimal.
func small(x float64) string {
	if exponent := math.Round(math.Log10(x)); x > 0 && math.Abs(math.Log10(x)-exponent) < 1e-9 {
		return powerOfTen(int(exponent))
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

func decimal(x float64) string {
	if x == math.Trunc(x) {
		return thousands(x)
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}
