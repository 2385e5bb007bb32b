package stepsize

import (
	"errors"
	"fmt"

	"kizami/core"
	"kizami/core/simulate"
)

// exactBracket does one coordination after the other by the bracket, until only one fraction is left (FTC-43). It needs no
// prime and no probe, but in the race, and knows no more of the digraph in the last coordination than in the first.
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
	err = network.Run(func() error { return b.late(network.Round()) })
	if err != nil && err != errLate {
		return nil, &BracketError{epoch, err.Error()}
	}
	b.count(network, len(values[0]))
	if err == errLate {
		return b.byBound(epoch, values, network)
	}
	if network.Refused() {
		return nil, &BracketError{epoch, averageRefused}
	}
	averages := make([][]core.Fraction, len(values))
	for j := range averages {
		averages[j] = network.Average()
	}
	return averages, nil
}

// count counts a coordination. In the race a message holds that of the bound ending, too.
func (b *exactBracket) count(network *simulate.BracketNetwork, coordinates int) {
	messages, bytes := network.Messages()
	if b.config.Race {
		bytes += messages * int64(core.Message{Words: make([]core.Element, coordinates+1)}.Size())
	}
	b.cost.add(network.Round(), int(messages), int(bytes))
}

// errLate ends a race that the bound ending wins.
var errLate = errors.New("the bound ending decides first")

// late says whether the bound ending decides in this round, in which the bracket did not (FTC-46).
func (b *exactBracket) late(round int) error {
	if b.config.Race && round == 2*b.config.Capacity-2 {
		return errLate
	}
	return nil
}

// byBound has all nodes decide by the bound ending, whose words went along with those of the bracket: nothing that it says
// depends on them, so its rounds are done only where they count.
func (b *exactBracket) byBound(epoch int, values [][]int64, bracket *simulate.BracketNetwork) ([][]core.Fraction, error) {
	ending, err := core.Bound(b.config.Capacity)
	if err != nil {
		return nil, err
	}
	var unused Cost
	c := coordination{
		config:  core.Config{Field: core.Exact, Ending: ending, Capacity: b.config.Capacity, Epoch: b.done - 1},
		digraph: b.config.Digraph, cost: &unused,
	}
	averages, err := c.average(epoch, values)
	if err != nil {
		return nil, err
	}
	for j, average := range averages {
		for i, q := range average {
			if lower, upper := bracket.Bracket(i); q.Rat().Cmp(lower) < 0 || q.Rat().Cmp(upper) > 0 {
				return nil, &RefusedError{epoch, j}
			}
		}
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
