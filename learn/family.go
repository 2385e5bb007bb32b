package learn

import (
	"fmt"

	"kizami/core"
	"kizami/core/family"
)

// familyDigraph returns the digraph of n nodes of a family: one of [Families], or "random" with an out-degree. Only random
// digraphs depend on the seed, and only the family "random" on the degree. It fails where package core does.
func familyDigraph(name string, n, degree int, seed uint64) (*core.Digraph, error) {
	switch name {
	case "random":
		return family.Random(n, degree, seed)
	case "random-3":
		return family.Random(n, 3, seed)
	case "random-8":
		return family.Random(n, 8, seed)
	}
	draw, known := families[name]
	if !known {
		return nil, fmt.Errorf("%q is no family of digraphs", name)
	}
	return draw(n)
}

var families = map[string]func(n int) (*core.Digraph, error){
	"barbell": family.Barbell, "path": family.Path, "cycle": family.Cycle, "ring": family.Ring, "grid": family.Grid, "star": family.Star,
	"exponential": family.Exponential, "complete": family.Complete,
}
