package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kizami/conformance/trace"
	"kizami/tla/tlc"
)

// conformTrace judges one recorded run, from the file of that name or from standard input for -.
func conformTrace(cmd *cobra.Command, name string, options trace.Options, asJSON bool) error {
	for _, other := range []string{"cases", "traces", "seed", "model", "all", "quarter"} {
		if cmd.Flags().Changed(other) {
			return badInput(fmt.Errorf("--trace and --%s exclude each other", other))
		}
	}
	t, err := readInput(name, cmd.InOrStdin(), trace.MaxBytes, options.Read)
	if err != nil {
		return badInput(err)
	}
	suite, err := tlc.Embedded()
	if err != nil {
		return err
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	judgement, err := t.Judge(ctx, suite)
	if err != nil {
		return interrupted(ctx, err)
	}
	if err := writeJudgement(cmd.OutOrStdout(), judgement, asJSON); err != nil {
		return err
	}
	if !judgement.Accepted {
		return errors.New("the specification forbids what the trace tells")
	}
	return nil
}

func writeJudgement(w io.Writer, j *trace.Judgement, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(j)
	}
	by := j.Judge
	if by == trace.ByCore {
		by += " alone, because the numbers are too large for TLC"
	}
	if j.Accepted {
		_, err := fmt.Fprintf(w, "accepted: %s of %s; judge: %s\n", count(j.Events, "event"), count(j.Nodes, "node"), by)
		return err
	}
	f := j.Forbidden
	_, err := fmt.Fprintf(w, "forbidden: events[%d], %s: %s\nallowed before it: %s of %s; judge: %s\n", f.Index, f.Event, f.Why,
		count(f.Index, "event"), count(j.Nodes, "node"), by)
	return err
}
