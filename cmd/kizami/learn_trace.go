package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"kizami/learn"
)

// epochLine is a line of a trace; spec/epoch.schema.json describes it.
type epochLine struct {
	Method string `json:"method"`
	Seed   uint64 `json:"seed"`
	learn.EpochView
}

// traced runs the experiment, and writes every epoch to the file of --trace while it runs. The file is there when all
// runs have ended; a pipe is written to as it goes.
func (o *learnOptions) traced(ctx context.Context, progress io.Writer, e *learn.Experiment) (report *learn.Report, err error) {
	if o.trace == "" {
		return runExperiment(ctx, progress, e)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	err = writeFile(o.trace, func(w io.Writer) (err error) {
		buffer := bufio.NewWriter(w)
		lines := json.NewEncoder(buffer)
		e.Epoch = func(method string, seed uint64, view learn.EpochView) {
			if err := lines.Encode(epochLine{method, seed, view}); err != nil {
				stop(err) // a full disk ends all runs
			}
		}
		if report, err = runExperiment(ctx, progress, e); err != nil {
			return err
		}
		return buffer.Flush()
	})
	return report, err
}
