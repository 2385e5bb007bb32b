package scenario

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxExponent bounds the power of ten of a number such as 1e-05, so that none is larger than its text lets expect.
const maxExponent = 60

// isNumber says whether text is an integer, a decimal, perhaps with an exponent, or a fraction:
// -?[0-9]+((.[0-9]+)?([eE][+-]?[0-9]+)?|/[0-9]+)
func isNumber(text string) bool {
	text = strings.TrimPrefix(text, "-")
	if before, after, found := strings.Cut(text, "/"); found {
		return digits(before) && digits(after)
	}
	if at := strings.IndexAny(text, "eE"); at >= 0 {
		power := text[at+1:]
		if !digits(strings.TrimLeft(power, "+-")) || len(strings.TrimLeft(power, "+-")) < len(power)-1 {
			return false
		}
		text = text[:at]
	}
	if before, after, found := strings.Cut(text, "."); found {
		return digits(before) && digits(after)
	}
	return digits(text)
}

// smallPower says whether the exponent of a number, if it has one, is allowed.
func smallPower(text string) bool {
	at := strings.IndexAny(text, "eE")
	if at < 0 {
		return true
	}
	power, err := strconv.Atoi(text[at+1:])
	return err == nil && power >= -maxExponent && power <= maxExponent
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// checkNumber says what is wrong with a text that should be a number.
func checkNumber(path, text string, limit int) error {
	if length := utf8.RuneCountInString(text); length > limit {
		return fault("number-length", path, args{"length": length, "max": limit})
	}
	if !isNumber(text) {
		return fault("number-form", path, args{"value": text})
	}
	if !smallPower(text) {
		return fault("number-exponent", path, args{"value": text, "max": maxExponent})
	}
	return nil
}

// Number returns the value of an integer, a decimal or a fraction, as values of scenarios are. Errors, about the path: [*Error].
func Number(path, text string) (*big.Rat, error) {
	if err := checkNumber(path, text, maxNumber); err != nil {
		return nil, err
	}
	return rational(path, text)
}

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
