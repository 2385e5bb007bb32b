package conformance

import (
	"context"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// maxAtOnce bounds the memory that parts which go on at once can take.
const maxAtOnce = 2

// doParts does the parts, some at once, and says whether all of them hold. The first error ends the others.
func doParts(ctx context.Context, parts []part, progress func(Progress)) (holds bool, err error) {
	var telling sync.Mutex
	tell := func(p Progress) {
		telling.Lock()
		defer telling.Unlock()
		holds = holds && (p.Holds || !p.Done)
		progress(p)
	}
	holds = true
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(min(maxAtOnce, runtime.GOMAXPROCS(0)))
	for i, part := range parts {
		group.Go(func() (err error) {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			start, p := time.Now(), Progress{Part: part.name, Index: i, Of: len(parts)}
			tell(p)
			if p.Holds, err = part.run(ctx); err != nil {
				return err
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			p.Done, p.Elapsed = true, time.Since(start)
			tell(p)
			return nil
		})
	}
	err = group.Wait()
	return holds, err
}
