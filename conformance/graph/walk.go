package graph

import (
	"fmt"
	"math/rand"
	"reflect"
	"strings"

	"github.com/leanovate/gopter"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/tla/tlc"
)

// Walk is a path through a state graph: a state and the action that led to it, again and again. An action that the
// source does not name is "".
type Walk struct {
	Source string // where it comes from, for the report
	Steps  []state.Step[state.Rounds]
}

// String writes the actions; the states follow from them.
func (w Walk) String() string {
	var actions []string
	for _, step := range w.Steps {
		if step.Action == "" {
			actions = append(actions, "?")
			continue
		}
		actions = append(actions, step.Action)
	}
	return fmt.Sprintf("%s, %d states: %s, from %s", w.Source, len(w.Steps), strings.Join(actions, ", "), w.Steps[0].State.Summary())
}

// WalkFromTLC decodes a behaviour that TLC printed. It does not name the actions; what they are follows from the states.
func WalkFromTLC(f core.Field, source string, behaviour []tlc.State) (Walk, error) {
	walk := Walk{Source: source}
	for i, raw := range behaviour {
		s, err := state.DecodeRounds(f, raw)
		if err != nil {
			return Walk{}, fmt.Errorf("%s, state %d: %w", source, i+1, err)
		}
		walk.Steps = append(walk.Steps, state.Step[state.Rounds]{State: s})
	}
	if len(walk.Steps) == 0 {
		return Walk{}, fmt.Errorf("%s is empty", source)
	}
	return walk, nil
}

// RandomWalks generates walks over the graph that shrink to their prefixes, the shortest first.
func RandomWalks(g *Graph[state.Rounds]) gopter.Gen {
	out := g.outgoing()
	return func(p *gopter.GenParameters) *gopter.GenResult {
		return walkResult(randomWalk(p.Rng, g, out))
	}
}

func randomWalk(random *rand.Rand, g *Graph[state.Rounds], out [][]Edge) Walk {
	at := g.Initial[random.Intn(len(g.Initial))]
	walk := Walk{"random walk", []state.Step[state.Rounds]{{Action: core.ActionInit, State: g.States[at]}}}
	for range random.Intn(2 * LongestWalk) {
		if len(out[at]) == 0 {
			break
		}
		e := out[at][random.Intn(len(out[at]))]
		at = e.To
		walk.Steps = append(walk.Steps, state.Step[state.Rounds]{Action: e.Action, State: g.States[at]})
		if e.From == e.To {
			break
		}
	}
	return walk
}

// SomeWalks returns as many random walks through the graph.
func SomeWalks(random *rand.Rand, g *Graph[state.Rounds], count int) []Walk {
	out := g.outgoing()
	walks := make([]Walk, count)
	for i := range walks {
		walks[i] = randomWalk(random, g, out)
	}
	return walks
}

// LongestWalk is more than any model of ours has actions on a path.
const LongestWalk = 40

// WalksFrom generates one of the given walks, cut somewhere, that shrinks to its prefixes.
func WalksFrom(walks []Walk) gopter.Gen {
	return func(p *gopter.GenParameters) *gopter.GenResult {
		return walkResult(walks[p.Rng.Intn(len(walks))])
	}
}

func walkResult(walk Walk) *gopter.GenResult {
	return &gopter.GenResult{Result: walk, ResultType: reflect.TypeFor[Walk](), Shrinker: shrinkWalk}
}

func shrinkWalk(v any) gopter.Shrink {
	walk, length := v.(Walk), 0
	return func() (any, bool) {
		if length++; length >= len(walk.Steps) {
			return nil, false
		}
		return Walk{walk.Source, walk.Steps[:length]}, true
	}
}
