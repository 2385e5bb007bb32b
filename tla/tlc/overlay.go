package tlc

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// With returns the same suite with these files added or replaced, by name;
// the models stay as they are. TLC gets those among them that a model is made
// of.
func (s *Suite) With(files map[string]string) *Suite {
	return &Suite{overlay{s.Files, files}, s.Models}
}

// An overlay is a flat folder in which the files of over hide those under it.
type overlay struct {
	under fs.FS
	over  map[string]string
}

func (o overlay) Open(name string) (fs.File, error) {
	if text, hides := o.over[name]; hides {
		return memory{strings.NewReader(text), name}, nil
	}
	return o.under.Open(name)
}

// Glob is what fs.Glob calls.
func (o overlay) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(o.under, pattern)
	if err != nil {
		return nil, err
	}
	for name := range o.over {
		matches, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if matches {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// A memory is an open file that is no more than its text.
type memory struct {
	*strings.Reader
	name string
}

func (m memory) Stat() (fs.FileInfo, error) { return m, nil }
func (m memory) Close() error               { return nil }
func (m memory) Name() string               { return m.name }
func (m memory) Mode() fs.FileMode          { return 0o444 }
func (m memory) ModTime() time.Time         { return time.Time{} }
func (m memory) IsDir() bool                { return false }
func (m memory) Sys() any                   { return nil }
