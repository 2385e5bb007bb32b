package conformance

import (
	"fmt"
	"kizami/core"
	"kizami/tla/tlc"
	"slices"
	"strings"
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

// with returns s after a step of node j, which p is now. Everything that p offers was sent.
func (s MessageState) with(j int, p *core.Peer) MessageState {
	s.Peers = slices.Clone(s.Peers)
	s.Peers[j] = p.State()
	s.Network = withOffered(s.Network, j, p.Offered())
	return s
}

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

// Messages returns every state that peers can start in; over several epochs a probe must be a lucky one in the second as
// well.
func (s Start) Messages() ([]MessageState, error) {
	var states []MessageState
	c := s.Config
	for _, g := range s.Digraphs {
		allowed := [][]core.Element{nil}
		if c.Ending.IsProbe() {
			allowed = luckyProbes(c, g, s.Probes)
			if s.Epochs > 1 {
				allowed = slices.DeleteFunc(allowed, func(starts []core.Element) bool {
					return len(luckyProbes(c, g, [][]core.Element{laterStarts(c.Field, starts)})) == 0
				})
			}
		}
		for _, starts := range allowed {
			for _, value := range s.Values {
				peers, err := startPeers(c, g, value, starts)
				if err != nil {
					return nil, err
				}
				states = append(states, MessageStateOf(g, peers))
			}
		}
	}
	return states, nil
}

func laterStarts(f core.Field, starts []core.Element) []core.Element {
	var next []core.Element
	for j, start := range starts {
		next = append(next, later(f, start, j))
	}
	return next
}

// startPeers returns a peer at every node, each with one coordinate.
func startPeers(c core.Config, g *core.Digraph, value []int64, starts []core.Element) ([]*core.Peer, error) {
	var peers []*core.Peer
	for j, v := range value {
		var start core.Element
		if c.Ending.IsProbe() {
			start = starts[j]
		}
		p, err := core.NewPeer(c, g.OutDegree(j), g.In(j), []int64{v}, start)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		peers = append(peers, p)
	}
	return peers, nil
}

// DecodeMessages reads a state of MessageCoordination.tla. What is not exactly of the types that the model declares, or does not come
// back as it was when it is encoded again, is an error that names the variable.
func DecodeMessages(f core.Field, s tlc.State) (MessageState, error) {
	return lossless(f, s, messagesOf)
}

func messagesOf(f core.Field, s tlc.State) (MessageState, error) {
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

// Encode writes the state as MessageCoordination.tla has it.
func (s MessageState) encode() tlc.State {
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
