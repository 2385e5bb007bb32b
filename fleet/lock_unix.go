//go:build unix

package fleet

import (
	"os"

	"golang.org/x/sys/unix"
)

// lock holds a file until it is closed, or fails at once.
func lock(file *os.File) error { return unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB) }
