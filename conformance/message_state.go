package conformance

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/tla/tlc"
)

// MessageState is the state variables of a network as plain data: what a state of MessageCoordination.tla holds.
type MessageState struct {
	Digraph []core.Arc // ordered by From and then To
	Peers   []core.PeerState
	Network []core.Received // every message that was ever offered, ordered by From, then Epoch, then Round
}

// MessageVariables are the names of the state variables, as in MessageCoordination.tla, in the order of its VARIABLES.
var MessageVariables = []string{"digraph", "epoch", "round", "numerator", "denominator", "probe", "horizon", "order", "decided",
	"average", "stopped", "inbox", "offered", "network"}

// MessageStateOf returns the state that peers on the digraph are in when nobody has offered anything but what is on offer.
func MessageStateOf(g *core.Digraph, peers []*core.Peer) MessageState {
	s := MessageState{Digraph: g.Arcs()}
	for j, p := range peers {
		s.Peers = append(s.Peers, p.State())
		s.Network = withOffered(s.Network, j, p.Offered())
	}
	return s
}

// withOffered returns the messages with those added that node j offers.
func withOffered(network []core.Received, j int, offered []core.Message) []core.Received {
	for _, m := range offered {
		at, known := slices.BinarySearchFunc(network, core.Received{From: j, Message: m}, compareTags)
		if !known || !slices.Equal(network[at].Words, m.Words) || network[at].Horizon != m.Horizon {
			network = slices.Insert(slices.Clip(network), at, core.Received{From: j, Message: m})
		}
	}
	return network
}

func compareTags(a, b core.Received) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Round, b.Round))
}

// with returns s after a step of node j, which p is now. Everything that p offers was sent.
func (s MessageState) with(j int, p *core.Peer) MessageState {
	s.Peers = slices.Clone(s.Peers)
	s.Peers[j] = p.State()
	s.Network = withOffered(s.Network, j, p.Offered())
	return s
}

func (s MessageState) encode() tlc.State { return EncodeMessages(s) }

// key writes every number of the state after the number of numbers that belong together.
func (s MessageState) key() string {
	k := keyWriter{make([]byte, 0, 2048)}
	k.number(len(s.Digraph))
	for _, a := range s.Digraph {
		k.number(a.From)
		k.number(a.To)
	}
	for _, p := range s.Peers {
		k.peer(p)
	}
	k.messages(s.Network)
	return string(k.bytes)
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

// from returns messages of node j as somebody receives them.
func from(j int, messages []core.Message) []core.Received {
	received := make([]core.Received, len(messages))
	for i, m := range messages {
		received[i] = core.Received{From: j, Message: m}
	}
	return received
}

func (s MessageState) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s", arcsText(s.Digraph))
	for _, name := range []string{"epoch", "numerator", "probe"} {
		fmt.Fprintf(&b, ", %s", name)
		for j := range s.Peers {
			fmt.Fprintf(&b, " %s", s.variable(name, j))
		}
	}
	return b.String()
}

// reached names the step with the node that took it, which is the only one that changed.
func (s MessageState) reached(action string, before MessageState) string {
	for _, d := range before.differences(s) {
		if d.Node >= 0 {
			return fmt.Sprintf("%s[%d]", action, d.Node)
		}
	}
	return action
}

// differences returns every state variable in which got differs.
func (s MessageState) differences(got MessageState) []Difference {
	return diff(MessageVariables, []string{"digraph", "network"}, [2]int{len(s.Peers), len(got.Peers)}, s.variable, got.variable)
}

// variable writes one state variable of one node, or of the network.
func (s MessageState) variable(name string, node int) string {
	switch name {
	case "digraph":
		return arcsText(s.Digraph)
	case "network":
		return messagesText(s.Network)
	}
	p := s.Peers[node]
	switch name {
	case "epoch":
		return fmt.Sprint(p.Epoch)
	case "round":
		return fmt.Sprint(len(p.Denominator) - 1)
	case "inbox":
		return messagesText(p.Inbox)
	case "offered":
		return messagesText(from(node, p.Offered))
	}
	return nodeVariable(p.NodeState, name)
}

func messagesText(messages []core.Received) string {
	text := make([]string, len(messages))
	for i, m := range messages {
		text[i] = fmt.Sprintf("%d: epoch %d, round %d, horizon %d, %d", m.From, m.Epoch, m.Round, m.Horizon, m.Words)
	}
	return "{" + strings.Join(text, "; ") + "}"
}
