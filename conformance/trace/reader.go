package trace

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"kizami/core"
	"kizami/core/strict"
)

// traceReader reads a message trace. Every error is one sentence that begins with the place, like events[3].message.
type traceReader struct{ *strict.Reader }

func at(path, format string, a ...any) error {
	if path == "" {
		return fmt.Errorf(format, a...)
	}
	return fmt.Errorf("%s: %w", path, fmt.Errorf(format, a...))
}

// object reads an object with some of the fields and returns which were there: the value of one says what others belong.
func (r traceReader) object(path string, fields ...strict.Field) (map[string]bool, error) {
	seen := map[string]bool{}
	for i, f := range fields {
		fields[i].Optional = true
		fields[i].Read = func(path string) error {
			seen[f.Name] = true
			return f.Read(path)
		}
	}
	return seen, r.Object(path, fields...)
}

// into is the field of a name whose value goes into a variable.
func into[T any](name string, value *T, read func(path string) (T, error)) strict.Field {
	return strict.Field{Name: name, Read: func(path string) (err error) {
		*value, err = read(path)
		return err
	}}
}

// exactly makes sure that an object has these fields and no others; whose they are is named.
func exactly(path, whose string, seen map[string]bool, names ...string) error {
	for _, name := range names {
		if !seen[name] {
			return at(path, "the field %q of %s is missing", name, whose)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		if !slices.Contains(names, name) {
			return at(path, "the field %q does not belong to %s", name, whose)
		}
	}
	return nil
}

// listOf reads a list whose items are read in the same way.
func listOf[T any](r traceReader, read func(path string) (T, error)) func(path string) ([]T, error) {
	return func(path string) (items []T, err error) {
		err = r.List(path, func(_ int, path string) error {
			item, err := read(path)
			items = append(items, item)
			return err
		})
		return items, err
	}
}

func (r traceReader) onlyTrue(path string) (bool, error) {
	value, err := r.Bool(path)
	if err == nil && !value {
		err = at(path, "this must be true or absent")
	}
	return value, err
}

// count reads an integer that TLC can hold.
func (r traceReader) count(path string) (int, error) {
	number, err := r.Integer(path)
	if err != nil {
		return 0, err
	}
	n, ok := strict.Within(number, 0, math.MaxInt32)
	if !ok {
		return 0, at(path, "%s must be an integer from 0 to %d", clip(number.String()), math.MaxInt32)
	}
	return int(n), nil
}

func (r traceReader) tag(path string) (uint32, error) {
	n, err := r.count(path)
	return uint32(n), err
}

// element reads a decimal string without leading zeros. Whether the field has it is checked later.
func (r traceReader) element(path string) (core.Element, error) {
	text, err := r.Text(path)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != text {
		return 0, at(path, "%q is not a decimal number, written as a string", clip(text))
	}
	return core.Element(n), nil
}

func clip(text string) string { return strict.Clip(text, 60) }
