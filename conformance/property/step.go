package property

import (
	"fmt"
	"slices"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
)

func exactWords(_ oracle.Case, r *Record, e *oracle.Expected) string {
	for _, step := range r.Steps {
		if step.Action != core.ActionInit && step.Action != core.ActionAdvance {
			continue
		}
		k := step.State.Round
		if k > e.Rounds() {
			return fmt.Sprintf("round %d takes place, the last one is %d", k, e.Rounds())
		}
		for j, n := range step.State.Nodes {
			for w, got := range words(n) {
				if want := e.Residue(k, j, w); uint64(got) != want {
					return fmt.Sprintf("round %d, node %d: word %d is %d instead of %d, the residue of %s",
						k, j, w, got, want, e.Word(k, j, w).RatString())
				}
			}
		}
	}
	return ""
}

func massConserved(_ oracle.Case, r *Record, _ *oracle.Expected) string {
	f := oracle.Residues{Prime: core.MersennePrime}
	var start []uint64
	for _, step := range r.Steps {
		mass := make([]uint64, len(words(step.State.Nodes[0])))
		for _, n := range step.State.Nodes {
			if n.Stopped != core.None {
				return ""
			}
			for w, word := range words(n) {
				mass[w] = f.Add(mass[w], uint64(word))
			}
		}
		if start == nil {
			start = mass
		}
		if !slices.Equal(mass, start) {
			return fmt.Sprintf("round %d: the words sum to %v, at the start to %v", step.State.Round, mass, start)
		}
	}
	return "nobody ever stopped"
}

func stopSafety(_ oracle.Case, r *Record, _ *oracle.Expected) string {
	for i, step := range r.Steps {
		silent := false
		for j, n := range step.State.Nodes {
			if n.Stopped == core.None {
				continue
			}
			silent = true
			if i > 0 && r.Steps[i-1].State.Nodes[j].Stopped != core.None {
				before, after := state.Rounds{Nodes: r.Steps[i-1].State.Nodes[j : j+1]}, state.Rounds{Nodes: step.State.Nodes[j : j+1]}
				if diff := before.Differences(after); len(diff) > 0 {
					return fmt.Sprintf("round %d: node %d had stopped and changed:\n%v", step.State.Round, j, diff[0])
				}
			}
		}
		for j, n := range step.State.Nodes {
			if silent && n.Decided == core.None {
				return fmt.Sprintf("round %d: a node has stopped and node %d has not decided", step.State.Round, j)
			}
		}
	}
	for j, n := range r.Last().Nodes {
		if n.Stopped == core.None {
			return fmt.Sprintf("node %d never stops", j)
		}
	}
	return ""
}

func writeOnce(_ oracle.Case, r *Record, _ *oracle.Expected) string {
	for i := 1; i < len(r.Steps); i++ {
		before, after := r.Steps[i-1].State, r.Steps[i].State
		if !slices.Equal(before.Digraph, after.Digraph) {
			return fmt.Sprintf("%s changes the digraph", r.Steps[i].Action)
		}
		for j, old := range before.Nodes {
			if what := changedForGood(old, after.Nodes[j]); what != "" {
				return fmt.Sprintf("round %d, node %d: %s changes %s", after.Round, j, r.Steps[i].Action, what)
			}
		}
	}
	return ""
}

// changedForGood names a variable that was settled in old and is another in now.
func changedForGood(old, now core.NodeState) string {
	grows := func(a, b []core.Element) bool { return len(b) >= len(a) && slices.Equal(a, b[:len(a)]) }
	for i, x := range old.Numerator {
		if !grows(x, now.Numerator[i]) {
			return "an observed numerator"
		}
	}
	switch {
	case !grows(old.Denominator, now.Denominator):
		return "an observed denominator"
	case !grows(old.Probe, now.Probe):
		return "an observed probe"
	case now.Horizon < old.Horizon:
		return "the horizon back"
	case old.Decided != core.None && (now.Decided != old.Decided || now.Order != old.Order ||
		now.Refused != old.Refused || !slices.Equal(now.Average, old.Average)):
		return "the decision"
	case old.Stopped != core.None && now.Stopped != old.Stopped:
		return "the stop round"
	}
	return ""
}
