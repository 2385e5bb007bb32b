package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Reader reads JSON of a known shape, token by token: what does not belong to the shape is never entered, however deep.
// Every method that reads takes the path of what it reads, for the error, which is always an [*Error].
type Reader struct {
	data    []byte
	decoder *json.Decoder
	extra   bool
}

// PassOver lets the reader pass over fields that are not known, with all that is in them, where it would refuse them.
func (r *Reader) PassOver() { r.extra = true }

// NewReader returns a reader of data, which must be UTF-8 and at most most bytes. A byte order mark is passed over, as
// RFC 8259, section 8.1, allows: editors add it unasked.
func NewReader(data []byte, most int) (*Reader, error) {
	if len(data) > most {
		return nil, fault("too-large", "", Args{"max": most})
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	r := &Reader{data: data, decoder: json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	if at := InvalidUTF8(data); at >= 0 {
		return nil, fault("not-utf8", "", r.where(at, nil))
	}
	return r, nil
}

// InvalidUTF8 returns the first place where no character of UTF-8 starts, or −1.
func InvalidUTF8(data []byte) int {
	for at := 0; at < len(data); {
		char, size := utf8.DecodeRune(data[at:])
		if char == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// where adds the line and column of a byte offset, both counted from 1.
func (r *Reader) where(offset int, a Args) Args {
	before := r.data[:min(max(offset, 0), len(r.data))]
	if a == nil {
		a = Args{}
	}
	a["line"] = bytes.Count(before, []byte("\n")) + 1
	a["column"] = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return a
}

// Token returns the next token.
func (r *Reader) Token() (json.Token, error) {
	token, err := r.decoder.Token()
	if err == nil {
		return token, nil
	}
	return nil, r.syntax(err)
}

// syntax returns the first syntax error of the whole text. The decoder has found it too, but does not always say where.
func (r *Reader) syntax(err error) error {
	var (
		whole json.RawMessage
		found *json.SyntaxError
	)
	offset := r.decoder.InputOffset()
	if errors.As(json.Unmarshal(r.data, &whole), &found) {
		offset, err = found.Offset-1, found
	}
	return fault("not-json", "", r.where(int(offset), Args{"detail": err.Error()}))
}

// End makes sure that nothing follows.
func (r *Reader) End() error {
	rest := r.data[r.decoder.InputOffset():]
	if _, err := r.decoder.Token(); err != io.EOF {
		start := len(r.data) - len(bytes.TrimLeft(rest, " \t\r\n"))
		return fault("trailing-data", "", r.where(start, nil))
	}
	return nil
}

// Field is a field of an object and how to read it.
type Field struct {
	Name     string
	Optional bool
	Read     func(path string) error
}

// Object reads an object with exactly the given fields, each at most once, in any order.
func (r *Reader) Object(path string, fields ...Field) error {
	if err := r.open(path, '{'); err != nil {
		return err
	}
	return r.Fields(path, fields...)
}

// Fields reads the rest of an object whose brace is open.
func (r *Reader) Fields(path string, fields ...Field) error {
	seen := map[string]bool{}
	for r.decoder.More() {
		token, err := r.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		f, err := find(path, name, fields)
		if err != nil && r.extra {
			if err := r.skip(); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		if seen[name] {
			return fault("repeated-field", path, Args{"field": name})
		}
		seen[name] = true
		if err := f.Read(strings.TrimPrefix(path+"."+name, ".")); err != nil {
			return err
		}
	}
	if _, err := r.Token(); err != nil {
		return err
	}
	for _, f := range fields {
		if !f.Optional && !seen[f.Name] {
			return fault("missing-field", path, Args{"field": f.Name})
		}
	}
	return nil
}

// skip reads a value of whatever kind.
func (r *Reader) skip() error {
	var value json.RawMessage
	if err := r.decoder.Decode(&value); err != nil {
		return r.syntax(err)
	}
	return nil
}

// Entries reads an object whose fields may have any names, each at most once. For each, in the order of the text, it calls
// read, which must read the value.
func (r *Reader) Entries(path string, read func(name, path string) error) error {
	if err := r.open(path, '{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r.decoder.More() {
		token, err := r.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if seen[name] {
			return fault("repeated-field", path, Args{"field": name})
		}
		seen[name] = true
		if err := read(name, strings.TrimPrefix(path+"."+name, ".")); err != nil {
			return err
		}
	}
	_, err := r.Token()
	return err
}

// Members reads the members of the whole input, which must be an object and nothing behind it: each value as it is written,
// to be read by another reader later. Those before a fault are seen.
func (r *Reader) Members(each func(name string, value []byte)) error {
	err := r.Entries("", func(name, _ string) error {
		var value json.RawMessage
		if err := r.decoder.Decode(&value); err != nil {
			return fault("not-json", Clip(name, longest("field")), r.where(int(r.decoder.InputOffset()), Args{"detail": err.Error()}))
		}
		each(name, value)
		return nil
	})
	if err != nil {
		return err
	}
	return r.End()
}

func find(path, name string, fields []Field) (Field, error) {
	var known []string
	for _, f := range fields {
		if f.Name == name {
			return f, nil
		}
		known = append(known, f.Name)
	}
	return Field{}, fault("unknown-field", path, Args{"field": name, "known": strings.Join(known, ", ")})
}

// List reads an array.
func (r *Reader) List(path string, each func(i int, path string) error) error {
	if err := r.open(path, '['); err != nil {
		return err
	}
	return r.Items(path, each)
}

// Items reads the rest of an array whose bracket is open.
func (r *Reader) Items(path string, each func(i int, path string) error) error {
	for i := 0; r.decoder.More(); i++ {
		if err := each(i, fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	_, err := r.Token()
	return err
}

func (r *Reader) open(path string, delimiter json.Delim) error {
	token, err := r.Token()
	if err == nil && token != delimiter {
		return WrongType(path, kind(delimiter), token)
	}
	return err
}

// Text reads a string.
func (r *Reader) Text(path string) (string, error) {
	token, err := r.Token()
	if err != nil {
		return "", err
	}
	text, ok := token.(string)
	if !ok {
		return "", WrongType(path, "string", token)
	}
	return text, nil
}

// WrongType returns the error of a token that is not of the expected kind.
func WrongType(path, expected string, token json.Token) error {
	if path == "" {
		return fault("not-an-object", "", Args{"found": kind(token)})
	}
	return fault("wrong-type", path, Args{"expected": expected, "found": kind(token)})
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
