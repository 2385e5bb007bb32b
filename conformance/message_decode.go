package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/tla/tlc"
)

// DecodeMessages reads a state of MessageCoordination.tla. What is not exactly of the types that the model declares is
// an error that names the variable.
func DecodeMessages(f core.Field, s tlc.State) (MessageState, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(MessageVariables) {
		return MessageState{}, fmt.Errorf("a state of %d variables: MessageCoordination.tla has %d", len(s), len(MessageVariables))
	}
	numerators := d.function("numerator")
	d.nodes = len(numerators)
	decoded := MessageState{Digraph: d.arcs(), Network: d.messages("network", d.variable("network"))}
	for j := range numerators {
		p := core.PeerState{NodeState: d.node(j), Epoch: d.unsigned("epoch", d.at("epoch", j))}
		d.natural("round", d.at("round", j)) // it is the number of observations; encoding shows whether it is
		p.Inbox = d.messages("inbox", d.at("inbox", j))
		for _, m := range d.messages("offered", d.at("offered", j)) {
			p.Offered = append(p.Offered, m.Message)
		}
		decoded.Peers = append(decoded.Peers, p)
	}
	return decoded, d.err
}

func (d *decoder) unsigned(name string, v tlc.Value) uint32 {
	i := d.natural(name, v)
	if i < 0 {
		return 0 // natural has told
	}
	return uint32(i)
}

// messages reads a set of messages and orders them by from, epoch and round.
func (d *decoder) messages(name string, v tlc.Value) []core.Received {
	set, ok := v.(tlc.Set)
	if !ok {
		d.fault(name, v, "a set of messages")
	}
	var messages []core.Received
	for _, element := range set {
		record, ok := element.(tlc.Record)
		if !ok || len(record) != 5 {
			d.fault(name, element, "a message")
			return nil
		}
		field := func(field string) tlc.Value {
			v, known := record.Get(field)
			if !known {
				d.fault(name, element, "a message with the field "+field)
			}
			return v
		}
		messages = append(messages, core.Received{From: d.natural(name, field("from")), Message: core.Message{
			Epoch:   d.unsigned(name, field("epoch")),
			Round:   d.unsigned(name, field("round")),
			Horizon: d.unsigned(name, field("horizon")),
			Words:   d.sequence(name, field("words")),
		}})
	}
	slices.SortStableFunc(messages, compareTags)
	return messages
}
