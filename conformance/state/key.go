package state

import (
	"encoding/binary"
	"slices"

	"kizami/core"
)

type keyWriter struct{ bytes []byte }

func (k *keyWriter) number(v int) { k.bytes = binary.AppendVarint(k.bytes, int64(v)) }

func (k *keyWriter) word(word []core.Element) {
	k.number(len(word))
	for _, e := range word {
		k.bytes = binary.AppendUvarint(k.bytes, uint64(e))
	}
}

func (k *keyWriter) peer(p core.PeerState) {
	k.number(len(p.Numerator))
	for _, x := range p.Numerator {
		k.word(x)
	}
	k.word(p.Denominator)
	k.word(p.Probe)
	k.word(p.Average)
	refused := 0
	if p.Refused {
		refused = 1
	}
	for _, v := range []int{int(p.Epoch), p.Horizon, p.Order, p.Decided, p.Stopped, refused} {
		k.number(v)
	}
	k.messages(p.Inbox)
	k.messages(from(0, p.Offered))
}

func (k *keyWriter) messages(all []core.Received) {
	k.number(len(all))
	for _, m := range all {
		for _, v := range []int{m.From, int(m.Epoch), int(m.Round), int(m.Horizon)} {
			k.number(v)
		}
		k.word(m.Words)
	}
}

func SamePeer(a, b core.PeerState) bool {
	var k, l keyWriter
	k.peer(a)
	l.peer(b)
	return slices.Equal(k.bytes, l.bytes)
}
