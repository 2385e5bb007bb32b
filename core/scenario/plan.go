package scenario

import (
	"fmt"

	"kizami/core"
)

// Plan is what the nodes of a scenario agree on when each runs on its own machine.
type Plan struct {
	Rule     string // "bracket", "race" or "bound"
	Bound    int    // N
	Diameter int    // D
	Most     int64  // V, in quanta
	Rounds   int    // in which a bracket is given up; 0 with the others, which end by themselves
	Prime    uint64 // of the bound ending; 0 with the bracket, and for that of the kit
}

// Plan returns the plan. Errors: those of [Scenario.Run] that concern the configuration; the probe ending, with which nodes end
// in different rounds. Cost: that of the digraph's diameter.
func (s *Scenario) Plan() (Plan, error) {
	if s.ending.IsProbe() && !s.Mixes() {
		return Plan{}, fmt.Errorf("the nodes of a fleet end together: leave the ending %q out, or name the bracket, the race or a bound", s.rule)
	}
	p := Plan{Rule: s.rule, Bound: s.bound, Most: s.most}
	if s.rule == ruleBound {
		p.Bound, p.Diameter = s.ending.Bound(), max(1, s.digraph.Diameter())
		if s.prime != "" {
			p.Prime = s.field.Prime()
		}
		return p, nil
	}
	var err error
	if p.Diameter, err = s.span(); err != nil {
		return Plan{}, err
	}
	if s.rule == ruleBracket {
		p.Rounds = max(s.lastRound(), p.Diameter)
	}
	if _, err := (core.BracketConfig{Bound: p.Bound, Span: p.Diameter, Most: p.Most, Rounds: p.Rounds}).Measure(); err != nil {
		return Plan{}, fault("bracket-long", "ending", args{"diameter": p.Diameter, "bound": s.bound})
	}
	return p, nil
}

// Side returns the side of a node that agrees on the plan (FTC-59). Errors: those of [core.NewBracketSide], [core.NewRaceSide]
// and [core.NewBoundSide]; a number that is no prime.
func (p Plan) Side(outDegree int, value []int64) (*core.AverageSide, error) {
	if p.Rule == ruleBracket {
		return core.NewBracketSide(core.BracketConfig{Bound: p.Bound, Span: p.Diameter, Most: p.Most, Rounds: p.Rounds}, outDegree, value)
	}
	c, err := p.Config()
	if err != nil {
		return nil, err
	}
	if p.Rule == ruleBound {
		return core.NewBoundSide(c, outDegree, value)
	}
	return core.NewRaceSide(core.RaceConfig{Config: c, Span: p.Diameter, Most: p.Most}, outDegree, value)
}

// Config returns the configuration of the bound ending, alone or in the race. Errors: a bound or a prime that is none.
func (p Plan) Config() (core.Config, error) {
	c := core.Config{Field: core.Exact, Capacity: p.Bound}
	var err error
	if c.Ending, err = core.Bound(p.Bound); err == nil && p.Prime > 0 {
		c.Field, err = core.NewField(p.Prime)
	}
	return c, err
}
