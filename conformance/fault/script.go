package fault

import (
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/leanovate/gopter"

	"kizami/conformance/oracle"
	"kizami/core"
)

// faultKind is what an environment may do besides losing, doubling, delaying and reordering messages and being slow.
type faultKind struct {
	epochs  int     // at most, and at least one less, but one
	restart float64 // the odds of a restart, each time that a node has its turn
	deaths  bool    // some nodes die somewhere
	silence bool    // nodes die as soon as they have stopped for good, with the probe ending
}

// longestScript is enough for a dozen nodes to come to the end of an epoch, unless they have many arcs.
const longestScript = 2000

// cases generates cases for a peer; it shrinks a failing one by [faultKind.shrink].
func (k faultKind) cases(newPeer newFaultPeer, maxNodes int) gopter.Gen {
	return func(p *gopter.GenParameters) *gopter.GenResult {
		c := randomCase(p, maxNodes)
		return &gopter.GenResult{
			Result:     k.faultCase(c, newPeer),
			ResultType: reflect.TypeFor[faultCase](),
			Shrinker:   func(v any) gopter.Shrink { return k.shrink(v.(faultCase), newPeer) },
		}
	}
}

// faultCase adds an environment to a case. It follows from the case's seed.
func (k faultKind) faultCase(c oracle.Case, newPeer newFaultPeer) faultCase {
	if k.silence {
		c.Bound = 0
	}
	f := faultCase{Case: c, Epochs: max(1, k.epochs-int(c.Seed%2))}
	f.Script = k.script(f, newPeer)
	return f
}

// script is what chance makes of an environment, with the case's seed, when it goes with the peers that are judged.
func (k faultKind) script(f faultCase, newPeer newFaultPeer) []choice {
	w, err := newFaultWalk(f, newPeer, nil)
	if err != nil {
		return nil // the walk says what is wrong
	}
	random := rand.New(rand.NewPCG(f.Seed, 2))
	env := environment{walk: w, random: random, kind: k, loss: random.Float64() / 2,
		flight: make([][]choice, f.Nodes), slow: make([]bool, f.Nodes), dies: make([]int, f.Nodes)}
	length := random.IntN(longestScript)
	if k.silence {
		length = longestScript
	}
	for j := range f.Nodes {
		env.slow[j] = random.IntN(4) == 0
		env.dies[j] = longestScript
		if k.deaths && random.IntN(f.Nodes) == 0 {
			env.dies[j] = random.IntN(1 + length)
		}
	}
	w.budget = length
	return env.live()
}

// environment makes a script by running peers and letting chance decide everything.
type environment struct {
	*walk
	random *rand.Rand
	kind   faultKind
	loss   float64
	flight [][]choice // what is on its way to each node
	slow   []bool
	dies   []int // when
	script []choice
}

// live lets nodes have their turns until the script is long enough or, now and then, nothing is left to do. A panic ends
// the script, whose last choice is then the one that panics again when it is judged.
func (env *environment) live() (script []choice) {
	defer func() {
		if recover() != nil {
			script = env.script
		}
	}()
	turns := 0
	for len(env.events) < env.budget && turns < 4*longestScript {
		turns++
		j := env.random.IntN(len(env.peers))
		if env.dead[j] || env.slow[j] && env.random.IntN(20) > 0 {
			continue
		}
		env.turn(j)
	}
	return env.script
}

func (env *environment) choose(c choice) string {
	env.script = append(env.script, c)
	did := env.do(c)
	if did == "" {
		env.script = env.script[:len(env.script)-1]
	}
	return did
}

func (env *environment) turn(j int) {
	switch {
	case len(env.events) >= env.dies[j], env.kind.silence && env.finished(j) && env.random.IntN(4) > 0:
		env.choose(choice{Kind: dies, Node: j})
		return
	case env.random.Float64() < env.kind.restart && (len(env.now[j].Inbox) > 0 || env.random.IntN(10) == 0):
		env.choose(choice{Kind: restarts, Node: j})
	}
	switch env.random.IntN(4) {
	case 0:
		env.send(j)
	case 1, 2:
		env.deliver(j)
	case 3:
		env.choose(choice{Kind: acts, Node: j})
	}
}

// send puts one message that the node offers on its way to each out-neighbour: often the one that is waited for. To send
// the same again and again is to double it.
func (env *environment) send(j int) {
	for _, o := range env.digraph.Out(j) {
		offered, to := env.now[j].Offered, env.now[o]
		if len(offered) == 0 {
			return
		}
		m := offered[env.random.IntN(len(offered))]
		waited := slices.IndexFunc(offered, func(m core.Message) bool { return m.Epoch == to.Epoch && int(m.Round) == round(to) })
		if waited >= 0 && env.random.IntN(3) > 0 {
			m = offered[waited]
		}
		c := choice{arrives, o, j, int(m.Epoch), int(m.Round)}
		if env.random.Float64() < env.loss {
			c.Kind = isLost
			env.choose(c)
			continue
		}
		env.flight[o] = append(env.flight[o], c)
	}
}

// deliver lets any of the messages on their way to the node arrive, and now and then one that was sent long ago.
func (env *environment) deliver(j int) {
	if in := env.digraph.In(j); len(in) > 0 && env.random.IntN(30) == 0 {
		i := in[env.random.IntN(len(in))]
		epoch := env.random.IntN(env.c.Epochs)
		if rounds := len(env.network[i][epoch]); rounds > 0 {
			env.choose(choice{arrives, j, i, epoch, env.random.IntN(rounds)})
		}
		return
	}
	if n := len(env.flight[j]); n > 0 {
		at := env.random.IntN(n)
		c := env.flight[j][at]
		env.flight[j] = slices.Delete(env.flight[j], at, at+1)
		env.choose(c)
	}
}
