//go:build unix

package tlc

import (
	"os/exec"
	"syscall"
)

// ownGroup makes the program lead a process group, all of which is killed:
// mvn is a script, and it is its Java that must end.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
