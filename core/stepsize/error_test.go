package stepsize_test

import (
	"errors"
	"math"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

const unlucky = "has no average to rely on: a probe start was bad luck, or the prime is unlucky for the digraph"

func TestErrorsNameTheThing(t *testing.T) {
	rule := stepsize.Rule{Alpha: 0.5, Start: 0.25}
	// In proportion to 1+d no share changes anything: every node decides on its own value.
	star, notRandom := must(family.Star(3))(t), []core.Element{3, 2, 2}
	for _, c := range []struct {
		name   string
		change func(*stepsize.Config)
		losses []stepsize.Loss
		start  [][]float64
		want   string
	}{
		{"iterate beyond the range", func(c *stepsize.Config) { c.Grid.Range = 100 }, parabolas([]float64{1, 1000}), at(2, 2),
			"epoch 1, node 1: coordinate 0 is -498, beyond the range of ±100"},
		{"start beyond the range", func(c *stepsize.Config) { c.Grid.Range = 100 }, parabolas([]float64{1, 1}), at(2, 101),
			"epoch 0, node 0: coordinate 0 is 101, beyond the range of ±100"},
		{"start is no number", nil, parabolas([]float64{1, 1}), at(2, math.NaN()),
			"epoch 0, node 0: coordinate 0 is NaN, beyond the range of ±67108864"},
		{"step size beyond the range", func(c *stepsize.Config) { c.Constant = []float64{0, 1e9} }, parabolas([]float64{1, 1}), at(2, 1),
			"epoch 1, node 1: the step size is 1e+09, beyond the range of ±67108864"},
		{"step size beyond any integer", func(c *stepsize.Config) {
			c.Constant = []float64{1e300, 0}
		}, parabolas([]float64{1, 1}), at(2, 1),
			"epoch 1, node 0: the step size is 1e+300, beyond the range of ±67108864"},
		{"step size too small", func(c *stepsize.Config) { c.Constant = []float64{0, 1e-10} }, parabolas([]float64{1, 1}), at(2, 1),
			"epoch 1, node 1: the step size is 1e-10, which rounds to 0 quanta of 2^-32"},
		{"least step size too small", func(c *stepsize.Config) {
			c.Constant, c.Mode = []float64{0, 1e-10}, stepsize.Min
		}, parabolas([]float64{1, 1}), at(2, 1),
			"epoch 1, node 1: the step size is 1e-10, which rounds to 0 quanta of 2^-32"},
		{"inverse beyond the range", func(c *stepsize.Config) {
			c.Constant, c.Mode = []float64{0x1p-30, 0}, stepsize.Harmonic
		}, parabolas([]float64{1, 1}), at(2, 1),
			"epoch 1, node 0: the inverse of the step size is 1.073741824e+09, beyond the range of ±67108864"},
		{"inverse too small", func(c *stepsize.Config) {
			c.Constant, c.Mode = []float64{0x1p34, 0}, stepsize.Harmonic
		}, parabolas([]float64{1, 1}), at(2, 1),
			"epoch 1, node 0: the inverse of the step size is 5.820766091346741e-11, which rounds to 0 quanta of 2^-32"},
		{"own step without a number", func(c *stepsize.Config) { c.Mode = stepsize.Own }, parabolas([]float64{1, math.Inf(1)}), at(2, 1),
			"epoch 1, node 1: coordinate 0 is -Inf, beyond the range of ±67108864"},
		{"own step of 0", func(c *stepsize.Config) { c.Mode, c.Rule.Alpha = stepsize.Own, 5e-324 }, parabolas([]float64{4, 4}), at(2, 1),
			"epoch 2, node 0: the step size is 0, which rounds to 0 quanta of 2^-32"},
		{"probes that are not random, values differ", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts = star, notRandom
		}, parabolas([]float64{1, 1, 1}), [][]float64{{1}, {2}, {1}},
			"epoch 0: coordinate 0 is 1 at node 0 and 2 at node 1"},
		{"probes that are not random, gradients differ", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts = star, notRandom
		}, parabolas([]float64{1, 2, 1}), at(3, 1),
			"epoch 1: coordinate 0 is 0.75 at node 0 and 0.5 at node 1"},
		{"probes that are not random, step sizes differ", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts, c.Constant = star, notRandom, []float64{0, 1, 0}
		}, parabolas([]float64{1, 1, 1}), at(3, 1), "epoch 1: the step size is 0.25 at node 0 and 1 at node 1"},
		{"probes that are not random, least", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts, c.Constant, c.Mode = star, notRandom, []float64{0, 1, 0}, stepsize.Min
		}, parabolas([]float64{1, 1, 1}), at(3, 1), "epoch 1: the step size is 0.25 at node 0 and 1 at node 1"},
		{"a probe that lets a node refuse", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts = must(family.Cycle(3))(t), []core.Element{5, 7, 5}
		}, parabolas([]float64{1, 1, 1}), at(3, 0), "epoch 0, node 1: " + unlucky},
		{"a probe that lets all agree on 1 instead of 1/3", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts = must(family.Cycle(3))(t), []core.Element{1, 0, 0}
		}, parabolas([]float64{1, 1, 1}), [][]float64{{0}, {0}, {1}}, "epoch 0, node 1: " + unlucky},
		{"a probe that lets a node refuse later", func(c *stepsize.Config) {
			c.Digraph, c.ProbeStarts = must(family.Path(4))(t), []core.Element{1, 3, 3, 0}
		}, parabolas([]float64{1, 2, 3, 4}, 1, 1, 1, 1), at(4, 0), "epoch 1, node 2: " + unlucky},
	} {
		config := anywhere(t, 2, stepsize.Mean, rule)
		if c.change != nil {
			c.change(&config)
		}
		run, err := stepsize.New(config, c.losses, c.start)
		for epoch := 1; err == nil && epoch <= 2; epoch++ {
			if _, err = run.Next(); err != nil {
				if _, again := run.Next(); again != err {
					t.Errorf("%s: then %v", c.name, again)
				}
			}
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestConfigurationErrors(t *testing.T) {
	two, starts := parabolas([]float64{1, 1}), at(2, 0)
	for _, c := range []struct {
		name   string
		change func(*stepsize.Config)
		losses []stepsize.Loss
		start  [][]float64
		want   string
	}{
		{"digraph", func(c *stepsize.Config) { c.Digraph = nil }, two, starts, "the configuration has no digraph"},
		{"ending", func(c *stepsize.Config) { c.Ending = core.Ending{} }, two, starts, "node 0: the configuration has no ending"},
		{"mode", func(c *stepsize.Config) {
			c.Mode = "median"
		}, two, starts, `mode "median": must be one of "mean", "min", "harmonic" and "own"`},
		{"alpha", func(c *stepsize.Config) { c.Rule.Alpha = 0 }, two, starts, "alpha is 0: must be a positive number"},
		{"alpha", func(c *stepsize.Config) { c.Rule.Alpha = math.Inf(1) }, two, starts, "alpha is +Inf: must be a positive number"},
		{"kappa", func(c *stepsize.Config) { c.Rule.Kappa = 1 }, two, starts, "kappa is 1: must be at least 0 and below 1"},
		{"kappa", func(c *stepsize.Config) { c.Rule.Kappa = math.NaN() }, two, starts, "kappa is NaN: must be at least 0 and below 1"},
		{"kappa", func(c *stepsize.Config) { c.Rule.Kappa = -0.1 }, two, starts, "kappa is -0.1: must be at least 0 and below 1"},
		{"start", func(c *stepsize.Config) { c.Rule.Start = -1 }, two, starts, "the first step size is -1: must be a positive number"},
		{"start", func(c *stepsize.Config) {
			c.Rule.Start = math.Inf(1)
		}, two, starts, "the first step size is +Inf: must be a positive number"},
		{"constants", func(c *stepsize.Config) { c.Constant = []float64{1} }, two, starts, "1 constant proposals for 2 nodes"},
		{"constants", func(c *stepsize.Config) { c.Constant = []float64{0, -1} }, two, starts,
			"node 1: a constant proposal of -1: must be a positive number, or 0 for none"},
		{"constants", func(c *stepsize.Config) { c.Constant = []float64{0, math.Inf(1)} }, two, starts,
			"node 1: a constant proposal of +Inf: must be a positive number, or 0 for none"},
		{"bits", func(c *stepsize.Config) { c.Grid.IterateBits = 61 }, two, starts, "a quantum of 2^-61: must have between 1 and 60 bits"},
		{"bits", func(c *stepsize.Config) { c.Grid.StepsizeBits = -1 }, two, starts, "a quantum of 2^--1: must have between 1 and 60 bits"},
		{"range", func(c *stepsize.Config) { c.Grid.Range = math.NaN() }, two, starts, "the range is NaN: must not be negative"},
		{"range", func(c *stepsize.Config) {
			c.Grid.Range = 1e-12
		}, two, starts, "a range of 1e-12 with quanta of 2^-32: holds no number but 0"},
		{"capacity", func(c *stepsize.Config) {
			c.Capacity = 1
		}, two, starts, "capacity 1: must be between the number of nodes, 2, and 10000"},
		{"capacity", func(c *stepsize.Config) {
			c.Capacity = 10_001
		}, two, starts, "capacity 10001: must be between the number of nodes, 2, and 10000"},
		{"probes", func(c *stepsize.Config) { c.ProbeStarts = nil }, two, starts, "0 probe starts for 2 nodes"},
		{"losses", nil, two[:1], starts, "1 losses and 2 starts for 2 nodes"},
		{"losses", nil, two, starts[:1], "2 losses and 1 starts for 2 nodes"},
		{"losses", nil, []stepsize.Loss{two[0], nil}, starts, "node 1 has no loss"},
		{"dimensions", nil, []stepsize.Loss{two[0], bowl{[]float64{1, 1}, []float64{0, 0}}}, starts,
			"node 1: a loss of dimension 2, where node 0 has 1"},
		{"dimensions", nil, []stepsize.Loss{bowl{}, bowl{}}, [][]float64{{}, {}}, "node 0: a loss of dimension 0: must be at least 1"},
		{"starts", nil, two, [][]float64{{0}, {0, 0}}, "node 1: a start of 2 coordinates for a loss of dimension 1"},
	} {
		config := anywhere(t, 2, stepsize.Mean, stepsize.Rule{Alpha: 0.5, Start: 0.25})
		if c.change != nil {
			c.change(&config)
		}
		if _, err := stepsize.New(config, c.losses, c.start); err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

// Callers tell the errors apart by type.
func TestErrorTypes(t *testing.T) {
	config := anywhere(t, 2, stepsize.Mean, stepsize.Rule{Alpha: 0.5, Start: 0.25})
	config.Grid.Range = 100
	run := must(stepsize.New(config, parabolas([]float64{1, 1000}), at(2, 2)))(t)
	_, err := run.Next()
	var overflow *stepsize.OverflowError
	if !errors.As(err, &overflow) || *overflow != (stepsize.OverflowError{Epoch: 1, Node: 1, Coordinate: 0, Value: -498, Limit: 100}) {
		t.Errorf("%#v", err)
	}
}

// What just fits is taken, what just does not is refused.
func TestEdgesOfTheGrid(t *testing.T) {
	const capacity = core.MaxNodes
	edge := float64(core.ValueRange(core.Exact, capacity)) / 2 // with one bit
	for _, c := range []struct {
		name            string
		bits            int
		constant, start float64
		fits            bool
	}{
		{"the largest step size", 1, edge, 0, true}, {"one quantum more", 1, edge + 0.5, 0, false},
		{"the least step size", 32, 0x1p-32, 0, true}, {"half of it, to even", 32, 0x1p-33, 0, false}, {"and a little", 32, 0x1.1p-33, 0, true},
		{"the largest coordinate", 32, 1, 2, true}, {"one quantum more", 32, 1, 2 + 0x1p-32, false},
		{"the least coordinate", 32, 1, -2, true}, {"one quantum less", 32, 1, -2 - 0x1p-32, false},
	} {
		config := anywhere(t, 2, stepsize.Mean, stepsize.Rule{Alpha: 0.5, Start: 0.25})
		config.Capacity, config.Constant = capacity, []float64{c.constant, c.constant}
		config.Grid = stepsize.Grid{IterateBits: 32, StepsizeBits: c.bits, Range: 2}
		run, err := stepsize.New(config, parabolas([]float64{1, 1}, c.start, c.start), at(2, c.start))
		if err == nil {
			_, err = run.Next()
		}
		var overflow *stepsize.OverflowError
		var underflow *stepsize.UnderflowError
		if refused := errors.As(err, &overflow) || errors.As(err, &underflow); refused == c.fits || err != nil && !refused {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestNoConstantsAtAll(t *testing.T) {
	config := anywhere(t, 2, stepsize.Own, stepsize.Rule{Alpha: 0.5, Start: 0.25})
	config.Constant = []float64{}
	run := must(stepsize.New(config, parabolas([]float64{1, 1}), at(2, 0)))(t)
	if e := must(run.Next())(t); e.Applied[0] != 0.25 {
		t.Errorf("applied %v", e.Applied)
	}
}

// Own step sizes never travel.
func TestOwnStepSizesNeedNoGrid(t *testing.T) {
	config := anywhere(t, 2, stepsize.Own, stepsize.Rule{Alpha: 0.5, Start: 0.25})
	config.Constant = []float64{1e300, 1e-300}
	run := must(stepsize.New(config, parabolas([]float64{1, 1}), at(2, 0)))(t)
	if e := must(run.Next())(t); e.Applied[0] != 1e300 || e.Applied[1] != 1e-300 {
		t.Errorf("applied %v", e.Applied)
	}
}
