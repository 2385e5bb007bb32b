package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kizami/learn"
	"kizami/learn/figure"
)

func (o *learnOptions) run(cmd *cobra.Command, e *learn.Experiment) error {
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	report, err := o.traced(ctx, cmd.ErrOrStderr(), e)
	var fault *learn.Error
	if errors.As(err, &fault) {
		return badInput(err)
	}
	if err != nil {
		return interrupted(ctx, err)
	}
	digests(report)
	if err := writeLearn(cmd.OutOrStdout(), report, o.asJSON); err != nil {
		return err
	}
	if o.model != "" {
		if err := writeModel(o.model, report); err != nil {
			return err
		}
	}
	if o.plot != "" {
		if err := o.writePlot(cmd, report); err != nil {
			return err
		}
	}
	if nothingArrived(report) {
		why := ""
		if o.asJSON { // of which the table tells
			why = strings.ReplaceAll(reasons(report)+advice(report), "\n", "\n  ")
		}
		return &exitError{3, errors.New("no run of any method converged" + why)}
	}
	return nil
}

func (o *learnOptions) writePlot(cmd *cobra.Command, report *learn.Report) error {
	var svg strings.Builder
	if err := figure.SVG(&svg, report, figure.Against(o.against)); err != nil {
		return err
	}
	if o.against == string(figure.Rounds) && !hasRounds(report) {
		fmt.Fprintf(cmd.ErrOrStderr(), "kizami: no method in %s has rounds to draw: --against gradients shows them\n", o.plot)
	}
	return writeFile(o.plot, func(w io.Writer) error {
		_, err := io.WriteString(w, svg.String())
		return err
	})
}

// hasRounds says whether anything in the report has rounds of communication: the centralised methods do not.
func hasRounds(r *learn.Report) bool {
	return len(r.Families) > 0 || slices.ContainsFunc(r.Methods, func(m learn.Method) bool {
		return slices.ContainsFunc(m.Runs, func(run learn.Run) bool { return run.Rounds > 0 })
	})
}

func runExperiment(ctx context.Context, w io.Writer, e *learn.Experiment) (*learn.Report, error) {
	m := newMeter(w)
	defer m.close()
	return e.Run(ctx, learnProgress(m))
}

// fewLines is the most lines that progress takes where there is no bar: there may be thousands of runs.
const fewLines = 10

// learnProgress passes on how many runs of an experiment are done: to a bar each of them, and how far a long one has
// come; to lines in few stages.
func learnProgress(m meter) func(done, of int, what string) {
	_, lines := m.(*lineMeter)
	stage := 0
	return func(done, of int, what string) {
		stages := of
		if lines {
			stages = min(of, fewLines)
		}
		if what == "" {
			m.begin(0, stages, count(of, "run"))
			return
		}
		if what = figure.Plain(what); lines {
			what = fmt.Sprintf("%d of %d: %s", done, of, what)
		}
		m.tick(what)
		for ; stage < done*stages/of; stage++ {
			m.end(stage, stages, what)
		}
	}
}

func writeLearn(w io.Writer, r *learn.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	text := digraphLines(r.Digraph) + dataLines(r.Data) + methodTable(r) + modelText(r) + reasons(r) + advice(r)
	if r.Task == learn.TaskRounds {
		text = familyTable(r)
	}
	_, err := fmt.Fprintf(w, "%s\n%s\n", text, learnSummary(r))
	return err
}
