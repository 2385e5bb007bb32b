package main

import (
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
	command := &cobra.Command{
		Use:   "average FILE|-",
		Short: "Run a scenario and show the exact average at every node",
		Long: `average runs the scenario in FILE, or from standard input with -, and shows for every node the exact average, the
order of the recurrence that it found, and the rounds after which it decided and stopped.

A scenario is a digraph, a value at every node (a string: integer, decimal or fraction) and an ending:

  { "kizami": 1,
    "digraph": { "nodes": 3, "arcs": [[0,1],[1,2],[2,0]] },
    "values": ["1", "2.5", "7/2"],
    "ending": { "rule": "bound", "bound": 3 } }

The other ending is { "rule": "probe" }, with or without a "seed".`,
		Example: `  kizami average ring.json
  kizami average --json ring.json
  kizami average --trace - < ring.json`,
		Args: badUsage(oneFile),
		RunE: func(cmd *cobra.Command, args []string) error {
			if asJSON && trace {
				return badInput(errors.New("--json and --trace exclude each other"))
			}
			s, err := readInput(args[0], cmd.InOrStdin(), scenario.MaxBytes, scenario.Parse)
			if err != nil {
				return badInput(err)
			}
			if trace {
				return writeTrace(cmd.OutOrStdout(), s)
			}
			return writeAverage(cmd.OutOrStdout(), s, asJSON)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print the outcome as JSON (spec/outcome.schema.json)")
	command.Flags().BoolVar(&trace, "trace", false, "print every event of the run as JSON (spec/trace.schema.json)")
	return command
}

func oneFile(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one scenario file, or - for standard input; %d were named", len(args))
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

func writeAverage(w io.Writer, s *scenario.Scenario, asJSON bool) error {
	outcome, err := s.Average()
	if err != nil {
		return err
	}
	if asJSON {
		return json.NewEncoder(w).Encode(outcome)
	}
	_, err = fmt.Fprintf(w, "%s\n%s\n", nodeTable(outcome), summary(outcome))
	return err
}

func nodeTable(outcome *scenario.Outcome) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row{"node", "average", "order", "decided", "stopped"})
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "average", Align: text.AlignRight, AlignHeader: text.AlignRight}})
	for _, node := range outcome.Nodes {
		t.AppendRow(table.Row{node.ID, strings.Join(node.Average, ", "), node.Order, node.Decided, node.Stopped})
	}
	return t.Render()
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
