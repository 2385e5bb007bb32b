package tlc

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"testing/fstest"
	"time"
)

// With returns the same suite with these files added or replaced, by name;
// the manifest stays as it is. TLC gets the modules (*.tla) and
// configurations (*.cfg) among them.
func (s *Suite) With(files map[string]string) *Suite {
	over := fstest.MapFS{}
	for name, text := range files {
		over[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return &Suite{overlay{s.Files, over}, s.Manifest}
}

// An overlay is a flat folder in which the files of over hide those under it.
type overlay struct {
	under fs.FS
	over  fstest.MapFS
}

func (o overlay) Open(name string) (fs.File, error) {
	if _, hides := o.over[name]; hides {
		return o.over.Open(name)
	}
	return o.under.Open(name)
}

// Glob is what fs.Glob calls.
func (o overlay) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(o.under, pattern)
	if err != nil {
		return nil, err
	}
	more, err := fs.Glob(o.over, pattern)
	names = append(names, more...)
	slices.Sort(names)
	return slices.Compact(names), err
}

// TryOptions choose how Try runs TLC. The zero value is one worker without a
// limit of time.
type TryOptions struct {
	Workers int           // threads of TLC; 0 means one, which alone gives the same counterexample every time
	Timeout time.Duration // 0 means none
}

// Try runs TLC on any model of the suite's files, be it in the manifest or
// not: of m only Name, Module and Cfg count, and nothing is compared. A run
// that says nothing about the model is a *Fault, or ctx's own error.
func (s *Suite) Try(ctx context.Context, m Model, o TryOptions) (*Result, error) {
	return s.run(ctx, m, job{workers: max(1, o.Workers), timeout: o.Timeout})
}

func (s *Suite) run(ctx context.Context, m Model, j job) (*Result, error) {
	if field, msg := m.lacks(s.Files); msg != "" {
		return nil, fmt.Errorf("the model %s cannot be run: its %s %s", m.Name, field, msg)
	}
	r, err := newRunner(ctx, s.Files)
	if err != nil {
		return nil, err
	}
	j.model = m
	return r.run(ctx, j)
}
