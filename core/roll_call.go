package core

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// LostStateError reports that a node of this run was started again without its state: the run cannot go on (FTC-60).
type LostStateError struct {
	Node int // None: it is known only that there is one
}

func (e *LostStateError) Error() string {
	if e.Node == None {
		return "a node has lost its state: two of its incarnations take part, so this run has to end; start a new one"
	}
	return fmt.Sprintf("node %d has lost its state: two of its incarnations take part, so this run has to end; start a new one", e.Node)
}

// RollCall is a [Side] that begins with D rounds in which all nodes hear of all incarnations (FTC-60). From then on every
// message carries a hash of them, and one with another hash ends the run (FTC-61): whoever loses its state and comes back with
// another value is in another world, and no two averages come of one run.
type RollCall struct {
	side         Side
	span         int
	round        int
	incarnations []uint64 // by node; 0: not heard of
	world        [WorldBytes]byte
}

// WorldBytes is how many bytes of every message after the roll call come before what the side itself sends.
const WorldBytes = 8

// NewRollCall returns the side of node id among that many, with its incarnation: a random number, drawn whenever the node starts
// without a state. Errors: an id that is none of theirs, an incarnation of 0, a span out of range.
func NewRollCall(side Side, id, nodes, span int, incarnation uint64) (*RollCall, error) {
	switch {
	case nodes < 1 || nodes > MaxNodes:
		return nil, fmt.Errorf("%d nodes: a roll call is one of 1 to %d", nodes, MaxNodes)
	case id < 0 || id >= nodes:
		return nil, fmt.Errorf("node %d of %d: must be between 0 and %d", id, nodes, nodes-1)
	case incarnation == 0:
		return nil, fmt.Errorf("an incarnation of 0: it stands for a node that was not heard of")
	case span < 1 || span >= max(2, nodes):
		return nil, fmt.Errorf("diameter %d: with %d nodes it must be between 1 and %d", span, nodes, max(1, nodes-1))
	}
	r := &RollCall{side: side, span: span, incarnations: make([]uint64, nodes)}
	r.incarnations[id] = incarnation
	return r, nil
}

// Calling says whether the roll call is still going on.
func (r *RollCall) Calling() bool { return r.round < r.span }

// Incarnation returns what the node has heard of another one, 0 if nothing.
func (r *RollCall) Incarnation(node int) uint64 { return r.incarnations[node] }

// World returns the hash of all incarnations, the first 8 bytes of the SHA-256 of their list, each as a big-endian uint64;
// 0 while the roll call is going on.
func (r *RollCall) World() uint64 { return binary.BigEndian.Uint64(r.world[:]) }

// Share returns what the node has heard of, eight bytes for each node, and after the roll call the world and what the side
// itself sends.
func (r *RollCall) Share() []byte {
	if r.Calling() {
		return r.list()
	}
	return append(append([]byte{}, r.world[:]...), r.side.Share()...)
}

func (r *RollCall) list() []byte {
	list := make([]byte, 0, 8*len(r.incarnations))
	for _, i := range r.incarnations {
		list = binary.BigEndian.AppendUint64(list, i)
	}
	return list
}

// Advance ends a round of the roll call, or one of the side. Errors: [*LostStateError]; somebody whom nobody has heard of after
// D rounds; a message of another length; those of the side.
func (r *RollCall) Advance(inbox [][]byte) error {
	if r.Calling() {
		return r.call(inbox)
	}
	contents := make([][]byte, len(inbox))
	for i, m := range inbox {
		if len(m) < WorldBytes {
			return &MessageError{i, fmt.Errorf("%d bytes: it begins with the world, which has %d", len(m), WorldBytes)}
		}
		if [WorldBytes]byte(m[:WorldBytes]) != r.world {
			return &LostStateError{None}
		}
		contents[i] = m[WorldBytes:]
	}
	return r.side.Advance(contents)
}

func (r *RollCall) call(inbox [][]byte) error {
	for i, m := range inbox {
		if len(m) != 8*len(r.incarnations) {
			return &MessageError{i, fmt.Errorf("%d bytes in a roll call of %d nodes: it has %d", len(m), len(r.incarnations), 8*len(r.incarnations))}
		}
		for node := range r.incarnations {
			heard := binary.BigEndian.Uint64(m[8*node:])
			if own := r.incarnations[node]; heard != 0 && own != 0 && heard != own {
				return &LostStateError{node}
			}
			r.incarnations[node] |= heard
		}
	}
	if r.round++; r.Calling() {
		return nil
	}
	for node, i := range r.incarnations {
		if i == 0 {
			return fmt.Errorf("node %d was not heard of in %d rounds: the diameter %d is too small", node, r.span, r.span)
		}
	}
	sum := sha256.Sum256(r.list())
	copy(r.world[:], sum[:])
	return nil
}

// Over says whether the side has no further round.
func (r *RollCall) Over() bool { return !r.Calling() && r.side.Over() }
