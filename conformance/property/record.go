package property

import (
	"fmt"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
	"kizami/core/simulate"
)

// Record is everything that a run showed: the state after every action, what was sent, and what the nodes hold.
type Record struct {
	Steps    []state.Step[state.Rounds]
	Averages [][]core.Fraction // of each node
	Messages int
	Bytes    int
}

// Subject runs a case. The properties judge what it returns, so a test can hand them one that is wrong.
type Subject func(oracle.Case) (*Record, error)

// Core is the subject that is judged: package core.
func Core(c oracle.Case) (*Record, error) {
	w, err := c.Network()
	if err != nil {
		return nil, err
	}
	return record(c, w)
}

// record runs the network to its end. One that goes on far beyond its last round is an error, not an endless run.
func record(c oracle.Case, w *simulate.Network) (*Record, error) {
	r := &Record{Steps: []state.Step[state.Rounds]{{Action: core.ActionInit, State: state.RoundsOf(w)}}}
	for action := w.Step(); action != ""; action = w.Step() {
		r.Steps = append(r.Steps, state.Step[state.Rounds]{Action: action, State: state.RoundsOf(w)})
		if len(r.Steps) > 10*(c.Nodes+c.Bound)+20 {
			return nil, fmt.Errorf("still going on after %d rounds", w.Round())
		}
	}
	for _, n := range w.Nodes() {
		r.Averages = append(r.Averages, n.Average())
	}
	r.Messages, r.Bytes = w.Messages()
	return r, nil
}

func (r *Record) Last() state.Rounds { return r.Steps[len(r.Steps)-1].State }

// words returns the newest observations of a node in wire order.
func words(n core.NodeState) []core.Element {
	k := len(n.Denominator) - 1
	var words []core.Element
	for _, x := range n.Numerator {
		words = append(words, x[k])
	}
	words = append(words, n.Denominator[k])
	if len(n.Probe) > 0 {
		words = append(words, n.Probe[k])
	}
	return words
}

// firstDifference says how two runs of the same actions differ, "" when they do not.
func firstDifference(want, got []state.Step[state.Rounds]) string {
	for i := range want {
		if i == len(got) {
			return fmt.Sprintf("ends after %d actions instead of %d", len(got)-1, len(want)-1)
		}
		if want[i].Action != got[i].Action {
			return fmt.Sprintf("action %d is %s instead of %s", i, got[i].Action, want[i].Action)
		}
		if diff := want[i].State.Differences(got[i].State); len(diff) > 0 {
			return fmt.Sprintf("after action %d, %s:\n%v", i, want[i].Action, diff[0])
		}
	}
	if len(got) > len(want) {
		return fmt.Sprintf("goes on after %d actions with %s", len(want)-1, got[len(want)].Action)
	}
	return ""
}
