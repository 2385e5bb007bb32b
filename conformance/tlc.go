package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/tla"
)

// FromTLC decodes a state graph of RoundCoordination.tla. Every state must come back as it was when it is encoded again,
// so that nothing of TLC's state escapes the comparison.
func FromTLC(f core.Field, dump *tla.Graph) (*Graph, error) {
	names := slices.Sorted(slices.Values(dump.Variables))
	if want := slices.Sorted(slices.Values(Variables)); !slices.Equal(names, want) {
		return nil, fmt.Errorf("the graph has the variables %v: RoundCoordination.tla has %v", names, want)
	}
	g := &Graph{Initial: dump.Initial()}
	for node := range dump.Len() {
		raw, err := dump.State(node)
		if err != nil {
			return nil, err
		}
		s, err := decodeExactly(f, raw)
		if err != nil {
			return nil, fmt.Errorf("state %d of the graph: %w", node, err)
		}
		g.States = append(g.States, s)
	}
	for _, e := range dump.Edges() {
		g.Edges = append(g.Edges, Edge{int(e.From), int(e.To), dump.Actions[e.Action]})
	}
	return g, nil
}

func decodeExactly(f core.Field, raw tla.State) (State, error) {
	s, err := Decode(f, raw)
	if err != nil {
		return State{}, err
	}
	again := Encode(s)
	for name, v := range raw {
		if !tla.Equal(v, again[name]) {
			return State{}, fmt.Errorf("variable %s: %v comes back as %v", name, v, again[name])
		}
	}
	return s, nil
}

// WalkFromTLC decodes a behaviour that TLC printed. It does not name the actions; what they are follows from the states.
func WalkFromTLC(f core.Field, source string, behaviour []tla.State) (Walk, error) {
	walk := Walk{Source: source}
	for i, raw := range behaviour {
		s, err := decodeExactly(f, raw)
		if err != nil {
			return Walk{}, fmt.Errorf("%s, state %d: %w", source, i+1, err)
		}
		walk.Steps = append(walk.Steps, Step{State: s})
	}
	if len(walk.Steps) == 0 {
		return Walk{}, fmt.Errorf("%s is empty", source)
	}
	return walk, nil
}
