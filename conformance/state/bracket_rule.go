package state

import (
	"fmt"

	"kizami/core"
)

// BracketRule is what the nodes of a model with the bracket agree on, but for the windows, whose length is a variable there.
type BracketRule struct {
	Race  bool
	Bound int
	Most  int64
	Last  int // the last round, with the bracket alone
	Slack int // by how much a window may be longer than the diameter
	core.Measure
}

// config returns what nodes agree on whose windows have this length.
func (r BracketRule) config(span int) core.BracketConfig {
	return core.BracketConfig{Bound: r.Bound, Span: span, Most: r.Most, Rounds: r.Last, Given: r.Measure}
}

// spans returns how long windows may be on the digraph.
func (r BracketRule) spans(g *core.Digraph) (spans []int) {
	for slack := range r.Slack + 1 {
		spans = append(spans, max(1, g.Diameter())+slack)
	}
	return spans
}

// ofModel returns a state of core as models have it, and ofCore turns that back.
func (r BracketRule) ofModel(n core.BracketState) core.BracketState {
	n.Scale = []int{n.Scale[0] - r.Scale}
	return n
}

func (r BracketRule) ofCore(n core.BracketState) core.BracketState {
	n.Scale = []int{n.Scale[0] + r.Scale}
	return n
}

// Brackets returns every state that nodes with the bracket, or in the race, can start in.
func (s Start) Brackets() ([]Bracket, error) {
	var states []Bracket
	for _, g := range s.Digraphs {
		for _, span := range s.Bracket.spans(g) {
			for _, value := range s.Values {
				w, err := s.newBracketRun(g, span, value)
				if err != nil {
					return nil, err
				}
				states = append(states, w.state())
			}
		}
	}
	return states, nil
}

// bracketMachine is a node with the bracket, or one in the race; see there.
type bracketMachine[M any] interface {
	Share() M
	Advance([]M) error
	CanDecide() bool
	Decide() bool
	Decided() bool
}

// bracketRun is a network with the bracket, or in the race, that goes on by itself.
type bracketRun struct {
	start Bracket
	step  func() (action string, err error)
	node  func(j int) core.BracketState
}

func (w *bracketRun) state() Bracket {
	s := w.start
	s.Nodes = nil
	for j := range s.Value {
		s.Nodes = append(s.Nodes, w.node(j))
	}
	return s
}

// newBracketRun starts core from values. After each step every node is written down and restored.
func (s Start) newBracketRun(g *core.Digraph, span int, value []int64) (*bracketRun, error) {
	w := &bracketRun{start: Bracket{Digraph: g.Arcs(), Span: span, Value: value}}
	if s.Bracket.Race {
		return w, s.race(w, g)
	}
	c := s.Bracket.config(span)
	nodes := make([]*core.BracketNode, g.Nodes())
	for j, v := range value {
		var err error
		if nodes[j], err = core.NewBracketNode(c, g.OutDegree(j), []int64{v}); err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
	}
	w.node = func(j int) core.BracketState { return s.Bracket.ofModel(nodes[j].State()) }
	w.step = func() (string, error) {
		action, err := stepTogether(g, nodes)
		for j := range nodes {
			if err == nil {
				nodes[j], err = core.RestoreBracketNode(c, g.OutDegree(j), nodes[j].State())
			}
		}
		return action, err
	}
	return w, nil
}

// race is the same in the race: of the two machines the models have the bracket's words, and the decision of both.
func (s Start) race(w *bracketRun, g *core.Digraph) error {
	c := core.RaceConfig{Config: s.Config, Span: w.start.Span, Most: s.Bracket.Most, Given: s.Bracket.Measure}
	nodes := make([]*core.RaceNode, g.Nodes())
	for j, v := range w.start.Value {
		var err error
		if nodes[j], err = core.NewRaceNode(c, g.OutDegree(j), []int64{v}); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	w.node = func(j int) core.BracketState {
		n := s.Bracket.ofModel(nodes[j].Bracket().State())
		n.Average, n.Refused = nodes[j].Average(), nodes[j].Refused()
		if nodes[j].Decided() {
			n.Decided = nodes[j].Round()
		}
		return n
	}
	w.step = func() (string, error) {
		action, err := stepTogether(g, nodes)
		for j := range nodes {
			if err == nil {
				nodes[j], err = core.RestoreRaceNode(c, g.OutDegree(j), nodes[j].State())
			}
		}
		return action, err
	}
	return nil
}

// stepTogether takes the one step that nodes in lock step have.
func stepTogether[M any, N bracketMachine[M]](g *core.Digraph, nodes []N) (action string, err error) {
	sent, going := make([]M, len(nodes)), false
	for j, n := range nodes {
		if n.CanDecide() {
			action = core.ActionDecide
		}
		if !n.Decided() {
			sent[j], going = n.Share(), true
		}
	}
	for j, n := range nodes {
		switch {
		case !going:
			action = ActionFinished
		case action == core.ActionDecide:
			n.Decide()
		case !n.Decided():
			action = core.ActionAdvance
			if err := n.Advance(heard(g, nodes, sent, j)); err != nil {
				return "", fmt.Errorf("node %d: %w", j, err)
			}
		}
	}
	return action, nil
}

// heard returns what node j hears: those that have decided send nothing.
func heard[M any, N bracketMachine[M]](g *core.Digraph, nodes []N, sent []M, j int) (inbox []M) {
	for _, i := range g.In(j) {
		if !nodes[i].Decided() {
			inbox = append(inbox, sent[i])
		}
	}
	return inbox
}

// CoreBracket is package core, started from values.
func (s Start) CoreBracket(_ core.Config, start Bracket) (func() (Step[Bracket], error), error) {
	g, err := core.NewDigraph(len(start.Nodes), start.Digraph)
	if err != nil {
		return nil, err
	}
	w, err := s.newBracketRun(g, start.Span, start.Value)
	if err != nil {
		return nil, err
	}
	if diff := start.Differences(w.state()); len(diff) > 0 {
		return nil, fmt.Errorf("core starts in another state:\n%v", diff[0])
	}
	return func() (Step[Bracket], error) {
		action, err := w.step()
		if err != nil { // a node that cannot be restored has no state
			return Step[Bracket]{}, err
		}
		return Step[Bracket]{Action: action, State: w.state()}, nil
	}, nil
}
