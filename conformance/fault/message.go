package fault

import (
	"slices"

	"kizami/core"
)

// overWire returns what arrives of a message: its bytes, parsed.
func overWire(m core.Message) (core.Message, error) {
	data, err := m.AppendBinary(nil)
	if err != nil {
		return core.Message{}, err
	}
	return core.ParseMessage(core.Exact, data)
}

func sameMessage(a, b core.Message) bool {
	return a.Epoch == b.Epoch && a.Round == b.Round && a.Horizon == b.Horizon && slices.Equal(a.Words, b.Words)
}

func round(s core.PeerState) int { return len(s.Denominator) - 1 }

// usable is the rule of FTC-22, holds what it means to have a message already.
func usable(s core.PeerState, m core.Message) bool {
	return s.Stopped == core.None && m.Epoch == s.Epoch && (int(m.Round) >= round(s) || m.IsMark())
}

func holds(s core.PeerState, from int, m core.Message) bool {
	return slices.ContainsFunc(s.Inbox, func(held core.Received) bool {
		return held.From == from && sameMessage(held.Message, m)
	})
}
