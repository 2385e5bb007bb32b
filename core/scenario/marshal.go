package scenario

import (
	"encoding/json"
)

type scenarioJSON struct {
	Kizami   int         `json:"kizami"`
	Digraph  digraphJSON `json:"digraph"`
	Values   []any       `json:"values"`
	Ending   *endingJSON `json:"ending,omitempty"`
	Quantum  string      `json:"quantum"`
	Round    bool        `json:"round,omitempty"`
	Capacity int         `json:"capacity"`
}

type digraphJSON struct {
	Family string       `json:"family,omitempty"`
	Nodes  int          `json:"nodes"`
	Arcs   *[][2]int    `json:"arcs,omitempty"`
	Seed   *json.Number `json:"seed,omitempty"`
}

type endingJSON struct {
	Rule     string  `json:"rule"`
	Bound    int     `json:"bound,omitempty"`
	Diameter int     `json:"diameter,omitempty"`
	Prime    string  `json:"prime,omitempty"`
	Seed     *uint64 `json:"seed,omitempty"`
}

// MarshalJSON writes the normal form: arcs in ascending order or the family, values as they were written, and the
// quantum and the capacity that hold, given or not. Parse reads it back to an equal scenario.
func (s *Scenario) MarshalJSON() ([]byte, error) {
	out := scenarioJSON{
		Kizami:   1,
		Digraph:  s.digraphJSON(),
		Ending:   s.endingJSON(),
		Quantum:  s.Quantum(),
		Round:    s.round,
		Capacity: s.capacity,
	}
	for _, value := range s.values {
		if len(value) == 1 {
			out.Values = append(out.Values, value[0])
			continue
		}
		out.Values = append(out.Values, value)
	}
	return json.Marshal(out)
}

func (s *Scenario) digraphJSON() digraphJSON {
	if s.family != nil {
		out := digraphJSON{Family: s.family.family, Nodes: s.family.Nodes}
		if s.family.seed != "" {
			out.Seed = &s.family.seed
		}
		return out
	}
	arcs := [][2]int{}
	for _, arc := range s.digraph.Arcs() {
		arcs = append(arcs, [2]int{arc.From, arc.To})
	}
	return digraphJSON{Nodes: s.digraph.Nodes(), Arcs: &arcs}
}

func (s *Scenario) endingJSON() *endingJSON {
	switch {
	case s.assumed:
		return nil
	case s.Mixes():
		return &endingJSON{Rule: s.rule, Bound: s.bound, Diameter: s.diameter}
	case s.ending.IsProbe():
		return &endingJSON{Rule: ruleProbe, Prime: s.prime, Seed: s.seed}
	}
	return &endingJSON{Rule: ruleBound, Bound: s.ending.Bound(), Prime: s.prime, Seed: s.seed}
}
