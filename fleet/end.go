package fleet

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kizami/core"
)

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
