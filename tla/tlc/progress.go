package tlc

import (
	"sync"
	"time"
)

// Progress is how far Check has come with one model; what is told of models
// that are checked side by side alternates.
type Progress struct {
	Model   Model
	Index   int // of the model in the report, from 0
	Of      int // how many models are checked
	Phase   Phase
	Counts  Counts // TLC tells them once a minute
	Elapsed time.Duration
	Done    *ModelReport // set once, when Phase is Finished
}

// A ticker reports progress every second, also while TLC says nothing.
type ticker struct {
	mu     *sync.Mutex // one for all tickers that report to the same place
	report func(Progress)
	now    Progress
	start  time.Time
	done   chan struct{}
	over   sync.WaitGroup
}

func startTicker(mu *sync.Mutex, report func(Progress), p Progress) *ticker {
	t := &ticker{mu: mu, report: report, now: p, start: time.Now(), done: make(chan struct{})}
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
