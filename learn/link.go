package learn

import "kizami/core"

// Link is what every link of a network is like, for an estimate of how long a run takes there (spec/pilot.md).
type Link struct {
	Latency   float64 // seconds until what one node sends is at the other
	Bandwidth float64 // bits that a node sends in a second, over all its links together; 0: no limit
}

// seconds estimates a run: every round lasts the latency and, besides, as long as the busiest node takes to send, the one with
// most out-neighbours. Messages are taken to be spread evenly over the arcs.
func (l Link) seconds(run *Run, g *core.Digraph) float64 {
	total := float64(run.Rounds) * l.Latency
	if l.Bandwidth == 0 || len(g.Arcs()) == 0 {
		return total
	}
	most := 0
	for j := range g.Nodes() {
		most = max(most, g.OutDegree(j))
	}
	part := float64(most*g.Nodes()) / float64(len(g.Arcs())) // of the busiest node, against the mean of all
	return total + 8*part*run.Bytes/l.Bandwidth
}
