package scenario

import (
	"encoding/json"
	"slices"
	"strings"

	"kizami/core"
	"kizami/core/strict"
)

// The rules by which nodes know that they are done.
const (
	ruleBound   = "bound"
	ruleProbe   = "probe"
	ruleBracket = "bracket"
	ruleRace    = "race"
)

// EndingText is an ending as a JSON text gives it: {"rule": "bound", "bound": 4}, {"rule": "probe", "seed": 7},
// {"rule": "bracket", "bound": 4, "diameter": 2} or the same with "race".
type EndingText struct {
	Rule                  string
	Bound, Seed, Diameter json.Number // "" when absent
	Prime                 string      // "random" or a number, "" when absent; of a scenario with bound or probe
}

// rulesOf says which fields belong to a rule.
var rulesOf = map[string][]string{
	ruleBound: {"bound"}, ruleProbe: {"seed"}, ruleBracket: {"bound", "diameter"}, ruleRace: {"bound", "diameter"},
}

// Read reads an ending of [core.Ending]: bound or probe.
func (e *EndingText) Read(r *strict.Reader, path string) error {
	return e.read(r, path, []string{ruleBound, ruleProbe}, e.fields(r)[:3])
}

// readAny reads any ending.
func (e *EndingText) readAny(r *strict.Reader, path string) error {
	prime := strict.Field{Name: "prime", Optional: true, Read: func(path string) (err error) { e.Prime, err = r.Text(path); return }}
	return e.read(r, path, []string{ruleBound, ruleProbe, ruleBracket, ruleRace}, append(e.fields(r), prime))
}

func (e *EndingText) fields(r *strict.Reader) []strict.Field {
	fields := []strict.Field{{Name: "rule", Read: func(path string) (err error) { e.Rule, err = r.Text(path); return }}}
	for _, f := range []struct {
		name  string
		value *json.Number
	}{{"bound", &e.Bound}, {"seed", &e.Seed}, {"diameter", &e.Diameter}} {
		fields = append(fields, strict.Field{Name: f.name, Optional: true, Read: func(path string) (err error) {
			*f.value, err = r.Integer(path)
			return err
		}})
	}
	return fields
}

func (e *EndingText) read(r *strict.Reader, path string, known []string, fields []strict.Field) error {
	if err := r.Object(path, fields...); err != nil {
		return err
	}
	if !slices.Contains(known, e.Rule) {
		return fault("ending-rule", path+".rule", args{"rule": e.Rule, "known": quotedList(known)})
	}
	for _, f := range []struct {
		name  string
		value json.Number
	}{{"bound", e.Bound}, {"seed", e.Seed}, {"diameter", e.Diameter}} {
		if f.value != "" && !slices.Contains(rulesOf[e.Rule], f.name) && !(f.name == "seed" && e.drawsPrime()) {
			return fault("ending-field", path, args{"rule": e.Rule, "field": f.name})
		}
	}
	if e.Prime != "" && e.Rule != ruleBound && e.Rule != ruleProbe {
		return fault("ending-field", path, args{"rule": e.Rule, "field": "prime"})
	}
	if e.Rule == ruleBound && e.Bound == "" {
		return strict.Missing(path, "bound")
	}
	return nil
}

// drawsPrime says that a bound ending has something to draw, with a seed or without.
func (e *EndingText) drawsPrime() bool { return e.Rule == ruleBound && e.Prime == primeRandom }

// quotedList returns "a", "b" and "c".
func quotedList(names []string) string {
	last := len(names) - 1
	return `"` + strings.Join(names[:last], `", "`) + `" and "` + names[last] + `"`
}

// Ending returns the ending for a number of nodes, and the seed of its probe when there is one; it must be one of
// [core.Ending].
func (e EndingText) Ending(nodes int) (core.Ending, *uint64, error) {
	if e.Rule == ruleBound {
		bound, err := within("bound-range", "ending.bound", e.Bound, int64(nodes), core.MaxNodes)
		if err != nil {
			return core.Ending{}, nil, err
		}
		ending, err := core.Bound(int(bound))
		return ending, nil, err
	}
	if e.Seed == "" {
		return core.Probe(), nil, nil
	}
	seed, err := within("seed-range", "ending.seed", e.Seed, 0, MaxSeed)
	unsigned := uint64(seed)
	return core.Probe(), &unsigned, err
}

// end sets how the nodes know that they are done. Without an ending it is the race, and the bracket for more nodes than
// the race takes.
func (s *Scenario) end(e EndingText) (err error) {
	nodes := s.digraph.Nodes()
	if s.rule = e.Rule; s.rule == "" {
		s.assumed = true
		if s.rule = ruleRace; nodes > core.MaxNodes {
			s.rule = ruleBracket
		}
	}
	if nodes > core.MaxNodes && s.rule != ruleBracket {
		return fault("ending-nodes", "ending.rule", args{"rule": s.rule, "nodes": nodes, "max": core.MaxNodes, "most": core.MaxBracketNodes})
	}
	if !s.Mixes() {
		if s.ending, s.seed, err = e.Ending(nodes); err != nil {
			return err
		}
		return s.choosePrime(e)
	}
	most := core.MaxBracketNodes
	if s.rule == ruleRace {
		most = core.MaxNodes
	}
	if s.bound = nodes; e.Bound != "" {
		bound, err := within("bound-range", "ending.bound", e.Bound, int64(nodes), int64(most))
		if err != nil {
			return err
		}
		s.bound = int(bound)
	}
	if e.Diameter != "" {
		diameter, err := within("diameter-range", "ending.diameter", e.Diameter, 1, int64(max(1, s.bound-1)))
		if err != nil {
			return err
		}
		s.diameter = int(diameter)
	}
	if s.rule == ruleRace {
		s.ending, err = core.Bound(s.bound)
	}
	return err
}

// Mixes says whether the ending is the bracket or the race.
func (s *Scenario) Mixes() bool { return s.rule == ruleBracket || s.rule == ruleRace }
