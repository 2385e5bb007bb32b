package learn

import (
	"embed"
	"fmt"
)

// Example is a ready experiment, and the text of its file in the folder examples.
type Example struct {
	Name       string // of the file, without ".json"
	Text       []byte
	Experiment *Experiment
}

//go:embed examples
var exampleFiles embed.FS

// exampleNames are the examples in the order in which they are offered.
var exampleNames = []string{
	"small", "few-rounds", "heterogeneous", "modes", "long-cycle", "unsafe-mean", "slow-min", "slow-harmonic", "one-large-step", "refused", "rounds",
}

// Examples returns the examples; the first is the one to start with.
func Examples() []Example {
	var examples []Example
	for _, name := range exampleNames {
		text, err := exampleFiles.ReadFile("examples/" + name + ".json")
		if err != nil {
			panic(fmt.Sprintf("example %s: %v", name, err)) // unreachable: the files are part of the program
		}
		e, err := Parse(text, nil)
		if err != nil {
			panic(fmt.Sprintf("example %s: %v", name, err))
		}
		examples = append(examples, Example{name, text, e})
	}
	return examples
}
