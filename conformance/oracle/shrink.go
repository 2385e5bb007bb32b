package oracle

import (
	"slices"

	"github.com/leanovate/gopter"

	"kizami/core"
	"kizami/core/family"
)

// shrink offers smaller cases, the boldest first: a node less, an arc less, a simpler ending, simpler values.
// Every offer is strongly connected and within range. It is a [gopter.Shrinker] because gopter's own combinators
// lose theirs whenever they change the type.
func shrink(v any) gopter.Shrink {
	c := v.(Case)
	var offers []Case
	offers = append(offers, withoutNode(c)...)
	offers = append(offers, WithoutArc(c)...)
	offers = append(offers, SimplerEnding(c)...)
	offers = append(offers, SimplerValues(c)...)
	next := 0
	return func() (any, bool) {
		if next == len(offers) {
			return nil, false
		}
		next++
		return offers[next-1], true
	}
}

func Connected(c Case) bool {
	_, err := core.NewDigraph(c.Nodes, c.Arcs)
	return err == nil
}

// withoutNode drops each node, or merges it into each of its out-neighbours: the latter always stays strongly
// connected, so no digraph is stuck. The complete digraph on one node less is for what needs many arcs.
func withoutNode(c Case) []Case {
	var offers []Case
	for node := range c.Nodes {
		if dropped := Merge(c, node, node); Connected(dropped) {
			offers = append(offers, dropped)
		}
	}
	for _, arc := range c.Arcs {
		offers = append(offers, Merge(c, arc.From, arc.To))
	}
	if c.Nodes > 1 {
		complete := Merge(c, c.Nodes-1, c.Nodes-1)
		if g, err := family.Complete(complete.Nodes); err == nil {
			complete.Arcs = slices.Clone(g.Arcs())
			offers = append(offers, complete)
		}
	}
	return offers
}

// Merge removes the node and gives its arcs to heir; when heir is the node itself, they go too.
func Merge(c Case, node, heir int) Case {
	smaller := c.Clone()
	smaller.Nodes--
	smaller.Capacity--
	if c.Bound > 0 {
		smaller.Bound--
	}
	smaller.Values = slices.Delete(smaller.Values, node, node+1)
	smaller.Arcs = nil
	for _, a := range c.Arcs {
		arc := core.Arc{From: Rename(a.From, node, heir), To: Rename(a.To, node, heir)}
		lost := heir == node && (a.From == node || a.To == node)
		if !lost && arc.From != arc.To && !slices.Contains(smaller.Arcs, arc) {
			smaller.Arcs = append(smaller.Arcs, arc)
		}
	}
	SortArcs(smaller.Arcs)
	return smaller
}

// Rename returns what node j is called where the node is merged into its heir.
func Rename(j, node, heir int) int {
	if j == node {
		j = heir
	}
	if j > node {
		j--
	}
	return j
}

func WithoutArc(c Case) []Case {
	var offers []Case
	for i := range c.Arcs {
		smaller := c.Clone()
		smaller.Arcs = slices.Delete(smaller.Arcs, i, i+1)
		if Connected(smaller) {
			offers = append(offers, smaller)
		}
	}
	return offers
}

func SimplerEnding(c Case) []Case {
	var offers []Case
	offer := func(change func(*Case)) {
		simpler := c.Clone()
		change(&simpler)
		offers = append(offers, simpler)
	}
	if c.Bound > c.Nodes {
		offer(func(c *Case) { c.Bound = c.Nodes })
	}
	if c.Capacity > c.Nodes {
		offer(func(c *Case) { c.Capacity = c.Nodes })
	}
	if c.Seed > 1 {
		offer(func(c *Case) { c.Seed = 1 })
	}
	if (c.Quantum != Quantum{1, 1}) {
		offer(func(c *Case) { c.Quantum = Quantum{1, 1} })
	}
	return offers
}

func SimplerValues(c Case) []Case {
	var offers []Case
	for i := range c.Values[0] {
		if len(c.Values[0]) > 1 {
			simpler := c.Clone()
			for j := range simpler.Values {
				simpler.Values[j] = slices.Delete(simpler.Values[j], i, i+1)
			}
			offers = append(offers, simpler)
		}
	}
	for j, value := range c.Values {
		for i, v := range value {
			for _, smaller := range []int64{0, v / 2, v - sign(v)} {
				if smaller != v {
					simpler := c.Clone()
					simpler.Values[j][i] = smaller
					offers = append(offers, simpler)
				}
			}
		}
	}
	return offers
}

func sign(v int64) int64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
