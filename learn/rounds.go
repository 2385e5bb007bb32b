package learn

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"kizami/core"
	"kizami/core/approximation"
	"kizami/core/simulate"
)

// lengths are the rounds of one digraph with one seed; those of the bracket are −1 if it did not decide by the last.
type lengths struct{ diameter, first, silent, repeated, ratio, bracket, last int }

// valueRange is what values are below, in quanta.
const valueRange = 1 << 32

// compareRounds is the task "rounds".
func (e *Experiment) compareRounds(ctx context.Context, report *Report, p *progress) error {
	seeds := report.Seeds
	rows := len(e.Families) * len(e.NodeCounts)
	measured := make([]lengths, rows*len(seeds))
	which := func(i int) (family string, n int, seed uint64) {
		row := i / len(seeds)
		return e.Families[row/len(e.NodeCounts)], e.NodeCounts[row%len(e.NodeCounts)], seeds[i%len(seeds)]
	}
	name := func(i int) string {
		family, n, seed := which(i)
		return fmt.Sprintf("%s of %d nodes, seed %d", family, n, seed)
	}
	job := func(ctx context.Context, i int) (err error) {
		family, n, seed := which(i)
		if measured[i], err = lengthsOf(ctx, family, n, seed, e.Tolerance); err != nil {
			return fmt.Errorf("%s: %w", name(i), err)
		}
		return nil
	}
	p.begin(len(measured))
	if err := doAll(ctx, len(measured), job, func(i int) { p.end(name(i)) }); err != nil {
		return err
	}
	for row := range rows {
		family, n, _ := which(row * len(seeds))
		report.Families = append(report.Families, reportFamily(family, n, measured[row*len(seeds):(row+1)*len(seeds)]))
	}
	return nil
}

func reportFamily(name string, n int, measured []lengths) Family {
	of := func(value func(lengths) int) Band {
		values := make([]float64, len(measured))
		for i, l := range measured {
			values[i] = float64(value(l))
		}
		return bandOf(values)
	}
	f := Family{
		Family: name, Nodes: n, Last: measured[0].last,
		Diameter: of(func(l lengths) int { return l.diameter }),
		Race:     costOf(of(func(l lengths) int { return l.race(n) }), raceWords),
		Flooding: Cost{of(func(l lengths) int { return l.diameter + 1 }), of(func(lengths) int { return n })},
	}
	var decided []float64
	for _, l := range measured {
		if l.bracket >= 0 {
			decided = append(decided, float64(l.bracket))
		}
	}
	if f.Undecided = len(measured) - len(decided); len(decided) > 0 {
		cost := costOf(bandOf(decided), bracketWords)
		f.Bracket = &cost
	}
	if n > MaxNodes {
		return f
	}
	gains := make([]float64, len(measured))
	for i, l := range measured {
		gains[i] = float64(l.ratio) / float64(max(l.first, 1))
	}
	f.Probed = &Probed{
		First: of(func(l lengths) int { return l.first }), Silent: of(func(l lengths) int { return l.silent }),
		Repeated: of(func(l lengths) int { return l.repeated }), Ratio: of(func(l lengths) int { return l.ratio }),
		Gain: bandOf(gains).Median,
	}
	return f
}

// costOf returns the cost of rounds in which so many words go along each arc.
func costOf(rounds Band, words float64) Cost {
	return Cost{rounds, Band{words * rounds.Low, words * rounds.Median, words * rounds.High}}
}

func lengthsOf(ctx context.Context, family string, n int, seed uint64, tolerance float64) (l lengths, err error) {
	g, err := makeFamily(family, n, seed)
	if err != nil {
		return l, err
	}
	random := rand.New(rand.NewPCG(seed, valueStream))
	values, words := make([][]float64, n), make([][]int64, n)
	for j := range values {
		quanta := random.Int64N(valueRange)
		words[j], values[j] = []int64{quanta}, []float64{float64(quanta) / valueRange}
	}
	l.diameter = g.Diameter()
	if err := l.mix(ctx, g, words); err != nil || n > MaxNodes {
		return l, err
	}
	if err := l.coordinate(g, words, probeStarts(n, seed)); err != nil {
		return l, err
	}
	l.ratio, err = ratioConsensus(ctx, g, values, tolerance)
	return l, err
}

// coordinate counts the rounds of a first coordination. Each later one on the same digraph needs the greatest order of
// any node (FTC-30).
func (l *lengths) coordinate(g *core.Digraph, words [][]int64, probes []core.Element) error {
	network, err := simulate.NewNetwork(core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: g.Nodes()}, g, words, probes)
	if err != nil {
		return err
	}
	network.Run()
	for j, node := range network.Nodes() {
		s := node.State()
		if s.Refused {
			return fmt.Errorf("node %d cannot know the average, as a probe start was bad luck or the prime is unlucky for the digraph", j)
		}
		l.first, l.silent, l.repeated = max(l.first, s.Decided), max(l.silent, s.Stopped), max(l.repeated, s.Order)
	}
	return nil
}

// maxRatioRounds ends a comparison with ratio consensus that would take for ever.
const maxRatioRounds = 10_000_000

// ratioConsensus counts the rounds until the ratio at every node is within the tolerance, relative to the average.
func ratioConsensus(ctx context.Context, g *core.Digraph, values [][]float64, tolerance float64) (int, error) {
	sum := 0.0
	for _, v := range values {
		sum += v[0]
	}
	average := sum / float64(len(values))
	ratio := approximation.NewRatio(g, values)
	for round := range maxRatioRounds {
		if worstRatio(ratio, len(values), average) <= tolerance*math.Abs(average) {
			return round, nil
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		ratio.Advance(nil)
	}
	return 0, fmt.Errorf("ratio consensus is not within %v of the average after %d rounds", tolerance, maxRatioRounds)
}

func worstRatio(ratio *approximation.Ratio, nodes int, average float64) float64 {
	greatest := 0.0
	for j := range nodes {
		greatest = max(greatest, math.Abs(ratio.At(j, 0)-average))
	}
	return greatest
}
