package fleet

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"kizami/core"
)

// Node is one node of a run: what all agreed on, and what is its own.
type Node struct {
	Neighbours
	Nodes, Span int           // n and D
	Side        core.Side     // in its first round; Drive goes on with it
	Private     string        // what the side started from beside the common file, or a digest of it: it must not change in a run
	Journal     string        // the file of its journal
	Careless    bool          // the journal is not forced to the disk: after a crash of the machine FTC-61 does not hold
	Linger      time.Duration // how long it waits for others at most when it has ended; 0: 30 seconds
	Log         *slog.Logger  // nil: nobody listens
	Seen        *atomic.Pointer[Status]
	full        func() bool // of tests: the disk is
}

// Status is where a node stands.
type Status struct {
	Round    uint32 `json:"round"`             // g
	Waiting  []int  `json:"waiting,omitempty"` // in-neighbours whose message of this round is missing
	Over     bool   `json:"over"`
	Ended    int    `json:"ended"`    // nodes of which it knows that they have ended
	Sent     int    `json:"sent"`     // messages, each to all out-neighbours
	Bytes    int    `json:"bytes"`    // of them
	Resent   int    `json:"resent"`   // messages that were sent again
	Asked    int    `json:"asked"`    // needs that were sent
	Received int    `json:"received"` // packets
	Ignored  int    `json:"ignored"`  // of them: old, doubled, of nobody
	Journal  int64  `json:"journal"`  // bytes
	Restored bool   `json:"restored"` // from a journal
}

// EndedError reports that the run had to end: all nodes end with the same sentence.
type EndedError struct{ Sentence string }

func (e *EndedError) Error() string { return e.Sentence }

// driver is a node at work.
type driver struct {
	Node
	link        Link
	journal     *Journal
	call        *core.RollCall
	paced       *core.Paced
	incarnation uint64
	pins        map[int]uint64       // the incarnations of in-neighbours whose offers were taken
	next        uint32               // the first round whose message was not sent yet
	sent        map[uint32]time.Time // when the message of a round was sent last
	ended       []bool
	status      Status
	waits       waits
	moved       time.Time // when a round ended last
	complained  time.Time
}

const (
	unasked   = 2 * time.Second        // after which everything on offer is sent again
	telling   = 200 * time.Millisecond // between two packets that say the same to all
	failing   = 5                      // how often a failure is told
	longGrace = 30 * time.Second
	longRound = 10 * time.Second // after which the node says whom it waits for
)

// Drive drives the node until its side is over and all others have ended, as far as it hears, or its linger is over. It returns
// where the node stands then. When the context is done before it returns that error; the journal lets another Drive go on.
// Errors: [*EndedError], when the run had to end; those of the journal and of dial.
func (n Node) Drive(ctx context.Context, dial func() (Link, error)) (Status, error) {
	d := &driver{Node: n, ended: make([]bool, n.Nodes), waits: newWaits(), sent: map[uint32]time.Time{}, pins: map[int]uint64{}, moved: time.Now(), complained: time.Now()}
	d.Linger = cmp.Or(n.Linger, longGrace)
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	failed, err := d.open()
	if err != nil {
		return d.status, err
	}
	defer d.journal.Close()
	if d.link, err = dial(); err != nil {
		return d.status, err
	}
	defer d.link.Close()
	if failed == nil {
		failed = d.work(ctx)
	}
	d.show()
	var ended *EndedError
	if errors.As(failed, &ended) {
		d.tell(ctx, ended)
	}
	return d.status, failed
}

// work is the loop: packets, and what is due.
func (d *driver) work(ctx context.Context) error {
	if err := d.advance(); err != nil {
		return err
	}
	if err := d.send(); err != nil {
		return err
	}
	d.ask()
	offer, tell, report, linger := time.NewTicker(unasked), time.NewTicker(telling), time.NewTicker(reporting), time.Time{}
	defer offer.Stop()
	defer tell.Stop()
	defer report.Stop()
	for {
		d.show()
		if d.paced.Over() {
			if linger.IsZero() {
				if err := d.safe(); err != nil {
					return err
				}
				linger = time.Now().Add(d.Linger)
				d.Log.Info("over", "round", d.paced.Round())
				d.sayOver()
			}
			if !slices.Contains(d.ended, false) || time.Now().After(linger) {
				d.sayOver()
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case p := <-d.link.Packets():
			if err := d.hear(p); err != nil {
				return err
			}
		case <-d.waits.timer.C:
			d.ask()
		case <-offer.C:
			if time.Since(d.moved) > unasked { // else others are near, and ask
				d.offer(0)
			}
		case <-report.C:
			d.report()
			d.complain()
		case <-tell.C:
			if d.paced.Over() {
				d.sayOver()
			}
		}
	}
}

// show publishes where the node stands.
func (d *driver) show() {
	s := &d.status
	s.Round, s.Waiting, s.Over, s.Journal, s.Ended = d.paced.Round(), d.paced.Missing(), d.paced.Over(), d.journal.Size(), 0
	for _, ended := range d.ended {
		if ended {
			s.Ended++
		}
	}
	if d.Seen != nil {
		now := *s
		d.Seen.Store(&now)
	}
}
