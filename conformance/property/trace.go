package property

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
)

// traceJSON is the part of the trace JSON that holds state variables, as a reader in another language would see it.
type traceJSON struct {
	Events []struct {
		Action string        `json:"action"`
		Round  int           `json:"round"`
		Nodes  []traceChange `json:"nodes"`
	} `json:"events"`
}

type traceChange struct {
	ID          int            `json:"id"`
	Numerator   []core.Element `json:"numerator"`
	Denominator core.Element   `json:"denominator"`
	Probe       *core.Element  `json:"probe"`
	Horizon     *int           `json:"horizon"`
	Order       *int           `json:"order"`
	Decided     *int           `json:"decided"`
	Projection  []core.Element `json:"projection"`
	Average     []string       `json:"average"`
	Decimal     []float64      `json:"decimal"`
	Stopped     *int           `json:"stopped"`
}

// traceReplays rebuilds every state from the trace JSON of the case and compares it with core's own run from the same
// start. Averages must be exact and decimals correctly rounded, so that they are the same bits at every node.
func traceReplays(c oracle.Case, _ *Record, e *oracle.Expected) string {
	s, err := parsed(c)
	if err != nil {
		return err.Error()
	}
	w, err := s.Network()
	if err != nil {
		return err.Error()
	}
	recorded, err := s.Trace()
	if err != nil {
		return err.Error()
	}
	data, err := json.Marshal(recorded)
	if err != nil {
		return err.Error()
	}
	var trace traceJSON
	if err := json.Unmarshal(data, &trace); err != nil {
		return err.Error()
	}
	if wrong := trace.inexact(c, e); wrong != "" {
		return wrong
	}
	want, err := record(c, w)
	if err != nil {
		return err.Error()
	}
	return firstDifference(want.Steps, trace.steps(c))
}

// steps applies the events one by one.
func (t traceJSON) steps(c oracle.Case) []state.Step[state.Rounds] {
	now := state.Rounds{Digraph: c.Arcs, Nodes: make([]core.NodeState, c.Nodes)}
	for j := range now.Nodes {
		now.Nodes[j] = core.NodeState{Numerator: make([][]core.Element, len(c.Values[0])),
			Order: core.None, Decided: core.None, Stopped: core.None}
	}
	var steps []state.Step[state.Rounds]
	for _, event := range t.Events {
		now = now.Clone()
		now.Round = event.Round
		for _, change := range event.Nodes {
			change.apply(event.Action, &now.Nodes[change.ID])
		}
		steps = append(steps, state.Step[state.Rounds]{Action: event.Action, State: now})
	}
	return steps
}

func (t traceChange) apply(action string, n *core.NodeState) {
	set := func(variable *int, value *int) {
		if value != nil {
			*variable = *value
		}
	}
	set(&n.Horizon, t.Horizon)
	set(&n.Order, t.Order)
	set(&n.Decided, t.Decided)
	set(&n.Stopped, t.Stopped)
	if action == core.ActionInit || action == core.ActionAdvance {
		for i, x := range t.Numerator {
			n.Numerator[i] = append(n.Numerator[i], x)
		}
		n.Denominator = append(n.Denominator, t.Denominator)
		if t.Probe != nil {
			n.Probe = append(n.Probe, *t.Probe)
		}
	}
	if action == core.ActionDecide {
		f, last := oracle.Residues{Prime: core.MersennePrime}, len(t.Projection)-1
		inverse := f.Inverse(uint64(t.Projection[last]))
		for _, phi := range t.Projection[:last] {
			n.Average = append(n.Average, core.Element(f.Mul(uint64(phi), inverse)))
		}
	}
}

// inexact says where a decision in the trace is not the exact average or its decimal not the nearest float64.
func (t traceJSON) inexact(c oracle.Case, e *oracle.Expected) string {
	quantum := big.NewRat(c.Quantum.Numerator, c.Quantum.Denominator)
	for _, event := range t.Events {
		if event.Action != core.ActionDecide {
			continue
		}
		for _, n := range event.Nodes {
			if len(n.Average) != len(e.Average) || len(n.Decimal) != len(e.Average) {
				return fmt.Sprintf("node %d decides %v = %v", n.ID, n.Average, n.Decimal)
			}
			for i, mean := range e.Average {
				want := new(big.Rat).Mul(mean, quantum)
				decimal, _ := want.Float64()
				if n.Average[i] != want.RatString() || math.Float64bits(n.Decimal[i]) != math.Float64bits(decimal) {
					return fmt.Sprintf("node %d, coordinate %d: decides %s = %v instead of %s = %v",
						n.ID, i, n.Average[i], n.Decimal[i], want.RatString(), decimal)
				}
			}
		}
	}
	return ""
}
