package main

import (
	"strings"
	"testing"

	"kizami/learn/fewrounds"
)

// A table has a line for each case and a column for each method; what did not always converge is marked.
func TestFewRoundsTable(t *testing.T) {
	near, far := fewrounds.Case{Problem: "wine", Family: "random-3", Nodes: 10}, fewrounds.Case{Problem: "wine", Family: "cycle", Nodes: 10}
	text := fewRoundsText([]fewrounds.Row{
		{Case: near, Diameter: 4, Method: fewrounds.Bracket, Converged: 2, Seeds: 2, Rounds: 123, Words: 4567, Bytes: 38900, Gradients: 82},
		{Case: near, Diameter: 4, Method: "push-pull, tuned", Converged: 1, Seeds: 2, Rounds: 345, Words: 6, Bytes: 7, Gradients: 8, Reason: "not told of it"},
		{Case: far, Diameter: 9, Method: fewrounds.Bracket, Seeds: 2, Reason: "unfinished after 7 epochs, at a relative error of 0.1"},
		{Case: far, Diameter: 9, Method: "push-pull, tuned", Seeds: 2},
	}, 2, 50)
	for _, want := range []string{
		"rounds to a relative error of 1e-6\n", "bytes along each arc", "│ wine    │ random-3 │ 10 │ 4 │       123 │      345* │", "│ 9 │         – │         – │", "38.9 k",
		"not all of 2 seeds did, – none within 50 epochs", "\nwine on cycle of 10 nodes, certified, bracket: unfinished after 7 epochs",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text has no %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "not told") {
		t.Error("the text tells why a method that needs tuning did not converge")
	}
}
