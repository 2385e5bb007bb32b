package core

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/big"
	"slices"
)

// BracketMessage is what a node with the bracket sends to every out-neighbour in one round: the shares of its words and
// what it has heard of in this window, in the order numerator (one per coordinate), denominator, least (one per
// coordinate), greatest (one per coordinate).
type BracketMessage struct {
	Epoch uint32
	Round uint32
	Frame uint32 // a checksum of the bracket and the frame that the sender holds
	Words []int64
}

// MaxBracketCoordinates is the largest number of coordinates whose words fit one message.
const MaxBracketCoordinates = (MaxWords - 1) / 3

// Size returns the length of the wire encoding in bytes.
func (m BracketMessage) Size() int { return headerBytes + wordBytes*len(m.Words) }

// AppendBinary appends the wire encoding: four big-endian uint32 (epoch, round, checksum, number of words), then the
// words as big-endian int64.
func (m BracketMessage) AppendBinary(b []byte) ([]byte, error) {
	if len(m.Words) > MaxWords {
		return b, fmt.Errorf("a message of %d words: at most %d are allowed", len(m.Words), MaxWords)
	}
	b = binary.BigEndian.AppendUint32(b, m.Epoch)
	b = binary.BigEndian.AppendUint32(b, m.Round)
	b = binary.BigEndian.AppendUint32(b, m.Frame)
	b = binary.BigEndian.AppendUint32(b, uint32(len(m.Words)))
	for _, w := range m.Words {
		b = binary.BigEndian.AppendUint64(b, uint64(w))
	}
	return b, nil
}

// ParseBracketMessage decodes one whole message. It never keeps data. Whether the words can be an honest node's is for
// [BracketNode.Advance] to say.
func ParseBracketMessage(data []byte) (BracketMessage, error) {
	if len(data) < headerBytes {
		return BracketMessage{}, fmt.Errorf("a message of %d bytes: the header alone has %d", len(data), headerBytes)
	}
	m, count := parseBracketHeader(data)
	if count > MaxWords || count < 4 || count%3 != 1 {
		return BracketMessage{}, fmt.Errorf("a message that announces %d words: it has three for each coordinate and one more, at most %d", count, MaxWords)
	}
	if want := headerBytes + wordBytes*int(count); len(data) != want {
		return BracketMessage{}, fmt.Errorf("a message of %d bytes: with %d words it has %d", len(data), count, want)
	}
	m.Words = parseBracketWords(data[headerBytes:])
	return m, nil
}

// parseBracketHeader returns the header of a message without its words, and how many it announces.
func parseBracketHeader(data []byte) (m BracketMessage, count uint32) {
	m.Epoch, m.Round, m.Frame = binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]), binary.BigEndian.Uint32(data[8:])
	return m, binary.BigEndian.Uint32(data[12:])
}

func parseBracketWords(data []byte) []int64 {
	words := make([]int64, len(data)/wordBytes)
	for i := range words {
		words[i] = int64(binary.BigEndian.Uint64(data[wordBytes*i:]))
	}
	return words
}

func (m BracketMessage) equal(o BracketMessage) bool {
	return m.Epoch == o.Epoch && m.Round == o.Round && m.Frame == o.Frame && slices.Equal(m.Words, o.Words)
}

func (m BracketMessage) clone() BracketMessage {
	m.Words = slices.Clone(m.Words)
	return m
}

// checksum returns the CRC-32 of the bracket and the frame of every coordinate.
func (b *BracketCommon) checksum() uint32 {
	var block [36]byte
	sum := uint32(0)
	modulus := new(big.Int).Lsh(big.NewInt(1), 128)
	for i := range b.lower {
		binary.BigEndian.PutUint64(block[0:], uint64(b.lower[i]))
		binary.BigEndian.PutUint64(block[8:], uint64(b.upper[i]))
		binary.BigEndian.PutUint32(block[16:], uint32(int32(b.scale[i])))
		new(big.Int).Mod(b.centre[i], modulus).FillBytes(block[20:])
		sum = crc32.Update(sum, crc32.IEEETable, block[:])
	}
	return sum
}
