package fleet

import (
	"slices"
	"time"
)

// waits says when to ask for what is missing: after three times as long as links take, a few times, then after twice that, and
// so on. How
// long they take is the least of what was seen lately, of rounds in which the node did not ask, and of answers when it did: the
// greater ones also tell of others' waits. So it needs no constant for the speed of links.
type waits struct {
	lately [8]time.Duration
	seen   int
	last   time.Time     // a round ended, or the node asked
	usual  time.Duration // the first wait of a round
	wait   time.Duration // that of now
	asks   int           // in this round
	timer  *time.Timer
}

const (
	shortestWait = 5 * time.Millisecond
	firstWait    = 50 * time.Millisecond
	longestWait  = time.Second
	patience     = 32 // the longest wait in usual ones
	eager        = 4  // how often the node asks after the usual wait
)

func newWaits() waits {
	return waits{last: time.Now(), usual: firstWait, wait: firstWait, timer: time.NewTimer(firstWait)}
}

// stepped says that a round has ended.
func (w *waits) stepped() {
	now := time.Now()
	w.lately[w.seen%len(w.lately)] = now.Sub(w.last)
	w.seen++
	w.usual = min(max(3*slices.Min(w.lately[:min(w.seen, len(w.lately))]), shortestWait), longestWait)
	w.last, w.wait, w.asks = now, w.usual, 0
	w.timer.Reset(w.wait)
}

// asked says that the node has asked.
func (w *waits) asked() {
	w.last = time.Now()
	if w.asks++; w.asks > eager {
		w.wait = min(2*w.wait, patience*w.usual, longestWait)
	}
	w.timer.Reset(w.wait)
}
