package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kizami/conformance"
	"kizami/conformance/trace"
	"kizami/tla/tlc"
)

func newVectors() *cobra.Command {
	var models []string
	var out string
	command := &cobra.Command{
		Use:   "vectors",
		Short: "Write test vectors for an implementation in any language",
		Long: `vectors writes walks through the state graphs of MessageCoordination.tla that together take every step in every state:
what each node receives, in which order, and what it must then hold. Each line is one message trace
(spec/message-trace.schema.json); spec/vectors.md says how to run one.

The models on two nodes need a few lines, those on three many thousand. It needs neither Java nor the network.`,
		Example: `  kizami vectors --out vectors.jsonl
  kizami vectors --model MCMessages2Probe | head -1
  kizami vectors --model MCMessages3Bound --out three.jsonl`,
		Args: badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return vectors(cmd, once(models), out)
		},
	}
	command.Flags().StringArrayVar(&models, "model", []string{"MCMessages2Bound", "MCMessages2Probe"}, "of this model; may be given several times")
	command.Flags().StringVar(&out, "out", "-", "the file to write, whole or not at all; - is standard output")
	return command
}

func vectors(cmd *cobra.Command, models []string, out string) error {
	suite, err := tlc.Embedded()
	if err != nil {
		return err
	}
	known, err := conformance.VectorModels(suite)
	if err != nil {
		return err
	}
	for _, model := range models {
		if !slices.Contains(known, model) {
			return badInput(fmt.Errorf("there are no vectors of %q: the models are %s", model, strings.Join(known, ", ")))
		}
	}
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	m := newMeter(cmd.ErrOrStderr())
	defer m.close()
	all := func(w io.Writer) error {
		buffer := bufio.NewWriter(w)
		for i, model := range models {
			m.begin(i, len(models), model)
			told, err := writeVectors(ctx, buffer, suite, model)
			if err != nil {
				return interrupted(ctx, err)
			}
			m.end(i, len(models), told)
		}
		return buffer.Flush()
	}
	if out == "-" {
		return all(cmd.OutOrStdout())
	}
	return writeFile(out, all)
}

func writeVectors(ctx context.Context, w io.Writer, suite *tlc.Suite, model string) (told string, err error) {
	all, err := conformance.ModelVectors(ctx, suite, model)
	if err != nil {
		return "", err
	}
	steps, encoder := 0, json.NewEncoder(w)
	for _, v := range all {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		trace, err := trace.OfVector(v)
		if err != nil {
			return "", err
		}
		if err := encoder.Encode(trace); err != nil {
			return "", err
		}
		steps += len(v.Steps)
	}
	return fmt.Sprintf("%s: %d vectors of %d steps", model, len(all), steps), nil
}
