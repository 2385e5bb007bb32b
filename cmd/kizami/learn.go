package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"kizami/core/scenario"
	"kizami/learn"
	"kizami/learn/figure"
)

// learnOptions are the flags of the command learn.
type learnOptions struct {
	asJSON, list, long, describe  bool
	plot, against, example, model string
	trace, bandwidth, keep        string
	latency                       time.Duration
	seeds                         int
	digraph                       scenario.DigraphFile // what flags say of its file
}

func newLearn() *cobra.Command {
	var o learnOptions
	command := &cobra.Command{
		Use:   "learn FILE|-",
		Short: "Run a learning experiment: coordinated step sizes against what else there is",
		Long: `learn runs the experiment in FILE, or from standard input with -, once for every seed, and shows for every method how many
runs converged and what that cost: epochs, rounds of communication, and messages, bytes and gradients per node, as the
median over the seeds that converged (with the 10 % and 90 % quantiles). A method that diverges is a result, not an error.
"epochs" and "rounds" say what a run may take at most; the rounds are the same for every method that communicates.

An experiment is a digraph, a learning problem and the methods to compare:

  { "kizami": 1, "task": "learn",
    "digraph": { "family": "random", "nodes": 10, "degree": 3 },
    "problem": { "kind": "least-squares", "dimension": 10, "rows": 30 },
    "methods": [ { "method": "coordinated", "mode": "mean" }, { "method": "own" }, { "method": "push-pull", "step": "tuned" } ],
    "seeds": { "first": 1, "count": 20 } }

With "csv": "data.csv" and "target": "a column" the data are your own, from the folder of FILE or below; with - from the working
directory. Separator, decimal sign, an index column and classes in words are found by themselves; --describe shows what was read.
"digraph": { "file": "roads.graphml" } is a digraph of your own, in any format of kizami digraph, of at most 200 nodes; split
by a column that holds their names, the rows go to the nodes so named.
What was learnt is in the report, in the units of the data, and in the file of --model. If no run converged, the exit code is 3.

  { "kizami": 1, "task": "learn", "digraph": { "family": "random-3", "nodes": 10 },
    "problem": { "kind": "logistic", "csv": "data.csv", "target": "y", "classes": ["B", "M"], "ridge": 0.01, "penalty": "features",
                 "standardise": true, "weights": "rows", "missing": "drop", "ignore": ["id"] },
    "methods": [ { "method": "certified" } ], "seeds": { "count": 1 }, "tolerance": 1e-9 }

Kinds are least-squares (half the mean square), ridge (the same) and logistic (the mean log loss); the latter two have ridge/2
times the sum of squared coefficients added, with the intercept unless "penalty" is "features". "weights": "rows" makes the mean
that of all rows, as if one machine had them, instead of that of the nodes' means. So scikit-learn's LinearRegression is
least-squares, its Ridge(alpha=a) is ridge = a/rows, and LogisticRegression(C=c) is ridge = 1/(c rows), with "weights": "rows" and
"penalty": "features"; of more than two classes "classes": ["M"] tells one from the others. Rows go to the nodes in order of the file; "split" says
otherwise: {"by": "rows", "shuffled": true}, {"by": "column", "column": "site"}, {"by": "label"} (in order of the target), or
{"by": "dirichlet", "concentration": 0.5, "seed": 1} (of each class unlike parts, the more unlike the nearer to 0).
Methods are coordinated (modes mean, min, harmonic), certified, own, dgd, push-diging, push-pull, gradient-descent, adgd and bb;
certified needs no step size and is the one to begin with. "coordination": {"ending": "bracket"} has coordinated, own and certified
find means by mixing, which takes fewer rounds on digraphs that mix well; "kernel", those of the digraph; "race", for coordinated and
own, never takes more than 2·capacity-2.
Of the task "rounds", learn compares the rounds of ratio consensus and of the exact average over families of digraphs.
The whole format: spec/experiment.schema.json. Ready experiments: --list.`,
		Example: `  kizami learn --list
  kizami learn --example modes --plot modes.svg
  kizami learn mine.json --describe
  kizami learn mine.json --model model.json
  kizami learn mine.json --latency 20ms --bandwidth 1Mbit
  kizami learn mine.json --trace epochs.jsonl
  kizami learn mine.json --plot mine.svg --against gradients
  kizami learn mine.json --seeds 100 --json > report.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(cmd, args); err != nil {
				return badInput(err)
			}
			if o.list {
				return listExamples(cmd.OutOrStdout())
			}
			if o.manyCases() {
				return o.runFewRounds(cmd)
			}
			e, err := o.experiment(cmd.InOrStdin(), args)
			if err != nil {
				return badInput(err)
			}
			if o.describe {
				if e.Reading == nil && e.Digraph.Named == nil {
					return badInput(errors.New("--describe: neither the problem nor the digraph is of a file"))
				}
				return writeDescription(cmd.OutOrStdout(), e)
			}
			return o.run(cmd, e)
		},
	}
	flags := command.Flags()
	flags.BoolVar(&o.asJSON, "json", false, "print the report as JSON (spec/report.schema.json)")
	flags.StringVar(&o.plot, "plot", "", "write a figure to this file, which ends in .svg")
	flags.StringVar(&o.against, "against", "rounds", "draw the error against rounds, gradients or epochs")
	flags.StringVar(&o.example, "example", "", "run this ready experiment instead of a file")
	flags.BoolVar(&o.list, "list", false, "list the ready experiments and run none")
	flags.BoolVar(&o.long, "long", false, "with --example few-rounds: up to 200 nodes, 5 seeds and 30,000 rounds; takes hours")
	flags.StringVar(&o.keep, "keep", "", "with --example few-rounds: keep every case in this file as it is done; the same command goes on from there")
	flags.BoolVar(&o.describe, "describe", false, "show what is read of the problem's CSV file and run nothing")
	flags.StringVar(&o.model, "model", "", "write what was learnt to this file, for kizami predict: of the first run that converged")
	flags.StringVar(&o.trace, "trace", "", "write every epoch of every run to this file as it ends, as JSON Lines (spec/epoch.schema.json)")
	flags.DurationVar(&o.latency, "latency", 0, "estimate the seconds of every run on links of this latency, such as 20ms (spec/pilot.md)")
	flags.StringVar(&o.bandwidth, "bandwidth", "", "and of this bandwidth of each node, such as 1Mbit; without it, latency alone counts")
	digraphFlags(command, &o.digraph)
	flags.IntVar(&o.seeds, "seeds", 0, "run this many seeds, whatever the experiment says")
	return command
}

// check refuses flags and arguments that do not go together, before anything runs.
func (o *learnOptions) check(cmd *cobra.Command, args []string) error {
	flags := cmd.Flags()
	switch {
	case o.list && (len(args) > 0 || flags.NFlag() > 1):
		return errors.New("--list runs nothing: give it alone")
	case o.list:
		return nil
	case flags.Changed("example") && len(args) > 0:
		return errors.New("--example and a file exclude each other")
	case !flags.Changed("example") && len(args) != 1:
		return fmt.Errorf("name one experiment file, or - for standard input, or a ready one with --example; %d were named", len(args))
	case o.long && !o.manyCases():
		return errors.New("--long goes with --example few-rounds, as a table")
	case flags.Changed("keep") && !o.manyCases():
		return errors.New("--keep goes with --example few-rounds, as a table")
	case flags.Changed("keep") && o.keep == "":
		return errors.New("--keep: the name of the file to write is empty")
	case flags.Changed("seeds") && (o.seeds < 1 || o.seeds > learn.MaxSeeds):
		return fmt.Errorf("--seeds %d: must be between 1 and %d", o.seeds, learn.MaxSeeds)
	case flags.Changed("against") && o.plot == "":
		return errors.New("--against says what --plot draws: give both")
	case flags.Changed("model") && o.model == "":
		return errors.New("--model: the name of the file to write is empty")
	case flags.Changed("trace") && o.trace == "":
		return errors.New("--trace: the name of the file to write is empty")
	case flags.Changed("plot"):
		return o.checkPlot()
	}
	return nil
}

// checkPlot finds early what would waste a long run.
func (o *learnOptions) checkPlot() error {
	switch figure.Against(o.against) {
	case figure.Rounds, figure.Gradients, figure.Epochs:
	default:
		return fmt.Errorf("--against %q: there are %s, %s and %s", o.against, figure.Rounds, figure.Gradients, figure.Epochs)
	}
	if filepath.Ext(o.plot) != ".svg" {
		return fmt.Errorf("--plot %q: the figure is SVG, so the name must end in .svg", o.plot)
	}
	if folder, err := os.Stat(filepath.Dir(o.plot)); err != nil || !folder.IsDir() {
		return fmt.Errorf("--plot %q: there is no such folder", o.plot)
	}
	if there, err := os.Stat(o.plot); err == nil && !there.Mode().IsRegular() {
		return fmt.Errorf("--plot %q: is there already, and not a file that can be written anew", o.plot)
	}
	return nil
}

// experiment reads what the arguments name and applies the flags to it.
func (o *learnOptions) experiment(stdin io.Reader, args []string) (e *learn.Experiment, err error) {
	if len(args) == 0 {
		e, err = findExample(o.example)
	} else {
		e, err = readExperiment(args[0], stdin, o.digraph)
	}
	if err != nil {
		return nil, err
	}
	if o.digraph != (scenario.DigraphFile{}) && e.Digraph.Named == nil {
		return nil, errNoDigraphFile
	}
	if o.seeds > 0 {
		e.Seeds.Count = o.seeds
	}
	if o.plot != "" && o.against != string(figure.Rounds) && e.Task == learn.TaskRounds {
		return nil, fmt.Errorf("--against %s: an experiment of the task %q has rounds only", o.against, e.Task)
	}
	if e.Link, err = o.link(); err != nil {
		return nil, err
	}
	if e.Link != nil && e.Task == learn.TaskRounds {
		return nil, fmt.Errorf("--latency and --bandwidth: an experiment of the task %q counts rounds and words only", e.Task)
	}
	if o.trace != "" && e.Task == learn.TaskRounds {
		return nil, fmt.Errorf("--trace: an experiment of the task %q has no epochs", e.Task)
	}
	return e, e.Check()
}

// readExperiment reads a file or standard input. The data that it names cannot lie outside its folder, not even by a link.
func readExperiment(name string, stdin io.Reader, asked scenario.DigraphFile) (*learn.Experiment, error) {
	folder := "."
	if name != "-" {
		folder = filepath.Dir(name)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return readInput(name, stdin, learn.MaxBytes, func(data []byte) (*learn.Experiment, error) {
		e, err := learn.Parse(data, experimentFiles{root.FS(), &files{folder: folder, flags: asked}})
		if text := bytes.TrimSpace(data); err != nil && len(text) > 0 && text[0] != '{' {
			return nil, errors.New("it is no experiment, which is JSON; an experiment names data with \"csv\" and a digraph with \"file\": kizami learn --help shows one")
		}
		return e, err
	})
}
