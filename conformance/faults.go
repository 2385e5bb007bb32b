package conformance

import (
	"fmt"

	"kizami/core"
)

// MaxFaultyNodes is the largest digraph that the properties of faulty links are tried on.
const MaxFaultyNodes = 12

// FaultCase is a coordination on faulty links: a start and everything that the environment then decides. After the
// script no fault happens any more: all that is on offer arrives, and all that can act does, until nothing changes.
type FaultCase struct {
	Case
	Epochs int // one after the other, each with other values
	Script []Choice
}

// ChoiceKind is what the environment decides.
type ChoiceKind int

// What the environment can decide. To be slow is not to be chosen, to be late is to be chosen late. Losing is a choice
// only so that a script tells what happened: to lose a message is never to choose its arrival.
const (
	Acts     ChoiceKind = iota // the node does the one action that it can do
	Arrives                    // a message that was once offered arrives at the node, perhaps not for the first time
	IsLost                     // a message on its way to the node is lost
	Restarts                   // the node crashes and goes on from what it has written
	Dies                       // the node crashes and never comes back
)

// Choice is one decision. It names its message by its tag, so that it means the same when other choices are left out;
// what cannot happen does not.
type Choice struct {
	Kind               ChoiceKind
	Node               int
	From, Epoch, Round int // of the message
}

// String writes the case so that a person can run it again; what the script did stands beside it in a failure.
func (f FaultCase) String() string {
	return fmt.Sprintf("%s, epochs %d, a script of %d steps", f.Case, f.Epochs, len(f.Script))
}

// epoch returns the coordination of one epoch: other values at every node, another average, another probe.
func (f FaultCase) epoch(e int) Case {
	c := f.clone()
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

// faultPeer is the part of [core.Peer] that is judged, so that a test can put one there that is wrong.
type faultPeer interface {
	State() core.PeerState
	Receive(from int, m core.Message) (taken bool, err error)
	Advance() bool
	Decide() bool
	Stop() bool
	Begin(value []int64, start core.Element) (bool, error)
	Restart()
}

// newFaultPeer makes the peers of a run, as [core.NewPeer] does.
type newFaultPeer func(c core.Config, outDegree int, in []int, value []int64, start core.Element) (faultPeer, error)

// corePeer is the peer that is judged: core's own.
func corePeer(c core.Config, outDegree int, in []int, value []int64, start core.Element) (faultPeer, error) {
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
