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
	"kizami/core/scenario"
	"kizami/fleet"
)

func newFleetTrace() *cobra.Command {
	return &cobra.Command{
		Use:   "trace DIR",
		Short: "Print what the nodes of a fleet have done, from their journals, for kizami conform --trace",
		Long: `trace reads the journals in DIR, of fleet run --state DIR or gathered from many machines, and prints the run as JSON
(spec/bracket-trace.schema.json, with a bound spec/message-trace.schema.json): every message that a node has taken in, in its
order, and every round that it went through. The scenario must end by the bracket or with a bound, and its values have one
coordinate. The roll call is left out: those specifications have none. With a bound and a small "prime" TLC is the judge.`,
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
func recordedFleet(folder string) (any, error) {
	data, err := os.ReadFile(filepath.Join(folder, commonName))
	if err != nil {
		return nil, err
	}
	common, g, err := fleet.ParseCommon(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", commonName, err)
	}
	a := common.Average
	if a == nil || a.Rule == "race" || a.Coordinates != 1 {
		return nil, errors.New(`a trace of a fleet is of one average with one coordinate, by the bracket or with a bound, not by the race of both: "ending": { "rule": "bracket" }`)
	}
	run := recordedRun{folder: folder, name: fleet.RunName(data), common: common, digraph: g, plan: planOf(common)}
	if a.Rule == "bracket" {
		return run.bracket()
	}
	return run.bound()
}

// recordedRun is a run of which there are journals.
type recordedRun struct {
	folder, name string
	common       *fleet.Common
	digraph      *core.Digraph
	plan         scenario.Plan
}

// step is an event of a node.
type step struct {
	from  int // whose message it takes in, or core.None
	round int // of the message, or that the node is in after it
	event any
}

// recordedSide is a side that notes what it does.
type recordedSide struct {
	core.Side
	advanced func() []step                                // what the last round came to
	received func(from int, content []byte) (step, error) // of a message that was taken in
	steps    []step
}

// Advance ends the round.
func (s *recordedSide) Advance(inbox [][]byte) error {
	if err := s.Side.Advance(inbox); err != nil {
		return err
	}
	s.steps = append(s.steps, s.advanced()...)
	return nil
}

// read goes through what all journals tell, and puts it into an order in which it can have happened: no message comes before its
// sender was in its round. made returns the side of a node with its value.
func (r recordedRun) read(made func(node int, value []int64) (*recordedSide, error)) (values []int64, all []any, err error) {
	var sides []*recordedSide
	for j := range r.common.Nodes {
		side, value, err := r.readNode(j, made)
		if err != nil {
			return nil, nil, fmt.Errorf("node %d: %w", j, err)
		}
		sides, values = append(sides, side), append(values, value)
	}
	rounds := make([]int, len(sides))
	for moved := true; moved; {
		moved = false
		for j, s := range sides {
			for len(s.steps) > 0 && (s.steps[0].from == core.None || s.steps[0].round <= rounds[s.steps[0].from]) {
				next := s.steps[0]
				if next.from == core.None {
					rounds[j] = next.round
				}
				all, s.steps, moved = append(all, next.event), s.steps[1:], true
			}
		}
	}
	return values, all, nil
}

func (r recordedRun) readNode(j int, made func(int, []int64) (*recordedSide, error)) (*recordedSide, int64, error) {
	settings, err := readInput(nodeName(r.folder, j), nil, fleet.MaxCommonBytes, fleet.ParseNodeFile)
	if err != nil {
		return nil, 0, err
	}
	quanta, err := r.common.Average.Quanta(settings.Value)
	if err != nil {
		return nil, 0, err
	}
	incarnation, offers, err := fleet.Taken(filepath.Join(r.folder, settings.Journal), r.name, j)
	if err != nil {
		return nil, 0, err
	}
	side, err := made(j, quanta)
	if err != nil {
		return nil, 0, err
	}
	call, err := core.NewRollCall(side, j, r.common.Nodes, r.plan.Diameter, incarnation)
	if err != nil {
		return nil, 0, err
	}
	paced, err := core.NewPaced(call, r.digraph.In(j), r.plan.Diameter)
	if err != nil {
		return nil, 0, err
	}
	for _, o := range offers {
		if err := side.take(paced, o, uint32(r.plan.Diameter)); err != nil {
			return nil, 0, err
		}
	}
	return side, quanta[0], nil
}

// take takes in an offer, and notes it if the roll call is over by its round.
func (s *recordedSide) take(paced *core.Paced, o fleet.Packet, call uint32) error {
	if taken, err := paced.Receive(o.From, o.Round, o.Content); err != nil || !taken {
		return err
	}
	if o.Round >= call && len(o.Content) >= core.WorldBytes {
		received, err := s.received(o.From, o.Content[core.WorldBytes:])
		if err != nil {
			return err
		}
		s.steps = append(s.steps, received)
	}
	for {
		if stepped, err := paced.Step(); err != nil || !stepped {
			return err
		}
	}
}

// bracket reads a run by the bracket.
func (r recordedRun) bracket() (any, error) {
	config := core.BracketConfig{Bound: r.plan.Bound, Span: r.plan.Diameter, Most: r.plan.Most, Rounds: r.plan.Rounds}
	values, events, err := r.read(func(j int, value []int64) (*recordedSide, error) {
		node, err := core.NewBracketNode(config, r.digraph.OutDegree(j), value)
		if err != nil {
			return nil, err
		}
		advanced := func() []step {
			event := trace.BracketEvent{Action: core.ActionAdvance, Node: j, State: node.State()}
			event.State.Decided = core.None
			steps := []step{{core.None, node.Round(), event}}
			if node.Decided() {
				steps = append(steps, step{core.None, node.Round(), trace.BracketEvent{Action: core.ActionDecide, Node: j, State: node.State()}})
			}
			return steps
		}
		received := func(from int, content []byte) (step, error) {
			m, err := core.ParseBracketMessage(content)
			return step{from, int(m.Round), trace.BracketEvent{Action: core.ActionReceive, Node: j, Message: &core.BracketReceived{From: from, BracketMessage: m}}}, err
		}
		return &recordedSide{Side: core.SideOfBracket(node), advanced: advanced, received: received}, nil
	})
	config.Rounds = 0
	t := trace.Bracket{Digraph: r.digraph, Config: config, Values: values}
	for _, e := range events {
		t.Events = append(t.Events, e.(trace.BracketEvent))
	}
	return t, err
}

// bound reads a run with the bound ending.
func (r recordedRun) bound() (any, error) {
	config, err := r.plan.Config()
	if err != nil {
		return nil, err
	}
	values, events, err := r.read(func(j int, value []int64) (*recordedSide, error) {
		node, err := core.NewNode(config, r.digraph.OutDegree(j), value, 0)
		if err != nil {
			return nil, err
		}
		did := func(action string) step {
			event := trace.Event{Action: action, Node: j}
			event.Observe(core.PeerState{NodeState: node.State()})
			return step{core.None, node.Round(), event}
		}
		advanced := func() []step {
			steps := []step{did(core.ActionAdvance)}
			if node.Decided() {
				steps = append(steps, did(core.ActionDecide))
				node.Stop()
				steps = append(steps, did(core.ActionStop))
			}
			return steps
		}
		received := func(from int, content []byte) (step, error) {
			m, err := core.ParseMessage(config.Field, content)
			return step{from, int(m.Round), trace.Event{Action: core.ActionReceive, Node: j, Message: &core.Received{From: from, Message: m}}}, err
		}
		return &recordedSide{Side: core.SideOfBound(config.Field, node), advanced: advanced, received: received}, nil
	})
	t := trace.Trace{Field: config.Field, Digraph: r.digraph, Ending: config.Ending}
	for _, v := range values {
		t.Values = append(t.Values, config.Field.FromInt(v))
	}
	for _, e := range events {
		t.Events = append(t.Events, e.(trace.Event))
	}
	return t, err
}
