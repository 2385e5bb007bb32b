package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
)

// spannedMessages is a graph that core spans itself, of two nodes that take steps of their own, for corrupting.
func spannedMessages(t *testing.T, ending core.Ending, epochs int) (*Graph[state.Messages], state.Start, []state.Messages) {
	t.Helper()
	field, err := core.NewField(core.ModelPrime)
	if err != nil {
		t.Fatal(err)
	}
	start := state.Start{Nodes: 2, Epochs: epochs, Config: core.Config{Field: field, Ending: ending, Capacity: 2}, Digraphs: state.Digraphs(2),
		Values: [][]int64{{1, 0}}, Probes: [][]core.Element{{31337, 14142}}}
	initial, err := start.Messages()
	if err != nil {
		t.Fatal(err)
	}
	g, err := Explore(initial, state.EveryStep(start.Config, epochs, state.CoreMessages))
	if err != nil {
		t.Fatal(err)
	}
	return g, start, initial
}

// stepMutant is core with one thing wrong in the steps that peers take, and the variable in which that must show.
type stepMutant struct {
	name, variable string
	machine        state.MessageMachine
}

// afterStep returns core with the state after an action edited; j is the node that took it.
func afterStep(action string, edit func(next *state.Messages, j int)) state.MessageMachine {
	return func(c core.Config, s state.Messages, epochs int) ([]state.MessageStep, error) {
		steps, err := state.CoreMessages(c, s, epochs)
		for i := range steps {
			if steps[i].Action == action {
				steps[i].Next.Peers = slices.Clone(steps[i].Next.Peers)
				edit(&steps[i].Next, steps[i].Node)
			}
		}
		return steps, err
	}
}

// filtered returns core without some of its steps.
func filtered(drop func(state.Messages, state.MessageStep) bool) state.MessageMachine {
	return func(c core.Config, s state.Messages, epochs int) ([]state.MessageStep, error) {
		steps, err := state.CoreMessages(c, s, epochs)
		return slices.DeleteFunc(steps, func(step state.MessageStep) bool { return drop(s, step) }), err
	}
}

func isMark(m *core.Received) bool { return m != nil && m.IsMark() }

var stepMutants = []stepMutant{
	{"forgets what it offered", "offered", afterStep(core.ActionAdvance, func(next *state.Messages, j int) { next.Peers[j].Offered = nil })},
	{"keeps the epoch before on offer", "offered", afterStep(core.ActionDecide, func(next *state.Messages, j int) {
		if p := &next.Peers[j]; p.Epoch > 0 {
			p.Offered = append([]core.Message{{Epoch: p.Epoch - 1}}, p.Offered...)
		}
	})},
	{"stops without a mark", "offered", afterStep(core.ActionStop, func(next *state.Messages, j int) {
		next.Peers[j].Offered = next.Peers[j].Offered[:len(next.Peers[j].Offered)-1]
	})},
	{"sends what nobody offered", "network", afterStep(core.ActionAdvance, func(next *state.Messages, _ int) {
		next.Network = slices.Clone(next.Network[1:])
	})},
	{"keeps its inbox when it stops", "inbox", afterStep(core.ActionStop, func(next *state.Messages, j int) {
		next.Peers[j].Inbox = []core.Received{next.Network[0]}
	})},
	{"takes in a word that is wrong", "inbox", afterStep(core.ActionReceive, func(next *state.Messages, j int) {
		inbox := slices.Clone(next.Peers[j].Inbox)
		if last := &inbox[len(inbox)-1]; !last.IsMark() {
			last.Words = slices.Clone(last.Words)
			last.Words[0] ^= 1
		}
		next.Peers[j].Inbox = inbox
	})},
	{"a numerator off by one", "numerator", afterStep(core.ActionAdvance, func(next *state.Messages, j int) {
		x := slices.Clone(next.Peers[j].Numerator[0])
		x[len(x)-1] ^= 1
		next.Peers[j].Numerator = [][]core.Element{x}
	})},
	{"begins in the wrong epoch", "epoch", afterStep(core.ActionBegin, func(next *state.Messages, j int) { next.Peers[j].Epoch++ })},
	{"never takes in a mark", "inbox", filtered(func(_ state.Messages, s state.MessageStep) bool { return isMark(s.Message) })},
	{"takes in nothing ahead of its round", "inbox", filtered(func(before state.Messages, s state.MessageStep) bool {
		return s.Message != nil && !s.Message.IsMark() && int(s.Message.Round) >= len(before.Peers[s.Node].Denominator)
	})},
	{"never begins another epoch", "epoch", filtered(func(_ state.Messages, s state.MessageStep) bool { return s.Action == core.ActionBegin })},
	{"goes on for ever", "", filtered(func(_ state.Messages, s state.MessageStep) bool { return s.Action == state.ActionFinished })},
	{"takes a message in twice", "inbox", func(c core.Config, s state.Messages, epochs int) ([]state.MessageStep, error) {
		steps, err := state.CoreMessages(c, s, epochs)
		if i := slices.IndexFunc(steps, func(step state.MessageStep) bool { return step.Action == core.ActionReceive }); i >= 0 {
			steps = append(steps, steps[i])
		}
		return steps, err
	}},
}

