package stepsize

import (
	"fmt"
	"math"

	"kizami/core"
)

// Config is a learning task without its losses: what all nodes agree on beforehand, and what chance gave each.
type Config struct {
	Digraph     *core.Digraph
	Ending      core.Ending    // core.Probe() or a bound
	ProbeStarts []core.Element // of every node, drawn with core.Exact.Random; with the probe ending only
	Capacity    int            // the most nodes that the deployment allows; 0 means those of the digraph
	Span        int            // D: every coordination is by the bracket (FTC-43), on a digraph of at most this diameter; 0: by the Ending, which does not count otherwise
	Race        bool           // with a Span: every average is by the race of the bracket and the bound ending, with the bound Capacity (FTC-46)
	Mode        Mode
	Rule        Rule
	Grid        Grid
	Constant    []float64 // of every node what it always proposes, 0 for a node that keeps to the rule; nil means 0 everywhere
}

// complete checks everything, and fills in what is left to default.
func (c Config) complete(losses []Loss, start [][]float64) (Config, limits, error) {
	if err := c.check(); err != nil {
		return c, limits{}, err
	}
	if err := c.checkStart(losses, start); err != nil {
		return c, limits{}, err
	}
	n := c.Digraph.Nodes()
	if c.Capacity == 0 {
		c.Capacity = n
	}
	if c.Capacity < n || c.Capacity > core.MaxNodes {
		return c, limits{}, fmt.Errorf("capacity %d: must be between the number of nodes, %d, and %d", c.Capacity, n, core.MaxNodes)
	}
	grid, most, err := c.Grid.complete(c.Capacity)
	c.Grid = grid
	if c.Span > 0 {
		most = most.within(c.Capacity)
	}
	return c, most, err
}

func (c Config) check() error {
	if c.Digraph == nil {
		return fmt.Errorf("the configuration has no digraph")
	}
	if err := c.Mode.check(); err != nil {
		return err
	}
	if c.Span < 0 || c.Span >= core.MaxNodes {
		return fmt.Errorf("a diameter of %d: must be positive and below %d, or 0 for the ending", c.Span, core.MaxNodes)
	}
	if n := c.Digraph.Nodes(); len(c.Constant) != 0 && len(c.Constant) != n {
		return fmt.Errorf("%d constant proposals for %d nodes", len(c.Constant), n)
	}
	for j, constant := range c.Constant {
		if !(constant >= 0) || math.IsInf(constant, 1) {
			return fmt.Errorf("node %d: a constant proposal of %v: must be a positive number, or 0 for none", j, constant)
		}
	}
	return c.Rule.check()
}

// checkStart holds losses and starts against the digraph and each other.
func (c Config) checkStart(losses []Loss, start [][]float64) error {
	n := c.Digraph.Nodes()
	if len(losses) != n || len(start) != n {
		return fmt.Errorf("%d losses and %d starts for %d nodes", len(losses), len(start), n)
	}
	for j, loss := range losses {
		if loss == nil {
			return fmt.Errorf("node %d has no loss", j)
		}
		switch d := loss.Dimension(); {
		case d < 1:
			return fmt.Errorf("node %d: a loss of dimension %d: must be at least 1", j, d)
		case d != losses[0].Dimension():
			return fmt.Errorf("node %d: a loss of dimension %d, where node 0 has %d", j, d, losses[0].Dimension())
		case d != len(start[j]):
			return fmt.Errorf("node %d: a start of %d coordinates for a loss of dimension %d", j, len(start[j]), d)
		}
	}
	return nil
}
