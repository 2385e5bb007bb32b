package learn

import (
	"context"
	"runtime"
	"sync"
)

// maxWorkers is how many jobs are done at a time at most.
const maxWorkers = 2

// doAll does the jobs 0…count−1, at most maxWorkers at a time, and calls done after each, never twice at a time. The
// first error ends it, as the context does. Which job runs when must not matter to what they do.
func doAll(ctx context.Context, count int, job func(ctx context.Context, i int) error, done func(i int)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var lock sync.Mutex
	next := 0
	take := func() int {
		lock.Lock()
		defer lock.Unlock()
		next++
		return next - 1
	}
	var workers sync.WaitGroup
	for range min(maxWorkers, runtime.GOMAXPROCS(0), count) {
		workers.Go(func() {
			for i := take(); i < count && ctx.Err() == nil; i = take() {
				if err := job(ctx, i); err != nil {
					cancel(err)
					return
				}
				lock.Lock()
				done(i)
				lock.Unlock()
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}