func TestEqualNoticesEveryMessageMutant(t *testing.T) {
	g, start, initial := spannedMessages(t, core.Probe(), 2)
	if err := Equal(g, initial, state.EveryStep(start.Config, start.Epochs, state.CoreMessages)); err != nil {
		t.Fatal(err)
	}
	for _, m := range stepMutants {
		err := Equal(g, initial, state.EveryStep(start.Config, start.Epochs, m.machine))
		var d *Divergence
		if !errors.As(err, &d) {
			t.Errorf("%s: %v, want a divergence", m.name, err)
			continue
		}
		if m.variable != "" && !slices.ContainsFunc(d.Differences, func(v state.Difference) bool { return v.Variable == m.variable }) {
			t.Errorf("%s: %v, want a difference in %s", m.name, err, m.variable)
		}
	}
}

func TestEqualReportsEveryCorruptionOfMessages(t *testing.T) {
	edge := func(g *Graph[state.Messages], action string) *Edge {
		return &g.Edges[slices.IndexFunc(g.Edges, func(e Edge) bool { return e.Action == action })]
	}
	edit := func(g *Graph[state.Messages], action string, change func(*core.PeerState)) {
		s := &g.States[edge(g, action).To]
		s.Peers = slices.Clone(s.Peers)
		change(&s.Peers[0])
	}
	for _, c := range []struct {
		name, says string
		corrupt    func(*Graph[state.Messages])
	}{
		{"a successor dropped", "core can Receive, the graph has no such step", func(g *Graph[state.Messages]) {
			drop := *edge(g, core.ActionReceive)
			g.Edges = slices.DeleteFunc(g.Edges, func(e Edge) bool { return e == drop })
		}},
		{"a successor added", "the graph has a further step, Receive, that core cannot take", func(g *Graph[state.Messages]) {
			g.Edges = append(g.Edges, Edge{g.Initial[0], edge(g, core.ActionDecide).To, core.ActionReceive})
		}},
		{"a label changed", "the graph says Decide, core does Advance", func(g *Graph[state.Messages]) {
			edge(g, core.ActionAdvance).Action = core.ActionDecide
		}},
		{"nothing on offer", "", func(g *Graph[state.Messages]) {
			edit(g, core.ActionReceive, func(p *core.PeerState) { p.Offered = nil })
		}},
		{"an inbox emptied", "", func(g *Graph[state.Messages]) {
			for i := range g.States {
				g.States[i].Peers = slices.Clone(g.States[i].Peers)
				g.States[i].Peers[0].Inbox = nil
			}
		}},
		{"another start", "core can start in a state that is not initial", func(g *Graph[state.Messages]) {
			edit(g, core.ActionReceive, func(*core.PeerState) {})
			g.Initial = []int{edge(g, core.ActionReceive).To}
		}},
		{"a message lost from the network", "Receive leads to another state in the graph than in core", func(g *Graph[state.Messages]) {
			s := &g.States[edge(g, core.ActionReceive).To]
			s.Network = s.Network[1:]
		}},
	} {
		g, start, initial := spannedMessages(t, core.Probe(), 1)
		c.corrupt(g)
		err := Equal(g, initial, state.EveryStep(start.Config, start.Epochs, state.CoreMessages))
		var d *Divergence
		if !errors.As(err, &d) || !strings.Contains(d.Says, c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestPathNamesTheNodes(t *testing.T) {
	two, err := core.Bound(2)
	if err != nil {
		t.Fatal(err)
	}
	g, start, initial := spannedMessages(t, two, 1)
	mutant := afterStep(core.ActionDecide, func(next *state.Messages, j int) { next.Peers[j].Order++ })
	var d *Divergence
	if err := Equal(g, initial, state.EveryStep(start.Config, start.Epochs, mutant)); !errors.As(err, &d) {
		t.Fatal(err)
	}
	if len(d.Path) < 5 || d.Path[0] != "Init" || !strings.HasSuffix(d.Path[1], "]") || !strings.HasPrefix(d.Path[1], "Receive[") {
		t.Errorf("the path is %v", d.Path)
	}
	if !strings.HasPrefix(d.Start, "digraph {0→1, 1→0}, epoch 0 0, numerator [[1]] [[0]]") {
		t.Errorf("it starts from %s", d.Start)
	}
}
