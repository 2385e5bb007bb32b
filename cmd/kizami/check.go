package main

import (
	"context"
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
		Long: `check holds the TLA+ models of tla/ against TLC. What each must show stands in tla/models/*.json: the models of the
protocol hold, and the models of what goes wrong are refuted, by what they name and with the counts that they name.

tla/verdicts.json records of every model that TLC has found just that, by a hash of all that TLC was given. First, and
without Java, check makes sure that no record is stale: after a change of a module or of a model, --renew runs TLC on
what it concerns, and records what comes out as expected. Then it runs TLC on a core of models that covers every module,
verdict and claim, and on a tenth of the other quick ones; --all runs all of them, and records them too.

It needs Java and, the first time, Maven and the network; TLA2TOOLS_JAR may name a jar with TLC instead. It works in the
folder for temporary files (TMPDIR). Exit code 0 only if no record is stale and everything that ran
came out as expected.`,
		Example: `  kizami check
  kizami check --model MCBound3 --model MCProbe3 --json
  kizami check --renew
  kizami check --all
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
	flags := command.Flags()
	flags.StringArrayVar(&options.Models, "model", nil, "run only this model, quick or not, and record nothing; may be given several times")
	flags.BoolVar(&options.renew, "renew", false, "run the quick models whose record is stale, and record them; with --all also those that take long,\nwith --model that model")
	flags.BoolVar(&options.All, "all", false, "run every model, also those that take long, and record them in the repository")
	flags.StringVar(&options.Seed, "seed", "", "any `text`: which tenth of the quick models to run beside the core (default: by the records)")
	flags.BoolVar(&options.list, "list", false, "list the models instead, without Java")
	flags.StringVar(&options.export, "export", "", "write the models that are named after it into this `folder`, for TLC and editors, instead")
	flags.BoolVar(&options.json, "json", false, "print the report as JSON")
	return command
}

// checkOptions are what check is told.
type checkOptions struct {
	tlc.Options
	renew, list, json bool
	export            string

	left error // what stays to be done if all goes well
}

func (o *checkOptions) fits(suite *tlc.Suite) error {
	switch {
	case o.All && len(o.Models) > 0:
		return errors.New("--all and --model exclude each other: --model checks a model whether it is quick or not")
	case o.Seed != "" && (o.All || o.renew || len(o.Models) > 0):
		return errors.New("--seed chooses a tenth of the models: give it without --all, --renew and --model")
	}
	return knownModels(suite, o.Models)
}

func check(cmd *cobra.Command, o checkOptions) error {
	suite, err := tlc.Embedded()
	if err != nil {
		return err
	}
	if err := o.fits(suite); err != nil {
		return badInput(err)
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	if err := o.prepare(ctx, cmd, suite); errors.Is(err, errNothingStale) {
		_, err := fmt.Fprintln(cmd.OutOrStdout(), "every record is of what TLC would be given now")
		return err
	} else if err != nil {
		return err
	}
	m := newMeter(cmd.ErrOrStderr())
	defer m.close()
	o.Progress = checkProgress(m)
	report, err := suite.Check(ctx, o.Options)
	if err != nil {
		return o.interrupted(ctx, err)
	}
	m.close()
	if err := writeCheck(cmd.OutOrStdout(), report, o.json); err != nil {
		return err
	}
	if !report.OK {
		return fmt.Errorf("not every model is as recorded: %s", strings.Join(different(report), ", "))
	}
	return o.left
}

// prepare chooses what to run and where to record it, or says what must be done first.
func (o *checkOptions) prepare(ctx context.Context, cmd *cobra.Command, suite *tlc.Suite) error {
	switch {
	case o.renew:
		return o.toRenew(suite)
	case o.All:
		return o.toRecord(ctx, cmd.ErrOrStderr())
	case len(o.Models) > 0:
		return nil
	}
	return fresh(cmd.OutOrStdout(), suite, o.json)
}

func knownModels(suite *tlc.Suite, names []string) error {
	for _, name := range names {
		if _, err := suite.Models.Find(name); err != nil {
			return fmt.Errorf("there is no model %q: kizami check --list tells the %d there are", name, len(suite.Models))
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
	tenth := ""
	if r.Tenth > 0 {
		tenth = fmt.Sprintf(": the core and tenth %d of 10 of the other quick ones; all others are as they were recorded", r.Tenth)
	}
	_, err := fmt.Fprintf(w, "%s\n%s, TLC %s, %.0f seconds%s\n%s", t.Render(), count(len(r.Models), "model"), r.TLC, r.Seconds, tenth, differences(r))
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
