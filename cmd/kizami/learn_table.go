package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"kizami/learn"
	"kizami/learn/figure"
)

// methodTable shows for each method how its runs ended and what those that converged cost.
func methodTable(r *learn.Report) string {
	header := []any{"method", "of " + count(len(r.Seeds), "seed"), "epochs", "rounds", "messages\nper node", "bytes\nper node",
		"gradients\nper node"}
	timed := slices.ContainsFunc(r.Methods, func(m learn.Method) bool { return m.Summary.Seconds != nil })
	if timed {
		header = append(header, "seconds\nestimated")
	}
	t := newTable(header...)
	alignRight(t, header[1:])
	for _, m := range r.Methods {
		s := m.Summary
		row := table.Row{figure.Plain(m.Name), endings(s), band(inTwo, s.Epochs), band(inTwo, s.Rounds), band(inTwo, s.Messages),
			band(inTwo, s.Bytes), band(inTwo, s.Gradients)}
		if timed {
			row = append(row, secondsBand(s.Seconds))
		}
		t.AppendRow(row)
	}
	return t.Render()
}

// endings counts how the runs ended, a line for each way, so that what went wrong stands out in words.
func endings(s learn.Summary) string {
	var lines []string
	for _, way := range []struct {
		runs int
		name string
	}{{s.Converged, "converged"}, {s.Diverged, "diverged"}, {s.Unfinished, "unfinished"}} {
		if way.runs > 0 {
			lines = append(lines, fmt.Sprintf("%d %s", way.runs, way.name))
		}
	}
	return strings.Join(lines, "\n")
}

func alignRight(t table.Writer, names []any) {
	var configs []table.ColumnConfig
	for _, name := range names {
		configs = append(configs, table.ColumnConfig{Name: name.(string), Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
}

// How a band is written: the median, and the quantiles around it.
const (
	inOneLine = "%s (%s–%s)"
	inTwo     = "%s\n%s–%s"
)

// band writes a band in a form, and only the median if they are all the same.
func band(form string, b *learn.Band) string {
	if b == nil {
		return "–"
	}
	low, median, high := amount(b.Low), amount(b.Median), amount(b.High)
	if low == high {
		return median
	}
	return fmt.Sprintf(form, median, low, high)
}

// secondsBand writes a band of seconds, in three digits.
func secondsBand(b *learn.Band) string {
	if b == nil {
		return "–"
	}
	low, median, high := three(b.Low), three(b.Median), three(b.High)
	if low == high {
		return median
	}
	return fmt.Sprintf(inTwo, median, low, high)
}

func three(x float64) string {
	if x >= 100 {
		return amount(x)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// amount writes a number of at least 0 in four digits or, with a unit, in three.
func amount(x float64) string {
	for _, unit := range []struct {
		from, size float64
		name       string
	}{{999.5e6, 1e9, " G"}, {999.5e3, 1e6, " M"}, {9999.5, 1e3, " k"}} {
		if x >= unit.from {
			return threeDigits(x/unit.size) + unit.name
		}
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}

func threeDigits(x float64) string {
	decimals := 0
	switch {
	case x < 9.995:
		decimals = 2
	case x < 99.95:
		decimals = 1
	}
	return strconv.FormatFloat(x, 'f', decimals, 64)
}

// reasons tells of each method why its first run to end early did, and how far those came that ran out of epochs or rounds.
func reasons(r *learn.Report) string {
	var b strings.Builder
	for _, m := range r.Methods {
		for _, run := range m.Runs {
			if run.End != learn.Converged && run.Reason != "" && run.Spent == "" {
				fmt.Fprintf(&b, "\n%s, seed %d: %s after %s: %s", figure.Plain(m.Name), run.Seed, run.End,
					count(run.Epochs, "epoch"), run.Reason+remedy(run))
				break
			}
		}
		b.WriteString(leftOver(m, learn.SpentEpochs, ""))
		b.WriteString(leftOver(m, learn.SpentRounds, fmt.Sprintf(" of %d", r.Rounds)))
	}
	return b.String()
}

// remedy says what would let a run go on that only its grid has ended.
func remedy(run learn.Run) string {
	switch {
	case run.End != learn.Unfinished:
		return ""
	case strings.Contains(run.Reason, "rounds to 0"):
		return `; more "bits" would hold it`
	case strings.Contains(run.Reason, "no longer narrows in these quanta"):
		return fmt.Sprintf(`; the relative error is %s: a "tolerance" above that is within reach`, twoDigits(run.Error))
	case strings.Contains(run.Reason, "beyond the range of ±") && !strings.Contains(run.Reason, "gradient") && !strings.Contains(run.Reason, "curvature"):
		return `; fewer "bits", or a larger "range" if one is given, reach farther`
	}
	return ""
}

// leftOver tells how far those runs came that have used up their epochs or their rounds.
func leftOver(m learn.Method, spent, of string) string {
	var epochs, rounds, errors []float64
	for _, run := range m.Runs {
		if run.Spent == spent {
			epochs, rounds, errors = append(epochs, float64(run.Epochs)), append(rounds, float64(run.Rounds)), append(errors, run.Error)
		}
	}
	if len(errors) == 0 {
		return ""
	}
	unit := "epochs"
	if slices.Max(epochs) == 1 {
		unit = "epoch"
	}
	return fmt.Sprintf("\n%s: unfinished, out of %s after %s %s and %s%s rounds, with a relative error of %s", figure.Plain(m.Name), spent,
		span(epochs, amount), unit, span(rounds, amount), of, span(errors, twoDigits))
}

// span writes the least and the greatest of some numbers.
func span(values []float64, write func(float64) string) string {
	least, greatest := write(slices.Min(values)), write(slices.Max(values))
	if least == greatest {
		return least
	}
	return least + " to " + greatest
}

func twoDigits(x float64) string { return strconv.FormatFloat(x, 'g', 2, 64) }

// learnSummary is one line on the whole experiment.
func learnSummary(r *learn.Report) string {
	over := fmt.Sprintf("%s, tolerance %s", count(len(r.Seeds), "seed"), strconv.FormatFloat(r.Tolerance, 'g', -1, 64))
	if r.Task == learn.TaskRounds {
		return familySummary(r) + "; " + over
	}
	var always, diverged int
	for _, m := range r.Methods {
		if m.Summary.Converged == len(m.Runs) {
			always++
		}
		if m.Summary.Diverged > 0 {
			diverged++
		}
	}
	return fmt.Sprintf("%d of %s always converged, %d diverged at least once; %s, dimension %d, %s", always,
		count(len(r.Methods), "method"), diverged, count(r.Nodes, "node"), r.Dimension, over)
}
