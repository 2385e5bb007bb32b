package scenario

import (
	"math/big"
	"strings"
)

// isNumber says whether text is an integer, a decimal or a fraction: -?[0-9]+(.[0-9]+|/[0-9]+)?
func isNumber(text string) bool {
	text = strings.TrimPrefix(text, "-")
	for _, separator := range []string{".", "/"} {
		if before, after, found := strings.Cut(text, separator); found {
			return digits(before) && digits(after)
		}
	}
	return digits(text)
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// rational returns the value of a text for which isNumber holds.
func rational(path, text string) (*big.Rat, error) {
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil, fault("zero-denominator", path, args{"value": text}) // all that isNumber leaves to be wrong
	}
	return value, nil
}

// decimal returns the float64 nearest to value. It is always finite: texts are short, see maxNumber and maxQuantum.
func decimal(value *big.Rat) float64 {
	nearest, _ := value.Float64()
	return nearest
}
