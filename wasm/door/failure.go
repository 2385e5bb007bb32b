package door

import (
	"errors"
	"maps"
	"strings"

	"kizami/core/strict"
	"kizami/learn"
)

// Internal is the code of a bug of ours.
const Internal = "internal"

// Failure is how an error travels: that of a scenario or an experiment, or of the request, whose field Path names then.
type Failure = strict.Error

// NewFailure returns how err travels. An error that is no *Failure is a bug of ours.
func NewFailure(err error) *Failure {
	var known *Failure
	if errors.As(err, &known) {
		return known
	}
	return fail(Internal, "", map[string]any{"detail": err.Error()})
}

// Sentences returns the English sentence of every error code that Handle can answer with, those of scenarios and of
// experiments included.
func Sentences() map[string]string {
	all := learn.Sentences()
	maps.DeleteFunc(all, func(code, _ string) bool { // no file is ever read here
		return code == "digraph-file" || strings.HasPrefix(code, "csv-") && code != "csv-unavailable"
	})
	maps.Copy(all, sentences)
	return all
}

var sentences = map[string]string{
	"bad-request":       "the request is not understood: {detail}",
	"missing-field":     `the field "{field}" is missing`,
	"unknown-version":   "version {got} of the request is not known: only version 1 is",
	"unknown-op":        `the operation "{op}" is not known`,
	"request-too-large": "the request has {bytes} bytes: at most {limit} are allowed",
	"not-learning":      `the task "{task}" is for the command: here only "learn" is known`,
	"unlucky":           "the run cannot be finished with this seed: {detail}",
	"too-costly":        "this run costs {cost} steps: at most {limit} are allowed here",
	"too-costly-learning": "this experiment may take up to {cost} steps: at most {limit} are allowed here; " +
		"fewer epochs, fewer methods or steps that are not tuned make it smaller",
	Internal: "an internal error, please report it: {detail}",
}

func fail(code, path string, args map[string]any) *Failure {
	return strict.Fault(Sentences(), code, path, args)
}

func bad(field, detail string) *Failure {
	return fail("bad-request", field, map[string]any{"detail": detail})
}

func missing(field string) *Failure {
	return fail("missing-field", field, map[string]any{"field": field})
}

func clip(text string) string { return strict.Clip(text, 100) }
