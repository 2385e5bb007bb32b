package fleet

import (
	"slices"
	"time"
)

// waits says when to ask for what is missing: after three times as long as a round takes when nothing is missing, then after
// twice that, and so on to a second. So it needs no constant for the speed of links.
type waits struct {
	lately [8]time.Duration // how long rounds took in which the node did not ask
	rounds int
	last   time.Time // a round ended, or the node began
	wait   time.Duration
	calm   bool // the node has not asked in this round
	timer  *time.Timer
}

const (
	shortestWait = 5 * time.Millisecond
	firstWait    = 50 * time.Millisecond
	longestWait  = time.Second
)

func newWaits() waits {
	return waits{last: time.Now(), wait: firstWait, timer: time.NewTimer(firstWait)}
}

// stepped says that a round has ended. Rounds in which the node asked would only tell how long it waited; the shortest of the
// last eight others tells of links, where the rest also tell of others' waits.
func (w *waits) stepped() {
	now := time.Now()
	if w.calm {
		w.lately[w.rounds%len(w.lately)] = now.Sub(w.last)
		w.rounds++
	}
	if known := min(w.rounds, len(w.lately)); known > 0 {
		w.wait = min(max(3*slices.Min(w.lately[:known]), shortestWait), longestWait)
	}
	w.last, w.calm = now, true
	w.timer.Reset(w.wait)
}

// asked says that the node has asked.
func (w *waits) asked() {
	w.calm, w.wait = false, min(2*w.wait, longestWait)
	w.timer.Reset(w.wait)
}
