package scenario

import (
	"fmt"
	"maps"
	"strings"
	"unicode"
)

// Error is a fault of a scenario or of its run. Code is stable and Args fill the {names} of the sentence of that code
// (see [Sentences]), so that a reader can say it in another language. Path is the place in the JSON, like
// digraph.arcs[5], and empty when the fault is nowhere in particular.
type Error struct {
	Code string         `json:"code"`
	Path string         `json:"path,omitempty"`
	Msg  string         `json:"message"`
	Args map[string]any `json:"args,omitempty"`
}

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Msg
	}
	return e.Path + ": " + e.Msg
}

// Sentences returns for each error code its English sentence, with a {name} for each of the error's Args.
func Sentences() map[string]string { return maps.Clone(sentences) }

var sentences = map[string]string{
	"too-large":              "the scenario is larger than {max} bytes",
	"not-utf8":               "the scenario is not UTF-8: no character starts at line {line}, column {column}",
	"not-json":               "the scenario is not JSON at line {line}, column {column}: {detail}",
	"trailing-data":          "the scenario is followed by something else at line {line}, column {column}",
	"wrong-type":             "expected {expected}, found {found}",
	"not-an-object":          "the scenario must be an object, not of the type {found}",
	"not-an-integer":         "{value} must be an integer without point or exponent",
	"unknown-field":          `the field "{field}" is not known here; the fields are {known}`,
	"repeated-field":         `the field "{field}" is given twice`,
	"missing-field":          `the field "{field}" is missing`,
	"version":                "the scenario has version {version}; only version 1 is known",
	"node-count":             "{value} nodes: a digraph has between {min} and {max}",
	"arc-form":               "arc {arc} must be a pair of nodes [from,to]",
	"arc-range":              "arc {arc} names the node {node}: the nodes are 0 to {last}",
	"arc-self-loop":          "arc {arc} leads from node {node} to itself: self-loops are implied and never listed",
	"arc-repeated":           "arc {arc}, [{from},{to}], is listed twice",
	"not-strongly-connected": "the digraph is not strongly connected: no path leads from node {from} to node {to}",
	"value-count":            "{values} values for {nodes} nodes: every node needs one",
	"coordinate-range":       "the value of node {node} must have between {min} and {max} coordinates",
	"coordinate-count":       "the value of node {node} has {coordinates} coordinates, that of node 0 has {expected}",
	"unquoted-number":        `the number {value} must be a string, "{value}", so that every digit counts`,
	"number-form":            `"{value}" is not an integer, a decimal or a fraction such as -3, 0.25 or 21/2`,
	"number-length":          "a number of {length} characters: at most {max} are allowed",
	"zero-denominator":       `"{value}" divides by zero`,
	"quantum-sign":           `the quantum "{quantum}" must be greater than zero`,
	"off-grid":               "the value {value} of node {node} is not a multiple of the quantum {quantum}",
	"value-range": "the value {value} of node {node} is out of range: with the quantum {quantum} and a capacity of {capacity} nodes " +
		"it is at most {limit} quanta in size",
	"ending-rule":    `the ending "{rule}" is not known; there are "bound" and "probe"`,
	"ending-field":   `the field "{field}" does not belong to the ending "{rule}"`,
	"bound-range":    "the bound {value} must be between the number of nodes, {min}, and {max}",
	"seed-range":     "the seed {value} must be between {min} and {max}",
	"capacity-range": "the capacity {value} must be between the number of nodes, {min}, and {max}",
	"refused":        "node {node} cannot know the average: the prime or the probe is unlucky for this digraph and these values",
	"disagreement":   "node {node} decided another average than node 0: the probe is unlucky; run again with another seed",
}

type args map[string]any

// fault returns the error of a code. Texts among the args are clipped, because they come from the input.
func fault(code, path string, a args) *Error {
	var names []string
	for name, value := range a {
		if text, ok := value.(string); ok {
			a[name] = Clip(text, clipped)
		}
		names = append(names, "{"+name+"}", fmt.Sprint(a[name]))
	}
	return &Error{Code: code, Path: path, Msg: strings.NewReplacer(names...).Replace(sentences[code]), Args: a}
}

const clipped = 100

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
