package main

import (
	"errors"
	"fmt"
	"runtime/debug"

	"kizami/wasm/door"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands are the sub-commands in the order in which help lists them.
var commands = []func() *cobra.Command{
	newPlay,
	newAverage,
	newDigraph,
	newLearn,
	newPredict,
	newFleet,
	newNode,
	newCheck,
	newConform,
	newVectors,
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "kizami",
		Short: "Finite-time coordination: every node obtains exactly the same average",
		Long: `kizami is a reference kit for finite-time coordination: the nodes of a strongly connected digraph, each knowing
only its own value and its own out-degree, all obtain exactly the same average after finitely many rounds.

Exit codes: 0 done; 2 bad input, named in one sentence; 3 kizami learn ran, and no run of any method converged; 1 anything
else. (go run turns every failure into 1.)`,
		Args:          badUsage(cobra.NoArgs),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       door.Version + " " + version() + ", scenarios and traces of version 1",
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return badInput(plainly(err)) })
	root.CompletionOptions.HiddenDefaultCmd = true // named in the README
	cobra.EnableCommandSorting = false
	for _, command := range commands {
		root.AddCommand(command())
	}
	return root
}

// version names the commit that the command was built from; go run leaves it out.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// plainly says of a flag's value what it should have been, without the words of Go's own packages.
func plainly(err error) error {
	var wrong *pflag.InvalidValueError
	if !errors.As(err, &wrong) {
		return err
	}
	flag := wrong.GetFlag()
	kind := map[string]string{"bool": "true or false", "duration": "a time like 90s or 10m"}[flag.Value.Type()]
	if kind == "" {
		kind = "a whole number"
	}
	return fmt.Errorf("--%s %q: must be %s", flag.Name, wrong.GetValue(), kind)
}

// exitError is an error with an exit code of its own; all others exit with 1.
type exitError struct {
	code int
	error
}

func (e *exitError) Unwrap() error { return e.error }

// badInput marks an error as the fault of what was given to the command: exit code 2.
func badInput(err error) error { return &exitError{2, err} }

// badUsage makes the errors of a check of arguments bad input.
func badUsage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return badInput(err)
		}
		return nil
	}
}

func exitCode(err error) int {
	var exit *exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	return 1
}
