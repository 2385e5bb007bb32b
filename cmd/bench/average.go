package main

import (
	"fmt"
	"math"
	"math/big"

	"kizami/core"
	"kizami/core/simulate"
)

// exactAverage runs the protocol on the graph and returns the average that all its nodes hold.
func exactAverage(g graph) (*big.Rat, error) {
	digraph, err := core.NewDigraph(g.Nodes, g.Arcs())
	if err != nil {
		return nil, err
	}
	ending, err := core.Bound(g.Nodes)
	if err != nil {
		return nil, err
	}
	var values [][]int64
	for j := range g.Nodes {
		values = append(values, []int64{value(j)})
	}
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: g.Nodes}
	network, err := simulate.NewNetwork(config, digraph, values, nil)
	if err != nil {
		return nil, err
	}
	network.Run()
	first := network.Nodes()[0].Average()
	for j, node := range network.Nodes() {
		if average := node.Average(); len(average) != 1 || average[0] != first[0] {
			return nil, fmt.Errorf("node %d holds %v, node 0 %v", j, average, first)
		}
	}
	return first[0].Rat(), nil
}

// agreement says how far the peers' ratios are from the exact average, or fails if that is more than rounding explains.
func agreement(exact *big.Rat, name string, peers []peer) (string, error) {
	average, _ := exact.Float64()
	worst, compared := 0.0, 0
	for _, p := range peers {
		if p.Graph != name || p.Rounds == 0 {
			continue
		}
		compared++
		for _, ratio := range []float64{p.Lowest, p.Highest} {
			worst = max(worst, math.Abs(ratio-average)/average) // NaN if it is one
		}
		if !(worst <= 1e-9) {
			return "", fmt.Errorf("%s: after %d rounds %s has ratios from %g to %g, the exact average is %s",
				name, p.Rounds, p.Peer, p.Lowest, p.Highest, exact.RatString())
		}
	}
	if compared == 0 {
		return "", fmt.Errorf("%s: no peer told its ratios", name)
	}
	const text = "All compute the same: on %s the exact average is %s at every node, and the ratios of the peers come to it within %.0e."
	return fmt.Sprintf(text, name, exact.RatString(), worst), nil
}
