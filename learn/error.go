package learn

import (
	"maps"

	"kizami/core/scenario"
	"kizami/core/strict"
)

// Error is a fault of an experiment or of its problem; see [strict.Error] and, for the sentence of each code, [Sentences].
type Error = strict.Error

// Sentences returns for each error code its English sentence, with a {name} for each of the error's Args. Digraphs and
// endings are read as those of a scenario are, and have its codes.
func Sentences() map[string]string { return maps.Clone(sentences) }

var sentences = func() map[string]string {
	all := scenario.Sentences()
	maps.Copy(all, ownSentences)
	return all
}()

var ownSentences = map[string]string{
	"unknown-name":  `"{name}" is not known here; there are {known}`,
	"field-with":    `the field "{field}" does not go with "{with}"`,
	"out-of-range":  "{value} must be between {min} and {max}",
	"text-length":   "a text of {length} characters: between 1 and {max} are allowed",
	"list-size":     "a list of {count}: between {min} and {max} are allowed",
	"list-length":   "a list of {count} for {nodes} nodes: every node needs one",
	"name-repeated": `two methods are called "{name}"; give one of them a "name"`,
	"repeated-item": `"{item}" is listed twice`,
	"seeds-end":     "{count} seeds from {first} on end above {max}: begin lower, or take fewer",
	"trace-size": "a trace of up to {numbers} numbers: at most {max} are kept; take fewer epochs, seeds or methods, " +
		"or do without the trace",
	"ending-seed":   "the probe is drawn from the seeds of the experiment: no seed belongs here",
	"start-length":  "a start of {length} coordinates for a problem of {dimension}",
	"problem-nodes": "a problem of {problem} nodes for a digraph of {nodes}",
	"family-nodes":  `the family "{family}" has no digraph of {nodes} nodes: {reason}`,
	"data-size":     "{cells} numbers of data: at most {max} are allowed",
	"too-few-rows":  "{rows} rows in all cannot decide {dimension} coordinates: give more rows, or use the kind ridge",
	"flat": "the mean loss is flat in some direction, so that it has no single minimiser: leave out features that repeat others, " +
		"or use the kind ridge",
	"uneven": "the mean loss bends over 1e12 times as much in one direction as in another, too much for float64: " +
		"use a larger ridge, or features of like size",
	"loss-missing":    "node {node} has no loss",
	"loss-dimension":  "the loss of node {node} has the dimension {dimension}, that of node 0 has {expected}",
	"loss-gradient":   "the gradient of node {node} is not finite, at an x that begins with {coordinate}",
	"no-optimum":      "no minimiser of the mean loss found: from 0 it goes down and down; if there is one, say which point it is",
	"known-number":    "the {name} that is known is {value}: it must be positive",
	"not-convex":      "the mean loss bends down at its optimum: it is not convex, or a gradient is not that of its loss",
	"flat-here":       "the mean loss is flat in some direction at its optimum, so that it may have others: only strongly convex ones are measured",
	"vague":           "the mean loss is so flat around its minimiser that the search ended about {distance} away: say which point it is",
	"optimum-length":  "an optimum of {length} coordinates for a problem of {dimension}",
	"digraph-file":    `"{file}" cannot be read: {detail}`,
	"csv-unavailable": "no file can be read here: a problem from a CSV file is for the command",
	"csv-path":        `"{file}" must name a file in the folder of the experiment or below, with "/" and without ".."`,
	"csv-unreadable":  `"{file}" cannot be read: {detail}`,
	"csv-size":        `"{file}" is larger than {max} bytes`,
	"csv-empty":       `"{file}" is empty: it needs a header`,
	"csv-utf8":        `"{file}" is not UTF-8 at line {line}: save it as UTF-8`,
	"csv-line-ends":   `"{file}" ends its lines with a carriage return alone: save it with line feeds, as programs do today`,
	"csv-syntax":      `"{file}" is not CSV at line {line}: {detail}`,
	"csv-columns":     `"{file}" has more than {max} columns`,
	"csv-name":        `column {number} of "{file}" has the name "{column}": every column needs one of its own`,
	"csv-column":      `"{file}" has no column "{column}"; its columns are {known}`,
	"csv-both":        `the column "{column}" of "{file}" cannot be the target and split the rows`,
	"csv-features":    `"{file}" has no column left to be a feature`,
	"csv-fields":      `line {line} of "{file}" has {count} fields, the header has {expected}; a decimal comma needs another "separator", or quotes`,
	"csv-number":      `line {line} of "{file}", column "{column}": "{value}" is not a number between -1e15 and 1e15; numbers have no units and no signs of thousands, and "ignore" leaves columns out`,
	"csv-label":       `line {line} of "{file}", column "{column}": the class "{value}" is neither "{first}" nor "{second}"`,
	"csv-classes": `the column "{column}" of "{file}" has {count} values ({values}), and logistic regression tells two apart: ` +
		`"classes": ["{last}"] tells one from all the others`,
	"csv-class": `the column "{column}" of "{file}" has no value "{value}", which should be 1; it has {values}`,
	"csv-missing": `line {line} of "{file}", column "{column}": a value is missing ("{value}"); "missing": "drop" leaves such rows out, ` +
		`"missing": "mean" fills features with the mean of the column`,
	"csv-header":   `the first line of "{file}" is all numbers: if it is no header, say "header": false, and columns are called "1" to "{last}"`,
	"csv-rows":     `"{file}" has more than {max} rows`,
	"csv-few":      `"{file}" has {rows} rows for {nodes} nodes: every node needs one`,
	"csv-values":   `the column "{column}" of "{file}" has {values} values for {nodes} nodes: each must have one`,
	"csv-node":     `line {line} of "{file}", column "{column}": the digraph has no node "{value}", and other values of the column are nodes`,
	"csv-owner":    `line {line} of "{file}" has nothing in the column "{column}", which says whose row it is`,
	"csv-constant": `in all rows of "{file}" the same value is in: {columns} ({count} in all); "ignore" leaves columns out`,
}

type args = strict.Args

func fault(code, path string, a args) error { return strict.Fault(sentences, code, path, a) }
