package fleet

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"kizami/core"
)

// hear takes in a packet.
func (d *driver) hear(p Packet) error {
	d.status.Received++
	if p.From < 0 || p.From >= d.Nodes || p.From == d.Neighbours.Node {
		d.status.Ignored++
		return nil
	}
	if known := cmp.Or(d.call.Incarnation(p.From), d.pins[p.From]); known != 0 && known != p.Incarnation && p.Kind != Fail {
		return d.fail(&core.LostStateError{Node: p.From})
	}
	switch p.Kind {
	case Offer:
		return d.take(p)
	case Need:
		if p.names(d.Neighbours.Node) {
			d.offer(p.Round)
		}
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
	d.pins[p.From] = p.Incarnation
	if p.Again && p.Round == d.paced.Round() {
		d.waits.answered()
	}
	err = d.journal.Append(Record{recordTaken, appendTaken(nil, p)})
	if d.full != nil && d.full() {
		err = errors.New("no space left on device")
	}
	if err != nil {
		return d.fail(fmt.Errorf("cannot write its journal: %w", err))
	}
	if err := d.advance(); err != nil {
		return err
	}
	return d.send()
}

// advance goes through all rounds that can be.
func (d *driver) advance() error {
	before := d.paced.Round()
	for {
		stepped, err := d.paced.Step()
		if err != nil {
			return d.fail(err)
		}
		if !stepped {
			break
		}
	}
	if d.paced.Round() > before {
		d.waits.stepped()
		d.moved = time.Now()
	}
	return nil
}
