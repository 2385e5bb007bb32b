package state

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/tla/tlc"
)

// BracketMessages is the state variables of a network with the bracket on links that lose: what a state of
// BracketMessages.tla holds, numbers as in [Bracket]. What a message tells of its frame is no part of it: that is a function of
// its epoch and round.
type BracketMessages struct {
	Digraph []core.Arc // ordered by From and then To
	Span    int
	Value   []int64 // of the first epoch
	Peers   []core.BracketPeerState
	Network []core.BracketReceived // every message that was ever offered, ordered by From, then Epoch, then Round
}

// bracketMessageVariables are the names of the state variables, as in BracketMessages.tla, in the order of its VARIABLES.
var bracketMessageVariables = []string{"digraph", "span", "value", "epoch", "round", "numerator", "denominator", "least", "greatest",
	"lower", "upper", "centre", "scale", "decided", "average", "inbox", "offered", "network"}

// Key identifies the state among those of any model of the level.
func (s BracketMessages) Key() string {
	k := keyWriter{make([]byte, 0, 2048)}
	k.bracketStart(s.Digraph, s.Span, s.Value)
	for _, p := range s.Peers {
		k.bracketPeer(p)
	}
	k.bracketMessages(s.Network)
	return string(k.bytes)
}

func (k *keyWriter) bracketPeer(p core.BracketPeerState) {
	k.number(int(p.Epoch))
	k.bracketNode(p.BracketState)
	k.bracketMessages(p.Inbox)
	k.bracketMessages(bracketFrom(0, p.Offered))
}

func (k *keyWriter) bracketMessages(all []core.BracketReceived) {
	k.number(len(all))
	for _, m := range all {
		for _, v := range []int{m.From, int(m.Epoch), int(m.Round), int(m.Frame), len(m.Words)} {
			k.number(v)
		}
		for _, w := range m.Words {
			k.number(int(w))
		}
	}
}

// SameBracketPeer says whether all state variables of the node are the same.
func SameBracketPeer(a, b core.BracketPeerState) bool {
	var k, l keyWriter
	k.bracketPeer(a)
	l.bracketPeer(b)
	return slices.Equal(k.bytes, l.bytes)
}

func (s BracketMessages) Summary() string {
	return fmt.Sprintf("%s, span %d", summary(s.Digraph, len(s.Peers), s.variable, "epoch", "value", "numerator"), s.Span)
}

// Reached names the step with the node that took it, which is the only one that changed.
func (s BracketMessages) Reached(action string, before BracketMessages) string {
	for _, d := range before.Differences(s) {
		if d.Node >= 0 {
			return fmt.Sprintf("%s[%d]", action, d.Node)
		}
	}
	return action
}

// Differences returns every state variable in which got differs.
func (s BracketMessages) Differences(got BracketMessages) []Difference {
	return diff(bracketMessageVariables, []string{"digraph", "span", "network"}, [2]int{len(s.Peers), len(got.Peers)}, s.variable, got.variable)
}

// variable writes one state variable of one node, or of the network.
func (s BracketMessages) variable(name string, node int) string {
	switch name {
	case "digraph":
		return ArcsText(s.Digraph)
	case "span":
		return fmt.Sprint(s.Span)
	case "network":
		return bracketText(s.Network)
	case "value":
		return fmt.Sprint(s.Value[node])
	}
	p := s.Peers[node]
	switch name {
	case "epoch":
		return fmt.Sprint(p.Epoch)
	case "round":
		return fmt.Sprint(p.Round)
	case "inbox":
		return bracketText(p.Inbox)
	case "offered":
		return bracketText(bracketFrom(node, p.Offered))
	}
	return bracketVariable(p.BracketState, name)
}

func bracketText(messages []core.BracketReceived) string {
	text := make([]string, len(messages))
	for i, m := range messages {
		text[i] = fmt.Sprintf("%d: epoch %d, round %d, %d", m.From, m.Epoch, m.Round, m.Words)
	}
	return "{" + strings.Join(text, "; ") + "}"
}

// bracketFrom returns messages of node j as somebody receives them.
func bracketFrom(j int, messages []core.BracketMessage) []core.BracketReceived {
	received := make([]core.BracketReceived, len(messages))
	for i, m := range messages {
		received[i] = core.BracketReceived{From: j, BracketMessage: m}
	}
	return received
}

