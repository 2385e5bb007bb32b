package learn

import (
	"encoding/json"
	"slices"

	"kizami/core/scenario"
	"kizami/core/strict"
)

// reader adds to the strict reader what experiments are made of: numbers in ranges, names of a list, texts.
type reader struct{ *strict.Reader }

// within reads an integer from low to high.
func (r reader) within(path string, low, high int64) (int64, error) {
	number, err := r.Integer(path)
	if err != nil {
		return 0, err
	}
	value, ok := strict.Within(number, low, high)
	if !ok {
		return 0, fault("out-of-range", path, args{"value": number.String(), "min": low, "max": high})
	}
	return value, nil
}

// between reads a number from low to high.
func (r reader) between(path string, low, high float64) (float64, error) {
	value, err := r.Float(path)
	if err == nil {
		err = inRange(path, value, low, high)
	}
	return value, err
}

// named reads one of the known names.
func (r reader) named(path string, known []string) (string, error) {
	name, err := r.Text(path)
	if err == nil && !slices.Contains(known, name) {
		err = unknown(path, name, known)
	}
	return name, err
}

// list reads a list of one to most items.
func (r reader) list(list string, most int, each func(i int, path string) error) error {
	count := 0
	err := r.List(list, func(i int, path string) error {
		if count++; count > most {
			return checkCount(list, count, most)
		}
		return each(i, path)
	})
	if err != nil {
		return err
	}
	return checkCount(list, count, most)
}

// rational reads a text that holds an integer, a decimal or a fraction.
func (r reader) rational(path string) (float64, error) {
	token, err := r.Token()
	if err != nil {
		return 0, err
	}
	switch t := token.(type) {
	case json.Number:
		return 0, fault("unquoted-number", path, args{"value": t.String()})
	case string:
		return rational(path, t)
	}
	return 0, strict.WrongType(path, "string", token)
}

func rational(path, text string) (float64, error) {
	value, err := scenario.Number(path, text)
	if err != nil {
		return 0, err
	}
	nearest, _ := value.Float64()
	return nearest, nil
}

// The functions below return fields.

func (r reader) whole(name string, to *int, low, high int64) strict.Field {
	return strict.Field{Name: name, Read: func(path string) error {
		value, err := r.within(path, low, high)
		*to = int(value)
		return err
	}}
}

func (r reader) real(name string, to *float64, low, high float64) strict.Field {
	return strict.Field{Name: name, Read: func(path string) (err error) { *to, err = r.between(path, low, high); return }}
}

func (r reader) choice(name string, to *string, known ...string) strict.Field {
	return strict.Field{Name: name, Read: func(path string) (err error) { *to, err = r.named(path, known); return }}
}

func (r reader) flag(name string, to *bool) strict.Field {
	return strict.Field{Name: name, Read: func(path string) (err error) { *to, err = r.Bool(path); return }}
}

func (r reader) text(name string, to *string, longest int) strict.Field {
	return strict.Field{Name: name, Read: func(path string) (err error) {
		if *to, err = r.Text(path); err != nil {
			return err
		}
		return checkText(path, *to, longest)
	}}
}

func (r reader) rationals(name string, to *[]float64) strict.Field {
	return strict.Field{Name: name, Read: func(path string) error {
		return r.list(path, MaxNodes, func(_ int, path string) error {
			value, err := r.rational(path)
			*to = append(*to, value)
			return err
		})
	}}
}

// names reads a list of names of columns.
func (r reader) names(name string, to *[]string) strict.Field {
	return strict.Field{Name: name, Read: func(path string) error {
		return r.list(path, MaxCSVColumns, func(_ int, path string) error {
			text, err := r.Text(path)
			if err == nil {
				err = checkText(path, text, maxColumnName)
			}
			*to = append(*to, text)
			return err
		})
	}}
}

func optional(fields ...strict.Field) []strict.Field {
	for i := range fields {
		fields[i].Optional = true
	}
	return fields
}
