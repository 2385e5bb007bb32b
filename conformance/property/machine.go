package property

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
	"kizami/core/simulate"
)

// restoreAnywhere restores a network in every state and takes one step: what that leads to must be the next state, and
// so, step by step, the whole run. Beyond 12 nodes it restores in every second or third state, to save time.
func restoreAnywhere(c oracle.Case, r *Record, _ *oracle.Expected) string {
	config, digraph, err := c.Deployment()
	if err != nil {
		return err.Error()
	}
	for i := 0; i < len(r.Steps); i += 1 + c.Nodes/12 {
		step := r.Steps[i]
		w, err := simulate.RestoreNetwork(config, digraph, step.State.Round, step.State.Nodes)
		if err != nil {
			return fmt.Sprintf("restored in round %d after %s: %v", step.State.Round, step.Action, err)
		}
		got := []state.Step[state.Rounds]{{Action: step.Action, State: state.RoundsOf(w)}}
		if action := w.Step(); action != "" {
			got = append(got, state.Step[state.Rounds]{Action: action, State: state.RoundsOf(w)})
		}
		if wrong := firstDifference(r.Steps[i:min(i+2, len(r.Steps))], got); wrong != "" {
			return fmt.Sprintf("restored in round %d after %s: %s", step.State.Round, step.Action, wrong)
		}
	}
	end, err := simulate.RestoreNetwork(config, digraph, r.Last().Round, r.Last().Nodes)
	if err != nil {
		return fmt.Sprintf("restored at the end: %v", err)
	}
	for j, n := range end.Nodes() {
		if got := n.Average(); !slices.Equal(got, r.Averages[j]) {
			return fmt.Sprintf("restored at the end, node %d holds %v instead of %v", j, got, r.Averages[j])
		}
	}
	return ""
}

// overTheWire drives every node by itself: shares become bytes, arrive in shuffled order, and are parsed again.
func overTheWire(c oracle.Case, r *Record, _ *oracle.Expected) string {
	w, err := c.Network()
	if err != nil {
		return err.Error()
	}
	random := rand.New(rand.NewPCG(c.Seed, 1))
	for rounds := 0; slices.ContainsFunc(w.Nodes(), func(n *core.Node) bool { return !n.Stopped() }); rounds++ {
		if rounds > 3*c.Nodes+2*c.Bound {
			return "the nodes never stop"
		}
		for _, n := range w.Nodes() {
			n.Decide()
		}
		for _, n := range w.Nodes() {
			n.Stop()
		}
		if err := deliver(c, w.Nodes(), random); err != nil {
			return err.Error()
		}
	}
	got := state.Rounds{Digraph: w.Digraph().Arcs(), Round: r.Last().Round}
	for _, n := range w.Nodes() {
		got.Nodes = append(got.Nodes, n.State())
	}
	if diff := r.Last().Differences(got); len(diff) > 0 {
		return diff[0].String()
	}
	return ""
}

func deliver(c oracle.Case, nodes []*core.Node, random *rand.Rand) error {
	inbox := make([][]core.Message, len(nodes))
	for _, i := range random.Perm(len(c.Arcs)) {
		arc := c.Arcs[i]
		if nodes[arc.From].Stopped() || nodes[arc.To].Stopped() {
			continue
		}
		data, err := nodes[arc.From].Share().AppendBinary(nil)
		if err != nil {
			return err
		}
		m, err := core.ParseMessage(core.Exact, data)
		if err != nil {
			return err
		}
		inbox[arc.To] = append(inbox[arc.To], m)
	}
	for j, n := range nodes {
		if n.Stopped() {
			continue
		}
		if err := n.Advance(inbox[j]); err != nil {
			return err
		}
	}
	return nil
}
