package fleet

import (
	"fmt"
	"maps"
	"time"
)

// send sends what was not sent yet, once what it follows from is safe.
func (d *driver) send() error {
	first, messages := d.paced.Offered()
	if d.next >= first+uint32(len(messages)) {
		return nil
	}
	if err := d.safe(); err != nil {
		return err
	}
	for i, m := range messages {
		if round := first + uint32(i); round >= d.next {
			d.status.Sent++
			d.status.Bytes += len(m)
			d.put(round, m, false)
		}
	}
	d.next = first + uint32(len(messages))
	maps.DeleteFunc(d.sent, func(round uint32, _ time.Time) bool { return round < first })
	return nil
}

// put sends the message of a round to all out-neighbours.
func (d *driver) put(round uint32, message []byte, again bool) {
	d.sent[round] = time.Now()
	d.link.Send(Packet{Kind: Offer, Again: again, Incarnation: d.incarnation, Round: round, Content: message})
}

// offer sends again what is on offer from a round on, but for what was sent just now: who asked may have it already.
func (d *driver) offer(from uint32) {
	first, messages := d.paced.Offered()
	for i, m := range messages {
		if round := first + uint32(i); round >= from && round < d.next && time.Since(d.sent[round]) > d.waits.usual/2 {
			d.status.Resent++
			d.put(round, m, true)
		}
	}
}

// ask says which round the node waits for, and of whom, if it does.
func (d *driver) ask() {
	missing := d.paced.Missing()
	if len(missing) == 0 {
		return
	}
	d.status.Asked++
	d.waits.asked()
	d.link.Send(Packet{Kind: Need, Incarnation: d.incarnation, Round: d.paced.Round(), Content: appendNodes(nil, missing)})
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

// safe makes everything safe that was written down, which comes before anything that follows from it is sent or told.
func (d *driver) safe() error {
	if err := d.journal.Sync(); err != nil {
		return d.fail(fmt.Errorf("cannot write its journal: %w", err))
	}
	return nil
}
