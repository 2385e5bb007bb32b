package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/tla/tlc"
)

// decodeMessages decodes a state graph of MessageCoordination.tla. TLC takes a step once for each disjunct that allows it,
// as it may take in a mark for two reasons (Usable); here every step counts once.
func decodeMessages(f core.Field, d Dump) (*MessageGraph, error) {
	g, err := decodeGraph(f, d, DecodeMessages)
	if err != nil {
		return nil, err
	}
	known := make(map[Edge]bool, len(g.Edges))
	g.Edges = slices.DeleteFunc(slices.Clone(g.Edges), func(e Edge) bool {
		again := known[e]
		known[e] = true
		return again
	})
	return g, nil
}

type decoding[S any] func(core.Field, tlc.State) (S, error)

// decodeGraph decodes a state graph of TLC. Every state must come back as it was when it is encoded again, so that nothing
// of TLC's state escapes the comparison.
func decodeGraph[S leveled[S]](f core.Field, dump Dump, decode decoding[S]) (*StateGraph[S], error) {
	g := &StateGraph[S]{Initial: dump.Initial, Edges: dump.Edges}
	for i, raw := range dump.States {
		s, err := decodeExactly(f, raw, decode)
		if err != nil {
			return nil, fmt.Errorf("state %d of the graph: %w", i, err)
		}
		g.States = append(g.States, s)
	}
	return g, nil
}

func decodeExactly[S leveled[S]](f core.Field, raw tlc.State, decode decoding[S]) (S, error) {
	s, err := decode(f, raw)
	if err != nil {
		return s, err
	}
	again := s.encode()
	for name, v := range raw {
		if !tlc.Equal(v, again[name]) {
			return s, fmt.Errorf("variable %s: %v comes back as %v", name, v, again[name])
		}
	}
	return s, nil
}

// WalkFromTLC decodes a behaviour that TLC printed. It does not name the actions; what they are follows from the states.
func WalkFromTLC(f core.Field, source string, behaviour []tlc.State) (Walk, error) {
	walk := Walk{Source: source}
	for i, raw := range behaviour {
		s, err := decodeExactly(f, raw, Decode)
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
