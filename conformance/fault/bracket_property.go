package fault

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"github.com/leanovate/gopter"

	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/core"
)

// bracketProperty is a property of whole walks with the bracket on faulty links.
type bracketProperty struct {
	name, says string
	restart    float64 // the odds of a restart, each time that a node has its turn
	checks     []bracketCheck
}

var bracketProperties = []bracketProperty{
	{"bracket-words", "with the bracket on faulty links every node holds what it holds in lock step, through two epochs, and all come to their end",
		0.02, bracketWords},
	{"bracket-tags", "with the bracket D+1 rounds on offer are enough, inboxes are bounded, and nobody mixes epochs, whatever restarts",
		0.2, bracketTags},
}

// property returns the property of core's peers; see [Properties].
func (p bracketProperty) property() property.Property {
	return property.Property{
		Name: p.name, Says: p.says, MaxNodes: mostNodes,
		Holds: func(c oracle.Case, _ *property.Record, _ *oracle.Expected) string {
			return p.judge(p.faultCase(c, coreBracketPeer), coreBracketPeer)
		},
		Search: func(ctx context.Context, cases, maxNodes int, seed int64) oracle.Trial {
			return p.search(ctx, coreBracketPeer, cases, maxNodes, seed)
		},
	}
}

func (p bracketProperty) search(ctx context.Context, newPeer newBracketPeer, cases, maxNodes int, seed int64) oracle.Trial {
	return oracle.Try(p.cases(newPeer, maxNodes), cases, seed, func(f faultCase) string {
		if ctx.Err() != nil {
			return ""
		}
		return p.judge(f, newPeer)
	})
}

// judge runs one walk and says what is wrong with it, and what led there. What panics is wrong too.
func (p bracketProperty) judge(f faultCase, newPeer newBracketPeer) (wrong string) {
	w := &bracketWalk{}
	defer func() {
		if r := recover(); r != nil {
			wrong = fmt.Sprintf("panic: %v%s", r, w.story())
		}
	}()
	var err error
	if w, err = newBracketWalk(f, newPeer, p.checks); err != nil {
		return err.Error()
	}
	if wrong := w.inexact(); wrong != "" {
		return wrong
	}
	if w.run(); w.wrong == "" {
		return ""
	}
	return w.wrong + w.story()
}

// story lists the last events, line by line.
func (w *bracketWalk) story() string {
	const longest = 30
	var b strings.Builder
	for i := max(0, len(w.events)-longest); i < len(w.events); i++ {
		switch e := w.events[i]; e.Kind {
		case arrives, isLost:
			fmt.Fprintf(&b, "\n%4d  node %d in round %d: %s, round %d of epoch %d of node %d", i+1, e.Node, e.round, e.did, e.Round, e.Epoch, e.From)
		default:
			fmt.Fprintf(&b, "\n%4d  node %d in round %d: %s", i+1, e.Node, e.round, e.did)
		}
	}
	return b.String()
}

// cases generates cases and shrinks a failing one: see [faultKind.cases].
func (p bracketProperty) cases(newPeer newBracketPeer, maxNodes int) gopter.Gen {
	return func(g *gopter.GenParameters) *gopter.GenResult {
		c := randomCase(g, maxNodes)
		return &gopter.GenResult{Result: p.faultCase(c, newPeer), ResultType: reflect.TypeFor[faultCase](),
			Shrinker: func(v any) gopter.Shrink { return shrinkBracket(v.(faultCase)) }}
	}
}

func shrinkBracket(f faultCase) gopter.Shrink {
	simpler := shorterScripts(f)
	for _, smaller := range slices.Concat(smallerDigraphs(f), simplerEndings(f)) {
		simpler = append(simpler, func() faultCase { return smaller })
	}
	return inTurn(slices.Concat(simpler, sparserScripts(f), simplerStarts(f)))
}

// faultCase adds an environment to a case. It follows from the case's seed.
func (p bracketProperty) faultCase(c oracle.Case, newPeer newBracketPeer) (f faultCase) {
	f = faultCase{Case: c, Epochs: 1 + int(c.Seed/2%2)}
	w, err := newBracketWalk(f, newPeer, nil)
	if err != nil {
		return f // the walk says what is wrong
	}
	defer func() { _ = recover() }() // the script's last choice panics again when it is judged
	random := rand.New(rand.NewPCG(c.Seed, 3))
	loss, length := random.Float64()/2, random.IntN(longestScript)
	w.budget = length
	flight, slow := make([][]choice, c.Nodes), make([]bool, c.Nodes)
	for j := range slow {
		slow[j] = random.IntN(4) == 0
	}
	for turns := 0; len(w.events) < length && turns < 4*longestScript; turns++ {
		j := random.IntN(c.Nodes)
		if slow[j] && random.IntN(20) > 0 {
			continue
		}
		for _, c := range p.turn(w, random, j, loss, flight) {
			f.Script = append(f.Script, c)
			w.do(c)
		}
	}
	return f
}

// turn is what chance makes of a node's turn: a restart, an action, messages that it sends, or one that arrives, now and then
// one that was sent long ago.
func (p bracketProperty) turn(w *bracketWalk, random *rand.Rand, j int, loss float64, flight [][]choice) (choices []choice) {
	if random.Float64() < p.restart {
		return []choice{{Kind: restarts, Node: j}}
	}
	switch random.IntN(4) {
	case 0:
		for _, o := range w.digraph.Out(j) {
			offered := w.now[j].Offered
			m := offered[random.IntN(len(offered))]
			to := w.now[o]
			if at := slices.IndexFunc(offered, func(m core.BracketMessage) bool { return m.Epoch == to.Epoch && int(m.Round) == to.Round }); at >= 0 && random.IntN(3) > 0 {
				m = offered[at]
			}
			c := choice{arrives, o, j, int(m.Epoch), int(m.Round)}
			if random.Float64() < loss {
				c.Kind = isLost
				choices = append(choices, c)
				continue
			}
			flight[o] = append(flight[o], c)
		}
		return choices
	case 1:
		return []choice{{Kind: acts, Node: j}}
	}
	if in := w.digraph.In(j); len(in) > 0 && random.IntN(30) == 0 {
		i, epoch := in[random.IntN(len(in))], random.IntN(w.c.Epochs)
		if rounds := len(w.network[i][epoch]); rounds > 0 {
			return []choice{{arrives, j, i, epoch, random.IntN(rounds)}}
		}
		return nil
	}
	if n := len(flight[j]); n > 0 {
		at := random.IntN(n)
		c := flight[j][at]
		flight[j] = slices.Delete(flight[j], at, at+1)
		return []choice{c}
	}
	return nil
}
