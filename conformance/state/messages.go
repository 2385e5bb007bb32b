package state

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/tla/tlc"
)

// Messages is the state variables of a network as plain data: what a state of MessageCoordination.tla holds.
type Messages struct {
	Digraph []core.Arc // ordered by From and then To
	Peers   []core.PeerState
	Network []core.Received // every message that was ever offered, ordered by From, then Epoch, then Round
}

// messageVariables are the names of the state variables, as in MessageCoordination.tla, in the order of its VARIABLES.
var messageVariables = []string{"digraph", "epoch", "round", "numerator", "denominator", "probe", "horizon", "order", "decided",
	"average", "stopped", "inbox", "offered", "network"}

// MessagesOf returns the state that peers on the digraph are in when nobody has offered anything but what is on offer.
func MessagesOf(g *core.Digraph, peers []*core.Peer) Messages {
	s := Messages{Digraph: g.Arcs()}
	for j, p := range peers {
		s.Peers = append(s.Peers, p.State())
		s.Network = WithOffered(s.Network, j, p.Offered())
	}
	return s
}

// With returns s after a step of node j, which p is now. Everything that p offers was sent.
func (s Messages) With(j int, p *core.Peer) Messages {
	s.Peers = slices.Clone(s.Peers)
	s.Peers[j] = p.State()
	s.Network = WithOffered(s.Network, j, p.Offered())
	return s
}

// Key writes every number of the state after the number of numbers that belong together.
func (s Messages) Key() string {
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

func (s Messages) Summary() string {
	return summary(s.Digraph, len(s.Peers), s.variable, "epoch", "numerator", "probe")
}

// Reached names the step with the node that took it, which is the only one that changed.
func (s Messages) Reached(action string, before Messages) string {
	for _, d := range before.Differences(s) {
		if d.Node >= 0 {
			return fmt.Sprintf("%s[%d]", action, d.Node)
		}
	}
	return action
}

// Differences returns every state variable in which got differs.
func (s Messages) Differences(got Messages) []Difference {
	return diff(messageVariables, []string{"digraph", "network"}, [2]int{len(s.Peers), len(got.Peers)}, s.variable, got.variable)
}

// variable writes one state variable of one node, or of the network.
func (s Messages) variable(name string, node int) string {
	switch name {
	case "digraph":
		return ArcsText(s.Digraph)
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
func (s Start) Messages() ([]Messages, error) {
	var states []Messages
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
				peers, err := StartPeers(c, g, value, starts)
				if err != nil {
					return nil, err
				}
				states = append(states, MessagesOf(g, peers))
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

// StartPeers returns a peer at every node, each with one coordinate.
func StartPeers(c core.Config, g *core.Digraph, value []int64, starts []core.Element) ([]*core.Peer, error) {
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
func DecodeMessages(f core.Field, s tlc.State) (Messages, error) {
	return lossless(f, s, readMessages)
}

func readMessages(f core.Field, s tlc.State) (Messages, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(messageVariables) {
		return Messages{}, fmt.Errorf("a state of %d variables: MessageCoordination.tla has %d", len(s), len(messageVariables))
	}
	numerators := d.function("numerator")
	d.nodes = len(numerators)
	decoded := Messages{Digraph: d.arcs(), Network: d.messages("network", d.variable("network"))}
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
func (s Messages) Encode() tlc.State {
	over := func(value func(j int, p core.PeerState) tlc.Value) tlc.Value {
		return tlc.NewFunctionOver(len(s.Peers), func(j int) tlc.Value { return value(j, s.Peers[j]) })
	}
	state := encodeNodes(len(s.Peers), func(j int) core.NodeState { return s.Peers[j].NodeState })
	state["digraph"] = ArcSet(s.Digraph)
	state["epoch"] = over(func(_ int, p core.PeerState) tlc.Value { return tlc.Int(p.Epoch) })
	state["round"] = over(func(_ int, p core.PeerState) tlc.Value { return tlc.Int(len(p.Denominator) - 1) })
	state["inbox"] = over(func(_ int, p core.PeerState) tlc.Value { return MessageSet(p.Inbox) })
	state["offered"] = over(func(j int, p core.PeerState) tlc.Value { return MessageSet(from(j, p.Offered)) })
	state["network"] = MessageSet(s.Network)
	return state
}
