package simulate_test

import (
	"reflect"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

// replay puts the states back together from a trace alone.
func replay(nodes []core.NodeState, event simulate.Event) {
	for _, c := range event.Nodes {
		s := &nodes[c.ID]
		switch event.Action {
		case core.ActionInit, core.ActionAdvance:
			for i, e := range c.Numerator {
				s.Numerator[i] = append(s.Numerator[i], e)
			}
			s.Denominator = append(s.Denominator, *c.Denominator)
			if c.Probe != nil {
				s.Probe = append(s.Probe, *c.Probe)
			}
			s.Horizon = c.Horizon
		case core.ActionDecide:
			s.Order, s.Decided, s.Average, s.Refused = *c.Order, *c.Decided, c.Residue, c.Refused
		case core.ActionStop:
			s.Stopped = *c.Stopped
		}
	}
}

func TestTraceReadBackEqualsTheStates(t *testing.T) {
	runs(t, func(config core.Config, network *simulate.Network) {
		n := network.Digraph().Nodes()
		again := coretest.Restored(t, config, network.Digraph(), 0, coretest.States(network))
		nodes := make([]core.NodeState, n)
		for j := range nodes {
			nodes[j] = core.NodeState{Numerator: make([][]core.Element, 2), Order: core.None, Decided: core.None, Stopped: core.None}
		}
		for i, event := range simulate.Record(network) {
			action := core.ActionInit
			var changed []int
			if i > 0 {
				action = again.Step()
				changed = again.Changed()
			}
			replay(nodes, event)
			if event.Action != action || event.Round != again.Round() || !reflect.DeepEqual(nodes, coretest.States(again)) {
				t.Fatalf("event %d is %s in round %d: %+v, want %s in round %d: %+v", i, event.Action, event.Round, nodes, action, again.Round(), coretest.States(again))
			}
			var ids []int
			for _, c := range event.Nodes {
				ids = append(ids, c.ID)
				if action == core.ActionDecide {
					checkDecision(t, config, again.Nodes()[c.ID].State(), c)
				}
			}
			if i > 0 && !slices.Equal(ids, changed) || i == 0 && len(ids) != n {
				t.Fatalf("event %d lists %v, changed were %v", i, ids, changed)
			}
		}
		if action := again.Step(); action != "" {
			t.Fatalf("the trace ends before %s", action)
		}
	})
}

// checkDecision recomputes what the trace says beside the state variables.
func checkDecision(t *testing.T, config core.Config, s core.NodeState, c core.Change) {
	t.Helper()
	words := append(slices.Clone(s.Numerator), s.Denominator)
	if len(c.Projection) != len(words) || len(c.Average) != len(s.Numerator) || config.Ending.IsProbe() != (len(c.Recurrence) == 1) {
		t.Fatalf("%+v", c)
	}
	for i, word := range words {
		if phi, ok := core.Projection(config.Field, word, c.Recurrence[min(i, len(c.Recurrence)-1)]); !ok || phi != c.Projection[i] {
			t.Fatalf("word %d: projection %d, the recurrence gives %d", i, c.Projection[i], phi)
		}
	}
}
