package fleet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
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
	Private     string        // a digest of what the side started from beside the common file: it must not change in a run
	Journal     string        // the file of its journal
	Careless    bool          // the journal is not forced to the disk: a crash of the machine may end the run
	Linger      time.Duration // how long it waits for others at most when it has ended; 0: 30 seconds
	Log         *slog.Logger  // nil: nobody listens
	Seen        *atomic.Pointer[Status]
}

// Status is where a node stands.
type Status struct {
	Round    uint32 // g
	Waiting  []int  // in-neighbours whose message of this round is missing
	Over     bool
	Ended    int // nodes of which it knows that they have ended
	Sent     int // messages, each to all out-neighbours
	Bytes    int // of them
	Resent   int // messages that were sent again
	Asked    int // needs that were sent
	Received int // packets
	Ignored  int // of them: old, doubled, of nobody
	Journal  int64
	Restored bool // from a journal
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
	next        uint32               // the first round whose message was not sent yet
	sent        map[uint32]time.Time // when the message of a round was sent last
	ended       []bool
	status      Status
	waits       waits
}

const (
	unasked   = 2 * time.Second        // after which everything on offer is sent again
	telling   = 200 * time.Millisecond // between two packets that say the same to all
	failing   = 5                      // how often a failure is told
	longGrace = 30 * time.Second
)

// Drive drives the node until its side is over and all others have ended, as far as it hears, or its linger is over. It returns
// where the node stands then. When the context is done before it returns that error; the journal lets another Drive go on.
// Errors: [*EndedError], when the run had to end; those of the journal and of dial.
func (n Node) Drive(ctx context.Context, dial func() (Link, error)) (Status, error) {
	d := &driver{Node: n, ended: make([]bool, n.Nodes), waits: newWaits(), sent: map[uint32]time.Time{}}
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
	offer, tell, linger := time.NewTicker(unasked), time.NewTicker(telling), time.Time{}
	defer offer.Stop()
	defer tell.Stop()
	for {
		d.show()
		if d.paced.Over() {
			if linger.IsZero() {
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
			d.offer(0)
		case <-tell.C:
			if d.paced.Over() {
				d.sayOver()
			}
		}
	}
}

// hear takes in a packet.
func (d *driver) hear(p Packet) error {
	d.status.Received++
	if p.From < 0 || p.From >= d.Nodes || p.From == d.Neighbours.Node {
		d.status.Ignored++
		return nil
	}
	if known := d.call.Incarnation(p.From); known != 0 && known != p.Incarnation && p.Kind != Fail {
		return d.fail(&core.LostStateError{Node: p.From})
	}
	switch p.Kind {
	case Offer:
		return d.take(p)
	case Need:
		d.offer(p.Round)
	case Fail:
		return d.end(string(p.Content))
	case Over:
		for j := range d.ended {
			if j/8 < len(p.Content) && p.Content[j/8]>>(j%8)&1 == 1 {
				d.ended[j] = true
			}
		}
	}
	return nil
}

// take hands an offer in, writes it down, and goes on as far as that allows.
func (d *driver) take(p Packet) error {
	if uint64(p.Round) > uint64(d.paced.Round())+uint64(d.Span) { // which takes messages of this node that it knows nothing of
		return d.fail(&core.LostStateError{Node: d.Neighbours.Node})
	}
	taken, err := d.paced.Receive(p.From, p.Round, p.Content)
	if err != nil {
		return d.fail(err)
	}
	if !taken {
		d.status.Ignored++
		return nil
	}
	if err := d.journal.Append(Record{recordTaken, appendTaken(nil, p)}); err != nil {
		return d.fail(fmt.Errorf("cannot write its journal: %w", err))
	}
	if err := d.advance(); err != nil {
		return err
	}
	return d.send()
}

// advance goes through all rounds that can be.
func (d *driver) advance() error {
	for {
		stepped, err := d.paced.Step()
		if err != nil {
			return d.fail(err)
		}
		if !stepped {
			return nil
		}
		d.waits.stepped()
	}
}

// send sends what was not sent yet, once what it follows from is safe.
func (d *driver) send() error {
	first, messages := d.paced.Offered()
	if d.next >= first+uint32(len(messages)) {
		return nil
	}
	if err := d.journal.Sync(); err != nil {
		return d.fail(fmt.Errorf("cannot write its journal: %w", err))
	}
	for i, m := range messages {
		if round := first + uint32(i); round >= d.next {
			d.status.Sent++
			d.status.Bytes += len(m)
			d.put(round, m)
		}
	}
	d.next = first + uint32(len(messages))
	maps.DeleteFunc(d.sent, func(round uint32, _ time.Time) bool { return round < first })
	return nil
}

// put sends the message of a round to all out-neighbours.
func (d *driver) put(round uint32, message []byte) {
	d.sent[round] = time.Now()
	d.link.Send(Packet{Kind: Offer, Incarnation: d.incarnation, Round: round, Content: message})
}

// offer sends again what is on offer from a round on, but for what was sent just now: who asked may have it already.
func (d *driver) offer(from uint32) {
	first, messages := d.paced.Offered()
	for i, m := range messages {
		if round := first + uint32(i); round >= from && round < d.next && time.Since(d.sent[round]) > d.waits.usual {
			d.status.Resent++
			d.put(round, m)
		}
	}
}

// ask says which round the node waits for, if it does.
func (d *driver) ask() {
	if d.paced.Over() {
		return
	}
	d.status.Asked++
	d.waits.asked()
	d.link.Send(Packet{Kind: Need, Incarnation: d.incarnation, Round: d.paced.Round()})
}

func (d *driver) sayOver() {
	d.ended[d.Neighbours.Node] = true
	bits := make([]byte, (d.Nodes+7)/8)
	for j, ended := range d.ended {
		if ended {
			bits[j/8] |= 1 << (j % 8)
		}
	}
	d.link.Send(Packet{Kind: Over, Incarnation: d.incarnation, Content: bits})
}

// fail ends the run for what this node has met.
func (d *driver) fail(err error) error {
	sentence := err.Error()
	var lost *core.LostStateError
	if !errors.As(err, &lost) {
		sentence = fmt.Sprintf("node %d: %v", d.Neighbours.Node, err)
	}
	return d.end(sentence[:min(len(sentence), longestFail)])
}

// end ends the run, and remembers why.
func (d *driver) end(sentence string) error {
	d.Log.Error("the run has to end", "why", sentence)
	ended := &EndedError{sentence}
	d.remember(ended)
	return ended
}

// remember writes down why the run has to end. The last such record counts. If it cannot be written all are told all the same.
func (d *driver) remember(ended *EndedError) {
	if d.journal.Append(Record{recordFail, []byte(ended.Sentence)}) == nil {
		_ = d.journal.Sync()
	}
}

// tell says to all why the run has to end, and hears what others say: of several sentences all take the least.
func (d *driver) tell(ctx context.Context, ended *EndedError) {
	tick := time.NewTicker(telling)
	defer tick.Stop()
	say := func() { d.link.Send(Packet{Kind: Fail, Incarnation: d.incarnation, Content: []byte(ended.Sentence)}) }
	say()
	for told := 1; told < failing; {
		select {
		case <-tick.C:
			told++
			say()
		case p := <-d.link.Packets():
			if p.Kind == Fail && string(p.Content) < ended.Sentence {
				ended.Sentence = string(p.Content)
				d.remember(ended)
				say()
			}
		case <-ctx.Done():
			return
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
