package stepsize

import (
	"math"

	"kizami/core"
	"kizami/core/simulate"
)

// coordinator does the exact coordinations of a run, one after the other, and counts what they cost (FTC-38).
type coordinator interface {
	// average returns what each node finds to be the average of all values. epoch is for errors.
	average(epoch int, values [][]int64) ([][]core.Fraction, error)
	// least writes into values[j][0] what node j finds to be the least of all values, each between 0 and most (FTC-31).
	least(epoch int, values [][]int64, most int64) error
	// learnt returns the kernels of every node, if there are any.
	learnt() []core.Kernel
}

// coordination is by the kernels of the digraph, or by the bound ending. With the
// probe ending only the first is a full one; with a bound every average is.
type coordination struct {
	config  core.Config // Epoch is that of the next coordination
	digraph *core.Digraph
	starts  []core.Element
	cost    *Cost
	kernels []core.Kernel // of every node, from the first coordination; none with a bound

	repeat   *simulate.RepeatNetwork
	maximum  *simulate.MaximumNetwork
	averages [][]core.Fraction // what every node found
	greatest []uint64
}

func newCoordinator(c Config, most limits, cost *Cost) coordinator {
	if c.Span > 0 {
		return &exactBracket{config: c, most: most.stepsize, cost: cost}
	}
	return newCoordination(c, cost)
}

func newCoordination(c Config, cost *Cost) *coordination {
	return &coordination{
		config:  core.Config{Field: core.Exact, Ending: c.Ending, Capacity: c.Capacity},
		digraph: c.Digraph, starts: c.ProbeStarts, cost: cost,
	}
}

func (c *coordination) learnt() []core.Kernel { return c.kernels }

// counted is what every kind of network tells of its cost.
type counted interface {
	Run()
	Round() int
	Messages() (count, bytes int)
}

// run runs a network and adds what that has cost.
func (c *coordination) run(network counted) {
	messages, bytes := network.Messages()
	network.Run()
	messagesNow, bytesNow := network.Messages()
	c.cost.add(network.Round(), messagesNow-messages, bytesNow-bytes)
	c.config.Epoch++
}

func (c *coordination) average(epoch int, values [][]int64) ([][]core.Fraction, error) {
	c.averages = c.averages[:0]
	if c.kernels == nil {
		err := c.full(epoch, values)
		return c.averages, err
	}
	if err := c.begin(values); err != nil {
		return nil, err
	}
	c.run(c.repeat)
	for j, node := range c.repeat.Nodes() {
		if node.Refused() {
			return nil, &RefusedError{epoch, j}
		}
		c.averages = append(c.averages, node.Average())
	}
	return c.averages, nil
}

// begin makes the network of all later coordinations, or has it begin another.
func (c *coordination) begin(values [][]int64) (err error) {
	if c.repeat != nil {
		return c.repeat.Begin(c.config.Epoch, values)
	}
	c.repeat, err = simulate.NewRepeatNetwork(c.config, c.digraph, c.kernels, values)
	return err
}

// full knows nothing beforehand. With the probe ending it leaves the kernels behind.
func (c *coordination) full(epoch int, values [][]int64) error {
	network, err := simulate.NewNetwork(c.config, c.digraph, values, c.starts)
	if err != nil {
		return err
	}
	c.run(network)
	for j, node := range network.Nodes() {
		average := node.Average()
		if average == nil {
			return &RefusedError{epoch, j}
		}
		c.averages = append(c.averages, average)
		if kernel, ok := node.Kernel(); ok {
			c.kernels = append(c.kernels, kernel)
			if kernel.Rounds != c.kernels[0].Rounds {
				return &RefusedError{epoch, j}
			}
		}
	}
	return nil
}

// rounds returns how many rounds news needs to get everywhere at most: R with the probe ending, N−1 with a bound.
func (c *coordination) rounds() int {
	if c.kernels != nil {
		return c.kernels[0].Rounds
	}
	return c.config.Ending.Bound() - 1
}

func (c *coordination) least(_ int, values [][]int64, most int64) (err error) {
	c.greatest = c.greatest[:0]
	for _, value := range values {
		c.greatest = append(c.greatest, uint64(most-value[0]))
	}
	if c.maximum == nil {
		c.maximum, err = simulate.NewMaximumNetwork(c.config, c.digraph, c.rounds(), c.greatest)
	} else {
		err = c.maximum.Begin(c.config.Epoch, c.greatest)
	}
	if err != nil {
		return err
	}
	c.run(c.maximum)
	for j, node := range c.maximum.Nodes() {
		greatest, _ := node.Maximum()
		values[j][0] = most - int64(greatest)
	}
	return nil
}

// agree fails unless every node holds the same bits. held has an entry of node j at j·stride. coordinate is for the error.
func agree(epoch, coordinate int, held []float64, stride int) error {
	for place := stride; place < len(held); place += stride {
		if math.Float64bits(held[place]) != math.Float64bits(held[0]) {
			return &DisagreementError{epoch, [2]int{0, place / stride}, coordinate, [2]float64{held[0], held[place]}}
		}
	}
	return nil
}
