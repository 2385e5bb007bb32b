package learn

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// progress reports how far an experiment has come, never twice at a time.
type progress struct {
	lock     sync.Mutex
	tell     func(done, of int, what string)
	done, of int
}

// begin says how many parts there are.
func (p *progress) begin(of int) {
	p.of = of
	p.say("")
}

// end counts a part that is done.
func (p *progress) end(what string) {
	p.lock.Lock()
	p.done++
	p.lock.Unlock()
	p.say(what)
}

// say tells what goes on.
func (p *progress) say(what string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.tell != nil {
		p.tell(p.done, p.of, what)
	}
}

// heartbeat is how often a part that takes long is heard of.
const heartbeat = time.Second

// epochs returns what asks the context in every epoch of a part, and tells now and then how far it has come.
func (p *progress) epochs(ctx context.Context, what string) eachEpoch {
	last := time.Now()
	return func(epoch int) error {
		if now := time.Now(); now.Sub(last) >= heartbeat {
			last = now
			p.say(fmt.Sprintf("%s, epoch %d", what, epoch))
		}
		return ctx.Err()
	}
}
