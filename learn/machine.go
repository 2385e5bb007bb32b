package learn

import (
	"kizami/core"
	"kizami/core/stepsize"
)

// A machine is a method at work on one problem, epoch by epoch. What it returns may be overwritten by the next Step.
type machine interface {
	Step() error                          // one epoch
	Iterates() [][]float64                // one per node
	Steps() (proposed, applied []float64) // of the last epoch, one per node; nil where there are none
	Cost() stepsize.Cost                  // so far; messages and bytes of the whole network, rounds and gradients per node
}

// messageBytes is the length on the wire of a message of the given number of words (FTC-6). The baselines send float64
// numbers in the place of field elements.
func messageBytes(words int) int {
	return core.Message{Words: make([]core.Element, words)}.Size()
}

// peers is what the baselines on a digraph share: every node evaluates its own gradient, and once in an epoch sends one
// message to all its out-neighbours.
type peers struct {
	losses  []stepsize.Loss
	digraph *core.Digraph
	step    float64
	bytes   int // of one message
	cost    stepsize.Cost
}

func newPeers(losses []stepsize.Loss, g *core.Digraph, step float64, words int) peers {
	return peers{losses: losses, digraph: g, step: step, bytes: messageBytes(words)}
}

func (p *peers) Cost() stepsize.Cost { return p.cost }

func (p *peers) Steps() (proposed, applied []float64) {
	applied = make([]float64, len(p.losses))
	for j := range applied {
		applied[j] = p.step
	}
	return nil, applied
}

func (p *peers) sent() {
	arcs := len(p.digraph.Arcs())
	p.cost.Rounds++
	p.cost.Messages += int64(arcs)
	p.cost.Bytes += int64(arcs * p.bytes)
}

// gradients writes ∇f_j(x_j) to gradient[j].
func (p *peers) gradients(x, gradient [][]float64) {
	for j, loss := range p.losses {
		loss.Gradient(x[j], gradient[j])
	}
	p.cost.Gradients++
}
