package core

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Message is what a node sends to every out-neighbour in one round (FTC-6): its share of every word, in the order
// numerator (one per coordinate), denominator, and, with the probe ending, probe. Without words it is a mark.
type Message struct {
	Epoch   uint32
	Round   uint32
	Horizon uint32
	Words   []Element
}

// IsMark says whether the message is the mark of a node that has stopped (FTC-21): no words of its round or of a later
// one will ever come. On the wire it is a message of no words.
func (m Message) IsMark() bool { return len(m.Words) == 0 }

func (m Message) equal(o Message) bool {
	return m.Epoch == o.Epoch && m.Round == o.Round && m.Horizon == o.Horizon && slices.Equal(m.Words, o.Words)
}

// clone shares no memory with m; the words of a mark are nil.
func (m Message) clone() Message {
	m.Words = append([]Element(nil), m.Words...)
	return m
}

// MaxWords is the largest number of words that a message may carry.
const MaxWords = 1 << 16

const headerBytes, wordBytes = 16, 8

// Size returns the length of the wire encoding in bytes.
func (m Message) Size() int { return headerBytes + wordBytes*len(m.Words) }

// AppendBinary appends the wire encoding: four big-endian uint32 (epoch, round, horizon, number of words), then the
// words as big-endian uint64.
func (m Message) AppendBinary(b []byte) ([]byte, error) {
	if len(m.Words) > MaxWords {
		return b, fmt.Errorf("a message of %d words: at most %d are allowed", len(m.Words), MaxWords)
	}
	b = binary.BigEndian.AppendUint32(b, m.Epoch)
	b = binary.BigEndian.AppendUint32(b, m.Round)
	b = binary.BigEndian.AppendUint32(b, m.Horizon)
	b = binary.BigEndian.AppendUint32(b, uint32(len(m.Words)))
	for _, w := range m.Words {
		b = binary.BigEndian.AppendUint64(b, uint64(w))
	}
	return b, nil
}

// ParseMessage decodes one whole message whose words are elements of f. It never keeps data.
func ParseMessage(f Field, data []byte) (Message, error) {
	if len(data) < headerBytes {
		return Message{}, fmt.Errorf("a message of %d bytes: the header alone has %d", len(data), headerBytes)
	}
	count := binary.BigEndian.Uint32(data[12:])
	if count > MaxWords {
		return Message{}, fmt.Errorf("a message that announces %d words: at most %d are allowed", count, MaxWords)
	}
	if want := headerBytes + wordBytes*int(count); len(data) != want {
		return Message{}, fmt.Errorf("a message of %d bytes: with %d words it has %d", len(data), count, want)
	}
	m := Message{
		Epoch:   binary.BigEndian.Uint32(data),
		Round:   binary.BigEndian.Uint32(data[4:]),
		Horizon: binary.BigEndian.Uint32(data[8:]),
		Words:   make([]Element, count),
	}
	for i := range m.Words {
		m.Words[i] = Element(binary.BigEndian.Uint64(data[headerBytes+wordBytes*i:]))
	}
	if err := f.check(m.Words); err != nil {
		return Message{}, fmt.Errorf("a message: %w", err)
	}
	return m, nil
}
