package property

import (
	"fmt"
	"math/big"
	"reflect"

	"kizami/conformance/oracle"
	"kizami/core"
)

// BracketRun is the run of a case with the bracket in lock step.
type BracketRun struct {
	Case    oracle.Case // with the values that the bracket takes
	Config  core.BracketConfig
	Digraph *core.Digraph
	Rounds  [][]core.BracketState // of every node, by round
	Last    []core.BracketState   // when all have decided
	Sent    [][]core.BracketMessage
}

// RunBracket runs package core. That not all can decide in the same round is an error.
func RunBracket(c oracle.Case, epoch uint32) (*BracketRun, error) {
	config, values := c.Bracket()
	return RunBracketAs(c.WithValues(values), config, epoch)
}

// RunBracketAs is the same with another configuration, of another case on the same digraph.
func RunBracketAs(c oracle.Case, config core.BracketConfig, epoch uint32) (*BracketRun, error) {
	_, digraph, err := c.Deployment()
	if err != nil {
		return nil, err
	}
	config.Epoch = epoch
	r := &BracketRun{Case: c, Config: config, Digraph: digraph}
	nodes := make([]*core.BracketNode, c.Nodes)
	for j, value := range c.Values {
		if nodes[j], err = core.NewBracketNode(config, digraph.OutDegree(j), value); err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
	}
	for {
		var states []core.BracketState
		able := 0
		for _, n := range nodes {
			states = append(states, n.State())
			if n.CanDecide() {
				able++
			}
		}
		r.Rounds = append(r.Rounds, states)
		if able > 0 {
			return r, r.decide(nodes, able)
		}
		if len(r.Rounds) > config.Rounds {
			return nil, fmt.Errorf("nobody can decide in round %d, which is the last", len(r.Rounds)-1)
		}
		if err := r.advance(nodes); err != nil {
			return nil, fmt.Errorf("round %d: %w", len(r.Rounds)-1, err)
		}
	}
}

func (r *BracketRun) advance(nodes []*core.BracketNode) error {
	var sent []core.BracketMessage
	for _, n := range nodes {
		sent = append(sent, n.Share())
	}
	r.Sent = append(r.Sent, sent)
	for j, n := range nodes {
		var inbox []core.BracketMessage
		for _, i := range r.Digraph.In(j) {
			inbox = append(inbox, sent[i])
		}
		if err := n.Advance(inbox); err != nil {
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
	return nil
}

func (r *BracketRun) decide(nodes []*core.BracketNode, able int) error {
	if able < len(nodes) {
		return fmt.Errorf("round %d: %d of %d nodes can decide", len(r.Rounds)-1, able, len(nodes))
	}
	for _, n := range nodes {
		n.Decide()
		r.Last = append(r.Last, n.State())
	}
	return nil
}

// bracket holds a run with the bracket against sums and rational numbers.
func bracket(c oracle.Case, _ *Record, _ *oracle.Expected) string {
	r, err := RunBracket(c, 0)
	if err != nil {
		return err.Error()
	}
	average := oracle.Average(r.Case)
	for k, states := range r.Rounds {
		for j, s := range states {
			if wrong := r.wrong(s, average); wrong != "" {
				return fmt.Sprintf("round %d, node %d: %s", k, j, wrong)
			}
			if again, err := core.RestoreBracketNode(r.Config, r.Digraph.OutDegree(j), s); err != nil || !reflect.DeepEqual(again.State(), s) {
				return fmt.Sprintf("round %d, node %d is not restored: %v", k, j, err)
			}
		}
		if wrong := r.lost(k); wrong != "" {
			return fmt.Sprintf("round %d: %s", k, wrong)
		}
	}
	return r.inexact(average)
}

// wrong says what is wrong with a node's bracket.
func (r *BracketRun) wrong(s core.BracketState, average []*big.Rat) string {
	first := r.Rounds[s.Round][0]
	if !reflect.DeepEqual([]any{s.Lower, s.Upper, s.Centre, s.Scale}, []any{first.Lower, first.Upper, first.Centre, first.Scale}) {
		return "it holds another bracket or frame than node 0"
	}
	measure, err := r.Config.Measure()
	if err != nil {
		return err.Error()
	}
	for i, want := range average {
		lower, upper := quanta(s, measure, i, s.Lower[i]), quanta(s, measure, i, s.Upper[i])
		if lower.Cmp(want) > 0 || want.Cmp(upper) > 0 {
			return fmt.Sprintf("coordinate %d is not between %s and %s", i, lower.RatString(), upper.RatString())
		}
	}
	return ""
}

// quanta returns what q steps of the grid stand for: (centre + q/grid) / 2^scale.
func quanta(s core.BracketState, m core.Measure, i int, q int64) *big.Rat {
	value := new(big.Rat).SetFrac(big.NewInt(q), big.NewInt(m.Grid))
	value.Add(value, new(big.Rat).SetInt(s.Centre[i]))
	power := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(s.Scale[i], -s.Scale[i]))))
	if s.Scale[i] > 0 {
		power.Inv(power)
	}
	return value.Mul(value, power)
}

