package fault

import (
	"fmt"
	"slices"

	"kizami/conformance/oracle"
	"kizami/core"
)

// walk is a run of a FaultCase. Its network is that of MessageCoordination.tla: all that was ever offered.
type walk struct {
	c        faultCase
	digraph  *core.Digraph
	distance [][]int
	epochs   []oracle.Case
	starts   [][]core.Element
	lockstep []*lockstep
	peers    []peer
	now      []core.PeerState
	before   core.PeerState // of the node that the latest event is about
	network  offers[core.Message]
	dead     []bool
	events   []event
	vain     bool // acts in vain are events, too
	scripted int  // how many events came before faults ended
	budget   int  // of events
	checks   []check
	wrong    string
}

// panics is what a peer did that did not come back.
const panics = "panic"

// event is a choice and what came of it.
type event struct {
	choice
	did     string        // an action as core names it, "Die", "Lose" or panics; "" when nothing could happen
	message *core.Message // that arrived
	round   int           // of the node before
	err     error         // of Receive
	second  *core.Message // is on offer in the place of another one of the same tag
}

func newFaultWalk(c faultCase, newPeer newFaultPeer, checks []check) (*walk, error) {
	config, digraph, err := c.Deployment()
	if err != nil {
		return nil, err
	}
	w := &walk{c: c, digraph: digraph, distance: oracle.Distances(c.Case), dead: make([]bool, c.Nodes), checks: checks}
	for e := range c.Epochs {
		epoch := c.epoch(e)
		l, err := newLockstep(epoch, digraph)
		if err != nil {
			return nil, err
		}
		starts := epoch.Starts()
		if starts == nil {
			starts = make([]core.Element, c.Nodes)
		}
		w.epochs, w.starts, w.lockstep = append(w.epochs, epoch), append(w.starts, starts), append(w.lockstep, l)
	}
	rounds := config.Ending.MaxRounds(c.Nodes) + 4 // and Decide, Stop, Begin
	w.budget = len(c.Script) + c.Epochs*rounds*(len(c.Arcs)+c.Nodes)
	for j, value := range c.Values {
		p, err := newPeer(config, digraph.OutDegree(j), digraph.In(j), value, w.starts[0][j])
		if err != nil {
			return nil, err
		}
		w.peers = append(w.peers, p)
		w.now = append(w.now, p.State())
		w.network = append(w.network, make([][]*core.Message, c.Epochs))
		w.publish(j)
	}
	return w, nil
}

// run follows the script and then, without faults, goes on until nothing changes.
func (w *walk) run() {
	w.vain = true
	for _, choice := range w.c.Script {
		w.do(choice)
	}
	w.vain, w.scripted = false, len(w.events)
	w.settle()
	for _, check := range w.checks {
		if w.wrong == "" && check.end != nil {
			w.complain(check.name, check.end(w))
		}
	}
}

// settle brings everything on offer to whoever can use it and lets everybody act, in turn, until nothing changes.
func (w *walk) settle() {
	for changed := true; changed; {
		changed = false
		for j := range w.peers {
			for _, i := range w.digraph.In(j) {
				for _, m := range w.now[i].Offered {
					if !w.dead[i] && usable(w.now[j], m) && !holds(w.now[j], i, m) {
						changed = w.do(choice{arrives, j, i, int(m.Epoch), int(m.Round)}) == core.ActionReceive || changed
					}
				}
			}
			for w.do(choice{Kind: acts, Node: j}) != "" {
				changed = true
			}
		}
	}
}

// do lets one choice happen, if it can, checks what came of it, and returns the action.
func (w *walk) do(choice choice) string {
	j := choice.Node
	if w.wrong != "" || len(w.events) == w.budget || j >= len(w.peers) || w.dead[j] {
		return ""
	}
	w.before = w.now[j]
	w.events = append(w.events, event{choice: choice, did: panics, round: round(w.before)})
	e := &w.events[len(w.events)-1]
	w.happen(e)
	switch {
	case e.did != "":
		w.now[j] = w.peers[j].State()
		e.second = w.publish(j)
	case e.Kind != acts: // no such message
		w.events = w.events[:len(w.events)-1]
		return ""
	case !w.vain: // but that a node does not act may be wrong
		w.events = w.events[:len(w.events)-1]
	}
	for _, check := range w.checks {
		if w.wrong == "" && check.step != nil {
			w.complain(check.name, check.step(w, e))
		}
	}
	return e.did
}

func (w *walk) happen(e *event) {
	switch e.Kind {
	case acts:
		e.did = w.act(e.Node)
	case arrives, isLost:
		w.arrive(e)
	case restarts:
		w.peers[e.Node].Restart()
		e.did = core.ActionRestart
	case dies:
		w.dead[e.Node] = true
		e.did = "Die"
	}
}

// act tries last what must come first, so that a node which can do two things is seen to do the wrong one.
func (w *walk) act(j int) string {
	p := w.peers[j]
	if next := int(w.now[j].Epoch) + 1; next < w.c.Epochs {
		if begun, err := p.Begin(w.epochs[next].Values[j], w.starts[next][j]); begun && err == nil {
			return core.ActionBegin
		}
	}
	switch {
	case p.Advance():
		return core.ActionAdvance
	case p.Stop():
		return core.ActionStop
	case p.Decide():
		return core.ActionDecide
	}
	return ""
}

func (w *walk) arrive(e *event) {
	if !slices.Contains(w.digraph.In(e.Node), e.From) || e.Epoch >= w.c.Epochs {
		return
	}
	made := w.network[e.From][e.Epoch]
	if e.Round >= len(made) || made[e.Round] == nil {
		return
	}
	e.message = made[e.Round]
	if e.Kind == isLost {
		e.did = "Lose"
		return
	}
	var arrived core.Message
	var taken bool
	if arrived, e.err = overWire(*e.message); e.err == nil {
		taken, e.err = w.peers[e.Node].Receive(e.From, arrived)
	}
	e.did = core.ActionIgnore
	if taken {
		e.did = core.ActionReceive
	}
}

// publish adds what a node offers to the network, and returns a message that is not what was offered under its tag.
func (w *walk) publish(j int) (second *core.Message) {
	tag := func(m *core.Message) (epoch, round uint32) { return m.Epoch, m.Round }
	return w.network.add(j, w.now[j].Offered, tag, sameMessage)
}

func (w *walk) complain(name, says string) {
	if says != "" {
		w.wrong = fmt.Sprintf("%s: %s", name, says)
	}
}
