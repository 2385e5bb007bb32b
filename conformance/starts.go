package conformance

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/core/simulate"
)

// Digraphs returns every labelled strongly connected digraph on n nodes: 1, 1, 18, 1,606 for n = 1 to 4.
func Digraphs(n int) []*core.Digraph {
	var all []core.Arc
	for j := range n {
		for i := range n {
			if i != j {
				all = append(all, core.Arc{From: j, To: i})
			}
		}
	}
	var found []*core.Digraph
	for set := range 1 << len(all) {
		var arcs []core.Arc
		for bit, arc := range all {
			if set>>bit&1 == 1 {
				arcs = append(arcs, arc)
			}
		}
		if g, err := core.NewDigraph(n, arcs); err == nil {
			found = append(found, g)
		}
	}
	return found
}

// Starts returns every state that a network can start in on one of the digraphs with one of the values and, with the
// probe ending, one of the probes, as long as it is a lucky one there.
func Starts(c core.Config, digraphs []*core.Digraph, values [][]int64, probes [][]core.Element) ([]State, error) {
	var states []State
	for _, g := range digraphs {
		allowed := [][]core.Element{nil}
		if c.Ending.IsProbe() {
			allowed = luckyProbes(c, g, probes)
		}
		for _, starts := range allowed {
			for _, value := range values {
				w, err := simulate.NewNetwork(c, g, column(value), starts)
				if err != nil {
					return nil, err
				}
				states = append(states, StateOf(w))
			}
		}
	}
	return states, nil
}

// MessageStarts returns every state that peers can start in, as Starts does; over several epochs a probe must be a lucky
// one in the second as well.
func MessageStarts(c core.Config, digraphs []*core.Digraph, values [][]int64, probes [][]core.Element, epochs int) (
	[]MessageState, error) {
	var states []MessageState
	for _, g := range digraphs {
		allowed := [][]core.Element{nil}
		if c.Ending.IsProbe() {
			allowed = luckyProbes(c, g, probes)
			if epochs > 1 {
				allowed = slices.DeleteFunc(allowed, func(starts []core.Element) bool {
					return len(luckyProbes(c, g, [][]core.Element{laterStarts(c.Field, starts)})) == 0
				})
			}
		}
		for _, starts := range allowed {
			for _, value := range values {
				peers, err := startPeers(c, g, value, starts)
				if err != nil {
					return nil, err
				}
				states = append(states, MessageStateOf(g, peers))
			}
		}
	}
	return states, nil
}

func laterStarts(f core.Field, starts []core.Element) []core.Element {
	var next []core.Element
	for j, start := range starts {
		next = append(next, later(f, start, j))
	}
	return next
}

// startPeers returns a peer at every node, each with one coordinate.
func startPeers(c core.Config, g *core.Digraph, value []int64, starts []core.Element) ([]*core.Peer, error) {
	var peers []*core.Peer
	for j, v := range value {
		var start core.Element
		if c.Ending.IsProbe() {
			start = starts[j]
		}
		p, err := core.NewPeer(c, g.OutDegree(j), g.In(j), []int64{v}, start)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		peers = append(peers, p)
	}
	return peers, nil
}

// column returns the values of one coordinate as core takes them.
func column(value []int64) [][]int64 {
	values := make([][]int64, len(value))
	for j, v := range value {
		values[j] = []int64{v}
	}
	return values
}

func luckyProbes(c core.Config, g *core.Digraph, probes [][]core.Element) [][]core.Element {
	f := residues{c.Field.Prime()}
	out := make([][]int, g.Nodes())
	for j := range out {
		out[j] = g.Out(j)
	}
	var lucky [][]core.Element
	for _, starts := range probes {
		plain := make([]uint64, len(starts))
		for j, s := range starts {
			plain[j] = uint64(s)
		}
		if f.lucky(out, plain) {
			lucky = append(lucky, starts)
		}
	}
	return lucky
}

// Functions returns every function from 0..n−1 to low..high, as TLA+ writes [Node -> low..high].
func Functions(n int, low, high int64) [][]int64 {
	functions := [][]int64{{}}
	for range n {
		var longer [][]int64
		for _, f := range functions {
			for v := low; v <= high; v++ {
				longer = append(longer, append(append([]int64(nil), f...), v))
			}
		}
		functions = longer
	}
	return functions
}
