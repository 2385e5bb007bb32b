package fleet

import (
	"encoding/binary"
	"fmt"
)

// Kind says what a packet is about.
type Kind byte

// The kinds of packets, with their numbers on the wire.
const (
	Offer Kind = 1 // the message of a round
	Need  Kind = 2 // the sender waits for this round of its in-neighbours
	Fail  Kind = 3 // the run has to end; the content is a sentence
	Over  Kind = 4 // the sender has ended; the content has a bit for each node of which it knows that
	// Standing is not for nodes: where the sender stands, as JSON.
	Standing Kind = 5
)

// names are those of the kinds in subjects.
var names = map[Kind]string{Offer: "m", Need: "need", Fail: "fail", Over: "over", Standing: "status"}

// Packet is what travels between nodes.
type Packet struct {
	From        int // not on the wire: the link knows it
	Kind        Kind
	Incarnation uint64 // of the sender
	Round       uint32 // of an Offer or a Need
	Content     []byte // of an Offer, a Fail or an Over
}

const (
	wireVersion  = 1
	packetHeader = 10
	longestFail  = 1000 // bytes of a sentence
)

// appendPacket appends the wire encoding of spec/fleet.md.
func appendPacket(b []byte, p Packet) []byte {
	b = append(b, wireVersion, byte(p.Kind))
	b = binary.BigEndian.AppendUint64(b, p.Incarnation)
	if p.Kind == Offer || p.Kind == Need {
		b = binary.BigEndian.AppendUint32(b, p.Round)
	}
	return append(b, p.Content...)
}

// parsePacket decodes a packet that was sent as one of that kind. It keeps the data.
func parsePacket(kind Kind, data []byte) (Packet, error) {
	if len(data) < packetHeader {
		return Packet{}, fmt.Errorf("a packet of %d bytes: the header alone has %d", len(data), packetHeader)
	}
	if data[0] != wireVersion || Kind(data[1]) != kind {
		return Packet{}, fmt.Errorf("a packet of version %d, kind %d: expected version %d, kind %d", data[0], data[1], wireVersion, kind)
	}
	p := Packet{Kind: kind, Incarnation: binary.BigEndian.Uint64(data[2:]), Content: data[packetHeader:]}
	if p.Incarnation == 0 {
		return Packet{}, fmt.Errorf("a packet of the incarnation 0, which nobody has")
	}
	if kind == Offer || kind == Need {
		if len(p.Content) < 4 {
			return Packet{}, fmt.Errorf("a packet of %d bytes that should name a round", len(data))
		}
		p.Round, p.Content = binary.BigEndian.Uint32(p.Content), p.Content[4:]
	}
	switch {
	case kind == Need && len(p.Content) > 0:
		return Packet{}, fmt.Errorf("a need with %d bytes of content: it has none", len(p.Content))
	case kind == Fail && (len(p.Content) == 0 || len(p.Content) > longestFail):
		return Packet{}, fmt.Errorf("a failure of %d bytes: must have between 1 and %d", len(p.Content), longestFail)
	}
	return p, nil
}
