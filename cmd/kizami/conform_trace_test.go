package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestTraceScripts plays the stories of conform --trace with the example traces at hand.
func TestTraceScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/trace_script",
		Setup: func(env *testscript.Env) error {
			return os.CopyFS(env.WorkDir, os.DirFS("../../conformance/trace/testdata"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}
