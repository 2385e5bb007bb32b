package stepsize

import (
	"fmt"

	"kizami/core"
	"kizami/core/simulate"
)

// bracketFinder finds means by mixing, with carried words (FTC-54 to FTC-57), and what must be exact by the exact bracket.
type bracketFinder struct {
	exact   *exactBracket
	bits    int // of the quanta of a start
	carried *simulate.CarriedNetwork
	cost    Cost
}

func newBracketFinder(c Config, most limits, rule CertifiedRule, dimension int) (*bracketFinder, error) {
	f := &bracketFinder{bits: c.Grid.IterateBits}
	f.exact = &exactBracket{config: c, most: min(most.iterate, core.BracketRange(c.Capacity)), cost: &f.cost}
	var err error
	f.carried, err = simulate.NewCarriedNetwork(core.CarriedConfig{
		Bound: c.Capacity, Span: c.Span, Coordinates: dimension + 1, Fresh: rule.Fresh,
	}, c.Digraph)
	return f, err
}

func (f *bracketFinder) start(start [][]float64) ([][]float64, error) {
	words, points := table[int64](len(start), len(start[0])), table[float64](len(start), len(start[0]))
	if err := iterateWords(words, 0, start, f.bits, f.exact.most); err != nil {
		return nil, err
	}
	averages, err := f.exact.average(0, words)
	if err != nil {
		return nil, err
	}
	for j, average := range averages {
		for i, q := range average {
			points[j][i] = Float(q, f.bits)
		}
	}
	return points, nil
}

func (f *bracketFinder) least(values [][]int64, most int64) error {
	return f.exact.least(0, values, most)
}

func (f *bracketFinder) limit() int64 {
	return core.CarriedConfig{Bound: f.exact.config.Capacity}.Limit()
}

// mean mixes until the bracket is enough for all learners, which must say so together.
func (f *bracketFinder) mean(epoch int, words [][]int64, learners []*CertifiedLearner) error {
	if err := f.carried.Begin(words); err != nil {
		return &BracketError{epoch, err.Error()}
	}
	rounds := f.carried.Rounds()
	messages, bytes := f.carried.Messages()
	for enough := false; !enough; {
		if err := f.carried.Advance(); err != nil {
			return &BracketError{epoch, err.Error()}
		}
		if !f.carried.WindowOver() {
			continue
		}
		var err error
		if enough, err = judge(epoch, f.carried.Bracket(), learners); err != nil {
			return err
		}
	}
	messagesNow, bytesNow := f.carried.Messages()
	f.cost.add(f.carried.Rounds()-rounds, int(messagesNow-messages), int(bytesNow-bytes))
	return nil
}

// judge has all learners say whether a bracket is enough.
func judge(epoch int, b core.CarriedBracket, learners []*CertifiedLearner) (enough bool, err error) {
	if b.Empty() {
		return false, &BracketError{epoch, "the bracket is empty: the diameter or the number of nodes is not what all agreed on"}
	}
	if !b.Small && !b.Narrows {
		return false, &BracketError{epoch, "the bracket no longer narrows, and quotients are too large to go on: denominators become too small on this digraph"}
	}
	for j, l := range learners {
		says := l.Enough(b)
		if j > 0 && says != enough {
			return false, fmt.Errorf("epoch %d: the bracket is enough for one of the nodes 0 and %d only", epoch, j)
		}
		enough = says
	}
	return enough, nil
}

func (f *bracketFinder) take(_ int, l *CertifiedLearner) (bool, error) {
	return l.TakeBracket(f.carried.Bracket())
}

func (f *bracketFinder) spent() *Cost { return &f.cost }
