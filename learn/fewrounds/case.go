// Package fewrounds measures what certified steps cost beside everything else that package learn has, on real data and over
// digraphs that mix well and badly, in one table.
package fewrounds

import (
	"fmt"
	"slices"

	"kizami/learn"
	"kizami/learn/dataset"
)

// Case is a problem on a family of digraphs, with so many nodes.
type Case struct {
	Problem string `json:"problem"`
	Family  string `json:"family"`
	Nodes   int    `json:"nodes"`
}

// Problems returns the names of the problems: ridge regression on diabetes with λ = 0.1, logistic regression on cancer and
// wine with λ = 0.01, all features standardised, rows dealt by the seed; and least squares of the example "few-rounds",
// where node 0 is a hundred times as steep.
func Problems() []string { return []string{"diabetes", "cancer", "wine", "one-steep"} }

// Families returns the families of digraphs: three that mix well, and two that do not.
func Families() []string { return []string{"random-3", "random-8", "exponential", "grid", "cycle"} }

// Cases returns the cases of a table: all problems on all digraphs with 10 nodes, and a choice with 50 and 100, that takes a
// minute or two; in a long table all with 50, 100 and 200 too, as far as there are rows for so many nodes.
func Cases(long bool) []Case {
	var cases []Case
	for _, problem := range Problems() {
		for _, family := range Families() {
			for _, n := range []int{10, 50, 100, 200} {
				if c := (Case{problem, family, n}); n <= rows[problem] && (long || n == 10 || c.short()) {
					cases = append(cases, c)
				}
			}
		}
	}
	return cases
}

// short says whether a case of more than 10 nodes is in the table that is not long.
func (c Case) short() bool {
	switch {
	case c.Nodes == 50:
		return c.Problem == "diabetes" || c.Family == "random-3"
	case c.Nodes == 100:
		return c.Problem == "diabetes" && c.Family == "random-3"
	}
	return false
}

var rows = map[string]int{"diabetes": 442, "cancer": 569, "wine": 178, "one-steep": learn.MaxNodes}

// The names of the methods as a table shows them.
const (
	Bracket     = "certified, bracket"
	Kernel      = "certified, kernel"
	Harmonic    = "harmonic"
	Flooding    = "flooding"
	Centralised = "centralised"
)

var methods = []learn.MethodSpec{
	{Name: Bracket, Method: learn.MethodCertified, Ending: learn.EndingBracket},
	{Name: Kernel, Method: learn.MethodCertified, Ending: learn.EndingKernel},
	{Name: Harmonic, Method: learn.MethodCoordinated, Mode: "harmonic"},
	{Name: "push-pull, tuned", Method: learn.MethodPushPull, Step: learn.StepTuned},
	{Name: "push-pull, 1/L", Method: learn.MethodPushPull, Step: learn.StepUntuned},
	{Name: "push-diging, tuned", Method: learn.MethodPushDIGing, Step: learn.StepTuned},
	{Name: "push-diging, 1/L", Method: learn.MethodPushDIGing, Step: learn.StepUntuned},
}

// Methods returns the names of the rows of a case, in their order.
func Methods() []string {
	var names []string
	for _, m := range methods {
		names = append(names, m.Name)
	}
	return append(names, Flooding, Centralised)
}

// experiment returns what measures a case with a number of seeds from 1 on. No run takes more epochs than epochs.
func (c Case) experiment(seeds, epochs int) (*learn.Experiment, error) {
	problem, err := c.problem()
	if err != nil {
		return nil, err
	}
	e := learn.New(learn.DigraphSpec{Family: c.Family, Nodes: c.Nodes}, problem, slices.Clone(methods)...)
	e.Seeds.Count, e.Epochs = seeds, epochs
	return e, e.Check()
}

func (c Case) problem() (learn.ProblemSpec, error) {
	csv := learn.CSV{Nodes: c.Nodes, Standardise: true, Intercept: true}
	switch c.Problem {
	case "one-steep":
		return learn.Generated{
			Kind: learn.KindLeastSquares, Nodes: c.Nodes, Dimension: 10, Rows: 30, Condition: 10, Spread: 0.25, Scales: "one-steep",
		}, nil
	case "diabetes":
		csv.Kind, csv.Ridge, csv.Target = learn.KindRidge, 0.1, "progression"
	case "cancer":
		csv.Kind, csv.Ridge, csv.Target = learn.KindLogistic, 0.01, "benign"
	case "wine":
		csv.Kind, csv.Ridge, csv.Target = learn.KindLogistic, 0.01, "second"
	default:
		return nil, fmt.Errorf("there is no problem %q", c.Problem)
	}
	file := c.Problem + ".csv"
	data, err := dataset.Files.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return learn.NewShuffled(csv, file, data)
}
