package conformance

import (
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/core/simulate"
	"kizami/tla/tlc"
)

// State is the state variables of a network as plain data: what a state of RoundCoordination.tla holds.
type State struct {
	Digraph []core.Arc // ordered by From and then To
	Round   int
	Nodes   []core.NodeState
}

// StateOf returns the state that the network is in.
func StateOf(w *simulate.Network) State {
	s := State{Digraph: w.Digraph().Arcs(), Round: w.Round()}
	for _, n := range w.Nodes() {
		s.Nodes = append(s.Nodes, n.State())
	}
	return s
}

// clone returns a state that shares no memory with s.
func (s State) clone() State {
	s.Digraph, s.Nodes = slices.Clone(s.Digraph), slices.Clone(s.Nodes)
	for j, n := range s.Nodes {
		n.Numerator = slices.Clone(n.Numerator)
		for i := range n.Numerator {
			n.Numerator[i] = slices.Clone(n.Numerator[i])
		}
		n.Denominator, n.Probe, n.Average = slices.Clone(n.Denominator), slices.Clone(n.Probe), slices.Clone(n.Average)
		s.Nodes[j] = n
	}
	return s
}

// Variables are the names of the state variables, as in RoundCoordination.tla, in the order of its VARIABLES.
var Variables = []string{"digraph", "round", "numerator", "denominator", "probe", "horizon", "order", "decided",
	"average", "stopped"}

// variable writes one state variable of one node, or of the network.
func (s State) variable(name string, node int) string {
	if name == "digraph" {
		return arcsText(s.Digraph)
	}
	if name == "round" {
		return fmt.Sprint(s.Round)
	}
	return nodeVariable(s.Nodes[node], name)
}

func nodeVariable(n core.NodeState, name string) string {
	switch name {
	case "numerator":
		return fmt.Sprint(n.Numerator)
	case "denominator":
		return fmt.Sprint(n.Denominator)
	case "probe":
		return fmt.Sprint(n.Probe)
	case "horizon":
		return fmt.Sprint(n.Horizon)
	case "order":
		return known(n.Order)
	case "decided":
		return known(n.Decided)
	case "stopped":
		return known(n.Stopped)
	}
	switch {
	case n.Refused:
		return "Refused"
	case n.Average == nil:
		return "None"
	}
	return fmt.Sprint(n.Average)
}

func known(v int) string {
	if v == core.None {
		return "None"
	}
	return fmt.Sprint(v)
}

func arcsText(arcs []core.Arc) string {
	text := make([]string, len(arcs))
	for i, a := range arcs {
		text[i] = fmt.Sprintf("%d→%d", a.From, a.To)
	}
	return "{" + strings.Join(text, ", ") + "}"
}

// key identifies the state among those of any model.
func (s State) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %d", s.Digraph, s.Round)
	for _, n := range s.Nodes {
		fmt.Fprintf(&b, "|%d %d %d %d %d %d %t", n.Numerator, n.Denominator, n.Probe, n.Horizon, n.Order, n.Decided, n.Refused)
		fmt.Fprintf(&b, " %d %d", n.Average, n.Stopped)
	}
	return b.String()
}

// summary writes what sets an initial state apart from others.
func (s State) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s", arcsText(s.Digraph))
	for _, name := range []string{"numerator", "probe"} {
		fmt.Fprintf(&b, ", %s", name)
		for j := range s.Nodes {
			fmt.Fprintf(&b, " %s", s.variable(name, j))
		}
	}
	return b.String()
}

func (s State) encode() tlc.State { return Encode(s) }

func (s State) differences(got State) []Difference { return Diff(s, got) }

func (s State) reached(action string, _ State) string { return action }

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

// Diff returns every state variable in which got differs from want.
func Diff(want, got State) []Difference {
	return diff(Variables, []string{"digraph", "round"}, [2]int{len(want.Nodes), len(got.Nodes)}, want.variable, got.variable)
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
