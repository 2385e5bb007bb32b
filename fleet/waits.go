package fleet

import (
	"slices"
	"time"
)

// waits says when to ask for what is missing: after twice as long as answers take, eight times, then after four times that,
// nine times that, and so on. What a node has not sent yet it does not send because somebody asks, so to ask early costs little, but to ask for what is
// on its way has it sent again. So the measure is the median of how long the last answers took, not how long rounds take.
type waits struct {
	answers [8]time.Duration
	seen    int
	last    time.Time     // the node asked
	usual   time.Duration // the first wait of a round
	asks    int           // in this round
	timer   *time.Timer
}

const (
	shortestWait = 5 * time.Millisecond
	firstWait    = 100 * time.Millisecond // before there was an answer
	longestWait  = time.Second
	eager        = 8 // how often the node asks before it waits longer
)

func newWaits() waits {
	return waits{usual: firstWait, timer: time.NewTimer(firstWait)}
}

// stepped says that a round has ended.
func (w *waits) stepped() {
	w.asks = 0
	w.timer.Reset(w.usual)
}

// asked says that the node has asked.
func (w *waits) asked() {
	w.last = time.Now()
	w.asks++
	times := time.Duration(1 + w.asks/eager)
	w.timer.Reset(min(times*times*w.usual, longestWait))
}

// answered says that something has come that was sent again, which is an answer if the node has asked in this round.
func (w *waits) answered() {
	if w.asks == 0 {
		return
	}
	w.answers[w.seen%len(w.answers)] = time.Since(w.last)
	w.seen++
	sorted := slices.Sorted(slices.Values(w.answers[:min(w.seen, len(w.answers))]))
	w.usual = min(max(2*sorted[len(sorted)/2], shortestWait), longestWait)
}
