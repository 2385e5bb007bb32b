package conformance

import (
	"kizami/core"
	"kizami/tla/tlc"
)

// EncodeMessages writes a state as MessageCoordination.tla has it: the inverse of [DecodeMessages].
func EncodeMessages(s MessageState) tlc.State {
	over := func(value func(j int, p core.PeerState) tlc.Value) tlc.Value {
		return tlc.NewFunctionOver(len(s.Peers), func(j int) tlc.Value { return value(j, s.Peers[j]) })
	}
	state := encodeNodes(len(s.Peers), func(j int) core.NodeState { return s.Peers[j].NodeState })
	state["digraph"] = arcSet(s.Digraph)
	state["epoch"] = over(func(_ int, p core.PeerState) tlc.Value { return tlc.Int(p.Epoch) })
	state["round"] = over(func(_ int, p core.PeerState) tlc.Value { return tlc.Int(len(p.Denominator) - 1) })
	state["inbox"] = over(func(_ int, p core.PeerState) tlc.Value { return messageSet(p.Inbox) })
	state["offered"] = over(func(j int, p core.PeerState) tlc.Value { return messageSet(from(j, p.Offered)) })
	state["network"] = messageSet(s.Network)
	return state
}

func messageSet(messages []core.Received) tlc.Value {
	var set []tlc.Value
	for _, m := range messages {
		set = append(set, tlc.Record{ // in the order of the names
			{Name: "epoch", Value: tlc.Int(m.Epoch)},
			{Name: "from", Value: tlc.Int(m.From)},
			{Name: "horizon", Value: tlc.Int(m.Horizon)},
			{Name: "round", Value: tlc.Int(m.Round)},
			{Name: "words", Value: sequence(m.Words)},
		})
	}
	return tlc.NewSet(set...)
}
