package tlc

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// runFolder begins the names of the folders in which TLC runs.
const runFolder = "kizami-tlc-run-"

var errHeld = errors.New("the folder is held by another process")

// A folder for temporary files, which is locked while it is in use: so the
// next start can tell what a process has left behind that was killed.
type folder struct {
	path string
	lock io.Closer // nil where folders cannot be locked
}

func newFolder(parent, prefix string) (*folder, error) {
	for {
		path, err := os.MkdirTemp(parent, prefix)
		if err != nil {
			return nil, err
		}
		lock, err := hold(path)
		if err == nil {
			return &folder{path, lock}, nil
		}
		os.Remove(path) // swept before it was locked
	}
}

func (f *folder) remove() {
	os.RemoveAll(f.path)
	if f.lock != nil {
		f.lock.Close()
	}
}

// sweep removes the folders that are this user's and that nobody holds any
// more.
func sweep(parent, prefix string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !strings.HasPrefix(e.Name(), prefix) || !info.IsDir() || !isOurs(info) {
			continue
		}
		path := filepath.Join(parent, e.Name())
		if lock, err := hold(path); err == nil && lock != nil {
			(&folder{path, lock}).remove()
		}
	}
}

// room is how much must fit into a folder for a run not to have failed for
// want of it.
const room = 1 << 20

// noRoom tells what keeps files from being written into a folder.
func noRoom(folder string) error {
	path := filepath.Join(folder, "room")
	defer os.Remove(path)
	return os.WriteFile(path, make([]byte, room), 0o600)
}
