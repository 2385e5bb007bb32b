package fleet

import (
	"os"

	"golang.org/x/sys/windows"
)

// lock holds a file until it is closed, or fails at once.
func lock(file *os.File) error {
	const exclusive, atOnce = windows.LOCKFILE_EXCLUSIVE_LOCK, windows.LOCKFILE_FAIL_IMMEDIATELY
	// The byte is far beyond the end: on Windows a locked one cannot be read.
	return windows.LockFileEx(windows.Handle(file.Fd()), exclusive|atOnce, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
}
