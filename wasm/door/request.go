package door

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"kizami/core/strict"
)

// maxInteger is the largest integer that JavaScript holds exactly; ids and seeds pass through it.
const maxInteger = 1<<53 - 1

// request holds the fields of a request as they were written: only a scenario's own reader, looking at the untouched
// bytes, can find what is repeated in them.
type request struct {
	fields map[string]json.RawMessage
	names  []string // in the order in which they came
}

// readRequest splits one JSON object into its fields. On an error it still returns the fields read before.
func readRequest(data []byte) (*request, error) {
	r := &request{fields: map[string]json.RawMessage{}}
	if !bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("{")) {
		return r, bad("", "it is not a JSON object")
	}
	reader, err := strict.NewReader(data, MaxRequest)
	if err == nil {
		err = reader.Members(func(name string, value []byte) {
			r.fields[name] = value
			r.names = append(r.names, name)
		})
	}
	var wrong *strict.Error
	switch {
	case !errors.As(err, &wrong):
		return r, err
	case wrong.Path != "":
		return r, bad(wrong.Path, fmt.Sprintf("the field %q is not valid JSON", wrong.Path))
	}
	field, _ := wrong.Args["field"].(string)
	return r, bad(field, wrong.Msg)
}

func (r *request) has(name string) bool {
	_, given := r.fields[name]
	return given
}

// only refuses a request that has fields other than those named, or lacks one of them.
func (r *request) only(names []string) error {
	for _, name := range r.names {
		if !slices.Contains(names, name) {
			return bad(clip(name), fmt.Sprintf("the field %q does not belong here", clip(name)))
		}
	}
	for _, name := range names {
		if !r.has(name) {
			return missing(name)
		}
	}
	return nil
}

// integer reads a field that holds an integer of 0..maxInteger, in digits alone.
func (r *request) integer(name string) (uint64, error) {
	n, err := strconv.ParseUint(string(r.fields[name]), 10, 64)
	if err != nil || n > maxInteger {
		return 0, bad(name, fmt.Sprintf("the field %q must be an integer between 0 and %d", name, uint64(maxInteger)))
	}
	return n, nil
}

// text reads a field that holds a string.
func (r *request) text(name string) (string, error) {
	var s *string // a pointer tells null from ""
	if err := json.Unmarshal(r.fields[name], &s); err != nil || s == nil {
		return "", bad(name, fmt.Sprintf("the field %q must be a string", name))
	}
	return *s, nil
}

// document returns the bytes of a field that holds a document: those of the object, or the content when it was sent as a string.
func (r *request) document(name string) ([]byte, error) {
	raw := r.fields[name]
	if raw[0] != '"' {
		return raw, nil
	}
	text, err := r.text(name)
	return []byte(text), err
}
