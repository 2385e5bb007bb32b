package stepsize_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// oracle is the whole algorithm in one place, without digraph, rounds or field: averages are those of big rationals.
type oracle struct {
	config            stepsize.Config
	losses            []stepsize.Loss
	x, lastX          []float64
	lastG             [][]float64
	filtered          []float64
	proposed, applied [][]float64 // by epoch and node
}

// nearest returns the number of quanta next to v, of two the even one.
func nearest(v float64, bits int) *big.Rat {
	scaled := new(big.Rat).Quo(new(big.Rat).SetFloat64(v), quantum(bits))
	half := big.NewRat(1, 2)
	up := new(big.Rat).Add(scaled, half)
	whole := new(big.Int).Div(up.Num(), up.Denom()) // Euclidean: the floor
	if up.IsInt() && whole.Bit(0) == 1 {
		whole.Sub(whole, big.NewInt(1))
	}
	return new(big.Rat).SetInt(whole)
}

// average returns the float64 next to the exact average of the quanta of one coordinate.
func average(points [][]float64, i, bits int) float64 {
	sum := new(big.Rat)
	for _, p := range points {
		sum.Add(sum, nearest(p[i], bits))
	}
	sum.Quo(sum, big.NewRat(int64(len(points)), 1))
	v, _ := sum.Mul(sum, quantum(bits)).Float64()
	return v
}

func newOracle(c stepsize.Config, losses []stepsize.Loss, start [][]float64) *oracle {
	o := &oracle{config: c, losses: losses, lastG: make([][]float64, len(losses)), filtered: make([]float64, len(losses))}
	for i := range start[0] {
		o.x = append(o.x, average(start, i, c.Grid.IterateBits))
	}
	return o
}

func (o *oracle) next() (proposals, applied, x []float64) {
	n, gradients := len(o.losses), make([][]float64, len(o.losses))
	for j, loss := range o.losses {
		gradients[j] = make([]float64, len(o.x))
		loss.Gradient(o.x, gradients[j])
		proposals = append(proposals, o.propose(j, gradients[j]))
	}
	o.proposed = append(o.proposed, proposals)
	applied = slices.Clone(proposals)
	if mode := o.config.Mode; mode != stepsize.Own {
		var words []int64
		for _, p := range proposals {
			if mode == stepsize.Harmonic {
				p = 1 / p
			}
			words = append(words, nearest(p, o.config.Grid.StepsizeBits).Num().Int64())
		}
		common, _ := exactly(mode, words, o.config.Grid.StepsizeBits).Float64()
		for j := range n {
			applied[j] = common
		}
	}
	o.applied = append(o.applied, applied)
	steps := make([][]float64, n)
	for j := range n {
		for i, v := range o.x {
			steps[j] = append(steps[j], v-float64(applied[j]*gradients[j][i]))
		}
	}
	o.lastX, o.lastG = o.x, gradients
	o.x = nil
	for i := range o.lastX {
		o.x = append(o.x, average(steps, i, o.config.Grid.IterateBits))
	}
	return proposals, applied, o.x
}

func (o *oracle) propose(j int, g []float64) float64 {
	epochs, rule := len(o.proposed), o.config.Rule
	if epochs > 0 {
		dx, dg := 0.0, 0.0
		for i := range g {
			dx += float64((o.x[i] - o.lastX[i]) * (o.x[i] - o.lastX[i]))
			dg += float64((g[i] - o.lastG[j][i]) * (g[i] - o.lastG[j][i]))
		}
		switch l := math.Sqrt(dg) / math.Sqrt(dx); {
		case dx == 0:
		case o.filtered[j] == 0:
			o.filtered[j] = l
		default:
			o.filtered[j] = float64((1-rule.Kappa)*l) + float64(rule.Kappa*o.filtered[j])
		}
	}
	if o.config.Constant != nil && o.config.Constant[j] > 0 {
		return o.config.Constant[j]
	}
	past := o.proposed
	if o.config.Mode == stepsize.Min || o.config.Mode == stepsize.Harmonic {
		past = o.applied
	}
	switch {
	case epochs == 0:
		return rule.Start
	case epochs == 1 && o.filtered[j] == 0:
		return math.Sqrt(2) * past[0][j]
	case epochs == 1:
		return rule.Alpha / o.filtered[j]
	}
	last, before := past[epochs-1][j], past[epochs-2][j]
	growth := math.Sqrt(1+last/before) * last
	if o.filtered[j] == 0 {
		return growth
	}
	return math.Min(growth, rule.Alpha/o.filtered[j])
}

// TestRunAgainstOracle holds every number of whole runs, bit by bit, against the algorithm without a network.
func TestRunAgainstOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(30, 38))
	for trial := range 60 {
		n, d := 1+random.IntN(9), 1+random.IntN(4)
		c := stepsize.Config{
			Digraph: must(family.Random(n, 1+random.IntN(max(n-1, 1)), uint64(trial)))(t), Capacity: n + random.IntN(4),
			Mode: append(stepsize.Modes, stepsize.Own)[trial%4],
			Rule: stepsize.Rule{Alpha: []float64{0.5, 1}[random.IntN(2)], Kappa: []float64{0, 0.5, 0.9}[random.IntN(3)], Start: 0.01},
			Grid: stepsize.Grid{IterateBits: 20 + random.IntN(20), StepsizeBits: 20 + random.IntN(20)},
		}
		if c.Ending = core.Probe(); random.IntN(3) == 0 {
			c.Ending = must(core.Bound(n + random.IntN(2)))(t)
		}
		c.ProbeStarts = probes(random, n)
		if random.IntN(4) == 0 {
			c.Constant = make([]float64, n)
			c.Constant[random.IntN(n)] = 0.1
		}
		losses, start := randomBowls(random, n, d), randomStart(random, n, d)
		run, central := must(stepsize.New(c, losses, start))(t), newOracle(c, losses, start)
		for epoch := 1; epoch <= 12; epoch++ {
			e := must(run.Next())(t)
			proposals, applied, x := central.next()
			got, want := fmt.Sprintf("%x %x %x", e.Proposals, e.Applied, e.Iterate), fmt.Sprintf("%x %x %x", proposals, applied, x)
			if got != want {
				t.Fatalf("trial %d, mode %s, epoch %d:\n got %s\nwant %s", trial, c.Mode, epoch, got, want)
			}
		}
	}
}
