package scenario

import (
	"encoding/json"
)

type scenarioJSON struct {
	Kizami   int         `json:"kizami"`
	Digraph  digraphJSON `json:"digraph"`
	Values   []any       `json:"values"`
	Ending   endingJSON  `json:"ending"`
	Quantum  string      `json:"quantum"`
	Capacity int         `json:"capacity"`
}

type digraphJSON struct {
	Nodes int      `json:"nodes"`
	Arcs  [][2]int `json:"arcs"`
}

type endingJSON struct {
	Rule  string  `json:"rule"`
	Bound int     `json:"bound,omitempty"`
	Seed  *uint64 `json:"seed,omitempty"`
}

// MarshalJSON writes the normal form: arcs in ascending order, values as they were written, and the quantum and the
// capacity that hold, given or not. Parse reads it back to an equal scenario.
func (s *Scenario) MarshalJSON() ([]byte, error) {
	out := scenarioJSON{
		Kizami:   1,
		Digraph:  digraphJSON{Nodes: s.digraph.Nodes(), Arcs: [][2]int{}},
		Ending:   endingJSON{Rule: "probe", Seed: s.seed},
		Quantum:  s.Quantum(),
		Capacity: s.capacity,
	}
	for _, arc := range s.digraph.Arcs() {
		out.Digraph.Arcs = append(out.Digraph.Arcs, [2]int{arc.From, arc.To})
	}
	for _, value := range s.values {
		if len(value) == 1 {
			out.Values = append(out.Values, value[0])
			continue
		}
		out.Values = append(out.Values, value)
	}
	if !s.ending.IsProbe() {
		out.Ending = endingJSON{Rule: "bound", Bound: s.ending.Bound()}
	}
	return json.Marshal(out)
}
