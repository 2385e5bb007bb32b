package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// reader reads JSON of a known shape, token by token: what does not belong to the shape is never entered, however deep.
type reader struct {
	data    []byte
	decoder *json.Decoder
}

func newReader(data []byte) (*reader, error) {
	if len(data) > MaxBytes {
		return nil, fault("too-large", "", args{"max": MaxBytes})
	}
	r := &reader{data, json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	for at := 0; at < len(data); {
		char, size := utf8.DecodeRune(data[at:])
		if char == utf8.RuneError && size == 1 {
			return nil, fault("not-utf8", "", r.where(at, nil))
		}
		at += size
	}
	return r, nil
}

// where adds the line and column of a byte offset, both counted from 1.
func (r *reader) where(offset int, a args) args {
	before := r.data[:min(max(offset, 0), len(r.data))]
	if a == nil {
		a = args{}
	}
	a["line"] = bytes.Count(before, []byte("\n")) + 1
	a["column"] = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return a
}

func (r *reader) token() (json.Token, error) {
	token, err := r.decoder.Token()
	if err == nil {
		return token, nil
	}
	return nil, r.syntax(err)
}

// syntax returns the first syntax error of the whole text. The decoder has found it too, but does not always say where.
func (r *reader) syntax(err error) error {
	var (
		whole json.RawMessage
		found *json.SyntaxError
	)
	offset := r.decoder.InputOffset()
	if errors.As(json.Unmarshal(r.data, &whole), &found) {
		offset, err = found.Offset-1, found
	}
	return fault("not-json", "", r.where(int(offset), args{"detail": err.Error()}))
}

// end makes sure that nothing follows.
func (r *reader) end() error {
	rest := r.data[r.decoder.InputOffset():]
	if _, err := r.decoder.Token(); err != io.EOF {
		start := len(r.data) - len(bytes.TrimLeft(rest, " \t\r\n"))
		return fault("trailing-data", "", r.where(start, nil))
	}
	return nil
}

type field struct {
	name     string
	optional bool
	read     func(path string) error
}

// object reads an object with exactly the given fields, each at most once, in any order.
func (r *reader) object(path string, fields ...field) error {
	if err := r.open(path, '{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r.decoder.More() {
		token, err := r.token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		f, err := find(path, name, fields)
		if err != nil {
			return err
		}
		if seen[name] {
			return fault("repeated-field", path, args{"field": name})
		}
		seen[name] = true
		if err := f.read(strings.TrimPrefix(path+"."+name, ".")); err != nil {
			return err
		}
	}
	if _, err := r.token(); err != nil {
		return err
	}
	for _, f := range fields {
		if !f.optional && !seen[f.name] {
			return fault("missing-field", path, args{"field": f.name})
		}
	}
	return nil
}

func find(path, name string, fields []field) (field, error) {
	var known []string
	for _, f := range fields {
		if f.name == name {
			return f, nil
		}
		known = append(known, f.name)
	}
	return field{}, fault("unknown-field", path, args{"field": name, "known": strings.Join(known, ", ")})
}

// list reads an array.
func (r *reader) list(path string, each func(i int, path string) error) error {
	if err := r.open(path, '['); err != nil {
		return err
	}
	return r.items(path, each)
}

// items reads the rest of an array whose bracket is open.
func (r *reader) items(path string, each func(i int, path string) error) error {
	for i := 0; r.decoder.More(); i++ {
		if err := each(i, fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	_, err := r.token()
	return err
}

func (r *reader) open(path string, delimiter json.Delim) error {
	token, err := r.token()
	if err == nil && token != delimiter {
		return wrongType(path, kind(delimiter), token)
	}
	return err
}

func (r *reader) text(path string) (string, error) {
	token, err := r.token()
	if err != nil {
		return "", err
	}
	text, ok := token.(string)
	if !ok {
		return "", wrongType(path, "string", token)
	}
	return text, nil
}

// integer reads an integer of any size.
func (r *reader) integer(path string) (json.Number, error) {
	token, err := r.token()
	if err != nil {
		return "", err
	}
	number, ok := token.(json.Number)
	if !ok {
		return "", wrongType(path, "integer", token)
	}
	if strings.ContainsAny(number.String(), ".eE") {
		return "", fault("not-an-integer", path, args{"value": number.String()})
	}
	return number, nil
}

func wrongType(path, expected string, token json.Token) error {
	if path == "" {
		return fault("not-an-object", "", args{"found": kind(token)})
	}
	return fault("wrong-type", path, args{"expected": expected, "found": kind(token)})
}

func kind(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return "object"
		}
		return "list"
	case string:
		return "string"
	case json.Number:
		return "number"
	case bool:
		return "boolean"
	}
	return "null"
}
