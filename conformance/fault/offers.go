package fault

import (
	"github.com/leanovate/gopter"

	"kizami/conformance/oracle"
	"kizami/core"
)

// offers is all that a network has ever offered: of each node, by epoch and round; nil where it made none.
type offers[M any] [][][]*M

// add takes up what node j offers of the first epochs, and returns a message that is not what was offered under its tag.
func (o offers[M]) add(j int, offered []M, tag func(*M) (epoch, round uint32), same func(a, b M) bool) (second *M) {
	for i := range offered {
		m := &offered[i]
		epoch, round := tag(m)
		if int(epoch) >= len(o[j]) {
			continue
		}
		made := &o[j][epoch]
		for len(*made) <= int(round) {
			*made = append(*made, nil)
		}
		place := &(*made)[round]
		if *place != nil && !same(**place, *m) {
			second = m
		}
		*place = m
	}
	return second
}

// randomCase draws a case, every fourth on a directed cycle, where nodes get furthest apart.
func randomCase(p *gopter.GenParameters, maxNodes int) oracle.Case {
	c := oracle.RandomCase(p.Rng, maxNodes)
	if c.Nodes > 1 && p.Rng.Intn(4) == 0 {
		c.Arcs = nil
		for i, label := 0, p.Rng.Perm(c.Nodes); i < c.Nodes; i++ {
			c.Arcs = append(c.Arcs, core.Arc{From: label[i], To: label[(i+1)%c.Nodes]})
		}
		oracle.SortArcs(c.Arcs)
	}
	return c
}

// inTurn offers one simpler case after the other.
func inTurn(simpler []func() faultCase) gopter.Shrink {
	next := 0
	return func() (any, bool) {
		if next == len(simpler) {
			return nil, false
		}
		next++
		return simpler[next-1](), true
	}
}
