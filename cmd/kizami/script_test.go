package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kizami/core/coretest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kizami": main})
}

// TestScripts plays the stories of the command in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Values[testingKey{}] = t
			return writeAwkwardFiles(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "fits": fits},
	})
}

// writeAwkwardFiles adds to every story the files that a text archive cannot hold well.
func writeAwkwardFiles(env *testscript.Env) error {
	latin := []byte("{ \"kizami\": 1,\n  \"n\xe4me\": 1 }\n")
	if err := os.WriteFile(filepath.Join(env.WorkDir, "latin1.json"), latin, 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(env.WorkDir, "large.json"), bytes.Repeat([]byte(" "), 1<<20+1), 0o644); err != nil {
		return err
	}
	huge := filepath.Join(env.WorkDir, "huge.json")
	if err := os.WriteFile(huge, nil, 0o644); err != nil {
		return err
	}
	return os.Truncate(huge, 64<<20+1) // it takes no room on a disk
}

// exits CODE COMMAND… runs a command that must end with exactly that exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s did not run: %v", args[1], err)
		}
		code = exit.ExitCode()
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// fits SCHEMA holds what the last command printed against a schema in spec/.
func fits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: fits SCHEMA [OTHER…]")
	}
	t := ts.Value(testingKey{}).(*testing.T)
	ts.Check(coretest.Validate(t, coretest.Schema(t, args[0], args[1:]...), []byte(ts.ReadFile("stdout"))))
}

type testingKey struct{}
