package learn

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

func TestJobsAreAllDoneTwoAtATime(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	var busy, most atomic.Int32
	count := make([]int32, 100)
	finished := 0
	err := doAll(context.Background(), len(count), func(_ context.Context, i int) error {
		if b := busy.Add(1); b > most.Load() {
			most.Store(b)
		}
		defer busy.Add(-1)
		runtime.Gosched()
		atomic.AddInt32(&count[i], 1)
		return nil
	}, func(int) { finished++ })
	if err != nil || finished != len(count) || most.Load() > 2 {
		t.Errorf("%v, %d finished, %d at a time", err, finished, most.Load())
	}
	for i, c := range count {
		if c != 1 {
			t.Errorf("job %d was done %d times", i, c)
		}
	}
}

func TestTheFirstErrorEndsTheJobs(t *testing.T) {
	wrong, begun := errors.New("wrong"), atomic.Int32{}
	err := doAll(context.Background(), 1000, func(ctx context.Context, i int) error {
		begun.Add(1)
		if i == 3 {
			return wrong
		}
		if i > 3 {
			<-ctx.Done()
		}
		return nil
	}, func(int) {})
	if err != wrong || begun.Load() > 10 {
		t.Errorf("%v after %d jobs", err, begun.Load())
	}
}

func TestACancelledContextEndsTheJobs(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	finished := 0
	err := doAll(ctx, 1000, func(context.Context, int) error { return nil }, func(int) {
		if finished++; finished == 5 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || finished > 5+maxWorkers {
		t.Errorf("%v after %d jobs", err, finished)
	}
	if err := doAll(context.Background(), 0, nil, nil); err != nil {
		t.Error(err)
	}
}
