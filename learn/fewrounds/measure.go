package fewrounds

import (
	"context"
	"fmt"
	"slices"

	"kizami/core"
	"kizami/learn"
)

// Row is what one method came to on one case. The costs are medians over the seeds with which it converged, 0 if there
// are none.
type Row struct {
	Case
	Diameter  int     `json:"diameter"` // of the first seed's digraph
	Method    string  `json:"method"`
	Converged int     `json:"converged"`
	Seeds     int     `json:"seeds"`
	Rounds    float64 `json:"rounds"`
	Words     float64 `json:"words"` // along each arc
	Bytes     float64 `json:"bytes"`
	Gradients float64 `json:"gradients"`        // of each node
	Reason    string  `json:"reason,omitempty"` // why the first run that did not converge ended
}

// run is one run of a method, in the measures of a row.
type run struct{ rounds, words, bytes, gradients float64 }

const headerBytes, wordBytes = 16, 8 // of a message

// Measure runs all methods on a case, and adds two limits that no run is needed for: flooding, in which every node tells
// all others its name and its words, so that all hold the exact mean after D rounds; and a centralised run without any
// network. Both take the steps of certified steps with exact means. No run takes more than so many epochs, nor an untuned or
// tuned step more rounds. Errors: those of [learn.Experiment.Run].
func (c Case) Measure(ctx context.Context, seeds, epochs int, tell func(done, of int, what string)) ([]Row, error) {
	e, err := c.experiment(seeds, epochs)
	if err != nil {
		return nil, err
	}
	report, err := e.Run(ctx, tell)
	if err != nil {
		return nil, fmt.Errorf("%s on %s of %d nodes: %w", c.Problem, c.Family, c.Nodes, err)
	}
	var digraphs []*core.Digraph
	for _, seed := range report.Seeds {
		g, err := e.Digraph.Make(seed)
		if err != nil {
			return nil, err
		}
		digraphs = append(digraphs, g)
	}
	var table []Row
	for _, m := range report.Methods {
		var runs []run
		for i, r := range m.Runs {
			if r.End == learn.Converged {
				runs = append(runs, measured(r, digraphs[i]))
			}
		}
		table = append(table, c.row(m, runs, digraphs[0].Diameter()))
	}
	return append(table, c.limits(report, digraphs)...), nil
}

// measured turns what a run cost per node into what it cost along each arc.
func measured(r learn.Run, g *core.Digraph) run {
	perArc := float64(g.Nodes()) / float64(len(g.Arcs()))
	bytes := r.Bytes * perArc
	return run{float64(r.Rounds), (bytes - headerBytes*r.Messages*perArc) / wordBytes, bytes, float64(r.Gradients)}
}

// limits are flooding and the centralised run, with the epochs of certified steps by kernels, whose means are exact.
func (c Case) limits(report *learn.Report, digraphs []*core.Digraph) []Row {
	exact := report.Methods[slices.IndexFunc(report.Methods, func(m learn.Method) bool { return m.Name == Kernel })]
	var flooding, central []run
	for i, r := range exact.Runs {
		if r.End != learn.Converged {
			continue
		}
		d, n := float64(report.Dimension), float64(c.Nodes)
		coordinations := float64(r.Epochs + 1) // and that of the starts
		words := n*(d+2)*float64(r.Epochs) + n*(d+1)
		rounds := coordinations * float64(digraphs[i].Diameter())
		flooding = append(flooding, run{rounds, words, wordBytes*words + headerBytes*rounds, float64(r.Gradients)})
		central = append(central, run{0, 0, 0, float64(r.Gradients)})
	}
	limit := func(name string, runs []run) Row {
		exact.Name = name
		return c.row(exact, runs, digraphs[0].Diameter())
	}
	return []Row{limit(Flooding, flooding), limit(Centralised, central)}
}

func (c Case) row(m learn.Method, runs []run, diameter int) Row {
	r := Row{Case: c, Diameter: diameter, Method: m.Name, Converged: len(runs), Seeds: len(m.Runs)}
	for _, one := range m.Runs {
		if one.End != learn.Converged && r.Reason == "" {
			r.Reason = fmt.Sprintf("%s after %d epochs, at a relative error of %.2g", one.End, one.Epochs, one.Error)
			if one.Reason != "" {
				r.Reason += ": " + one.Reason
			}
		}
	}
	of := func(what func(run) float64) float64 {
		var values []float64
		for _, one := range runs {
			values = append(values, what(one))
		}
		return median(values)
	}
	r.Rounds, r.Words = of(func(x run) float64 { return x.rounds }), of(func(x run) float64 { return x.words })
	r.Bytes, r.Gradients = of(func(x run) float64 { return x.bytes }), of(func(x run) float64 { return x.gradients })
	return r
}

// median returns the lower of two in the middle, as the bands of a report do, and 0 of nothing.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}
