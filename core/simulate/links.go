package simulate

import (
	"fmt"
	"slices"

	"kizami/core"
)

// ActionOffer is what happens on [Links] beside the actions of a Peer: a node sent all that it offers.
const ActionOffer = "Offer"

// Faults are the odds, between 0 and 1, of what goes wrong. With the zero Faults nothing is lost on the way and every
// arc keeps its order.
type Faults struct {
	Loss      float64   // a message that is sent does not get on its way
	Duplicate float64   // it gets on its way twice
	Reorder   float64   // what arrives is any of the messages on the arc, instead of the oldest
	Restart   float64   // a node loses its inbox when its turn comes
	Slow      []float64 // node j lets its turn pass; 1 means dead. Nodes beyond the list never do
}

func (f Faults) check() error {
	for i, odds := range append([]float64{f.Loss, f.Duplicate, f.Reorder, f.Restart}, f.Slow...) {
		if !(odds >= 0 && odds <= 1) {
			name := []string{"loss", "duplicate", "reorder", "restart", "slow"}[min(i, 4)]
			return fmt.Errorf("the odds of %s are %v: must be between 0 and 1", name, odds)
		}
	}
	return nil
}

// LinkEvent is one step of [Links]. An Action of "" means that nothing happened: a node let its turn pass.
type LinkEvent struct {
	Action  string
	Node    int
	Message *core.Received // of Receive and Ignore
}

// MaxInFlight is the most messages in flight on one arc. When one more is sent, any of them is lost.
const MaxInFlight = 64

// Links runs a [core.Peer] at every vertex of a digraph, on links that lose, double, delay and reorder. It has no clock:
// chance picks what happens next, and is the caller's. The same chance gives the same run on every machine.
type Links struct {
	Wire    bool // messages travel in their wire encoding
	config  core.Config
	digraph *core.Digraph
	peers   []*core.Peer
	flight  [][]core.Message // by arc, oldest first
	faults  Faults
	random  func() uint64
}

// NewLinks returns the network with nothing in flight. values and starts are as in [NewNetwork]; random returns uniform
// 64-bit numbers. Errors: those of NewNetwork; odds that are not between 0 and 1.
func NewLinks(c core.Config, g *core.Digraph, values [][]int64, starts []core.Element, faults Faults, random func() uint64) (*Links, error) {
	if err := faults.check(); err != nil {
		return nil, err
	}
	if _, err := NewNetwork(c, g, values, starts); err != nil {
		return nil, err
	}
	w := &Links{config: c, digraph: g, flight: make([][]core.Message, len(g.Arcs())), faults: faults, random: random}
	for j, value := range values {
		var start core.Element
		if c.Ending.IsProbe() {
			start = starts[j]
		}
		peer, err := core.NewPeer(c, g.OutDegree(j), g.In(j), value, start)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		w.peers = append(w.peers, peer)
	}
	return w, nil
}

// Peers returns the nodes. The caller may do their actions between steps; that is how an epoch begins.
func (w *Links) Peers() []*core.Peer { return w.peers }

// InFlight returns what is in flight on each arc, in the order of [core.Digraph.Arcs]; the caller must not change it.
func (w *Links) InFlight() [][]core.Message { return w.flight }

// Done says whether all nodes have stopped.
func (w *Links) Done() bool {
	return !slices.ContainsFunc(w.peers, func(p *core.Peer) bool { return !p.Stopped() })
}

// Step picks a node, whose turn it is, or an arc, on which a message arrives, each with the same odds. An error means
// that a node sent what no honest node sends. Cost: O(n + arcs), and one message for each that the node offers.
func (w *Links) Step() (LinkEvent, error) {
	var busy []int
	for arc, flight := range w.flight {
		if len(flight) > 0 {
			busy = append(busy, arc)
		}
	}
	chosen := w.pick(len(w.peers) + len(busy))
	if chosen < len(w.peers) {
		return LinkEvent{Action: w.turn(chosen), Node: chosen}, nil
	}
	return w.arrive(busy[chosen-len(w.peers)])
}

func (w *Links) pick(n int) int { return int(w.random() % uint64(n)) }

// chance compares integers: a product of floats could be rounded differently elsewhere, a scaling by 2^53 cannot.
func (w *Links) chance(odds float64) bool { return w.random()>>11 < uint64(odds*(1<<53)) }

// turn is a restart, one action, or an offer.
func (w *Links) turn(j int) string {
	peer := w.peers[j]
	if j < len(w.faults.Slow) && w.chance(w.faults.Slow[j]) {
		return ""
	}
	if w.chance(w.faults.Restart) {
		peer.Restart()
		return core.ActionRestart
	}
	if w.pick(2) == 0 {
		switch {
		case peer.Decide():
			return core.ActionDecide
		case peer.Stop():
			return core.ActionStop
		case peer.Advance():
			return core.ActionAdvance
		}
	}
	offered := peer.Offered()
	for arc, a := range w.digraph.Arcs() {
		if a.From == j {
			for _, m := range offered {
				w.send(arc, m)
			}
		}
	}
	return ActionOffer
}

// send does not repeat what is still on its way: that would only fill the arc.
func (w *Links) send(arc int, m core.Message) {
	under := func(o core.Message) bool { return o.Epoch == m.Epoch && o.Round == m.Round }
	if slices.ContainsFunc(w.flight[arc], under) || w.chance(w.faults.Loss) {
		return
	}
	copies := 1
	if w.chance(w.faults.Duplicate) {
		copies = 2
	}
	for range copies {
		if len(w.flight[arc]) == MaxInFlight {
			w.take(arc, w.pick(MaxInFlight))
		}
		w.flight[arc] = append(w.flight[arc], m)
	}
}

func (w *Links) take(arc, place int) core.Message {
	m := w.flight[arc][place]
	w.flight[arc] = slices.Delete(w.flight[arc], place, place+1)
	return m
}

func (w *Links) arrive(arc int) (LinkEvent, error) {
	place := 0
	if w.chance(w.faults.Reorder) {
		place = w.pick(len(w.flight[arc]))
	}
	a, m := w.digraph.Arcs()[arc], w.take(arc, place)
	if w.Wire {
		data, err := m.AppendBinary(nil)
		if err != nil {
			return LinkEvent{}, err
		}
		if m, err = core.ParseMessage(w.config.Field, data); err != nil {
			return LinkEvent{}, err
		}
	}
	event := LinkEvent{core.ActionIgnore, a.To, &core.Received{From: a.From, Message: m}}
	taken, err := w.peers[a.To].Receive(a.From, m)
	if taken {
		event.Action = core.ActionReceive
	}
	return event, err
}
