package strict

import (
	"fmt"
	"maps"
	"strings"
	"unicode"
)

// Error is a fault of what was given to the kit, or of its run. Code is stable and Args fill the {names} of the sentence
// of that code, so that a reader can say it in another language. Path is the place in the JSON, like digraph.arcs[5],
// and empty when the fault is nowhere in particular.
type Error struct {
	Code string         `json:"code"`
	Path string         `json:"path,omitempty"`
	Msg  string         `json:"msg"`
	Args map[string]any `json:"args,omitempty"`
}

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Msg
	}
	return e.Path + ": " + e.Msg
}

// Args are the parts of a sentence by name.
type Args map[string]any

// Sentences returns for each code of this package its English sentence, with a {name} for each of the error's Args.
func Sentences() map[string]string { return maps.Clone(sentences) }

var sentences = map[string]string{
	"too-large":      "the input is larger than {max} bytes",
	"not-utf8":       "the input is not UTF-8: no character starts at line {line}, column {column}",
	"not-json":       "the input is not JSON at line {line}, column {column}: {detail}",
	"trailing-data":  "the input is followed by something else at line {line}, column {column}",
	"version":        "the input has version {version}; only version 1 is known",
	"wrong-type":     "expected {expected}, found {found}",
	"not-an-object":  "the input must be an object, not of the type {found}",
	"number-size":    "the number {value} is too large",
	"not-an-integer": "{value} must be an integer without point or exponent",
	"unknown-field":  `the field "{field}" is not known here; the fields are {known}`,
	"repeated-field": `the field "{field}" is given twice`,
	"missing-field":  `the field "{field}" is missing`,
}

func fault(code, path string, a Args) *Error { return Fault(sentences, code, path, a) }

// Fault returns the error of a code that known has a sentence for. Texts among the args are clipped, because they come
// from the input.
func Fault(known map[string]string, code, path string, a Args) *Error {
	var names []string
	for name, value := range a {
		if text, ok := value.(string); ok {
			a[name] = Clip(text, longest(name))
		}
		names = append(names, "{"+name+"}", fmt.Sprint(a[name]))
	}
	return &Error{Code: code, Path: path, Msg: strings.NewReplacer(names...).Replace(known[code]), Args: a}
}

// Missing returns the error of an object without a field that it needs.
func Missing(path, field string) *Error { return fault("missing-field", path, Args{"field": field}) }

// longest is how much of a text a sentence holds; what is known here is no text from the input, or a list of several.
func longest(name string) int {
	if name == "known" {
		return 400
	}
	return 100
}

// Clip makes a text from the input fit for a sentence and a terminal: most characters of it, of which those that cannot
// be printed are replaced, and an ellipsis where it goes on.
func Clip(text string, most int) string {
	var b strings.Builder
	count := 0
	for _, r := range text {
		if count++; count > most {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}
