package tlc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"kizami/tla/model"
)

// tool tells records what TLC is: the pinned jar, and the flags on which a
// verdict depends.
func tool() string { return "jar " + jarHash + ", flags " + strings.Join(flags, " ") }

// Stale returns the models whose records in verdicts.json are not of what TLC
// would be given now, or that have none, and the names of records that no model
// has. It needs no Java. The error is that of reading a file.
func (s *Suite) Stale() (stale []Model, orphans []string, err error) {
	return s.Models.Stale(s.Files, tool())
}

// Pinned tells whether TLC is the one that is pinned: only what that says is
// recorded. An error is a *Fault, or ctx's own.
func Pinned(ctx context.Context) (bool, error) {
	jar, err := Jar(ctx)
	if err != nil {
		return false, err
	}
	hash, err := hashFile(jar)
	return hash == jarHash, err
}

// A recorder keeps the records of a folder. Only a run of TLC makes one.
type recorder struct {
	path   string
	models model.Set
	mu     sync.Mutex
}

// newRecorder takes the records of what is no model of the set out of the file.
func newRecorder(path string, models model.Set) (*recorder, error) {
	r := &recorder{path: path, models: models}
	return r, r.change(func(model.Records) {})
}

// DropRecords takes the records of what is no model out of the file.
func (s *Suite) DropRecords(path string) error {
	_, err := newRecorder(path, s.Models)
	return err
}

// add records a run that came out as expected.
func (r *recorder) add(m Model, result *Result) error {
	return r.change(func(records model.Records) { records[m.Name] = model.Hash(m, result.given, tool()) })
}

// change reads the records and writes them anew, so that what another run
// records meanwhile stays.
func (r *recorder) change(change func(model.Records)) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, err := model.ReadRecords(os.DirFS(filepath.Dir(r.path)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	records := model.Records{}
	for _, m := range r.models {
		if hash, known := before[m.Name]; known {
			records[m.Name] = hash
		}
	}
	change(records)
	if err := write(r.path, records); err != nil {
		return fmt.Errorf("the records cannot be written: %w", err)
	}
	return nil
}

// write never leaves a file that is half written.
func write(path string, records model.Records) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".verdicts-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(records.Text())
	if err := cmp.Or(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
