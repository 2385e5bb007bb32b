package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"kizami/conformance"
	"kizami/conformance/oracle"
	"kizami/conformance/trace"
	"kizami/tla/tlc"
)

func newConform() *cobra.Command {
	var asJSON bool
	var recorded string
	var reading trace.Options
	var options conformance.Options
	command := &cobra.Command{
		Use:   "conform",
		Short: "Show that the models and the implementation are the same protocol",
		Long: `conform lets TLC write the state graphs of the models, of rounds in lock step and of messages on links that lose them, and
compares them with core, state by state and step by step in both directions; replays walks over these graphs, random ones
and, over the graphs of messages, vectors that take every step; replays behaviours that TLC simulates; and checks core on
random digraphs against exact rational arithmetic.

With --trace it judges the recorded run of anybody's implementation instead (spec/message-trace.schema.json, with the bracket
spec/bracket-trace.schema.json): whether it is a behaviour of MessageCoordination.tla or BracketMessages.tla, and if not, which
event is the first that the specification forbids, and why. The file may also be JSON Lines: the first line the trace without
"events", every other line an event. With --extra, fields that the schema does not know are passed over, such as times.

With --quarter, TLC writes only every fourth of the quick state graphs. All of them are kept as files, with what they were
made of, and the tests compare core with those.

It needs Java and, the first time, Maven and the network. Every seed is printed: the same seed gives the same run.
Exit code 0 only if everything holds.`,
		Example: `  kizami conform
  kizami conform --cases 2000 --seed 7
  kizami conform --model MCMessages3Bound
  kizami conform --json
  kizami conform --trace conformance/trace/testdata/forbidden.json
  kizami conform --trace - < conformance/trace/testdata/probe.json`,
		Args: badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("trace") {
				return conformTrace(cmd, recorded, reading, asJSON)
			}
			if reading.Extra {
				return badInput(errors.New("--extra goes with --trace"))
			}
			for flag, count := range map[string]int{"cases": options.Cases, "traces": options.Traces} {
				if count < 1 {
					return badInput(fmt.Errorf("--%s %d: must be at least 1", flag, count))
				}
			}
			given := 0
			for _, choice := range []bool{options.All, len(options.Models) > 0, options.Quarter != ""} {
				if choice {
					given++
				}
			}
			if given > 1 {
				return badInput(errors.New("--all, --model and --quarter exclude each other: give one of them"))
			}
			suite, err := tlc.Embedded()
			if err != nil {
				return err
			}
			options.Models = once(options.Models)
			if err := knownGraphs(suite, options.Models); err != nil {
				return badInput(err)
			}
			return conform(cmd, options, asJSON)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	command.Flags().StringArrayVar(&options.Models, "model", nil, "of the state graphs only that of this model; may be given several times")
	command.Flags().BoolVar(&options.All, "all", false, "every state graph, also those that take long")
	command.Flags().StringVar(&options.Quarter, "quarter", "", "any `text`: of the quick state graphs only the quarter that it chooses")
	command.Flags().IntVar(&options.Cases, "cases", 300, "cases for each property")
	command.Flags().IntVar(&options.Traces, "traces", 100, "behaviours that TLC simulates of each model of more nodes than all digraphs can be tried on")
	command.Flags().StringVar(&recorded, "trace", "", "judge the recorded run in this file, or from standard input with -, and nothing else")
	command.Flags().BoolVar(&reading.Extra, "extra", false, "with --trace: pass over fields that the schema does not know")
	command.Flags().Int64Var(&options.Seed, "seed", oracle.Seed, "seed of everything that is generated")
	return command
}

// knownGraphs checks that core has the state graphs of the models.
func knownGraphs(suite *tlc.Suite, names []string) error {
	var known []string
	for _, m := range suite.Models {
		if m.Graph {
			known = append(known, m.Name)
		}
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fmt.Errorf("core has no state graph of %q: the models are %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

func conform(cmd *cobra.Command, o conformance.Options, asJSON bool) error {
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	m := newMeter(cmd.ErrOrStderr())
	defer m.close()
	o.Progress = func(p conformance.Progress) {
		if !p.Done {
			m.begin(p.Index, p.Of, p.Part)
			return
		}
		m.end(p.Index, p.Of, fmt.Sprintf("%s: %s, %.1f s", p.Part, verdict(p.Holds), p.Elapsed.Seconds()))
	}
	report, err := conformance.Run(ctx, o)
	if err != nil {
		return interrupted(ctx, err)
	}
	m.close()
	if err := writeConform(cmd.OutOrStdout(), report, asJSON); err != nil {
		return err
	}
	if !report.Holds {
		return errors.New("the models and the implementation differ: see the report")
	}
	return nil
}

func verdict(holds bool) string {
	if holds {
		return "holds"
	}
	return "DIFFERS"
}

func writeConform(w io.Writer, r *conformance.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	_, err := fmt.Fprintf(w, "%s\n%s\n%s\n%s\n%s%s\n", graphTable(r), simulationTable(r), propertyTable(r), conformSummary(r),
		conformFailures(r), conformVerdict(r))
	return err
}

func newTable(header ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row(header))
	return t
}

func graphTable(r *conformance.Report) string {
	t := newTable("state graph", "of", "nodes", "digraphs", "states", "transitions", "walks", "steps", "seed", "seconds", "")
	for _, g := range r.Graphs {
		seed := any(g.Replay.Seed)
		if g.Replay.Seed == 0 {
			seed = "" // the walks take every step, so none is drawn
		}
		t.AppendRow(table.Row{g.Model, g.Level, g.Nodes, g.Digraphs, g.States, g.Transitions, g.Replay.Walks, g.Replay.Steps, seed,
			seconds(g.Seconds), verdict(g.Failure == "" && g.Replay.Failure == "")})
	}
	return t.Render()
}

func simulationTable(r *conformance.Report) string {
	t := newTable("simulated by TLC", "nodes", "behaviours", "walks", "steps", "seed", "seconds", "")
	for _, s := range r.Simulations {
		t.AppendRow(table.Row{s.Model, s.Nodes, s.Simulated, s.Replay.Walks, s.Replay.Steps, s.Replay.Seed, seconds(s.Seconds),
			verdict(s.Failure == "" && s.Replay.Failure == "")})
	}
	return t.Render()
}

func propertyTable(r *conformance.Report) string {
	t := newTable("property", "it says", "cases", "nodes to", "seed", "seconds", "")
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "it says", WidthMax: 60, WidthMaxEnforcer: text.WrapSoft}})
	for _, p := range r.Properties {
		t.AppendRow(table.Row{p.Name, p.Says, p.Cases, p.MaxNodes, p.Seed, seconds(p.Seconds), verdict(p.Failure == "")})
	}
	return t.Render()
}

