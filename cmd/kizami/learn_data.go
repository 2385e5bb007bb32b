package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"kizami/learn"
	"kizami/learn/figure"
)

// steep is the condition number from which on features of unlike size are named as the reason why nothing arrived.
const steep = 1000

// dataLines say what was read of a file, in few lines.
func dataLines(d *learn.Reading) string {
	if d == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %s, target %s", figure.Plain(d.File), count(d.Rows, "row"), count(len(d.Features), "feature"), figure.Plain(d.Target))
	if d.Classes != nil {
		fmt.Fprintf(&b, " (1 is %s, -1 is %s)", figure.Plain(d.Classes[1]), cmp.Or(figure.Plain(d.Classes[0]), "any other"))
	}
	if least, most := slices.Min(d.Sizes), slices.Max(d.Sizes); least == most {
		fmt.Fprintf(&b, "; %s a node", count(least, "row"))
	} else {
		fmt.Fprintf(&b, "; %d to %s a node", least, count(most, "row"))
	}
	if d.Separator != "," || d.Decimal != "." {
		fmt.Fprintf(&b, "; columns end at %q, decimals begin at %q", d.Separator, d.Decimal)
	}
	b.WriteString("\n")
	if len(d.LeftOut) > 0 {
		names := slices.Clone(d.LeftOut)
		for i, name := range names {
			if names[i] = figure.Plain(name); name == "" {
				names[i] = "the first, which has no name"
			}
		}
		fmt.Fprintf(&b, "columns that are no features: %s\n", strings.Join(names, ", "))
	}
	if d.Dropped > 0 {
		fmt.Fprintf(&b, "%s left out, for a value is missing\n", count(d.Dropped, "row"))
	}
	if d.Filled > 0 {
		fmt.Fprintf(&b, "%s missing, filled with the mean of the column\n", count(d.Filled, "value"))
	}
	return b.String()
}

// writeDescription shows the features of a file.
func writeDescription(w io.Writer, e *learn.Experiment) error {
	d := e.Reading
	if d == nil {
		_, err := io.WriteString(w, digraphLines(e.Digraph.Named))
		return err
	}
	header := []any{"feature", "least", "greatest", "mean", "deviation"}
	t := newTable(header...)
	alignRight(t, header[1:])
	for _, c := range d.Features {
		t.AppendRow(table.Row{figure.Plain(c.Name), short(c.Least), short(c.Greatest), short(c.Mean), short(c.Deviation)})
	}
	_, err := fmt.Fprintf(w, "%s%s%s%s\n", digraphLines(e.Digraph.Named), dataLines(d), sizeLines(d), t.Render())
	return err
}

// sizeLines say how many rows each node has, and of a class how many.
func sizeLines(d *learn.Reading) string {
	text := fmt.Sprintf("rows of the nodes, split by %s: %s\n", d.Split, numbers(d.Sizes))
	if d.Ones != nil {
		text += fmt.Sprintf("of these %s: %s\n", figure.Plain(d.Classes[1]), numbers(d.Ones))
	}
	return text
}

func numbers(all []int) string { return strings.Trim(fmt.Sprint(all), "[]") }

func short(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// advice says what would let runs arrive that have not.
func advice(r *learn.Report) string {
	late := slices.ContainsFunc(r.Methods, func(m learn.Method) bool { return m.Summary.Unfinished > 0 })
	switch {
	case !late || r.Condition < steep:
		return ""
	case r.Data != nil && !r.Data.Standardise:
		return fmt.Sprintf("\nThe mean loss bends %s times as much in one direction as in another: features are of unlike size. "+
			"\"standardise\": true in the problem mends that; what is learnt comes back in the units of the data.", twoDigits(r.Condition))
	}
	return fmt.Sprintf("\nThe mean loss bends %s times as much in one direction as in another: a larger \"ridge\", more \"epochs\" or the method "+
		"\"certified\" would help.", twoDigits(r.Condition))
}

// nothingArrived says whether no run of any method converged.
func nothingArrived(r *learn.Report) bool {
	return r.Task == learn.TaskLearn && !slices.ContainsFunc(r.Methods, func(m learn.Method) bool { return m.Summary.Converged > 0 })
}
