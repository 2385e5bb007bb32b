package fleet

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"

	"kizami/core"
)

// start is the first record of a journal: whose it is.
type start struct {
	Run         string `json:"run"`
	Node        int    `json:"node"`
	Incarnation uint64 `json:"incarnation,string"`
	Private     string `json:"private"`
}

// open opens the journal and goes on from it, or begins it with a new incarnation. It returns why the run has ended, if it has.
func (d *driver) open() (ended, err error) {
	journal, records, err := OpenJournal(d.Journal, !d.Careless)
	if err != nil {
		return nil, err
	}
	d.journal = journal
	defer func() {
		if err != nil {
			journal.Close()
		}
	}()
	if len(records) == 0 {
		err = d.begin()
	} else {
		ended, err = d.restore(records)
	}
	return ended, err
}

// begin draws an incarnation and writes it down.
func (d *driver) begin() error {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return err
	}
	d.incarnation = binary.BigEndian.Uint64(b[:]) | 1 // never 0
	first, err := json.Marshal(start{d.Run, d.Neighbours.Node, d.incarnation, d.Private})
	if err != nil {
		return err
	}
	if err := d.journal.Append(Record{recordStart, first}); err != nil {
		return err
	}
	if err := d.journal.Sync(); err != nil {
		return err
	}
	return d.machines()
}

// machines makes the pure machines in their first round.
func (d *driver) machines() (err error) {
	if d.call, err = core.NewRollCall(d.Side, d.Neighbours.Node, d.Nodes, d.Span, d.incarnation); err != nil {
		return err
	}
	d.paced, err = core.NewPaced(d.call, d.In, d.Span)
	return err
}

// restore takes in again what the journal tells (FTC-62). What it leads to was on offer before the crash, all but the last
// message perhaps: it is sent again when somebody asks.
func (d *driver) restore(records []Record) (ended, err error) {
	var s start
	if records[0].Kind != recordStart {
		return nil, fmt.Errorf("%s: the journal does not begin with its node", d.Journal)
	}
	if err := json.Unmarshal(records[0].Content, &s); err != nil || s.Incarnation == 0 {
		return nil, fmt.Errorf("%s: the journal does not name its node: %v", d.Journal, err)
	}
	switch {
	case s.Run != d.Run:
		return nil, fmt.Errorf("%s: this is the journal of run %s, not of %s: the common file is another, or the state belongs to a run before", d.Journal, s.Run, d.Run)
	case s.Node != d.Neighbours.Node:
		return nil, fmt.Errorf("%s: this is the journal of node %d, not of node %d", d.Journal, s.Node, d.Neighbours.Node)
	case s.Private != d.Private:
		return nil, fmt.Errorf("%s: node %d began this run with another value or other data, and may not change them: start a new run", d.Journal, s.Node)
	}
	d.incarnation, d.status.Restored = s.Incarnation, true
	if err := d.machines(); err != nil {
		return nil, err
	}
	for _, r := range records[1:] {
		switch r.Kind {
		case recordTaken:
			err = d.retake(r.Content)
		case recordFail:
			ended = &EndedError{string(r.Content)}
		default:
			err = fmt.Errorf("a record of kind %q", r.Kind)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: the journal is not one of this program and this run: %w", d.Journal, err)
		}
	}
	return ended, nil
}

// retake takes in a message again. That of the last record may be what the run ended with: it is met again.
func (d *driver) retake(content []byte) error {
	p, err := parseTaken(content)
	if err != nil {
		return err
	}
	if taken, err := d.paced.Receive(p.From, p.Round, p.Content); err != nil || !taken {
		return fmt.Errorf("the message of round %d from node %d is not taken again: %v", p.Round, p.From, err)
	}
	d.pins[p.From] = p.Incarnation
	for {
		if stepped, err := d.paced.Step(); err != nil || !stepped {
			return nil
		}
	}
}

func appendTaken(b []byte, p Packet) []byte {
	b = binary.BigEndian.AppendUint64(b, p.Incarnation)
	b = binary.BigEndian.AppendUint32(b, uint32(p.From))
	b = binary.BigEndian.AppendUint32(b, p.Round)
	return append(b, p.Content...)
}

func parseTaken(b []byte) (Packet, error) {
	if len(b) < 16 {
		return Packet{}, fmt.Errorf("a message of %d bytes", len(b))
	}
	return Packet{
		Kind: Offer, Incarnation: binary.BigEndian.Uint64(b), From: int(binary.BigEndian.Uint32(b[8:])), Round: binary.BigEndian.Uint32(b[12:]), Content: b[16:],
	}, nil
}

// Taken reads the journal of node number node of a run and returns its incarnation and the offers that it has taken in, in
// order. It holds the journal for that long: no process may.
func Taken(path, run string, node int) (incarnation uint64, offers []Packet, err error) {
	if _, err := os.Stat(path); err != nil {
		return 0, nil, err
	}
	journal, records, err := OpenJournal(path, false)
	if err != nil {
		return 0, nil, err
	}
	defer journal.Close()
	var s start
	if len(records) == 0 || records[0].Kind != recordStart || json.Unmarshal(records[0].Content, &s) != nil || s.Run != run || s.Node != node {
		return 0, nil, fmt.Errorf("%s: this is not the journal of node %d of run %s", path, node, run)
	}
	for _, r := range records[1:] {
		if r.Kind != recordTaken {
			continue
		}
		p, err := parseTaken(r.Content)
		if err != nil {
			return 0, nil, fmt.Errorf("%s: %w", path, err)
		}
		offers = append(offers, p)
	}
	return s.Incarnation, offers, nil
}
