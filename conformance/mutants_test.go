package conformance

import (
	"kizami/core"
)

// machineMutant is core with one thing wrong, in the steps that it takes.
type machineMutant struct {
	name     string
	machine  Machine
	property string // the property that must notice
	variable string // the state variable in which graph equality must show it
}

// after returns core with the state after an action edited; before is the state that the action started from.
func after(action string, edit func(before State, next *State)) Machine {
	return func(c core.Config, s State) (string, State, error) {
		did, next, err := CoreMachine(c, s)
		if err == nil && did == action {
			next = next.clone()
			edit(s, &next)
		}
		return did, next, err
	}
}

var machineMutants = []machineMutant{
	{"a window one too small", smallWindow, "exact-rounds", "stopped"},
	{"stops as soon as it has decided", hasty, "stop-safety", "stopped"},
	{"an order one too large", after(core.ActionDecide, func(before State, next *State) {
		for j := range next.Nodes {
			if before.Nodes[j].Decided == core.None && next.Nodes[j].Decided != core.None {
				next.Nodes[j].Order++
			}
		}
	}), "exact-rounds", "order"},
	{"a wrong average at the last node", after(core.ActionDecide, func(before State, next *State) {
		last := len(next.Nodes) - 1
		if n := &next.Nodes[last]; before.Nodes[last].Decided == core.None && n.Average != nil {
			n.Average[0] ^= 1
		}
	}), "agreement", "average"},
	{"the same wrong average everywhere", after(core.ActionDecide, func(before State, next *State) {
		for j := range next.Nodes {
			if before.Nodes[j].Decided == core.None && next.Nodes[j].Decided != core.None {
				next.Nodes[j].Average[0] = 0
			}
		}
	}), "exact-average", "average"},
	{"refuses when it need not", after(core.ActionDecide, func(_ State, next *State) {
		next.Nodes[0].Refused, next.Nodes[0].Average = next.Nodes[0].Decided != core.None, nil
	}), "agreement", "average"},
	{"a numerator off by one", after(core.ActionAdvance, func(_ State, next *State) {
		x := next.Nodes[0].Numerator[0]
		x[len(x)-1] ^= 1
	}), "exact-words", "numerator"},
	{"a denominator that leaks", after(core.ActionAdvance, func(_ State, next *State) {
		y := next.Nodes[0].Denominator
		y[len(y)-1] ^= 1
	}), "mass-conserved", "denominator"},
	{"a horizon one too early", after(core.ActionAdvance, func(_ State, next *State) {
		if next.Nodes[0].Horizon > 1 {
			next.Nodes[0].Horizon--
		}
	}), "exact-horizon", "horizon"},
	{"history rewritten", after(core.ActionAdvance, func(before State, next *State) {
		if before.Round > 0 {
			next.Nodes[0].Denominator[1] ^= 1
		}
	}), "write-once", "denominator"},
	{"a silent node that goes on listening", after(core.ActionAdvance, func(before State, next *State) {
		for j, n := range before.Nodes {
			if n.Stopped != core.None {
				next.Nodes[j].Horizon++
			}
		}
	}), "stop-safety", "horizon"},
}

// smallWindow lets a node stop one round too early: θ unmoved for M_j rounds instead of M_j+1.
func smallWindow(c core.Config, s State) (string, State, error) {
	action, next, err := CoreMachine(c, s)
	if err != nil || action != core.ActionAdvance || !c.Ending.IsProbe() {
		return action, next, err
	}
	early := s.clone()
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

func hasty(c core.Config, s State) (string, State, error) {
	action, next, err := CoreMachine(c, s)
	if err != nil || action != core.ActionDecide {
		return action, next, err
	}
	next = next.clone()
	for j := range next.Nodes {
		if next.Nodes[j].Decided == s.Round {
			next.Nodes[j].Stopped = s.Round
		}
	}
	return action, next, nil
}

// running is the subject that runs a machine from the start of a case to its end.
func running(machine Machine) Subject {
	return func(c Case) (*Record, error) {
		w, err := c.Network()
		if err != nil {
			return nil, err
		}
		config, _ := c.Config()
		r := &Record{Steps: []StepOf[State]{{core.ActionInit, StateOf(w)}}}
		for len(r.Steps) < 10*(c.Nodes+c.Bound)+20 {
			action, next, err := machine(config, r.last())
			if err != nil {
				return nil, err
			}
			if action == ActionFinished {
				break
			}
			r.Steps = append(r.Steps, StepOf[State]{action, next})
		}
		for _, n := range r.last().Nodes {
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
