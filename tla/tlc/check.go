package tlc

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
)

// Options choose what Check does. The zero value checks the core and a tenth of
// the other quick models.
type Options struct {
	Models   []string       // only these, by name; then All and Seed do not matter
	All      bool           // every model, also those that take long
	Seed     string         // chooses the tenth; "" stands for the models as they are recorded
	Record   string         // the verdicts.json in which to record each model that comes out as expected; "" for none
	Workers  int            // how many processors to use; 0 means all
	Timeout  time.Duration  // for each model; 0 means none
	Progress func(Progress) // called at least once a second, never twice at a time
}

// Check runs TLC on the models and compares the verdict and every recorded
// count: first the small and the refuted models side by side, then the others
// one after the other. A model that differs, or on which TLC breaks, is told in the
// report. An error means that nothing can be said: a *Fault, an unknown model,
// records that cannot be written, or ctx's own error. What was recorded until
// then stays.
func (s *Suite) Check(ctx context.Context, o Options) (*Report, error) {
	models, tenth, err := s.choose(o)
	if err != nil {
		return nil, err
	}
	r, err := newRunner(ctx, s.Files)
	if err != nil {
		return nil, err
	}
	records, err := s.recorder(ctx, o)
	if err != nil {
		return nil, err
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	start := time.Now()
	c := checking{runner: r, options: o, models: models, records: records, reports: make([]ModelReport, len(models))}
	if err := c.all(ctx); err != nil {
		return nil, err
	}
	report := &Report{OK: true, Tenth: tenth, Models: []ModelReport{}, Seconds: time.Since(start).Seconds()}
	for _, one := range c.reports {
		report.add(one)
	}
	return report, nil
}

// recorder returns what keeps the records, nil if nothing is to be recorded.
func (s *Suite) recorder(ctx context.Context, o Options) (*recorder, error) {
	if o.Record == "" {
		return nil, nil
	}
	pinned, err := Pinned(ctx)
	if err != nil {
		return nil, err
	}
	if !pinned {
		return nil, fmt.Errorf("the jar that %s names is not the pinned TLC, and only what that says is recorded: unset it", jarEnv)
	}
	return newRecorder(o.Record, s.Models)
}

// Numbers of distinct states. Below tiny TLC ends before Java's second compiler
// pays; below small a second worker gains less than a second model.
const (
	tiny  = 13_000
	small = 50_000
)

// sideBySide tells whether one worker should check the model. Only one meets
// the same counterexample every time, and finds the same depth where a state
// can be reached in several ways.
func sideBySide(m Model) bool { return m.Expect == Refuted || m.Distinct < small }

// maxAtOnce bounds the memory that models checked side by side can take.
const maxAtOnce = 4

// A checking is one call of Check.
type checking struct {
	runner  *runner
	options Options
	models  []Model
	records *recorder     // or nil
	reports []ModelReport // each in the place of its model
	telling sync.Mutex    // held while Progress is called
}

func (c *checking) all(ctx context.Context) error {
	var few, many []int
	for i, m := range c.models {
		if sideBySide(m) {
			few = append(few, i)
		} else {
			many = append(many, i)
		}
	}
	workers := c.options.Workers
	err := atOnce(ctx, min(workers, maxAtOnce), few, func(ctx context.Context, i int) error { return c.one(ctx, i, 1) })
	if err != nil {
		return err
	}
	return atOnce(ctx, 1, many, func(ctx context.Context, i int) error { return c.one(ctx, i, workers) })
}

// atOnce does n of the tasks at a time. The first error ends the others' ctx
// and is returned when they have ended.
func atOnce(ctx context.Context, n int, tasks []int, do func(context.Context, int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan int, len(tasks))
	for _, task := range tasks {
		queue <- task
	}
	close(queue)
	var busy sync.WaitGroup
	for range n {
		busy.Go(func() {
			for task := range queue {
				if ctx.Err() != nil {
					return
				}
				if err := do(ctx, task); err != nil {
					cancel(err)
				}
			}
		})
	}
	busy.Wait()
	return context.Cause(ctx)
}

func (c *checking) one(ctx context.Context, i, workers int) error {
	m := c.models[i]
	t := startTicker(&c.telling, c.options.Progress, Progress{Model: m, Index: i, Of: len(c.models), Phase: Parsing})
	start := time.Now()
	result, err := c.runner.run(ctx, job{model: m, workers: workers, timeout: c.options.Timeout, watch: t.update})
	if ctx.Err() != nil {
		t.stop(nil)
		return context.Cause(ctx)
	}
	if f := new(Fault); errors.As(err, &f) && f.Kind != Died && f.Kind != TimedOut {
		t.stop(nil)
		return f
	}
	c.reports[i] = compare(m, result, err)
	c.reports[i].Seconds = time.Since(start).Seconds()
	if c.records != nil && c.reports[i].OK {
		if err := c.records.add(m, result); err != nil {
			t.stop(nil)
			return err
		}
	}
	t.stop(&c.reports[i])
	return nil
}
