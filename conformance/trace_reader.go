package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"kizami/core"
	"kizami/core/strict"
)

// traceReader reads JSON of a known shape, token by token: what does not belong to the shape is never entered, however
// deep. Every error is one sentence that begins with the place, like events[3].message.
type traceReader struct {
	data    []byte
	decoder *json.Decoder
}

func newTraceReader(data []byte) *traceReader {
	r := &traceReader{data, json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	return r
}

func at(path, format string, a ...any) error {
	if path == "" {
		return fmt.Errorf(format, a...)
	}
	return fmt.Errorf("%s: %w", path, fmt.Errorf(format, a...))
}

func (r *traceReader) token() (json.Token, error) {
	token, err := r.decoder.Token()
	if err != nil {
		before := r.data[:min(int(r.decoder.InputOffset()), len(r.data))]
		return nil, fmt.Errorf("this is not JSON at line %d: %s", bytes.Count(before, []byte("\n"))+1, clip(err.Error()))
	}
	return token, nil
}

// end makes sure that nothing follows.
func (r *traceReader) end() error {
	if _, err := r.decoder.Token(); err != io.EOF {
		return fmt.Errorf("something follows the trace")
	}
	return nil
}

// fields says how to read each field of an object.
type fields map[string]func(path string) error

// object reads an object whose fields are among the known ones, each at most once, in any order; it returns which were there.
func (r *traceReader) object(path string, known fields) (map[string]bool, error) {
	if err := r.open(path, '{', "an object"); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for r.decoder.More() {
		token, err := r.token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		read := known[name]
		if read == nil {
			return nil, at(path, "the field %q is not known here", clip(name))
		}
		if seen[name] {
			return nil, at(path, "the field %q is given twice", name)
		}
		seen[name] = true
		if err := read(strings.TrimPrefix(path+"."+name, ".")); err != nil {
			return nil, err
		}
	}
	_, err := r.token()
	return seen, err
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

func (r *traceReader) list(path string, each func(path string) error) error {
	if err := r.open(path, '[', "a list"); err != nil {
		return err
	}
	for i := 0; r.decoder.More(); i++ {
		if err := each(fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	_, err := r.token()
	return err
}

func (r *traceReader) open(path string, delimiter json.Delim, what string) error {
	token, err := r.token()
	if err == nil && token != delimiter {
		return at(path, "this must be %s", what)
	}
	return err
}

func (r *traceReader) text(path string) (string, error) {
	token, err := r.token()
	if err != nil {
		return "", err
	}
	text, ok := token.(string)
	if !ok {
		return "", at(path, "this must be a string")
	}
	return text, nil
}

func (r *traceReader) truth(path string) error {
	token, err := r.token()
	if err == nil && token != true {
		return at(path, "this must be true or absent")
	}
	return err
}

// count reads an integer that TLC can hold.
func (r *traceReader) count(path string) (int, error) {
	token, err := r.token()
	if err != nil {
		return 0, err
	}
	number, _ := token.(json.Number)
	n, err := strconv.ParseInt(number.String(), 10, 64)
	if err != nil || n < 0 || n > math.MaxInt32 {
		return 0, at(path, "this must be an integer from 0 to %d", math.MaxInt32)
	}
	return int(n), nil
}

// element reads a decimal string without leading zeros. Whether the field has it is checked later.
func (r *traceReader) element(path string) (core.Element, error) {
	text, err := r.text(path)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != text {
		return 0, at(path, "%q is not a decimal number, written as a string", clip(text))
	}
	return core.Element(n), nil
}

func (r *traceReader) elements(path string) (elements []core.Element, err error) {
	err = r.list(path, func(path string) error {
		e, err := r.element(path)
		elements = append(elements, e)
		return err
	})
	return elements, err
}

func clip(text string) string { return strict.Clip(text, 60) }
