package door

import (
	"context"
	"encoding/json"
	"errors"

	"kizami/core"
	"kizami/learn"
)

// Example is an experiment with the id under which the page names it.
type Example struct {
	ID         string          `json:"id"`
	Experiment json.RawMessage `json:"experiment"`
}

// Examples returns the ready experiments that can be learnt here, in the order in which the page lists them.
func Examples() []Example {
	var examples []Example
	for _, e := range learn.Examples() {
		if e.Experiment.Task == learn.TaskLearn && checkCost(traced(e.Experiment), browserLimits.Learn) == nil {
			examples = append(examples, Example{e.Name, e.Text})
		}
	}
	return examples
}

// LearnResult is one run of every method of an experiment, and the digraph that it ran on.
type LearnResult struct {
	Report  *learn.Report `json:"report"`
	Digraph *Digraph      `json:"digraph"`
}

// Digraph is a digraph as a scenario writes it.
type Digraph struct {
	Nodes int      `json:"nodes"`
	Arcs  [][2]int `json:"arcs"`
}

// Learn runs the experiment written in data with its first seed and records every epoch.
// Errors: *learn.Error; *Failure with code "too-costly-learning" beyond the limits, "not-learning" for
// another task, "unlucky" for a seed that draws a probe that is.
func Learn(data []byte, limits Limits) (*LearnResult, error) {
	e, err := learn.Parse(data, nil)
	if err != nil {
		return nil, err
	}
	if e.Task != learn.TaskLearn {
		return nil, fail("not-learning", "task", map[string]any{"task": e.Task})
	}
	if err := checkCost(traced(e), limits.Learn); err != nil {
		return nil, err
	}
	g, err := e.Digraph.Make(e.Seeds.First)
	if err != nil {
		return nil, err
	}
	report, err := e.Run(context.Background(), nil)
	if err != nil {
		if _, ours := errors.AsType[*learn.Error](err); ours {
			return nil, err
		}
		return nil, fail("unlucky", "", map[string]any{"detail": clip(err.Error())}) // the probe drawn from the seed
	}
	return &LearnResult{report, drawn(g)}, nil
}

// traced leaves an experiment its first seed, of which every epoch is kept.
func traced(e *learn.Experiment) *learn.Experiment {
	e.Seeds.Count, e.Trace = 1, true
	return e
}

func checkCost(e *learn.Experiment, limit int64) error {
	if steps := learningCost(e); steps > limit {
		return fail("too-costly-learning", "", map[string]any{"cost": steps, "limit": limit})
	}
	return nil
}

// learningCost adds what a trace holds at most: of every method and epoch the iterate and three more numbers per node.
func learningCost(e *learn.Experiment) int64 {
	nodes, dimension := e.Problem.Size()
	return e.Cost() + stepsPerNumber*int64(len(e.Methods))*int64(e.Epochs)*int64(nodes)*int64(dimension+3)
}

func drawn(g *core.Digraph) *Digraph {
	d := &Digraph{Nodes: g.Nodes(), Arcs: [][2]int{}}
	for _, arc := range g.Arcs() {
		d.Arcs = append(d.Arcs, [2]int{arc.From, arc.To})
	}
	return d
}

func learnExperiment(r *request, a *answer) error {
	data, err := r.document("experiment")
	if err != nil {
		return err
	}
	learnt, err := Learn(data, browserLimits)
	if err != nil {
		return err
	}
	a.Report, a.Digraph = learnt.Report, learnt.Digraph
	return nil
}
