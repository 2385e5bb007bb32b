package scenario

import (
	"encoding/json"

	"kizami/core/strict"
)

// The limits of a scenario beyond those of the digraph.
const (
	MaxBytes       = 1 << 20  // of the whole text, for Parse
	MaxLargeBytes  = 64 << 20 // the same for ParseLarge
	MaxCoordinates = 1000     // of a value
	MaxSeed        = 1<<53 - 1

	maxNumber  = 64  // characters of a value
	maxQuantum = 128 // characters of a quantum: the finest grid of good values needs up to 82
)

// document is the shape of a scenario before any field is compared with another.
type document struct {
	digraph  digraphDocument
	values   [][]string
	csv      string // file with the values; "" when they are in the text
	ending   EndingText
	quantum  string
	round    bool
	capacity json.Number // "" when absent
}

func read(data []byte, bytes, nodes int) (*document, error) {
	r, err := strict.NewReader(data, bytes)
	if err != nil {
		return nil, err
	}
	d := &document{digraph: digraphDocument{most: nodes}}
	err = r.Object("",
		strict.Field{Name: "kizami", Read: r.Version},
		strict.Field{Name: "digraph", Read: func(path string) error { return d.digraph.read(r, path) }},
		strict.Field{Name: "values", Read: func(path string) error { return readValues(r, path, d) }},
		strict.Field{Name: "ending", Optional: true, Read: func(path string) error { return d.ending.readAny(r, path) }},
		strict.Field{Name: "quantum", Optional: true, Read: func(path string) (err error) {
			d.quantum, err = number(r, path, maxQuantum)
			return err
		}},
		strict.Field{Name: "round", Optional: true, Read: func(path string) (err error) { d.round, err = r.Bool(path); return }},
		strict.Field{Name: "capacity", Optional: true, Read: func(path string) (err error) {
			d.capacity, err = r.Integer(path)
			return err
		}},
	)
	if err != nil {
		return nil, err
	}
	return d, r.End()
}

// readValues reads a list of values, or {"csv": "values.csv"}.
func readValues(r *strict.Reader, path string, d *document) error {
	token, err := r.Token()
	switch {
	case err != nil:
		return err
	case token == json.Delim('{'):
		return r.Fields(path, strict.Field{Name: "csv", Read: func(path string) (err error) {
			if d.csv, err = r.Text(path); err == nil && d.csv == "" {
				err = fault("file-name", path, args{})
			}
			return err
		}})
	case token != json.Delim('['):
		return strict.WrongType(path, "list", token)
	}
	return r.Items(path, func(node int, path string) error {
		value, err := readValue(r, node, path)
		d.values = append(d.values, value)
		return err
	})
}

// readValue reads one number or a list of numbers.
func readValue(r *strict.Reader, node int, path string) (value []string, err error) {
	token, err := r.Token()
	if err != nil {
		return nil, err
	}
	if token != json.Delim('[') {
		text, err := numeric(path, token, "string or list", maxNumber)
		return []string{text}, err
	}
	err = r.Items(path, func(i int, path string) error {
		if i == MaxCoordinates {
			return fault("coordinate-range", path, args{"node": node, "min": 1, "max": MaxCoordinates})
		}
		text, err := number(r, path, maxNumber)
		value = append(value, text)
		return err
	})
	if err == nil && len(value) == 0 {
		err = fault("coordinate-range", path, args{"node": node, "min": 1, "max": MaxCoordinates})
	}
	return value, err
}

func number(r *strict.Reader, path string, limit int) (string, error) {
	token, err := r.Token()
	if err != nil {
		return "", err
	}
	return numeric(path, token, "string", limit)
}

// numeric returns the text of a string token that may become a number.
func numeric(path string, token json.Token, expected string, limit int) (string, error) {
	switch t := token.(type) {
	case json.Number:
		return "", fault("unquoted-number", path, args{"value": t.String()})
	case string:
		if err := checkNumber(path, t, limit); err != nil {
			return "", err
		}
		return t, nil
	}
	return "", strict.WrongType(path, expected, token)
}

// within returns the integer when it lies in a range, and the fault of the code otherwise.
func within(code, path string, number json.Number, low, high int64) (int64, error) {
	v, ok := strict.Within(number, low, high)
	if !ok {
		return 0, fault(code, path, args{"value": number.String(), "min": low, "max": high})
	}
	return v, nil
}
