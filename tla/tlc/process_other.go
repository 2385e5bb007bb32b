//go:build !unix

package tlc

import (
	"io"
	"io/fs"
	"os/exec"
)

// A group is the program alone: killing it when its context ends must do.
type group struct{}

func startInGroup(cmd *exec.Cmd) (group, error) { return group{}, cmd.Start() }

func (group) end() {}

func hold(string) (io.Closer, error) { return nil, nil }

func isOurs(fs.FileInfo) bool { return false }
