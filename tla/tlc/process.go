package tlc

import (
	"context"
	"errors"
	"os/exec"
	"time"
)

// command prepares a program that run runs until it ends or ctx does.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// run runs a program, which dies with all that it has started when its ctx
// ends, and when this process ends, however that comes about. What stops this
// process at a terminal (Ctrl-Z) stops them too, and what continues it
// continues them. started, unless nil, is told the id of the process.
func run(cmd *exec.Cmd, started func(process int)) error {
	g, err := startInGroup(cmd)
	if err != nil {
		return err
	}
	defer g.end()
	if started != nil {
		started(cmd.Process.Pid)
	}
	return cmd.Wait()
}

// exitCode returns -1 for a program that a signal ended or that never ran.
func exitCode(err error) int {
	if err == nil {
		return 0
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return -1
}
