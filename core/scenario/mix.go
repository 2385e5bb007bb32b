package scenario

import (
	"context"
	"math"
	"math/big"

	"kizami/core"
	"kizami/core/simulate"
)

// stalledWindows is after how many windows that have not narrowed the bracket a run with the bracket is given up.
const stalledWindows = 64

// lastRound returns the round in which a run with the bracket alone is given up: four times the square of N, which a
// directed cycle needs, and some windows more.
func (s *Scenario) lastRound() int {
	if s.last > 0 {
		return s.last
	}
	rounds := 4*float64(s.bound)*float64(s.bound) + 64*float64(s.diameter+64)
	return int(min(rounds, math.MaxInt32))
}

// Until returns the scenario that is given up in that round, at least 1, when it ends with the bracket alone, whose rounds
// are not known beforehand; if the digraph's distances are greater, at once. Nothing else changes.
func (s *Scenario) Until(round int) *Scenario {
	until := *s
	until.last = min(round, s.lastRound())
	return &until
}

// mix runs the bracket or the race. record may be nil.
func (s *Scenario) mix(ctx context.Context, watch func(Progress), record *recorder) (*Outcome, error) {
	var span int
	if err := until(ctx, func() (err error) { span, err = s.span(); return }); err != nil {
		return nil, err
	}
	if s.rule == ruleBracket && s.last > 0 && span > s.last {
		return nil, fault("rounds-short", "ending", args{"diameter": span, "rounds": s.last})
	}
	c := core.BracketConfig{Bound: s.bound, Span: span, Most: s.most}
	if s.rule == ruleBracket {
		c.Rounds = max(s.lastRound(), span)
	}
	if _, err := c.Measure(); err != nil {
		return nil, fault("bracket-long", "ending", args{"diameter": span, "bound": s.bound})
	}
	w, err := simulate.NewBracketNetwork(c, s.digraph, s.quanta)
	if err != nil {
		return nil, err
	}
	m := mixing{s: s, w: w, record: record, span: span, bound: math.MaxInt}
	if s.rule == ruleRace {
		m.bound = 2*s.bound - 2
	}
	if err := m.run(ctx, watch); err != nil {
		return nil, err
	}
	if w.Decide() {
		if w.Refused() {
			return nil, m.unsettled("bracket-late")
		}
		return m.outcome(core.ByBracket, w.Average(), nil), nil
	}
	return m.byBound(ctx, watch)
}

