package state

import (
	"kizami/conformance/oracle"
	"kizami/core"
)

// Start is what a model starts from, in the terms of core: who takes part and on what they have agreed, and the digraphs,
// values and probes of which it tries every combination. A probe is left out where it is not a lucky one.
type Start struct {
	Nodes    int
	Epochs   int // of MessageCoordination.tla and BracketMessages.tla; 0 for the others
	Config   core.Config
	Bracket  BracketRule // of models with the bracket
	Digraphs []*core.Digraph
	Values   [][]int64
	Probes   [][]core.Element // of a repeated epoch: those of the first
}

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

// column returns the values of one coordinate as core takes them.
func column(value []int64) [][]int64 {
	values := make([][]int64, len(value))
	for j, v := range value {
		values[j] = []int64{v}
	}
	return values
}

func luckyProbes(c core.Config, g *core.Digraph, probes [][]core.Element) [][]core.Element {
	f := oracle.Residues{Prime: c.Field.Prime()}
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
		if f.Lucky(out, plain) {
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
