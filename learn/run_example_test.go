package learn_test

import (
	"context"
	"fmt"

	"kizami/learn"
)

func ExampleExperiment_Run() {
	e, err := learn.Parse([]byte(`{
		"kizami": 1, "task": "learn",
		"digraph": {"nodes": 2, "arcs": [[0, 1], [1, 0]]},
		"problem": {"kind": "quadratic", "curvatures": ["1", "100"], "minimisers": ["0", "1"]},
		"methods": [{"method": "coordinated", "mode": "mean"}, {"method": "coordinated", "mode": "harmonic"}],
		"seeds": {"first": 1, "count": 1}
	}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := e.Run(context.Background(), func(done, of int, what string) {})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range report.Methods {
		run := m.Runs[0]
		fmt.Printf("%s: %s after %d epochs, %d rounds\n", m.Name, run.End, run.Epochs, run.Rounds)
	}
	// Output:
	// coordinated mean: diverged after 8 epochs, 21 rounds
	// coordinated harmonic: converged after 35 epochs, 75 rounds
}

func ExampleExamples() {
	for _, x := range learn.Examples() {
		fmt.Printf("%s: %s\n", x.Name, x.Experiment.Title)
	}
	// Output:
	// small: Five nodes, one coordinate: the same step for all, or each its own
	// few-rounds: Certified steps on the common gradient: few rounds, and nothing to tune
	// heterogeneous: Coordinated step sizes against each node's own, and against fixed ones
	// modes: One node is a hundred times as steep: the mean of the step sizes diverges
	// long-cycle: A long directed cycle mixes slowly: there coordination wins in rounds too
	// unsafe-mean: Two nodes with the curvatures 1 and 100: the mean of their step sizes diverges
	// slow-min: The least step size is safe and slow: one steep node holds everybody back
	// slow-harmonic: One node always proposes a small step: the least and the harmonic mean wait for it, the mean does not
	// one-large-step: One node insists on a large step: it wrecks everybody, even the mean; least and harmonic mean hold
	// refused: Certified steps from far away: what the common numbers do not prove is refused, and tried again shorter
	// rounds: Rounds to the average: this protocol, which is exact, against ratio consensus to 1e-9
}

func ExampleDigraphSpec_Make() {
	g, err := learn.DigraphSpec{Family: "exponential", Nodes: 8}.Make(1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(g.Out(0), g.Out(5))
	// Output: [1 2 4] [1 6 7]
}
