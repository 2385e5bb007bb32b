package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kizami/conformance/trace"
	"kizami/core"
	"kizami/fleet"
)

func newFleetTrace() *cobra.Command {
	return &cobra.Command{
		Use:   "trace DIR",
		Short: "Print what the nodes of a fleet have done, from their journals, for kizami conform --trace",
		Long: `trace reads the journals in DIR, of fleet run --state DIR or gathered from many machines, and prints the run as JSON
(spec/bracket-trace.schema.json): every message that a node has taken in, in its order, and every round that it went through. The
scenario must end by the bracket, and its values have one coordinate. The roll call is left out: the specification of the bracket
has none.`,
		Example: `  kizami fleet run bracket.json --state state/
  kizami fleet trace state/ | kizami conform --trace -`,
		Args: badUsage(func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one folder; %d were named", len(args))
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := recordedFleet(args[0])
			if err != nil {
				return badInput(err)
			}
			return json.NewEncoder(cmd.OutOrStdout()).Encode(t)
		},
	}
}

// recordedFleet reads the run whose state is in a folder.
func recordedFleet(folder string) (*trace.Bracket, error) {
	data, err := os.ReadFile(filepath.Join(folder, commonName))
	if err != nil {
		return nil, err
	}
	common, g, err := fleet.ParseCommon(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", commonName, err)
	}
	a := common.Average
	if a == nil || a.Rule != "bracket" || a.Coordinates != 1 {
		return nil, errors.New(`a trace of a fleet is of one average with one coordinate, by the bracket: "ending": { "rule": "bracket" }`)
	}
	t := &trace.Bracket{Digraph: g, Config: core.BracketConfig{Bound: common.Bound, Span: common.Diameter, Most: a.Most}}
	var nodes []*recordedNode
	for j := range common.Nodes {
		n, err := readRecorded(folder, fleet.RunName(data), j, common, g)
		if err != nil {
			return nil, err
		}
		nodes, t.Values = append(nodes, n), append(t.Values, n.value)
	}
	t.Events = merged(nodes)
	return t, nil
}

// recordedNode is a side that notes what it does.
type recordedNode struct {
	*core.BracketNode
	id     int
	value  int64
	events []trace.BracketEvent
}

// readRecorded goes through what the journal of node j tells.
func readRecorded(folder, run string, j int, c *fleet.Common, g *core.Digraph) (*recordedNode, error) {
	settings, err := readInput(nodeName(folder, j), nil, fleet.MaxCommonBytes, fleet.ParseNodeFile)
	if err != nil {
		return nil, err
	}
	quanta, err := c.Average.Quanta(settings.Value)
	if err != nil {
		return nil, err
	}
	incarnation, offers, err := fleet.Taken(filepath.Join(folder, settings.Journal), run, j)
	if err != nil {
		return nil, err
	}
	node, err := core.NewBracketNode(core.BracketConfig{Bound: c.Bound, Span: c.Diameter, Most: c.Average.Most, Rounds: c.Average.Rounds}, g.OutDegree(j), quanta)
	if err != nil {
		return nil, err
	}
	n := &recordedNode{BracketNode: node, id: j, value: quanta[0]}
	call, err := core.NewRollCall(n, j, c.Nodes, c.Diameter, incarnation)
	if err != nil {
		return nil, err
	}
	paced, err := core.NewPaced(call, g.In(j), c.Diameter)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		if err := n.take(paced, o, uint32(c.Diameter)); err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
	}
	return n, nil
}

// take takes in an offer, and notes it if the roll call is over by its round.
func (n *recordedNode) take(paced *core.Paced, o fleet.Packet, call uint32) error {
	if taken, err := paced.Receive(o.From, o.Round, o.Content); err != nil || !taken {
		return err
	}
	if o.Round >= call && len(o.Content) > 8 {
		m, err := core.ParseBracketMessage(o.Content[8:])
		if err != nil {
			return err
		}
		n.events = append(n.events, trace.BracketEvent{Action: core.ActionReceive, Node: n.id, Message: &core.BracketReceived{From: o.From, BracketMessage: m}})
	}
	for {
		if stepped, err := paced.Step(); err != nil || !stepped {
			return err
		}
	}
}

// Share returns the message of the round.
func (n *recordedNode) Share() []byte {
	data, err := n.BracketNode.Share().AppendBinary(nil)
	if err != nil {
		panic(err) // unreachable: it has one coordinate
	}
	return data
}

// Advance ends the round.
func (n *recordedNode) Advance(inbox [][]byte) error {
	messages, err := core.ParseAll(inbox, core.ParseBracketMessage)
	if err == nil {
		err = n.BracketNode.Advance(messages)
	}
	if err != nil {
		return err
	}
	n.events = append(n.events, trace.BracketEvent{Action: core.ActionAdvance, Node: n.id, State: n.State()})
	if n.Decide() {
		n.events = append(n.events, trace.BracketEvent{Action: core.ActionDecide, Node: n.id, State: n.State()})
	}
	return nil
}

// Over says whether the node has decided.
func (n *recordedNode) Over() bool { return n.Decided() }

// merged puts the events of all nodes into an order in which they can have happened: no message comes before its sender was in
// its round.
func merged(nodes []*recordedNode) (all []trace.BracketEvent) {
	rounds := make([]int, len(nodes))
	for moved := true; moved; {
		moved = false
		for j, n := range nodes {
			for len(n.events) > 0 {
				e := n.events[0]
				if e.Message != nil && int(e.Message.Round) > rounds[e.Message.From] {
					break
				}
				if e.Action == core.ActionAdvance {
					rounds[j] = e.State.Round
				}
				all, n.events, moved = append(all, e), n.events[1:], true
			}
		}
	}
	return all
}
