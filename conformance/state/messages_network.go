package state

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/tla/tlc"
)

// WithOffered returns the messages with those added that node j offers.
func WithOffered(network []core.Received, j int, offered []core.Message) []core.Received {
	for _, m := range offered {
		at, known := slices.BinarySearchFunc(network, core.Received{From: j, Message: m}, CompareTags)
		if !known || !slices.Equal(network[at].Words, m.Words) || network[at].Horizon != m.Horizon {
			network = slices.Insert(slices.Clip(network), at, core.Received{From: j, Message: m})
		}
	}
	return network
}

func CompareTags(a, b core.Received) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Round, b.Round))
}

// from returns messages of node j as somebody receives them.
func from(j int, messages []core.Message) []core.Received {
	received := make([]core.Received, len(messages))
	for i, m := range messages {
		received[i] = core.Received{From: j, Message: m}
	}
	return received
}

// without returns the messages that are not among the others, by their tags.
func without(messages, others []core.Received) []core.Received {
	return slices.DeleteFunc(slices.Clone(messages), func(m core.Received) bool {
		_, known := slices.BinarySearchFunc(others, m, CompareTags)
		return known
	})
}

func messagesText(messages []core.Received) string {
	text := make([]string, len(messages))
	for i, m := range messages {
		text[i] = fmt.Sprintf("%d: epoch %d, round %d, horizon %d, %d", m.From, m.Epoch, m.Round, m.Horizon, m.Words)
	}
	return "{" + strings.Join(text, "; ") + "}"
}

func MessageSet(messages []core.Received) tlc.Value {
	var set []tlc.Value
	for _, m := range messages {
		set = append(set, tlc.Record{ // in the order of the names
			{Name: "epoch", Value: tlc.Int(m.Epoch)},
			{Name: "from", Value: tlc.Int(m.From)},
			{Name: "horizon", Value: tlc.Int(m.Horizon)},
			{Name: "round", Value: tlc.Int(m.Round)},
			{Name: "words", Value: Sequence(m.Words)},
		})
	}
	return tlc.NewSet(set...)
}

func (d *decoder) unsigned(name string, v tlc.Value) uint32 {
	i := d.natural(name, v)
	if i < 0 {
		return 0 // natural has told
	}
	return uint32(i)
}

// message returns what reads the fields of a message, of which there are so many, or nil.
func (d *decoder) message(name string, element tlc.Value, fields int) func(field string) tlc.Value {
	record, ok := element.(tlc.Record)
	if !ok || len(record) != fields {
		d.fault(name, element, "a message")
		return nil
	}
	return func(field string) tlc.Value {
		v, known := record.Get(field)
		if !known {
			d.fault(name, element, "a message with the field "+field)
		}
		return v
	}
}

// messages reads a set of messages and orders them by from, epoch and round.
func (d *decoder) messages(name string, v tlc.Value) []core.Received {
	set, ok := v.(tlc.Set)
	if !ok {
		d.fault(name, v, "a set of messages")
	}
	var messages []core.Received
	for _, element := range set {
		field := d.message(name, element, 5)
		if field == nil {
			return nil
		}
		messages = append(messages, core.Received{From: d.natural(name, field("from")), Message: core.Message{
			Epoch:   d.unsigned(name, field("epoch")),
			Round:   d.unsigned(name, field("round")),
			Horizon: d.unsigned(name, field("horizon")),
			Words:   d.sequence(name, field("words")),
		}})
	}
	slices.SortStableFunc(messages, CompareTags)
	return messages
}

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
