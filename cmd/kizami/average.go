package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"kizami/core/scenario"
)

func newAverage() *cobra.Command {
	var asJSON, trace bool
	var given averageInput
	command := &cobra.Command{
		Use:   "average FILE|-",
		Short: "Run a scenario, or a digraph file with values, and show the exact average at every node",
		Long: `average runs the scenario in FILE, or from standard input with -, and shows for every node the exact average, the
order of the recurrence that it found, and the rounds after which it decided and stopped.

A scenario is a digraph, a value at every node (a string: integer, decimal or fraction) and an ending:

  { "kizami": 1,
    "digraph": { "nodes": 3, "arcs": [[0,1],[1,2],[2,0]] },
    "values": ["1", "2.5", "7/2"],
    "ending": { "rule": "bound", "bound": 3 } }

Other endings are { "rule": "probe" }, with or without a "seed", { "rule": "bracket" } and { "rule": "race" }, with or without
a "bound" on the number of nodes and a "diameter", at least every distance in the digraph. Without an ending it is the
race of bracket and bound, with the digraph's own two numbers. Bound and probe also take a "prime": "random", with or
without a "seed", or a number in quotes; otherwise it is 2^61-1. A digraph is also one of a family, for the bracket of up to
a million nodes, or that of a file, and values may be in a file, too, a line "name,value" for each node:

  "digraph": { "family": "random-3", "nodes": 1000000, "seed": 1 }
  "digraph": { "file": "roads.graphml" }, "values": { "csv": "values.csv" }

FILE itself may be a digraph file, with --values: an edge list, an adjacency matrix or list, GraphML, DOT, Matrix Market or
node-link JSON (see kizami digraph). Values that do not fit the grid are refused; --round, or "round": true, rounds them.`,
		Example: `  kizami average ring.json
  kizami average roads.graphml --values values.csv
  kizami average --json ring.json
  kizami average --trace - < ring.json`,
		Args: badUsage(oneFile),
		RunE: func(cmd *cobra.Command, args []string) error {
			if asJSON && trace {
				return badInput(errors.New("--json and --trace exclude each other"))
			}
			s, err := given.read(args[0], cmd.InOrStdin())
			given.files.tell(cmd.ErrOrStderr())
			if err != nil {
				return badInput(err)
			}
			if trace {
				return blame(writeTrace(cmd.OutOrStdout(), s))
			}
			outcome, err := runAverage(cmd, s)
			if err != nil {
				return blame(err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(outcome)
			}
			return writeAverage(cmd.OutOrStdout(), outcome)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print the outcome as JSON (spec/outcome.schema.json)")
	command.Flags().BoolVar(&trace, "trace", false, "print every event of the run as JSON (spec/trace.schema.json)")
	command.Flags().StringVar(&given.values, "values", "", "FILE is a digraph file; the values of its nodes are in this one")
	command.Flags().BoolVar(&given.round, "round", false, "round values to the grid, and tell the greatest change")
	digraphFlags(command, &given.digraph)
	return command
}

func oneFile(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one file, or - for standard input; %d were named", len(args))
	}
	return nil
}

func writeTrace(w io.Writer, s *scenario.Scenario) error {
	trace, err := s.Trace()
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(trace)
}

// mostRows is up to how many nodes a table has a row for each.
const mostRows = 1000

func writeAverage(w io.Writer, outcome *scenario.Outcome) error {
	if n := len(outcome.Nodes); n > 0 && n <= mostRows {
		if _, err := fmt.Fprintln(w, nodeTable(outcome)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, summary(outcome))
	if r := outcome.Rounded; err == nil && r != nil {
		_, err = fmt.Fprintf(w, "values were rounded to multiples of %s; the greatest change is %g\n", r.Quantum, r.Decimal)
	}
	if err == nil && outcome.Prime != "" {
		_, err = fmt.Fprintf(w, "computed modulo the prime %s\n", outcome.Prime)
	}
	if err == nil && outcome.Ending != nil {
		_, err = fmt.Fprintln(w, ended(outcome.Ending))
	}
	return err
}

// ended says how the nodes knew that they were done.
func ended(e *scenario.Ended) string {
	given := "with"
	if e.Assumed {
		given = "no ending was given: it is the " + e.Rule + ", with"
	}
	return fmt.Sprintf("decided by the %s, at all nodes in the same round; %s N = %d and D = %d", e.By, given, e.Bound, e.Diameter)
}

func nodeTable(outcome *scenario.Outcome) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row{"node", "average", "order", "decided", "stopped"})
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "node", Align: text.AlignRight}, {Name: "average", Align: text.AlignRight, AlignHeader: text.AlignRight}})
	for _, node := range outcome.Nodes {
		t.AppendRow(table.Row{cmp.Or(node.Name, strconv.Itoa(node.ID)), strings.Join(node.Average, ", "), order(node.Order), node.Decided, node.Stopped})
	}
	return t.Render()
}

// order is empty where there is none.
func order(m *int) any {
	if m == nil {
		return ""
	}
	return *m
}

func summary(outcome *scenario.Outcome) string {
	var decimals []string
	for _, d := range outcome.Decimal {
		decimals = append(decimals, strconv.FormatFloat(d, 'g', -1, 64))
	}
	return fmt.Sprintf("average %s (%s) after %s; %s, %s", strings.Join(outcome.Average, ", "), strings.Join(decimals, ", "),
		count(outcome.Rounds, "round"), count(outcome.Messages, "message"), count(outcome.Bytes, "byte"))
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
