package fault

import (
	"fmt"
	"math/big"
	"slices"

	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/core"
)

// lockstep is what an epoch must come to: the run of the same start in lock step, and the average by summing.
type lockstep struct {
	last     []core.NodeState // at the end
	horizons [][]int          // of each node, round by round
	messages [][]core.Message // what each node makes in each round (FTC-21); none where it makes none
	average  []*big.Rat
}

func newLockstep(c oracle.Case, digraph *core.Digraph) (*lockstep, error) {
	run, err := property.Core(c)
	if err != nil {
		return nil, err
	}
	l := &lockstep{last: run.Last().Nodes, average: oracle.Average(c)}
	for j, end := range l.last {
		var horizons []int
		for _, step := range run.Steps {
			if n := step.State.Nodes[j]; len(n.Denominator) > len(horizons) {
				horizons = append(horizons, n.Horizon)
			}
		}
		l.horizons = append(l.horizons, horizons)
		l.messages = append(l.messages, made(c.Bound > 0, digraph.OutDegree(j), end, horizons))
	}
	return l, nil
}

// made returns the messages of a node: its share of every round, and the mark of the round in which it stops.
func made(bound bool, outDegree int, end core.NodeState, horizons []int) []core.Message {
	f := oracle.Residues{Prime: core.MersennePrime}
	share := f.Inverse(uint64(1 + outDegree))
	words := append(slices.Clone(end.Numerator), end.Denominator)
	if !bound {
		words = append(words, end.Probe)
	}
	var messages []core.Message
	for k, horizon := range horizons {
		m := core.Message{Round: uint32(k), Horizon: uint32(horizon)}
		if k < end.Stopped || k == 0 {
			for _, word := range words {
				m.Words = append(m.Words, core.Element(f.Mul(share, uint64(word[k]))))
			}
		} else if bound {
			continue // all decide here, so it makes no message, and there is no mark
		}
		messages = append(messages, m)
	}
	return messages
}

// message returns the message that the node must make in a round of this epoch, if any.
func (l *lockstep) message(node, round int) (core.Message, bool) {
	if round >= len(l.messages[node]) {
		return core.Message{}, false
	}
	return l.messages[node][round], true
}

// difference says where a node's state is not the one that it has in the same round in lock step. Deciding and stopping
// come in the right round or have yet to come there.
func (l *lockstep) difference(node int, s core.NodeState) string {
	want, k := l.last[node], len(s.Denominator)-1
	if k >= len(l.horizons[node]) {
		return fmt.Sprintf("goes on to round %d, its last one is %d", k, len(l.horizons[node])-1)
	}
	for i, x := range s.Numerator {
		if i >= len(want.Numerator) || !slices.Equal(x, want.Numerator[i][:k+1]) {
			return fmt.Sprintf("round %d, coordinate %d: the numerators are %v", k, i, x)
		}
	}
	switch {
	case !slices.Equal(s.Denominator, want.Denominator[:k+1]):
		return fmt.Sprintf("round %d: the denominators are %v instead of %v", k, s.Denominator, want.Denominator[:k+1])
	case len(s.Probe) != min(len(want.Probe), k+1) || !slices.Equal(s.Probe, want.Probe[:len(s.Probe)]):
		return fmt.Sprintf("round %d: the probes are %v", k, s.Probe)
	case s.Horizon != l.horizons[node][k]:
		return fmt.Sprintf("round %d: the horizon is %d instead of %d", k, s.Horizon, l.horizons[node][k])
	case s.Decided == core.None && k > want.Decided:
		return fmt.Sprintf("round %d: it has not decided in round %d", k, want.Decided)
	case s.Decided != core.None && (s.Decided != want.Decided || s.Order != want.Order):
		return fmt.Sprintf("decides in round %d with order %d instead of round %d with order %d",
			s.Decided, s.Order, want.Decided, want.Order)
	case s.Decided != core.None && (s.Refused != want.Refused || !slices.Equal(s.Average, want.Average)):
		return fmt.Sprintf("decides %v instead of %v", s.Average, want.Average)
	case s.Stopped != core.None && s.Stopped != want.Stopped:
		return fmt.Sprintf("stops in round %d instead of %d", s.Stopped, want.Stopped)
	}
	return ""
}

// inexact says what is wrong with what a node decided.
func (l *lockstep) inexact(c oracle.Case, s core.NodeState) string {
	if s.Refused || len(s.Average) != len(l.average) {
		return "decides without an average"
	}
	for i, u := range s.Average {
		q, known := core.Reconstruct(core.Exact, u, c.Capacity)
		if !known || q.Rat().Cmp(l.average[i]) != 0 {
			return fmt.Sprintf("decides %v instead of %s", q, l.average[i].RatString())
		}
	}
	return ""
}
