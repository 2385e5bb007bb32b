package mutant

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"kizami/conformance"
	"kizami/conformance/graph"
	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/conformance/state"
	"kizami/core"
)

// machineMutant is core with one thing wrong, in the steps that it takes.
type machineMutant struct {
	name     string
	machine  state.Machine
	property string // the property that must notice
	variable string // the state variable in which graph equality must show it
}

// after returns core with the state after an action edited; before is the state that the action started from.
func after(action string, edit func(before state.Rounds, next *state.Rounds)) state.Machine {
	return func(c core.Config, s state.Rounds) (string, state.Rounds, error) {
		did, next, err := state.CoreRound(c, s)
		if err == nil && did == action {
			next = next.Clone()
			edit(s, &next)
		}
		return did, next, err
	}
}

var machineMutants = []machineMutant{
	{"a window one too small", smallWindow, "exact-rounds", "stopped"},
	{"stops as soon as it has decided", hasty, "stop-safety", "stopped"},
	{"an order one too large", after(core.ActionDecide, func(before state.Rounds, next *state.Rounds) {
		for j := range next.Nodes {
			if before.Nodes[j].Decided == core.None && next.Nodes[j].Decided != core.None {
				next.Nodes[j].Order++
			}
		}
	}), "exact-rounds", "order"},
	{"a wrong average at the last node", after(core.ActionDecide, func(before state.Rounds, next *state.Rounds) {
		last := len(next.Nodes) - 1
		if n := &next.Nodes[last]; before.Nodes[last].Decided == core.None && n.Average != nil {
			n.Average[0] ^= 1
		}
	}), "agreement", "average"},
	{"the same wrong average everywhere", after(core.ActionDecide, func(before state.Rounds, next *state.Rounds) {
		for j := range next.Nodes {
			if before.Nodes[j].Decided == core.None && next.Nodes[j].Decided != core.None {
				next.Nodes[j].Average[0] = 0
			}
		}
	}), "exact-average", "average"},
	{"refuses when it need not", after(core.ActionDecide, func(_ state.Rounds, next *state.Rounds) {
		next.Nodes[0].Refused, next.Nodes[0].Average = next.Nodes[0].Decided != core.None, nil
	}), "agreement", "average"},
	{"a numerator off by one", after(core.ActionAdvance, func(_ state.Rounds, next *state.Rounds) {
		x := next.Nodes[0].Numerator[0]
		x[len(x)-1] ^= 1
	}), "exact-words", "numerator"},
	{"a denominator that leaks", after(core.ActionAdvance, func(_ state.Rounds, next *state.Rounds) {
		y := next.Nodes[0].Denominator
		y[len(y)-1] ^= 1
	}), "mass-conserved", "denominator"},
	{"a horizon one too early", after(core.ActionAdvance, func(_ state.Rounds, next *state.Rounds) {
		if next.Nodes[0].Horizon > 1 {
			next.Nodes[0].Horizon--
		}
	}), "exact-horizon", "horizon"},
	{"history rewritten", after(core.ActionAdvance, func(before state.Rounds, next *state.Rounds) {
		if before.Round > 0 {
			next.Nodes[0].Denominator[1] ^= 1
		}
	}), "write-once", "denominator"},
	{"a silent node that goes on listening", after(core.ActionAdvance, func(before state.Rounds, next *state.Rounds) {
		for j, n := range before.Nodes {
			if n.Stopped != core.None {
				next.Nodes[j].Horizon++
			}
		}
	}), "stop-safety", "horizon"},
}

// smallWindow lets a node stop one round too early: θ unmoved for M_j rounds instead of M_j+1.
func smallWindow(c core.Config, s state.Rounds) (string, state.Rounds, error) {
	action, next, err := state.CoreRound(c, s)
	if err != nil || action != core.ActionAdvance || !c.Ending.IsProbe() {
		return action, next, err
	}
	early := s.Clone()
	for j, n := range s.Nodes {
		if n.Decided != core.None && n.Stopped == core.None && s.Round-n.Horizon >= n.Order {
			early.Nodes[j].Stopped = s.Round
			action = core.ActionStop
		}
	}
	if action == core.ActionStop {
		return action, early, nil
	}
	return action, next, nil
}

func hasty(c core.Config, s state.Rounds) (string, state.Rounds, error) {
	action, next, err := state.CoreRound(c, s)
	if err != nil || action != core.ActionDecide {
		return action, next, err
	}
	next = next.Clone()
	for j := range next.Nodes {
		if next.Nodes[j].Decided == s.Round {
			next.Nodes[j].Stopped = s.Round
		}
	}
	return action, next, nil
}

