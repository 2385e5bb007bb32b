package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"kizami/learn"
)

// modelFile is what learn --model writes and predict reads; spec/model.schema.json.
type modelFile struct {
	Kizami int          `json:"kizami"`
	Method string       `json:"method"` // its name in the experiment
	Seed   uint64       `json:"seed"`
	End    string       `json:"end"` // of the run: "converged", "diverged" or "unfinished"
	Model  *learn.Model `json:"model"`
}

const maxModelBytes = 1 << 20

// bestModel returns the model of the first run that converged, or else of the first that has one, or nil.
func bestModel(r *learn.Report) (best *modelFile) {
	for _, m := range r.Methods {
		for _, run := range m.Runs {
			if run.Model != nil && (best == nil || best.End != learn.Converged && run.End == learn.Converged) {
				best = &modelFile{1, m.Name, run.Seed, run.End, run.Model}
			}
		}
	}
	return best
}

// writeModel writes the best model.
func writeModel(name string, r *learn.Report) error {
	best := bestModel(r)
	if best == nil {
		return badInput(fmt.Errorf("--model %s: no run has learnt anything finite", name))
	}
	return writeFile(name, func(w io.Writer) error {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(best)
	})
}

func newPredict() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use:   "predict MODEL DATA.csv",
		Short: "Apply what kizami learn --model has written to the rows of a CSV file",
		Long: `predict reads the features of the model from DATA.csv by their names and prints a line of CSV for each row: the predicted
number or, of logistic regression, the probability of the second class and the likelier class. If the file has the target,
it tells on standard error how near that is: r2 and mean squared error, or accuracy and log loss.`,
		Example: `  kizami learn mine.json --model model.json
  kizami predict model.json new.csv > predictions.csv
  kizami predict model.json mine.csv --json`,
		Args: badUsage(func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("name a model and a CSV file; %d were named", len(args))
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := predict(args[0], args[1], cmd.InOrStdin())
			if err != nil {
				return badInput(err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(p)
			}
			if p.Scores != nil {
				fmt.Fprintln(cmd.ErrOrStderr(), scoresLine(p))
			}
			return writePredictions(cmd.OutOrStdout(), p)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print predictions and scores as JSON (spec/prediction.schema.json)")
	return command
}

func predict(model, data string, stdin io.Reader) (*learn.Prediction, error) {
	if model == "-" && data == "-" {
		return nil, errors.New("standard input can be the model or the data, not both")
	}
	m, err := readInput(model, stdin, maxModelBytes, readModel)
	if err != nil {
		return nil, err
	}
	return readInput(data, stdin, learn.MaxCSVBytes, func(text []byte) (*learn.Prediction, error) {
		return m.Model.PredictFile(data, text, learn.Layout{})
	})
}

func readModel(text []byte) (*modelFile, error) {
	var m modelFile
	switch err := json.Unmarshal(text, &m); {
	case err != nil:
		return nil, fmt.Errorf("it is no model: %w", err)
	case m.Kizami != 1 || m.Model == nil || len(m.Model.Features) != len(m.Model.Coefficients):
		return nil, errors.New("it is no model as kizami learn --model writes it")
	}
	return &m, nil
}

func scoresLine(p *learn.Prediction) string {
	line := count(p.Rows, "row")
	for _, score := range []struct {
		name  string
		value *float64
	}{{"r2", p.Scores.R2}, {"mean squared error", p.Scores.MSE}, {"accuracy", p.Scores.Accuracy}, {"log loss", p.Scores.LogLoss}} {
		if score.value != nil {
			line += fmt.Sprintf("; %s %s", score.name, short(*score.value))
		}
	}
	return line
}

func writePredictions(w io.Writer, p *learn.Prediction) error {
	out := csv.NewWriter(w)
	header := []string{"prediction"}
	if p.Labels != nil {
		header = []string{"probability", "class"}
	}
	out.Write(header)
	for i, value := range p.Values {
		row := []string{strconv.FormatFloat(value, 'g', -1, 64)}
		if p.Labels != nil {
			row = append(row, p.Labels[i])
		}
		out.Write(row)
	}
	out.Flush()
	return out.Error()
}
