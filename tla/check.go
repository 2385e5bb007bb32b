package tla

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
)

// Options choose what Check does. The zero value checks every model.
type Options struct {
	Models   []string       // by name; none means all
	Quick    bool           // of these only those that finish within seconds
	Workers  int            // threads of TLC; 0 means one per processor
	Timeout  time.Duration  // for each model; 0 means none
	Progress func(Progress) // called at least once a second, never twice at a time
}

// Progress is how far Check has come.
type Progress struct {
	Model   Model
	Index   int // of the model, from 0
	Of      int // how many models are checked
	Phase   Phase
	Counts  Counts // TLC tells them once a minute
	Elapsed time.Duration
	Done    *ModelReport // set once, when Phase is Finished
}

// Check runs TLC on one model after the other and compares the verdict and
// every recorded count. A model that differs, or on which TLC breaks, is told
// in the report. An error means that nothing can be said: a *Fault, an unknown
// model, or ctx's own error.
func (s *Suite) Check(ctx context.Context, o Options) (*Report, error) {
	models, err := s.choose(o)
	if err != nil {
		return nil, err
	}
	r, err := newRunner(ctx, s.Files)
	if err != nil {
		return nil, err
	}
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	report := &Report{OK: true, Models: []ModelReport{}}
	start := time.Now()
	for i, m := range models {
		one, err := s.checkOne(ctx, r, o, Progress{Model: m, Index: i, Of: len(models), Phase: Parsing})
		if err != nil {
			return nil, err
		}
		report.add(one)
	}
	report.Seconds = time.Since(start).Seconds()
	return report, nil
}

func (s *Suite) choose(o Options) ([]Model, error) {
	models := s.Manifest.Models
	if len(o.Models) > 0 {
		models = nil
		for _, name := range o.Models {
			m, err := s.Manifest.Find(name)
			if err != nil {
				return nil, err
			}
			models = append(models, m)
		}
	}
	if !o.Quick {
		return models, nil
	}
	var quick []Model
	for _, m := range models {
		if m.Quick {
			quick = append(quick, m)
		}
	}
	if len(quick) == 0 {
		return nil, errors.New("none of the models is a quick one")
	}
	return quick, nil
}

// small is a number of states below which a second worker gains nothing.
const small = 1000

func (s *Suite) checkOne(ctx context.Context, r *runner, o Options, p Progress) (ModelReport, error) {
	j := job{model: p.Model, workers: o.Workers, timeout: o.Timeout}
	if p.Model.Expect == Refuted || p.Model.Distinct < small {
		// Only one worker meets the same counterexample every time, and finds
		// the same depth where a state can be reached in several ways.
		j.workers = 1
	}
	t := startTicker(o.Progress, p)
	j.watch = t.update
	start := time.Now()
	result, err := r.run(ctx, j)
	if ctx.Err() != nil {
		t.stop(nil)
		return ModelReport{}, context.Cause(ctx)
	}
	if f := new(Fault); errors.As(err, &f) && f.Kind != Died && f.Kind != TimedOut {
		t.stop(nil)
		return ModelReport{}, f
	}
	one := compare(p.Model, result, err)
	one.Seconds = time.Since(start).Seconds()
	t.stop(&one)
	return one, nil
}

// A ticker reports progress every second, also while TLC says nothing.
type ticker struct {
	mu     sync.Mutex
	report func(Progress)
	now    Progress
	start  time.Time
	done   chan struct{}
	over   sync.WaitGroup
}

func startTicker(report func(Progress), p Progress) *ticker {
	t := &ticker{report: report, now: p, start: time.Now(), done: make(chan struct{})}
	if report == nil {
		t.report = func(Progress) {}
	}
	t.tell()
	t.over.Go(func() {
		each := time.NewTicker(time.Second)
		defer each.Stop()
		for {
			select {
			case <-each.C:
				t.tell()
			case <-t.done:
				return
			}
		}
	})
	return t
}

func (t *ticker) tell() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now.Elapsed = time.Since(t.start)
	t.report(t.now)
}

func (t *ticker) update(phase Phase, c Counts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	changed := t.now.Phase != phase || t.now.Counts != c
	t.now.Phase, t.now.Counts = phase, c
	if changed {
		t.now.Elapsed = time.Since(t.start)
		t.report(t.now)
	}
}

func (t *ticker) stop(done *ModelReport) {
	close(t.done)
	t.over.Wait()
	if done == nil {
		return
	}
	t.now.Phase, t.now.Done = Finished, done
	t.tell()
}

// compare holds a run against the manifest.
func compare(m Model, r *Result, err error) ModelReport {
	one := ModelReport{Model: m.Name, Shows: m.Shows, Expected: m.Expected()}
	if err != nil {
		one.Got, one.Why = string(Broken), err.Error()
		return one
	}
	one.TLC = r.Banner
	one.Got = r.Outcome()
	one.Distinct, one.Generated, one.Depth = r.Counts.Distinct, r.Counts.Generated, r.Counts.Depth
	one.Counterexample = r.Counterexample.String()
	if one.Got != one.Expected || r.Exit != m.Exit {
		one.Why = fmt.Sprintf("the model %s is recorded as %s, but TLC says: %s", m.Name, one.Expected, one.Got)
		return one
	}
	for _, count := range []struct {
		what           string
		recorded, have int64
	}{
		{"distinct states", m.Distinct, one.Distinct},
		{"generated states", m.Generated, one.Generated},
		{"depth", m.Depth, one.Depth},
	} {
		if count.recorded != 0 && count.recorded != count.have {
			one.Why = fmt.Sprintf("the model %s is %s as recorded, but the count of %s is %d where %d is recorded",
				m.Name, one.Got, count.what, count.have, count.recorded)
			return one
		}
	}
	one.OK = true
	return one
}