func compareBracketTags(a, b core.BracketReceived) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Round, b.Round))
}

// DecodeBracketMessages reads a state of BracketMessages.tla. What is not exactly of the types that the model declares, or does
// not come back as it was when it is encoded again, is an error that names the variable.
func DecodeBracketMessages(f core.Field, s tlc.State) (BracketMessages, error) {
	return lossless(f, s, readBracketMessages)
}

func readBracketMessages(f core.Field, s tlc.State) (BracketMessages, error) {
	d := decoder{field: f, state: s}
	if len(s) != len(bracketMessageVariables) {
		return BracketMessages{}, fmt.Errorf("a state of %d variables: BracketMessages.tla has %d", len(s), len(bracketMessageVariables))
	}
	d.nodes = len(d.function("numerator"))
	decoded := BracketMessages{Digraph: d.arcs(), Span: d.natural("span", d.variable("span")), Value: d.values(),
		Network: d.bracketMessages("network", d.variable("network"))}
	for j := range d.nodes {
		p := core.BracketPeerState{BracketState: d.bracketNode(j, d.natural("round", d.at("round", j))), Epoch: d.unsigned("epoch", d.at("epoch", j)),
			Inbox: d.bracketMessages("inbox", d.at("inbox", j))}
		for _, m := range d.bracketMessages("offered", d.at("offered", j)) {
			p.Offered = append(p.Offered, m.BracketMessage)
		}
		decoded.Peers = append(decoded.Peers, p)
	}
	return decoded, d.err
}

// bracketMessages reads a set of messages and orders them by from, epoch and round.
func (d *decoder) bracketMessages(name string, v tlc.Value) []core.BracketReceived {
	set, ok := v.(tlc.Set)
	if !ok {
		d.fault(name, v, "a set of messages")
	}
	var messages []core.BracketReceived
	for _, element := range set {
		field := d.message(name, element, 7)
		if field == nil {
			return nil
		}
		m := core.BracketMessage{Epoch: d.unsigned(name, field("epoch")), Round: d.unsigned(name, field("round"))}
		for _, word := range []string{"numerator", "denominator", "least", "greatest"} {
			m.Words = append(m.Words, d.integer(name, field(word)))
		}
		messages = append(messages, core.BracketReceived{From: d.natural(name, field("from")), BracketMessage: m})
	}
	slices.SortStableFunc(messages, compareBracketTags)
	return messages
}

// Encode writes the state as BracketMessages.tla has it.
func (s BracketMessages) Encode() tlc.State {
	over := func(value func(j int, p core.BracketPeerState) tlc.Value) tlc.Value {
		return tlc.NewFunctionOver(len(s.Peers), func(j int) tlc.Value { return value(j, s.Peers[j]) })
	}
	state := encodeBrackets(len(s.Peers), func(j int) core.BracketState { return s.Peers[j].BracketState })
	state["digraph"] = ArcSet(s.Digraph)
	state["span"] = tlc.Int(s.Span)
	state["value"] = encodeValues(s.Value)
	state["epoch"] = over(func(_ int, p core.BracketPeerState) tlc.Value { return tlc.Int(p.Epoch) })
	state["round"] = over(func(_ int, p core.BracketPeerState) tlc.Value { return tlc.Int(p.Round) })
	state["inbox"] = over(func(_ int, p core.BracketPeerState) tlc.Value { return bracketSet(p.Inbox) })
	state["offered"] = over(func(j int, p core.BracketPeerState) tlc.Value { return bracketSet(bracketFrom(j, p.Offered)) })
	state["network"] = bracketSet(s.Network)
	return state
}

func bracketSet(messages []core.BracketReceived) tlc.Value {
	var set []tlc.Value
	for _, m := range messages {
		set = append(set, tlc.Record{ // in the order of the names
			{Name: "denominator", Value: tlc.Int(m.Words[1])},
			{Name: "epoch", Value: tlc.Int(m.Epoch)},
			{Name: "from", Value: tlc.Int(m.From)},
			{Name: "greatest", Value: tlc.Int(m.Words[3])},
			{Name: "least", Value: tlc.Int(m.Words[2])},
			{Name: "numerator", Value: tlc.Int(m.Words[0])},
			{Name: "round", Value: tlc.Int(m.Round)},
		})
	}
	return tlc.NewSet(set...)
}
