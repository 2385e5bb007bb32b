package main

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// missing stands where nothing was measured.
const missing = "–"

// labels say what the benchmarks of core measure, by the first part of their names.
var labels = map[string]string{
	"Advance": "one round of all nodes", "Recurrence": "Berlekamp–Massey of 2n terms, online",
	"Coordination": "whole exact coordination", "Epoch": "learning epoch", "Certified": "epoch of certified steps",
	"CertifiedRun": "certified steps to 1e-6",
	"BracketRound": "one round of the bracket", "BracketAverage": "whole exact average by the bracket",
}

// writeTable prints one line for each benchmark, in their order.
func writeTable(w io.Writer, r *results, peers []peer) {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row{"what", "n", "speed", "of gather-only", "× scipy", "× tvopt", "allocations"})
	var columns []table.ColumnConfig
	for number := 2; number <= 7; number++ {
		columns = append(columns, table.ColumnConfig{Number: number, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(columns)
	group := ""
	for _, name := range r.names {
		parts, values := strings.Split(name, "/"), r.values[name]
		if group != "" && parts[0] != group {
			t.AppendSeparator()
		}
		group = parts[0]
		what, n := describe(parts)
		row := table.Row{what + particulars(values), n, speed(values), missing, missing, missing, missing}
		if share, known := values["of-gather-only"]; known {
			row[3] = fmt.Sprintf("%.2f", share)
			row[4], row[5] = against("scipy", parts[1], updates(values), peers), against("tvopt", parts[1], updates(values), peers)
		}
		if len(parts) == 2 && strings.HasPrefix(parts[0], "Bracket") {
			nodes, _ := strconv.Atoi(strings.TrimPrefix(parts[1], "n="))
			row[4] = against("scipy", bracketName(nodes), cmp.Or(updates(values), values["rounds"]*float64(nodes)/values["ns/op"]*1e9), peers)
		}
		if allocations, known := values["allocs/op"]; known {
			row[6] = grouped(int(allocations))
		}
		t.AppendRow(row)
	}
	fmt.Fprintln(w, t.Render())
}

// describe turns the parts of a benchmark's name into a label and the number of nodes: Advance, random-100 or
// Coordination, path, bound, n=100.
func describe(parts []string) (what, n string) {
	what, n = labels[parts[0]], missing
	for _, part := range parts[1:] {
		nodes, isNodes := strings.CutPrefix(part, "n=")
		switch dash := strings.LastIndex(part, "-"); {
		case isNodes:
			n = nodes
		case dash > 0:
			what, n = what+", "+part[:dash]+" graph", part[dash+1:]
		default:
			what += ", " + part
		}
	}
	if count, err := strconv.Atoi(n); err == nil {
		n = grouped(count)
	}
	return what, n
}

// particulars says in a line of its own what benchmarks of the bracket report besides their time.
func particulars(values map[string]float64) string {
	var parts []string
	for _, p := range []struct{ unit, text string }{
		{"of-float-2", "× %.1f of 2 float64 words"}, {"of-float-4", "× %.1f of 4"}, {"times-native", "× %.1f of native"},
		{"epochs", "%.0f epochs"}, {"rounds", "%.0f rounds"}, {"bytes/node", "%.0f bytes a node"}, {"times-the-bound", "1/%.0f of the bound ending"},
	} {
		if x, known := values[p.unit]; known {
			parts = append(parts, fmt.Sprintf(p.text, x))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "\n  " + strings.Join(parts, ", ")
}

func speed(values map[string]float64) string {
	for _, unit := range []string{"node-updates/s", "epochs/s"} {
		if x, known := values[unit]; known {
			return quantity(x) + " " + unit
		}
	}
	return duration(values["ns/op"])
}

// updates is how many node-updates a second a benchmark reports.
func updates(values map[string]float64) float64 { return values["node-updates/s"] }

// against returns how many times as fast as a peer the kit was on a graph, with so many node-updates a second.
func against(name, graph string, speed float64, peers []peer) string {
	for _, p := range peers {
		if ratio := speed / p.Speed; p.Peer == name && p.Graph == graph {
			switch {
			case ratio >= 100:
				return grouped(int(ratio + 0.5))
			case ratio < 1:
				return fmt.Sprintf("%.2g", ratio)
			}
			return fmt.Sprintf("%.1f", ratio)
		}
	}
	return missing
}

func duration(nanoseconds float64) string {
	switch d := time.Duration(nanoseconds); {
	case d >= time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d >= time.Millisecond:
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	default:
		return fmt.Sprintf("%.0f µs", d.Seconds()*1e6)
	}
}

// quantity writes a number to three digits: 98.7, 12.3 k, 105 M.
func quantity(x float64) string {
	unit := ""
	for _, next := range []string{" k", " M", " G"} {
		if x < 999.5 {
			break
		}
		x, unit = x/1000, next
	}
	return strconv.FormatFloat(x, 'f', max(0, 3-len(strconv.Itoa(int(x)))), 64) + unit
}

func grouped(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
