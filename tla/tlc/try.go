package tlc

import (
	"context"
	"fmt"
	"io/fs"
	"time"
)

// TryOptions choose how Try runs TLC. The zero value is one worker without a
// limit of time.
type TryOptions struct {
	Workers int           // threads of TLC; 0 means one, which alone gives the same counterexample every time
	Timeout time.Duration // 0 means none
}

// Try runs TLC on any model of the suite's files, be it in the suite or not:
// of m only Name, Module and Config or Cfg count, and nothing is compared. A
// run that says nothing about the model is a *Fault, or ctx's own error.
func (s *Suite) Try(ctx context.Context, m Model, o TryOptions) (*Result, error) {
	return s.run(ctx, m, job{workers: max(1, o.Workers), timeout: o.Timeout})
}

func (s *Suite) run(ctx context.Context, m Model, j job) (*Result, error) {
	for _, part := range []struct{ what, file string }{{"module", m.Module + ".tla"}, {"cfg", m.Cfg}} {
		if _, err := fs.Stat(s.Files, part.file); part.file != "" && err != nil {
			return nil, fmt.Errorf("the model %s cannot be run: its %s names no file of this folder: %s", m.Name, part.what, part.file)
		}
	}
	r, err := newRunner(ctx, s.Files)
	if err != nil {
		return nil, err
	}
	j.model = m
	return r.run(ctx, j)
}