// lost says where the units of a round are not those of the start.
func (r *BracketRun) lost(k int) string {
	measure, err := r.Config.Measure()
	if err != nil {
		return err.Error()
	}
	y := new(big.Int)
	for _, s := range r.Rounds[k] {
		y.Add(y, big.NewInt(s.Denominator))
	}
	if want := measure.Units * int64(r.Case.Nodes); !y.IsInt64() || y.Int64() != want {
		return fmt.Sprintf("the denominators sum to %d, not to %d", y, want)
	}
	for i := range r.Case.Values[0] {
		x, sum := new(big.Rat), new(big.Rat)
		for j, s := range r.Rounds[k] {
			x.Add(x, new(big.Rat).SetInt64(s.Numerator[i]))
			sum.Add(sum, new(big.Rat).SetInt64(r.Case.Values[j][i]))
		}
		// Σx = units·(2^scale·Σvalue − centre·n), which the frame turns back into Σvalue
		s := r.Rounds[k][0]
		mean := x.Quo(x, new(big.Rat).SetInt64(measure.Units*int64(r.Case.Nodes)))
		mean.Add(mean, new(big.Rat).SetInt(s.Centre[i]))
		none := core.BracketState{Centre: []*big.Int{new(big.Int)}, Scale: []int{s.Scale[i]}}
		mean.Mul(mean, quanta(none, core.Measure{Grid: 1}, 0, 1))
		if mean.Cmp(sum.Quo(sum, new(big.Rat).SetInt64(int64(r.Case.Nodes)))) != 0 {
			return fmt.Sprintf("the numerators of coordinate %d sum to another average: %s", i, mean.RatString())
		}
	}
	return ""
}

// inexact says what is wrong with the decisions: all are exact or, in the last round only, all refuse.
func (r *BracketRun) inexact(average []*big.Rat) string {
	last := len(r.Rounds) - 1
	for j, s := range r.Last {
		switch {
		case s.Decided != last || last%r.Config.Span != 0:
			return fmt.Sprintf("node %d decides in round %d, where the last is %d, with windows of %d rounds", j, s.Decided, last, r.Config.Span)
		case s.Refused != r.Last[0].Refused:
			return fmt.Sprintf("node %d refuses: %t, not as node 0", j, s.Refused)
		case s.Refused && last+r.Config.Span <= r.Config.Rounds:
			return fmt.Sprintf("node %d refuses in round %d", j, last)
		case s.Refused:
			continue
		case len(s.Average) != len(average):
			return fmt.Sprintf("node %d decides %d coordinates of %d", j, len(s.Average), len(average))
		}
		for i, want := range average {
			if s.Average[i].Rat().Cmp(want) != 0 {
				return fmt.Sprintf("node %d decides %v for coordinate %d, where the average is %s", j, s.Average[i], i, want.RatString())
			}
		}
	}
	return ""
}
