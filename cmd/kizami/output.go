package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// writeFile writes a file whole or not at all: an old one stays until the new one is there. What is no regular file, such
// as a pipe, is written to as it is. A name that nothing can be written to is bad input.
func writeFile(name string, write func(io.Writer) error) error {
	if name == "" {
		return badInput(errors.New("the name of the file to write is empty"))
	}
	there, err := os.Stat(name)
	if err == nil && !there.Mode().IsRegular() {
		file, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return badInput(err)
		}
		return errors.Join(write(file), file.Close())
	}
	final := name
	if err == nil {
		if final, err = filepath.EvalSymlinks(name); err != nil { // a link shall stay one
			return badInput(err)
		}
	}
	fresh, err := os.OpenFile(filepath.Join(filepath.Dir(final), fmt.Sprintf(".kizami-%d", rand.Uint64())), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return badInput(named(name, err))
	}
	err = write(fresh)
	if err == nil && there != nil {
		err = fresh.Chmod(there.Mode().Perm())
	}
	if err == nil {
		err = fresh.Sync()
	}
	if err = errors.Join(err, fresh.Close()); err == nil {
		err = os.Rename(fresh.Name(), final)
	}
	if err != nil {
		os.Remove(fresh.Name())
	}
	return named(name, err)
}

// named puts the name that a person gave in the place of the one that the system was given.
func named(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return &fs.PathError{Op: path.Op, Path: name, Err: path.Err}
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return &fs.PathError{Op: "write", Path: name, Err: link.Err}
	}
	return err
}
