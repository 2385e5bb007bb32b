package conformance

import (
	"kizami/core"
	"kizami/tla"
)

// EncodeMessages writes a state as MessageCoordination.tla has it: the inverse of [DecodeMessages].
func EncodeMessages(s MessageState) tla.State {
	over := func(value func(j int, p core.PeerState) tla.Value) tla.Value {
		return tla.NewFunctionOver(len(s.Peers), func(j int) tla.Value { return value(j, s.Peers[j]) })
	}
	state := encodeNodes(len(s.Peers), func(j int) core.NodeState { return s.Peers[j].NodeState })
	state["digraph"] = arcSet(s.Digraph)
	state["epoch"] = over(func(_ int, p core.PeerState) tla.Value { return tla.Int(p.Epoch) })
	state["round"] = over(func(_ int, p core.PeerState) tla.Value { return tla.Int(len(p.Denominator) - 1) })
	state["inbox"] = over(func(_ int, p core.PeerState) tla.Value { return messageSet(p.Inbox) })
	state["offered"] = over(func(j int, p core.PeerState) tla.Value { return messageSet(from(j, p.Offered)) })
	state["network"] = messageSet(s.Network)
	return state
}

func messageSet(messages []core.Received) tla.Value {
	var set []tla.Value
	for _, m := range messages {
		set = append(set, tla.Record{ // in the order of the names
			{Name: "epoch", Value: tla.Int(m.Epoch)},
			{Name: "from", Value: tla.Int(m.From)},
			{Name: "horizon", Value: tla.Int(m.Horizon)},
			{Name: "round", Value: tla.Int(m.Round)},
			{Name: "words", Value: sequence(m.Words)},
		})
	}
	return tla.NewSet(set...)
}
