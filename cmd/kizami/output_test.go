//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func writeText(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// holds fails unless the folder has exactly this file, with this text.
func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", path, got, err, want)
	}
	if all, err := os.ReadDir(filepath.Dir(path)); err != nil || len(all) != 1 {
		t.Errorf("beside %s there are %v (%v)", path, all, err)
	}
}

// A run that is cut off leaves the old file, and none where there was none.
func TestFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := writeFile(path, writeText("old\n")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("cut off")
	err := writeFile(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half a li"); err != nil {
			t.Error(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != "old\n" {
			t.Errorf("while it is written the file holds %q (%v)", got, err)
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	holds(t, path, "old\n")
	if err := writeFile(path, writeText("new\n")); err != nil {
		t.Error(err)
	}
	holds(t, path, "new\n")
	other := filepath.Join(t.TempDir(), "b.txt")
	if err := writeFile(other, func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if all, err := os.ReadDir(filepath.Dir(other)); err != nil || len(all) > 0 {
		t.Errorf("left: %v (%v)", all, err)
	}
}

// A file keeps its mode, a new one gets that of any other, and a link stays one.
func TestFileStaysWhatItIs(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 250)) // no room for a longer name beside it
	if err := writeFile(path, writeText("old")); err != nil {
		t.Fatal(err)
	}
	wantMode(t, path, 0o640)
	if err := os.Chmod(path, 0o606); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(link, writeText("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	wantMode(t, path, 0o606)
	wantMode(t, link, os.ModeSymlink|0o777)
}

func wantMode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	if info, err := os.Lstat(path); err != nil || info.Mode() != want {
		t.Errorf("%v (%v), want the mode %v", info.Mode(), err, want)
	}
}

// What cannot be written to is told by the name that was given; a device is written to as it is.
func TestFileThatCannotBeWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, want := range map[string]string{
		"nowhere/a.txt": "open nowhere/a.txt: no such file or directory",
		".":             "open .: is a directory",
		"":              "the name of the file to write is empty",
		"/dev/full":     "write /dev/full: no space left on device",
		"/dev/null":     "",
	} {
		got := ""
		if err := writeFile(name, writeText("text")); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
