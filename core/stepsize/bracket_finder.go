package stepsize

import (
	"fmt"

	"kizami/core"
	"kizami/core/simulate"
)

// bracketFinder finds means by mixing, with carried words (FTC-54 to FTC-57).
type bracketFinder struct {
	config  Config
	most    int64 // of a start, in quanta
	span    int
	maximum *simulate.MaximumNetwork
	carried *simulate.CarriedNetwork
	cost    Cost
}

const startsRefused = "the nodes refuse the average of the starts: what they agreed on is not true, or the last round is over"

// BracketError reports a coordination by the bracket that failed: something that all agreed on is not true, the diameter or
// the number of nodes, or the denominators of this digraph become too small.
type BracketError struct {
	Epoch  int
	Reason string
}

func (e *BracketError) Error() string { return fmt.Sprintf("epoch %d: %s", e.Epoch, e.Reason) }

func newBracketFinder(c Config, most limits, rule CertifiedRule, dimension int) (*bracketFinder, error) {
	f := &bracketFinder{config: c, most: min(most.iterate, core.BracketRange(c.Capacity)), span: rule.Span}
	var err error
	f.carried, err = simulate.NewCarriedNetwork(core.CarriedConfig{
		Bound: c.Capacity, Span: rule.Span, Coordinates: dimension + 1, Fresh: rule.Fresh,
	}, c.Digraph)
	return f, err
}

// start has all decide the exact average (FTC-43). Where all starts are the same, that is after D rounds.
func (f *bracketFinder) start(start [][]float64) ([][]float64, error) {
	words, bits := table[int64](len(start), len(start[0])), f.config.Grid.IterateBits
	if err := iterateWords(words, 0, start, bits, f.most); err != nil {
		return nil, err
	}
	network, err := simulate.NewBracketNetwork(core.BracketConfig{Bound: f.config.Capacity, Span: f.span, Most: f.most}, f.config.Digraph, words)
	if err != nil {
		return nil, err
	}
	if err := network.Run(nil); err != nil {
		return nil, &BracketError{0, err.Error()}
	}
	if network.Refused() {
		return nil, &BracketError{0, startsRefused}
	}
	messages, bytes := network.Messages()
	f.cost.add(network.Round(), int(messages), int(bytes))
	points := table[float64](len(start), len(start[0]))
	for j := range points {
		for i, q := range network.Average() {
			points[j][i] = Float(q, bits)
		}
	}
	return points, nil
}

func (f *bracketFinder) least(values [][]int64, most int64) (err error) {
	greatest := make([]uint64, len(values))
	for j, value := range values {
		greatest[j] = uint64(most - value[0])
	}
	if f.maximum == nil {
		config := core.Config{Field: core.Exact, Ending: f.config.Ending, Capacity: f.config.Capacity}
		f.maximum, err = simulate.NewMaximumNetwork(config, f.config.Digraph, f.span, greatest)
	} else {
		err = f.maximum.Begin(f.maximum.Epoch()+1, greatest)
	}
	if err != nil {
		return err
	}
	messages, bytes := f.maximum.Messages()
	f.maximum.Run()
	messagesNow, bytesNow := f.maximum.Messages()
	f.cost.add(f.maximum.Round(), messagesNow-messages, bytesNow-bytes)
	for j, node := range f.maximum.Nodes() {
		g, _ := node.Maximum()
		if values[j][0] = most - int64(g); values[j][0] != values[0][0] {
			return &BracketError{0, fmt.Sprintf("the diameter %d is too small: the nodes 0 and %d have not heard of the same numbers", f.span, j)}
		}
	}
	return nil
}

func (f *bracketFinder) limit() int64 {
	return core.CarriedConfig{Bound: f.config.Capacity}.Limit()
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