// running is the subject that runs a machine from the start of a case to its end.
func running(machine state.Machine) property.Subject {
	return func(c oracle.Case) (*property.Record, error) {
		w, err := c.Network()
		if err != nil {
			return nil, err
		}
		config, _ := c.Config()
		r := &property.Record{Steps: []state.Step[state.Rounds]{{Action: core.ActionInit, State: state.RoundsOf(w)}}}
		for len(r.Steps) < 10*(c.Nodes+c.Bound)+20 {
			action, next, err := machine(config, r.Last())
			if err != nil {
				return nil, err
			}
			if action == state.ActionFinished {
				break
			}
			r.Steps = append(r.Steps, state.Step[state.Rounds]{Action: action, State: next})
		}
		for _, n := range r.Last().Nodes {
			var fractions []core.Fraction
			for _, u := range n.Average {
				q, _ := core.Reconstruct(core.Exact, u, c.Capacity)
				fractions = append(fractions, q)
			}
			r.Averages = append(r.Averages, fractions)
		}
		return r, nil
	}
}

// living runs a machine step by step.
func living(machine state.Machine) state.Live[state.Rounds] {
	return func(c core.Config, s state.Rounds) (func() (state.Step[state.Rounds], error), error) {
		return func() (state.Step[state.Rounds], error) {
			action, next, err := machine(c, s)
			s = next
			return state.Step[state.Rounds]{Action: action, State: next}, err
		}, nil
	}
}

// spannedRounds is the graph that core spans itself, on every digraph with three nodes.
func spannedRounds(t *testing.T) (*graph.Graph[state.Rounds], core.Config, []state.Rounds) {
	t.Helper()
	field, err := core.NewField(core.ModelPrime)
	if err != nil {
		t.Fatal(err)
	}
	start := state.Start{Config: core.Config{Field: field, Ending: core.Probe(), Capacity: 3}, Digraphs: state.Digraphs(3),
		Values: [][]int64{{0, 1, 2}, {1, 1, 1}}, Probes: [][]core.Element{{1, 2, 4}, {5, 17, 40000}}}
	initial, err := start.Rounds()
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Explore(initial, state.OneStep(start.Config, state.CoreRound))
	if err != nil {
		t.Fatal(err)
	}
	return g, start.Config, initial
}

func theProperty(t *testing.T, name string) property.Property {
	t.Helper()
	i := slices.IndexFunc(conformance.Properties, func(p property.Property) bool { return p.Name == name })
	if i < 0 {
		t.Fatalf("no property %q", name)
	}
	return conformance.Properties[i]
}

func TestEqualNoticesEveryMachineMutant(t *testing.T) {
	g, config, initial := spannedRounds(t)
	for _, m := range machineMutants {
		err := graph.Equal(g, initial, state.OneStep(config, m.machine))
		var d *graph.Divergence
		if !errors.As(err, &d) || !slices.ContainsFunc(d.Differences, func(v state.Difference) bool { return v.Variable == m.variable }) {
			t.Errorf("%s: %v, want a difference in %s", m.name, err, m.variable)
		}
	}
}

func TestReplayNoticesEveryMachineMutant(t *testing.T) {
	g, config, _ := spannedRounds(t)
	for _, m := range machineMutants {
		r := graph.CheckWalks(config, graph.RandomWalks(g), living(m.machine), 500, oracle.Seed)
		if r.Failure == "" {
			t.Errorf("%s: not noticed in %d walks", m.name, r.Walks)
		}
	}
}

func TestPropertiesNoticeEveryMachineMutant(t *testing.T) {
	for _, m := range machineMutants {
		t.Run(m.name, func(t *testing.T) {
			p := theProperty(t, m.property)
			r := p.Check(t.Context(), running(m.machine), 100, 8, oracle.Seed)
			if r.Failure == "" {
				t.Fatalf("%s did not notice in %d cases", m.property, r.Cases)
			}
			t.Logf("after %d cases and %d shrinks: %s", r.Cases, r.Shrinks, r.Failure)
		})
	}
}

// The smallest digraph on which a window one too small lets somebody stop before all have decided, found by trying all
// of them, is also where the shrinker ends.
func TestShrinkerFindsTheSmallestUnsafeWindow(t *testing.T) {
	p := theProperty(t, "stop-safety")
	smallest := 0
	for n := 1; n <= 4 && smallest == 0; n++ {
		for _, g := range state.Digraphs(n) {
			c := oracle.Case{Nodes: n, Arcs: g.Arcs(), Capacity: n, Quantum: oracle.Quantum{Numerator: 1, Denominator: 1}, Seed: 1, Values: make([][]int64, n)}
			for j := range c.Values {
				c.Values[j] = []int64{0}
			}
			if record, err := running(smallWindow)(c); err != nil || p.Holds(c, record, oracle.Expect(c)) != "" {
				smallest = n
				break
			}
		}
	}
	r := p.Check(t.Context(), running(smallWindow), 300, 12, oracle.Seed)
	t.Logf("smallest %d; seed %d, %d shrinks: %s", smallest, oracle.Seed, r.Shrinks, r.Failure)
	var n int
	if _, err := fmt.Sscanf(r.Failure, "%d nodes", &n); err != nil || n != smallest {
		t.Errorf("%q, want %d nodes", r.Failure, smallest)
	}
}
