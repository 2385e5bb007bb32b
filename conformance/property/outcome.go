package property

import (
	"fmt"
	"slices"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
)

func agreement(_ oracle.Case, r *Record, _ *oracle.Expected) string {
	nodes := r.Last().Nodes
	for j, n := range nodes {
		if n.Refused || n.Average == nil {
			return fmt.Sprintf("node %d ends without an average", j)
		}
		if !slices.Equal(n.Average, nodes[0].Average) || !slices.Equal(r.Averages[j], r.Averages[0]) {
			return fmt.Sprintf("node %d holds %v = %v, node 0 holds %v = %v",
				j, n.Average, r.Averages[j], nodes[0].Average, r.Averages[0])
		}
	}
	return ""
}

func exactAverage(_ oracle.Case, r *Record, e *oracle.Expected) string {
	for j, fractions := range r.Averages {
		if len(fractions) != len(e.Average) {
			return fmt.Sprintf("node %d holds %d coordinates instead of %d", j, len(fractions), len(e.Average))
		}
		for i, q := range fractions {
			if q.Rat().Cmp(e.Average[i]) != 0 {
				return fmt.Sprintf("node %d, coordinate %d: average %v instead of %s", j, i, q, e.Average[i].RatString())
			}
		}
	}
	return ""
}

func exactRounds(c oracle.Case, r *Record, e *oracle.Expected) string {
	for j, n := range r.Last().Nodes {
		switch {
		case n.Order != e.Order[j]:
			return fmt.Sprintf("node %d: order %d instead of %d", j, n.Order, e.Order[j])
		case n.Decided != e.Decided[j]:
			return fmt.Sprintf("node %d: decided %d instead of %d", j, n.Decided, e.Decided[j])
		case n.Stopped != e.Stopped[j]:
			return fmt.Sprintf("node %d: stopped %d instead of %d", j, n.Stopped, e.Stopped[j])
		case c.Bound == 0 && n.Stopped > 3*c.Nodes:
			return fmt.Sprintf("node %d: stopped %d, after more than 3n rounds", j, n.Stopped)
		}
	}
	if want := slices.Max(e.Stopped); r.Last().Round != want {
		return fmt.Sprintf("%d rounds instead of %d", r.Last().Round, want)
	}
	return ""
}

func exactHorizon(c oracle.Case, r *Record, e *oracle.Expected) string {
	for _, step := range r.Steps {
		for j, n := range step.State.Nodes {
			want := 0
			if c.Bound == 0 {
				want = e.Horizon(j, min(step.State.Round, e.Stopped[j]))
			}
			if n.Horizon != want {
				return fmt.Sprintf("round %d, node %d: horizon %d instead of %d", step.State.Round, j, n.Horizon, want)
			}
		}
	}
	return ""
}

func messageCount(_ oracle.Case, r *Record, e *oracle.Expected) string {
	if r.Messages != e.Messages || r.Bytes != e.Bytes {
		return fmt.Sprintf("%d messages of %d bytes instead of %d of %d", r.Messages, r.Bytes, e.Messages, e.Bytes)
	}
	return ""
}

func relabelling(c oracle.Case, r *Record, _ *oracle.Expected) string {
	name := func(j int) int { return (j + 1) % c.Nodes }
	renamed := c.Clone()
	for i, a := range renamed.Arcs {
		renamed.Arcs[i] = core.Arc{From: name(a.From), To: name(a.To)}
	}
	starts := make([]core.Element, c.Nodes)
	for j := range c.Nodes {
		renamed.Values[name(j)] = c.Values[j]
		if c.Bound == 0 {
			starts[name(j)] = c.Starts()[j]
		}
	}
	w, err := renamed.NetworkFrom(starts)
	if err != nil {
		return err.Error()
	}
	got, err := record(c, w)
	if err != nil {
		return err.Error()
	}
	for j, want := range r.Last().Nodes {
		want := state.Rounds{Nodes: []core.NodeState{want}}
		if diff := want.Differences(state.Rounds{Nodes: got.Last().Nodes[name(j) : name(j)+1]}); len(diff) > 0 {
			return fmt.Sprintf("node %d, renamed to %d:\n%v", j, name(j), diff[0])
		}
	}
	return ""
}