// until does work that knows no context. When the context is done first it returns its error, and leaves the work to itself.
func until(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// span returns D: as given, or the digraph's own, which beyond core.MaxNodes nodes is only bounded from above.
func (s *Scenario) span() (int, error) {
	if s.diameter > 0 && s.digraph.Nodes() > core.MaxNodes {
		return s.diameter, nil // whether it suffices is seen at the end of every window
	}
	own := min(max(1, s.digraph.DiameterBound()), max(1, s.bound-1))
	if s.diameter > 0 && s.diameter < own {
		return 0, fault("diameter-low", "ending.diameter", args{"value": s.diameter})
	}
	return max(s.diameter, own), nil
}

// mixing is a run with the bracket or the race.
type mixing struct {
	s      *Scenario
	w      *simulate.BracketNetwork
	record *recorder
	span   int
	bound  int // the round in which the bound ending decides
	widest float64
	seen   [][2]*big.Rat // the bracket when it last narrowed
	idle   int           // windows since
}

// run goes on until the bracket can decide or the bound ending can.
func (m *mixing) run(ctx context.Context, watch func(Progress)) error {
	m.record.state(m.w, core.ActionInit)
	for !m.w.CanDecide() && m.w.Round() < m.bound {
		if err := ctx.Err(); err != nil {
			return err
		}
		if m.w.Round()%m.span == 0 {
			watch(Progress{m.w.Round(), m.part()})
			if m.stalls() && m.bound == math.MaxInt {
				return m.unsettled("bracket-stalled")
			}
		}
		if m.w.Advance() != nil {
			return fault("diameter-low", "ending.diameter", args{"value": m.span})
		}
		m.record.state(m.w, core.ActionAdvance)
	}
	return nil
}

// part guesses how far the run has come, from how fast the bracket narrows: in the end it is about 1/N² quanta wide.
func (m *mixing) part() float64 {
	lower, upper := m.w.Bracket(0)
	width, _ := upper.Sub(upper, lower).Float64()
	end := math.Log2(max(1, float64(m.s.bound))) * -2
	now := math.Log2(max(width, math.Exp2(end)))
	if m.widest == 0 {
		m.widest = max(now, end+1)
	}
	part := (m.widest - now) / (m.widest - end)
	return max(0, min(1, max(part, float64(m.w.Round())/float64(m.bound))))
}

// stalls says whether no coordinate has narrowed for long.
func (m *mixing) stalls() bool {
	same := m.seen != nil
	var now [][2]*big.Rat
	for c := range m.s.values[0] {
		lower, upper := m.w.Bracket(c)
		now = append(now, [2]*big.Rat{lower, upper})
		same = same && m.seen[c][0].Cmp(lower) == 0 && m.seen[c][1].Cmp(upper) == 0
	}
	if m.idle++; !same {
		m.seen, m.idle = now, 0
	}
	return m.idle >= stalledWindows
}

// unsettled is the end of a bracket that does not come to one. It names the first coordinate that is left open.
func (m *mixing) unsettled(code string) error {
	bracket := m.bracket()
	open := 0
	for bracket[open][0] == bracket[open][1] && open+1 < len(bracket) {
		open++
	}
	return fault(code, "ending", args{"round": m.w.Round(), "lower": bracket[open][0], "upper": bracket[open][1], "max": core.MaxNodes})
}

// bracket returns the common bracket in the units of the values.
func (m *mixing) bracket() (all [][2]string) {
	for c := range m.s.values[0] {
		lower, upper := m.w.Bracket(c)
		all = append(all, [2]string{lower.Mul(lower, m.s.quantum).RatString(), upper.Mul(upper, m.s.quantum).RatString()})
	}
	return all
}

// byBound runs the bound ending, which is not needed when the bracket is first: it decides in round 2N−2.
func (m *mixing) byBound(ctx context.Context, watch func(Progress)) (*Outcome, error) {
	network, err := m.s.runAlgebra(ctx, watch)
	if err != nil {
		return nil, err
	}
	if _, err := m.s.outcome(network); err != nil {
		return nil, err
	}
	average := network.Nodes()[0].Average()
	for c, q := range average {
		if lower, upper := m.w.Bracket(c); q.Rat().Cmp(lower) < 0 || q.Rat().Cmp(upper) > 0 {
			return nil, fault("contradiction", "", args{"node": m.s.label(0)})
		}
	}
	return m.outcome(core.ByBound, average, network), nil
}

// outcome says what all nodes have decided in the round that the bracket is in; algebra is the network that the bound
// ending ran in, if that has decided.
func (m *mixing) outcome(by string, average []core.Fraction, algebra *simulate.Network) *Outcome {
	s := m.s
	out := &Outcome{
		Kizami: 1, Rounds: m.w.Round(), Rounded: s.Rounding(), Bracket: m.bracket(),
		Ending: &Ended{Rule: s.rule, Assumed: s.assumed, Bound: s.bound, Diameter: m.span, By: by},
	}
	out.Average, out.Decimal = s.units(average)
	messages, bytes := m.w.Messages()
	if s.rule == ruleRace {
		bytes += messages * int64(core.Message{Words: make([]core.Element, len(average)+1)}.Size())
	}
	out.Messages, out.Bytes = int(messages), int(bytes)
	for j := range s.digraph.Nodes() {
		if s.digraph.Nodes() <= core.MaxNodes {
			out.Nodes = append(out.Nodes, NodeOutcome{j, s.name(j), out.Average, nil, out.Rounds, out.Rounds})
		}
	}
	m.record.decided(out, algebra)
	return out
}

// Memory returns about how many bytes a run takes besides the scenario itself.
func (s *Scenario) Memory() int64 {
	n, coordinates := s.digraph.Nodes(), len(s.values[0])
	bracket := simulate.BracketBytes(n, len(s.digraph.Arcs()), coordinates)
	if s.rule == ruleBracket {
		return bracket
	}
	words := int64(coordinates + 1) // each with its observations, their differences, and two polynomials
	if s.ending.IsProbe() {
		words++
	}
	algebra := int64(n) * int64(s.ending.MaxRounds(n)+1) * words * 8 * 3
	if s.rule == ruleRace {
		return bracket + algebra
	}
	return algebra
}
