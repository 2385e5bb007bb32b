package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"kizami/core"
	"kizami/core/simulate"
)

// run is one coordination of lock-step rounds, from its start until everybody has stopped.
type run struct {
	prime  uint64
	nodes  int
	arcs   []core.Arc
	bound  int // 0 is the probe ending
	values []core.Element
	probes []core.Element // with the probe ending, one for each node
}

// outcome is what the kit's core does with a run up to a round: the state of every node after it.
type outcome struct {
	run
	rounds int
	state  []core.NodeState
}

// toTheEnd is more rounds than any run has.
const toTheEnd = core.MaxNodes

// play runs core for so many rounds, or until everybody has stopped. The reference knows no capacity: what it refuses, and
// what it takes for the average, is told of core's nodes before they look for a fraction.
func (r run) play(rounds int) (outcome, error) {
	field, err := core.NewField(r.prime)
	if err != nil {
		return outcome{}, err
	}
	digraph, err := core.NewDigraph(r.nodes, r.arcs)
	if err != nil {
		return outcome{}, err
	}
	config := core.Config{Field: field, Ending: core.Probe(), Capacity: r.nodes}
	if r.bound > 0 {
		if config.Ending, err = core.Bound(r.bound); err != nil {
			return outcome{}, err
		}
	}
	start := make([]core.NodeState, r.nodes)
	for j := range start {
		start[j] = core.NodeState{Numerator: [][]core.Element{{r.values[j]}}, Denominator: []core.Element{1},
			Order: core.None, Decided: core.None, Stopped: core.None}
		if r.bound == 0 {
			start[j].Probe = []core.Element{r.probes[j]}
		}
	}
	w, err := simulate.RestoreNetwork(config, digraph, 0, start)
	if err != nil {
		return outcome{}, err
	}
	for action := w.Enabled(); action != "" && (action != core.ActionAdvance || w.Round() < rounds); action = w.Enabled() {
		w.Step()
	}
	done := outcome{run: r, rounds: w.Round()}
	for _, n := range w.Nodes() {
		s := n.State()
		if n.Decided() {
			s.Average, s.Refused = quotient(field, n.Change(0, core.ActionDecide).Projection)
		}
		done.state = append(done.state, s)
	}
	return done, nil
}

// quotient returns φ_x/φ_y, and whether it is refused for lack of one of them.
func quotient(f core.Field, phi []core.Element) (average []core.Element, refused bool) {
	if len(phi) != 2 || phi[1] == 0 {
		return nil, true
	}
	return []core.Element{f.Mul(phi[0], f.Inverse(phi[1]))}, false
}

// mustPlay plays a run that this package made.
func (r run) mustPlay(rounds int) outcome {
	done, err := r.play(rounds)
	if err != nil {
		panic(fmt.Sprintf("a run of the check itself: %v", err)) // unreachable: its digraphs are strongly connected
	}
	return done
}

// everyRound plays a run to its end, and up to each round before it.
func (r run) everyRound() []outcome {
	all := []outcome{r.mustPlay(toTheEnd)}
	for k := range all[0].rounds {
		all = append(all, r.mustPlay(k))
	}
	return all
}

// told is the state of a node as text, by the names of its variables; words are separated by commas.
type told map[string]string

func tell(s core.NodeState) told {
	list := func(word []core.Element) string { return strings.ReplaceAll(join(word), " ", ",") }
	number := func(k int) string {
		if k == core.None {
			return "none"
		}
		return strconv.Itoa(k)
	}
	average := "none"
	if s.Refused {
		average = "refused"
	} else if s.Average != nil {
		average = element(s.Average[0])
	}
	return told{"numerator": list(s.Numerator[0]), "denominator": list(s.Denominator), "probe": list(s.Probe), "horizon": strconv.Itoa(s.Horizon),
		"order": number(s.Order), "decided": number(s.Decided), "average": average, "stopped": number(s.Stopped)}
}

func element(e core.Element) string { return strconv.FormatUint(uint64(e), 10) }

// String names the run so that a person can do it again.
func (r run) String() string {
	ending := "probe " + join(r.probes)
	if r.bound > 0 {
		ending = "bound " + strconv.Itoa(r.bound)
	}
	var arcs []string
	for _, a := range r.arcs {
		arcs = append(arcs, fmt.Sprintf("%d→%d", a.From, a.To))
	}
	return fmt.Sprintf("p = %d, %d nodes, arcs %s, values %s, %s", r.prime, r.nodes, strings.Join(arcs, " "), join(r.values), ending)
}

func join(list []core.Element) string {
	var all []string
	for _, e := range list {
		all = append(all, element(e))
	}
	return strings.Join(all, " ")
}

// bothEndings returns the run with the tightest bound and the run with the probe.
func bothEndings(prime uint64, nodes int, arcs []core.Arc, values, probes []core.Element) []run {
	return []run{{prime, nodes, arcs, nodes, values, nil}, {prime, nodes, arcs, 0, values, probes}}
}

// digraphs returns every strongly connected digraph on n nodes, in a fixed order.
func digraphs(n int) [][]core.Arc {
	var pairs []core.Arc
	for i := range n {
		for j := range n {
			if i != j {
				pairs = append(pairs, core.Arc{From: i, To: j})
			}
		}
	}
	var all [][]core.Arc
	for set := range 1 << len(pairs) {
		var arcs []core.Arc
		for i, a := range pairs {
			if set>>i&1 == 1 {
				arcs = append(arcs, a)
			}
		}
		if _, err := core.NewDigraph(n, arcs); err == nil {
			all = append(all, arcs)
		}
	}
	return all
}

// randomRuns returns count strongly connected digraphs of 2 to 12 nodes with 2^61−1 as prime, each with both endings.
func randomRuns(count int, seed uint64) []run {
	random := rand.New(rand.NewPCG(seed, 0))
	var all []run
	for len(all) < 2*count {
		n := 2 + random.IntN(11)
		dense := random.Float64()
		var arcs []core.Arc
		for i := range n {
			for j := range n {
				if i != j && random.Float64() < dense {
					arcs = append(arcs, core.Arc{From: i, To: j})
				}
			}
		}
		if _, err := core.NewDigraph(n, arcs); err != nil {
			continue
		}
		values, probes := make([]core.Element, n), make([]core.Element, n)
		for j := range n {
			values[j] = core.Element(random.Uint64N(core.MersennePrime))
			probes[j] = core.Element(random.Uint64N(core.MersennePrime))
		}
		all = append(all, bothEndings(core.MersennePrime, n, arcs, values, probes)...)
	}
	return all
}
