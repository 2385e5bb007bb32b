package scenario

import (
	"fmt"

	"kizami/core"
)

// Plan is what the nodes of a scenario agree on when each runs on its own machine, with the bracket or the race.
type Plan struct {
	Rule     string // "bracket" or "race"
	Bound    int    // N
	Diameter int    // D
	Most     int64  // V, in quanta
	Rounds   int    // in which a bracket is given up; 0 with the race, which ends by itself
}

// Plan returns the plan. Errors: those of [Scenario.Run] that concern the configuration; an ending that is neither bracket nor
// race: its nodes end in different rounds, or know nothing of distances. Cost: that of the digraph's diameter.
func (s *Scenario) Plan() (Plan, error) {
	if !s.Mixes() {
		return Plan{}, fmt.Errorf("the nodes of a fleet end together, by the bracket or the race: leave the ending %q out, or name one of the two", s.rule)
	}
	span, err := s.span()
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Rule: s.rule, Bound: s.bound, Diameter: span, Most: s.most}
	if s.rule == ruleBracket {
		p.Rounds = max(s.lastRound(), span)
	}
	if _, err := (core.BracketConfig{Bound: p.Bound, Span: span, Most: p.Most, Rounds: p.Rounds}).Measure(); err != nil {
		return Plan{}, fault("bracket-long", "ending", args{"diameter": span, "bound": s.bound})
	}
	return p, nil
}

// Side returns the side of a node that agrees on the plan (FTC-59). Errors: those of [core.NewBracketSide] and
// [core.NewRaceSide].
func (p Plan) Side(outDegree int, value []int64) (*core.AverageSide, error) {
	if p.Rule == ruleBracket {
		return core.NewBracketSide(core.BracketConfig{Bound: p.Bound, Span: p.Diameter, Most: p.Most, Rounds: p.Rounds}, outDegree, value)
	}
	ending, err := core.Bound(p.Bound)
	if err != nil {
		return nil, err
	}
	c := core.Config{Field: core.Exact, Ending: ending, Capacity: p.Bound}
	return core.NewRaceSide(core.RaceConfig{Config: c, Span: p.Diameter, Most: p.Most}, outDegree, value)
}
