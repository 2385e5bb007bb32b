package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"kizami/learn/fewrounds"
)

// fewRounds is the example that is a table of many experiments.
const fewRounds = "few-rounds"

// The most epochs of a run in the table, and so the most rounds of methods that take one round in each.
const (
	fewEpochs  = 3_000
	longEpochs = 30_000
)

// manyCases says whether the options ask for the table; as JSON or a figure there is the one experiment of that name.
func (o *learnOptions) manyCases() bool { return o.example == fewRounds && !o.asJSON && o.plot == "" }

func (o *learnOptions) runFewRounds(cmd *cobra.Command) (err error) {
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	m := newMeter(cmd.ErrOrStderr())
	defer m.close()
	cases, epochs, seeds := fewrounds.Cases(o.long), fewEpochs, 1
	if o.long {
		epochs, seeds = longEpochs, 5
	}
	if o.seeds > 0 {
		seeds = o.seeds
	}
	kept, err := newKeeper(o.keep, seeds, epochs)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.close()) }()
	m.begin(0, len(cases), count(len(cases), "case"))
	var rows []fewrounds.Row
	for i, c := range cases {
		name := fmt.Sprintf("%s on %s of %d nodes", c.Problem, c.Family, c.Nodes)
		if there := kept.rows[c]; there != nil {
			rows = append(rows, there...)
			m.end(i, len(cases), name)
			continue
		}
		measured, err := c.Measure(ctx, seeds, epochs, func(_, _ int, what string) {
			if what != "" {
				m.tick(name + ": " + what)
			}
		})
		if ctx.Err() != nil {
			return kept.interrupted()
		}
		if err == nil {
			err = kept.add(measured)
		}
		if err != nil {
			return err
		}
		rows = append(rows, measured...)
		m.end(i, len(cases), name)
	}
	m.close()
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n", fewRoundsText(rows, seeds, epochs))
	return err
}

// fewRoundsText shows four tables of the same cases, and why runs of methods that need no tuning did not arrive.
func fewRoundsText(rows []fewrounds.Row, seeds, epochs int) string {
	var b strings.Builder
	for _, t := range []struct {
		title string
		all   bool // also without a network
		value func(fewrounds.Row) float64
	}{
		{"rounds", false, func(r fewrounds.Row) float64 { return r.Rounds }},
		{"words along each arc", false, func(r fewrounds.Row) float64 { return r.Words }},
		{"bytes along each arc", false, func(r fewrounds.Row) float64 { return r.Bytes }},
		{"gradients of each node", true, func(r fewrounds.Row) float64 { return r.Gradients }},
	} {
		fmt.Fprintf(&b, "%s to a relative error of 1e-6\n%s\n", t.title, caseTable(rows, t.all, t.value))
	}
	fmt.Fprintf(&b, "Medians over the runs that converged; * not all of %s did, – none within %d epochs. certified, harmonic: nothing is tuned;\n"+
		"tuned: the best step of a grid, whose cost is not counted; 1/L: one over the largest Lipschitz constant of a node.\n"+
		"flooding, centralised: limits, with the steps of certified, kernel.", count(seeds, "seed"), epochs)
	for _, r := range rows {
		if r.Reason != "" && (r.Method == fewrounds.Bracket || r.Method == fewrounds.Kernel) {
			fmt.Fprintf(&b, "\n%s on %s of %d nodes, %s: %s", r.Problem, r.Family, r.Nodes, r.Method, r.Reason)
		}
	}
	return b.String()
}

// caseTable shows one number of each method in a row for each case, of the centralised one only if all have the number.
func caseTable(rows []fewrounds.Row, all bool, value func(fewrounds.Row) float64) string {
	header := []any{"problem", "digraph", "n", "D"}
	for _, r := range rows {
		if r.Case != rows[0].Case {
			break
		}
		if all || r.Method != fewrounds.Centralised {
			header = append(header, strings.ReplaceAll(r.Method, ", ", "\n"))
		}
	}
	t := newTable(header...)
	alignRight(t, header[2:])
	for len(rows) > 0 {
		c := rows[0].Case
		line := table.Row{c.Problem, c.Family, c.Nodes, rows[0].Diameter}
		for len(rows) > 0 && rows[0].Case == c {
			if all || rows[0].Method != fewrounds.Centralised {
				line = append(line, cell(rows[0], value(rows[0])))
			}
			rows = rows[1:]
		}
		t.AppendRow(line)
		if len(rows) > 0 && rows[0].Problem != c.Problem {
			t.AppendSeparator()
		}
	}
	return t.Render()
}

func cell(r fewrounds.Row, value float64) string {
	switch {
	case r.Converged == 0:
		return "–"
	case r.Converged < r.Seeds:
		return amount(value) + "*"
	}
	return amount(value)
}
