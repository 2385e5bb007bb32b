package stepsize

import (
	"fmt"

	"kizami/core"
	"kizami/core/simulate"
)

// exactBracket does one coordination after the other by the bracket, until only one fraction is left (FTC-43). It needs no
// prime and no probe, and knows no more of the digraph in the last coordination than in the first.
type exactBracket struct {
	config  Config // Span and Capacity, which are D and N
	most    int64  // of a word
	done    uint32 // coordinations
	maximum *simulate.MaximumNetwork
	cost    *Cost
}

const averageRefused = "the nodes refuse the average: what they agreed on is not true, or the last round is over"

// BracketError reports a coordination by the bracket that failed: something that all agreed on is not true, the diameter or
// the number of nodes, or the denominators of this digraph become too small.
type BracketError struct {
	Epoch  int
	Reason string
}

func (e *BracketError) Error() string { return fmt.Sprintf("epoch %d: %s", e.Epoch, e.Reason) }

// average has all nodes decide the exact average (FTC-43). Where all values are the same, that is after D rounds.
func (b *exactBracket) average(epoch int, values [][]int64) ([][]core.Fraction, error) {
	network, err := simulate.NewBracketNetwork(core.BracketConfig{
		Bound: b.config.Capacity, Span: b.config.Span, Most: b.most, Epoch: b.done,
	}, b.config.Digraph, values)
	if err != nil {
		return nil, err
	}
	b.done++
	if err := network.Run(nil); err != nil {
		return nil, &BracketError{epoch, err.Error()}
	}
	if network.Refused() {
		return nil, &BracketError{epoch, averageRefused}
	}
	messages, bytes := network.Messages()
	b.cost.add(network.Round(), int(messages), int(bytes))
	averages := make([][]core.Fraction, len(values))
	for j := range averages {
		averages[j] = network.Average()
	}
	return averages, nil
}

// least is as that of [coordination], with D rounds.
func (b *exactBracket) least(epoch int, values [][]int64, most int64) (err error) {
	greatest := make([]uint64, len(values))
	for j, value := range values {
		greatest[j] = uint64(most - value[0])
	}
	if b.maximum == nil {
		config := core.Config{Field: core.Exact, Ending: b.config.Ending, Capacity: b.config.Capacity, Epoch: b.done}
		b.maximum, err = simulate.NewMaximumNetwork(config, b.config.Digraph, b.config.Span, greatest)
	} else {
		err = b.maximum.Begin(b.done, greatest)
	}
	if err != nil {
		return err
	}
	b.done++
	messages, bytes := b.maximum.Messages()
	b.maximum.Run()
	messagesNow, bytesNow := b.maximum.Messages()
	b.cost.add(b.maximum.Round(), messagesNow-messages, bytesNow-bytes)
	for j, node := range b.maximum.Nodes() {
		g, _ := node.Maximum()
		if values[j][0] = most - int64(g); values[j][0] != values[0][0] {
			return &BracketError{epoch, fmt.Sprintf("the diameter %d is too small: the nodes 0 and %d have not heard of the same numbers", b.config.Span, j)}
		}
	}
	return nil
}

func (b *exactBracket) learnt() []core.Kernel { return nil }
