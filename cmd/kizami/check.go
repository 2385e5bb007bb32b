package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"kizami/tla/tlc"
)

func newCheck() *cobra.Command {
	var options checkOptions
	command := &cobra.Command{
		Use:   "check",
		Short: "Check the TLA+ models with TLC",
		Long: `check runs TLC on the models of tla/ and compares every verdict and every count with what tla/models/*.json record:
the protocol's models must hold, and the models of what goes wrong must be refuted as recorded. Without --all it runs
the quick ones; --list tells which these are.

It needs Java and, the first time, Maven and the network. Exit code 0 only if everything is as recorded.`,
		Example: `  kizami check
  kizami check --all
  kizami check --model MCBound3 --model MCProbe3 --json
  kizami check --list
  kizami check --export out MCProbe3 MCWindowShort`,
		Args: badUsage(func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("export") {
				return nil // they are models
			}
			return cobra.NoArgs(cmd, args)
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case cmd.Flags().Changed("export"):
				return exportModels(cmd.OutOrStdout(), options.export, args, options)
			case options.list:
				return listModels(cmd.OutOrStdout(), options)
			}
			return check(cmd, options)
		},
	}
	command.Flags().StringArrayVar(&options.Models, "model", nil, "check only this model, quick or not; may be given several times")
	command.Flags().BoolVar(&options.All, "all", false, "every model, also those that take long")
	command.Flags().BoolVar(&options.list, "list", false, "list the models instead, without Java")
	command.Flags().BoolVar(&options.json, "json", false, "print the report as JSON")
	command.Flags().StringVar(&options.export, "export", "", "write the models that are named after it into this `folder`, for TLC and editors, instead")
	return command
}

// checkOptions are what check is told.
type checkOptions struct {
	tlc.Options
	list, json bool
	export     string
}

func check(cmd *cobra.Command, o checkOptions) error {
	suite, err := tlc.Embedded()
	if err != nil {
		return err
	}
	if o.All && len(o.Models) > 0 {
		return badInput(errors.New("--all and --model exclude each other: --model checks a model whether it is quick or not"))
	}
	if err := knownModels(suite, o.Models); err != nil {
		return badInput(err)
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	m := newMeter(cmd.ErrOrStderr())
	defer m.close()
	o.Progress = checkProgress(m)
	report, err := suite.Check(ctx, o.Options)
	if err != nil {
		return interrupted(ctx, err)
	}
	m.close()
	if err := writeCheck(cmd.OutOrStdout(), report, o.json); err != nil {
		return err
	}
	if !report.OK {
		return fmt.Errorf("not every model is as recorded: %s", strings.Join(different(report), ", "))
	}
	return nil
}

func knownModels(suite *tlc.Suite, names []string) error {
	var known []string
	for _, m := range suite.Models {
		known = append(known, m.Name)
	}
	for _, name := range names {
		if _, err := suite.Models.Find(name); err != nil {
			return fmt.Errorf("there is no model %q: the models are %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

// checkProgress passes on what TLC reports: where a model begins and ends, and each second how far it is.
func checkProgress(m meter) func(tlc.Progress) {
	var running []string
	return func(p tlc.Progress) {
		name := p.Model.Name
		if !slices.Contains(running, name) {
			running = append(running, name)
			m.begin(p.Index, p.Of, name)
		}
		if p.Done != nil {
			running = slices.DeleteFunc(running, func(other string) bool { return other == name })
			m.end(p.Index, p.Of, fmt.Sprintf("%s: %s, %d states, %.1f s", name, p.Done.Got, p.Done.Distinct, p.Done.Seconds))
			return
		}
		if len(running) > 1 {
			m.tick(strings.Join(running, ", "))
			return
		}
		m.tick(fmt.Sprintf("%s: %s, %d of %d states, %s", name, p.Phase, p.Counts.Distinct, p.Model.Distinct,
			p.Elapsed.Truncate(time.Second)))
	}
}

func different(r *tlc.Report) []string {
	var names []string
	for _, m := range r.Models {
		if !m.OK {
			names = append(names, m.Model)
		}
	}
	return names
}

func writeCheck(w io.Writer, r *tlc.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	t := newTable("model", "what it shows", "expected", "got", "nodes", "digraphs", "distinct", "generated", "depth", "seconds", "")
	var wraps []table.ColumnConfig
	for column, width := range map[string]int{"what it shows": 48, "expected": 26, "got": 26} {
		wraps = append(wraps, table.ColumnConfig{Name: column, WidthMax: width, WidthMaxEnforcer: text.WrapSoft})
	}
	t.SetColumnConfigs(wraps)
	for _, m := range r.Models {
		mark := "ok"
		if !m.OK {
			mark = "DIFFERS"
		}
		t.AppendRow(table.Row{m.Model, m.Shows, m.Expected, m.Got, known(m.Nodes), known(m.Digraphs), m.Distinct, m.Generated, m.Depth,
			seconds(m.Seconds), mark})
	}
	_, err := fmt.Fprintf(w, "%s\n%s, TLC %s, %.0f seconds\n%s", t.Render(), count(len(r.Models), "model"), r.TLC, r.Seconds, differences(r))
	return err
}

// known leaves out what is not recorded.
func known[T int | int64](n T) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// differences explains every model that is not as recorded.
func differences(r *tlc.Report) string {
	var b strings.Builder
	for _, m := range r.Models {
		if !m.OK {
			fmt.Fprintf(&b, "\n%s: %s\n%s", m.Model, m.Why, m.Counterexample)
		}
	}
	return b.String()
}
