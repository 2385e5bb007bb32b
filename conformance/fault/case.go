package fault

import (
	"fmt"

	"kizami/conformance/oracle"
	"kizami/core"
)

// mostNodes is the largest digraph that the properties of faulty links are tried on.
const mostNodes = 12

// faultCase is a coordination on faulty links: a start and everything that the environment then decides. After the
// script no fault happens any more: all that is on offer arrives, and all that can act does, until nothing changes.
type faultCase struct {
	oracle.Case
	Epochs int // one after the other, each with other values
	Script []choice
}

// choiceKind is what the environment decides.
type choiceKind int

// What the environment can decide. To be slow is not to be chosen, to be late is to be chosen late. Losing is a choice
// only so that a script tells what happened: to lose a message is never to choose its arrival.
const (
	acts     choiceKind = iota // the node does the one action that it can do
	arrives                    // a message that was once offered arrives at the node, perhaps not for the first time
	isLost                     // a message on its way to the node is lost
	restarts                   // the node crashes and goes on from what it has written
	dies                       // the node crashes and never comes back
)

// choice is one decision. It names its message by its tag, so that it means the same when other choices are left out;
// what cannot happen does not.
type choice struct {
	Kind               choiceKind
	Node               int
	From, Epoch, Round int // of the message
}

// String writes the case so that a person can run it again; what the script did stands beside it in a failure.
func (f faultCase) String() string {
	return fmt.Sprintf("%s, epochs %d, a script of %d steps", f.Case, f.Epochs, len(f.Script))
}

// epoch returns the coordination of one epoch: other values at every node, another average, another probe.
func (f faultCase) epoch(e int) oracle.Case {
	c := f.Clone()
	c.Seed += uint64(e)
	for j := range c.Values {
		copy(c.Values[j], f.Values[(j+e)%c.Nodes])
		for i := range c.Values[j] {
			if e%2 == 1 {
				c.Values[j][i] *= -1
			}
		}
	}
	return c
}

// peer is the part of [core.Peer] that is judged, so that a test can put one there that is wrong.
type peer interface {
	State() core.PeerState
	Receive(from int, m core.Message) (taken bool, err error)
	Advance() bool
	Decide() bool
	Stop() bool
	Begin(value []int64, start core.Element) (bool, error)
	Restart()
}

// newFaultPeer makes the peers of a run, as [core.NewPeer] does.
type newFaultPeer func(c core.Config, outDegree int, in []int, value []int64, start core.Element) (peer, error)

// corePeer is the peer that is judged: core's own.
func corePeer(c core.Config, outDegree int, in []int, value []int64, start core.Element) (peer, error) {
	p, err := core.NewPeer(c, outDegree, in, value, start)
	if err != nil {
		return nil, err
	}
	return &writtenPeer{p, func(s core.PeerState) (*core.Peer, error) { return core.RestorePeer(c, outDegree, in, s) }}, nil
}

// writtenPeer is a peer that really loses its memory when it restarts: it is made anew from its written state.
type writtenPeer struct {
	*core.Peer
	restore func(core.PeerState) (*core.Peer, error)
}

func (p *writtenPeer) Restart() {
	p.Peer.Restart()
	restored, err := p.restore(p.State())
	if err != nil {
		panic(fmt.Sprintf("a node cannot go on from what it has written: %v", err))
	}
	p.Peer = restored
}
