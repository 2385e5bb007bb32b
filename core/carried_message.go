package core

import "fmt"

// ParseCarriedMessage decodes one whole message of a network that agrees on c, which must be one that [CarriedConfig.Check]
// takes. On the wire it is as [BracketMessage.AppendBinary] writes it, with shares alone in the rounds that only mix (FTC-56).
// It never keeps data. Whether the words can be an honest node's is for [CarriedNode.Advance] to say.
func ParseCarriedMessage(c CarriedConfig, data []byte) (BracketMessage, error) {
	if len(data) < headerBytes {
		return BracketMessage{}, fmt.Errorf("a message of %d bytes: the header alone has %d", len(data), headerBytes)
	}
	m, count := parseBracketHeader(data)
	want := uint32(c.words(int64(m.Round)))
	if count != want {
		return BracketMessage{}, fmt.Errorf("a message of round %d that announces %d words: it has %d", m.Round, count, want)
	}
	if size := headerBytes + wordBytes*int(count); len(data) != size {
		return BracketMessage{}, fmt.Errorf("a message of %d bytes: with %d words it has %d", len(data), count, size)
	}
	m.Words = parseBracketWords(data[headerBytes:])
	return m, nil
}

// words returns how many words a message of a round has.
func (c CarriedConfig) words(round int64) int {
	if round < int64(c.Span) {
		return c.Coordinates + 1
	}
	return 3*c.Coordinates + 1
}
