package learn

import (
	"fmt"

	"kizami/core"
)

// familyDigraph returns the digraph of n nodes of a family: one of [Families], or "random" with an out-degree. Only random
// digraphs depend on the seed, and only the family "random" on the degree. It fails where package core does.
func familyDigraph(name string, n, degree int, seed uint64) (*core.Digraph, error) {
	switch name {
	case "random":
		return core.Random(n, degree, seed)
	case "random-3":
		return core.Random(n, 3, seed)
	case "random-8":
		return core.Random(n, 8, seed)
	}
	draw, known := families[name]
	if !known {
		return nil, fmt.Errorf("%q is no family of digraphs", name)
	}
	return draw(n)
}

var families = map[string]func(n int) (*core.Digraph, error){
	"barbell": core.Barbell, "path": core.Path, "cycle": core.Cycle, "ring": core.Ring, "grid": core.Grid, "star": core.Star,
	"exponential": core.Exponential, "complete": core.Complete,
}
