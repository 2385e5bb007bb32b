package main

import (
	"fmt"
	"strconv"

	"github.com/jedib0t/go-pretty/v6/table"

	"kizami/learn"
	"kizami/learn/figure"
)

// mostCoefficients is up to how many features the table of a model has a row for each.
const mostCoefficients = 20

// modelText shows what was learnt of a file, as --model would write it, or says where it is if that is long.
func modelText(r *learn.Report) string {
	best := bestModel(r)
	if r.Data == nil || best == nil || best.End != learn.Converged {
		return ""
	}
	model := best.Model
	if len(model.Coefficients) > mostCoefficients {
		return fmt.Sprintf("\n%s has learnt %d coefficients: --model FILE writes them", figure.Plain(best.Method), len(model.Coefficients))
	}
	name := fmt.Sprintf("learnt by %s, seed %d", figure.Plain(best.Method), best.Seed)
	t := newTable(name, "in the units of the data")
	alignRight(t, []any{"in the units of the data"})
	for i, feature := range model.Features {
		t.AppendRow(table.Row{figure.Plain(feature), digits12(model.Coefficients[i])})
	}
	if r.Data.Intercept {
		t.AppendRow(table.Row{"(intercept)", digits12(model.Intercept)})
	}
	return "\n" + t.Render()
}

// digits12 writes a number in about as many digits as a tolerance can ask for.
func digits12(x float64) string { return strconv.FormatFloat(x, 'g', 12, 64) }
