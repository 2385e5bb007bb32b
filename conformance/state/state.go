package state

import (
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/tla/tlc"
)

// ActionFinished is the step of a network in which everybody has stopped: nothing changes. Core has no such action; the
// models have it so that TLC's deadlock check stays on.
const ActionFinished = "Finished"

// Step is one action, or "Init", and the state that it led to.
type Step[S any] struct {
	Action string
	State  S
}

// Steps returns every step that is possible in a state; a test can hand one that is wrong.
type Steps[S any] func(S) ([]Step[S], error)

// Live is a network that goes on by itself: every call takes a step. Unlike a [Machine] it is never restored on the way.
type Live[S any] func(c core.Config, start S) (next func() (Step[S], error), err error)

// State is what the states of every level can do.
type State[S any] interface {
	Encode() tlc.State
	Key() string                            // identifies the state among those of any model of the level
	Summary() string                        // what sets an initial state apart from others
	Differences(got S) []Difference         // every state variable in which got differs
	Reached(action string, before S) string // names the step that led here
}

type Decoding[S any] func(core.Field, tlc.State) (S, error)

// Difference is one state variable that two states disagree on. Node is -1 for a variable of the whole network.
type Difference struct {
	Variable  string `json:"variable"`
	Node      int    `json:"node"`
	Want, Got string
}

func (d Difference) String() string {
	where := d.Variable
	if d.Node >= 0 {
		where = fmt.Sprintf("%s[%d]", d.Variable, d.Node)
	}
	return fmt.Sprintf("%-15s  wanted %s\n%-15s  got    %s", where, d.Want, "", d.Got)
}

// summary writes the digraph and, of every node, the variables of these names.
func summary(digraph []core.Arc, nodes int, variable func(name string, node int) string, names ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s", ArcsText(digraph))
	for _, name := range names {
		fmt.Fprintf(&b, ", %s", name)
		for j := range nodes {
			fmt.Fprintf(&b, " %s", variable(name, j))
		}
	}
	return b.String()
}

// diff returns every variable in which two states of so many nodes differ. Those of the network have no node.
func diff(names, network []string, nodes [2]int, want, got func(name string, node int) string) []Difference {
	var all []Difference
	compare := func(name string, node, index int) {
		if w, g := want(name, index), got(name, index); w != g {
			all = append(all, Difference{name, node, w, g})
		}
	}
	if nodes[0] != nodes[1] {
		return []Difference{{"Node", -1, fmt.Sprintf("%d nodes", nodes[0]), fmt.Sprintf("%d nodes", nodes[1])}}
	}
	for _, name := range names {
		if slices.Contains(network, name) {
			compare(name, -1, 0)
			continue
		}
		for j := range nodes[0] {
			compare(name, j, j)
		}
	}
	return all
}

func ArcsText(arcs []core.Arc) string {
	text := make([]string, len(arcs))
	for i, a := range arcs {
		text[i] = fmt.Sprintf("%d→%d", a.From, a.To)
	}
	return "{" + strings.Join(text, ", ") + "}"
}