func seconds(s float64) string { return fmt.Sprintf("%.1f", s) }

func conformSummary(r *conformance.Report) string {
	graphs := ""
	if r.Quarter > 0 {
		graphs = fmt.Sprintf("quarter %d of the state graphs: ", r.Quarter)
	}
	return fmt.Sprintf("%s%d states and %d transitions of %d digraphs compared in both directions, %d properties, seed %d, TLC %s, %.0f seconds",
		graphs, r.States, r.Transitions, r.Digraphs, len(r.Properties), r.Seed, r.TLC, r.Seconds)
}

// conformFailures writes every difference found, each with what leads to it.
func conformFailures(r *conformance.Report) string {
	var b strings.Builder
	tell := func(what, failure string) {
		if failure != "" {
			fmt.Fprintf(&b, "\n%s: %s\n", what, failure)
		}
	}
	for _, g := range r.Graphs {
		tell(g.Model, g.Failure)
		tell(g.Model+", replayed", g.Replay.Failure)
	}
	for _, s := range r.Simulations {
		tell(s.Model+", simulated", s.Failure)
		tell(s.Model+", simulated", s.Replay.Failure)
	}
	for _, p := range r.Properties {
		tell(p.Name, p.Failure)
	}
	return b.String()
}

func conformVerdict(r *conformance.Report) string {
	if r.Holds {
		return "everything holds"
	}
	return "\nnot everything holds"
}

// once returns the names without repetitions, in their order.
func once(names []string) []string {
	var all []string
	for _, name := range names {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}
