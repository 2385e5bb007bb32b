package conformance

import (
	"fmt"
	"math/rand"
	"reflect"
	"strings"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"

	"kizami/core"
	"kizami/core/simulate"
)

// Walk is a path through a state graph: a state and the action that led to it, again and again. An action that the
// source does not name is "".
type Walk struct {
	Source string // where it comes from, for the report
	Steps  []Step
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
	return fmt.Sprintf("%s, %d states: %s, from %s", w.Source, len(w.Steps), strings.Join(actions, ", "), w.Steps[0].State.summary())
}

// LiveOf is a network that goes on by itself: every call takes a step. Unlike a [Machine] it is never restored on the way.
type LiveOf[S any] func(c core.Config, start S) (next func() (StepOf[S], error), err error)

// Live is one of the level of rounds.
type Live = LiveOf[State]

// CoreLive is package core, started from values, not from a restored state.
func CoreLive(c core.Config, start State) (func() (Step, error), error) {
	digraph, err := core.NewDigraph(len(start.Nodes), start.Digraph)
	if err != nil {
		return nil, err
	}
	values, probes := make([][]int64, len(start.Nodes)), make([]core.Element, len(start.Nodes))
	for j, n := range start.Nodes {
		values[j] = []int64{signed(c.Field, n.Numerator[0][0])}
		if c.Ending.IsProbe() {
			probes[j] = n.Probe[0]
		}
	}
	w, err := simulate.NewNetwork(c, digraph, values, probes)
	if err != nil {
		return nil, err
	}
	if diff := Diff(start, StateOf(w)); len(diff) > 0 {
		return nil, fmt.Errorf("core starts in another state:\n%v", diff[0])
	}
	return func() (Step, error) {
		action := w.Step()
		if action == "" {
			action = ActionFinished
		}
		return Step{action, StateOf(w)}, nil
	}, nil
}

// signed returns the integer of least size that the residue stands for.
func signed(f core.Field, e core.Element) int64 {
	if uint64(e) > f.Prime()/2 {
		return int64(e) - int64(f.Prime())
	}
	return int64(e)
}

// Replay walks in a live network and returns "" or where the two part.
func Replay(c core.Config, walk Walk, live Live) string {
	next, err := live(c, walk.Steps[0].State)
	if err != nil {
		return err.Error()
	}
	for i, want := range walk.Steps[1:] {
		got, err := next()
		if err != nil {
			return err.Error()
		}
		if want.Action != "" && got.Action != want.Action {
			return fmt.Sprintf("step %d is %s, core does %s", i+1, want.Action, got.Action)
		}
		if diff := Diff(want.State, got.State); len(diff) > 0 {
			return fmt.Sprintf("step %d, %s, leads elsewhere:\n%v", i+1, got.Action, diff[0])
		}
	}
	return ""
}

// RandomWalks generates walks over the graph that shrink to their prefixes, the shortest first.
func RandomWalks(g *Graph) gopter.Gen {
	out := g.outgoing()
	return func(p *gopter.GenParameters) *gopter.GenResult {
		return walkResult(randomWalk(p.Rng, g, out))
	}
}

func randomWalk(random *rand.Rand, g *Graph, out [][]Edge) Walk {
	at := g.Initial[random.Intn(len(g.Initial))]
	walk := Walk{"random walk", []Step{{core.ActionInit, g.States[at]}}}
	for range random.Intn(2 * longestWalk) {
		if len(out[at]) == 0 {
			break
		}
		e := out[at][random.Intn(len(out[at]))]
		at = e.To
		walk.Steps = append(walk.Steps, Step{e.Action, g.States[at]})
		if e.From == e.To {
			break
		}
	}
	return walk
}

// longestWalk is more than any model of ours has actions on a path.
const longestWalk = 40

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

// ReplayResult is the outcome of replaying many walks.
type ReplayResult struct {
	Walks   int    `json:"walks"`
	Steps   int    `json:"steps"`
	Seed    int64  `json:"seed"`              // 0 if nothing was drawn at random
	Failure string `json:"failure,omitempty"` // the shortest diverging prefix and how core parts from it
	Shrinks int    `json:"shrinks,omitempty"`
}

// CheckWalks replays generated walks in a live network.
func CheckWalks(c core.Config, walks gopter.Gen, live Live, count int, seed int64) ReplayResult {
	r := ReplayResult{Seed: seed}
	judge := func(w Walk) string {
		r.Steps += len(w.Steps) - 1
		return Replay(c, w, live)
	}
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests = count
	result := prop.ForAll(judge, walks).Check(parameters)
	r.Walks = result.Succeeded
	if !result.Passed() {
		r.Failure, r.Shrinks = describe(result, judge)
	}
	return r
}
