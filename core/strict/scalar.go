package strict

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Integer reads an integer of any size.
func (r *Reader) Integer(path string) (json.Number, error) {
	token, err := r.Token()
	if err != nil {
		return "", err
	}
	number, ok := token.(json.Number)
	if !ok {
		return "", WrongType(path, "integer", token)
	}
	if strings.ContainsAny(number.String(), ".eE") {
		return "", fault("not-an-integer", path, Args{"value": number.String()})
	}
	return number, nil
}

// Float reads a number as the float64 nearest to it, which must be finite.
func (r *Reader) Float(path string) (float64, error) {
	token, err := r.Token()
	if err != nil {
		return 0, err
	}
	number, ok := token.(json.Number)
	if !ok {
		return 0, WrongType(path, "number", token)
	}
	value, err := number.Float64()
	if err != nil {
		return 0, fault("number-size", path, Args{"value": number.String()})
	}
	return value, nil
}

// Bool reads true or false.
func (r *Reader) Bool(path string) (bool, error) {
	token, err := r.Token()
	if err != nil {
		return false, err
	}
	value, ok := token.(bool)
	if !ok {
		return false, WrongType(path, "boolean", token)
	}
	return value, nil
}

// Version reads the field kizami: formats are of version 1.
func (r *Reader) Version(path string) error {
	version, err := r.Integer(path)
	if err == nil && version != "1" {
		return fault("version", path, Args{"version": version.String()})
	}
	return err
}

// Within returns the integer and whether it lies in a range, bounds included.
func Within(number json.Number, low, high int64) (int64, bool) {
	v, err := strconv.ParseInt(number.String(), 10, 64)
	return v, err == nil && v >= low && v <= high
}
