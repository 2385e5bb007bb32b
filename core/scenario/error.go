package scenario

import (
	"maps"

	"kizami/core/strict"
)

// Error is a fault of a scenario or of its run; see [strict.Error] and, for the sentence of each code, [Sentences].
type Error = strict.Error

// Sentences returns for each error code its English sentence, with a {name} for each of the error's Args.
func Sentences() map[string]string {
	all := strict.Sentences()
	maps.Copy(all, sentences)
	return all
}

var sentences = map[string]string{
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
	"number-form":            `"{value}" is not an integer, a decimal or a fraction such as -3, 0.25, 1e-05 or 21/2`,
	"number-length":          "a number of {length} characters: at most {max} are allowed",
	"zero-denominator":       `"{value}" divides by zero`,
	"quantum-sign":           `the quantum "{quantum}" must be greater than zero`,
	"number-exponent":        `the exponent of "{value}" must be between -{max} and {max}`,
	"off-grid":               `the value {value} of node {node} is not a multiple of the quantum {quantum}; "round": true rounds values`,
	"value-digits": `the value {value} of node {node} has more digits than fit: with {digits} digits after the point and a capacity of ` +
		`{capacity} nodes all values do; "round": true rounds them to that`,
	"value-range": "the value {value} of node {node} is out of range: with the quantum {quantum} and a capacity of {capacity} nodes " +
		"it is at most {limit} quanta in size",
	"ending-rule":    `the ending "{rule}" is not known; there are {known}`,
	"ending-field":   `the field "{field}" does not belong to the ending "{rule}"`,
	"prime":          `the prime "{prime}" must be "random", or an odd prime greater than the number of nodes, {nodes}, and below 2^61`,
	"ending-nodes":   `{nodes} nodes are too many for the ending "{rule}", which takes up to {max}; the ending "bracket" takes up to {most}`,
	"diameter-range": "the diameter {value} must be between {min} and {max}, one less than the bound",
	"diameter-low":   "the diameter {value} is too small: some distance in this digraph is greater",
	"bracket-long": "the distances in this digraph are up to {diameter}: with the bound {bound} no window of so many rounds is over before " +
		"words could leave 64 bits; give a smaller diameter if one is known",
	"bracket-stalled": `the bracket does not narrow any more: after round {round} it lies between {lower} and {upper} and holds more than one ` +
		`fraction with a denominator up to the bound; the ending "race" decides up to {max} nodes`,
	"bracket-late": `the last round, {round}, is over: the bracket lies between {lower} and {upper} and holds more than one fraction with ` +
		`a denominator up to the bound; the ending "race" decides up to {max} nodes`,
	"contradiction":  "node {node} decided what is not in the bracket: the prime is unlucky for this digraph and these values",
	"trace-nodes":    "a trace of the bracket is recorded of up to {max} nodes, and there are {nodes}",
	"rounds-short":   "the distances in this digraph are up to {diameter}, and a run with the bracket may take {rounds} rounds here",
	"family":         `the family "{family}" is not known; there are {known}, such as random-3`,
	"family-size":    `the family "{family}" has no digraph of {nodes} nodes: {reason}`,
	"digraph-field":  `the field "{field}" does not belong to the family "{family}"`,
	"file-name":      "the name of a file is empty",
	"file-here":      `the file "{file}" cannot be read here: only the command reads files; give the nodes and arcs, or the values, themselves`,
	"file-field":     `the field "{field}" belongs either to a digraph of a "file" or to one without, not to this one`,
	"file-weights":   `"weights" can only be "ignore", not "{value}": an arc has none`,
	"bound-range":    "the bound {value} must be between the number of nodes, {min}, and {max}",
	"seed-range":     "the seed {value} must be between {min} and {max}",
	"capacity-range": "the capacity {value} must be between the number of nodes, {min}, and {max}",
	"refused":        "node {node} cannot know the average: the prime or the probe is unlucky for this digraph and these values",
	"disagreement":   "node {node} decided another average than node 0: the probe is unlucky; run again with another seed",
}

type args = strict.Args

func fault(code, path string, a args) *Error { return strict.Fault(sentences, code, path, a) }
