package coretest

import (
	"kizami/core"
	"kizami/core/family"
)

// Families are digraphs by name, of the number of nodes that a test wants; barbells and grids are not of every size.
var Families = map[string]func(int) (*core.Digraph, error){
	"cycle": family.Cycle, "path": family.Path, "star": family.Star, "complete": family.Complete, "barbell": family.Barbell,
	"random": func(n int) (*core.Digraph, error) { return family.Random(n, min(3, n-1), uint64(n)) },
	"ring":   family.Ring, "grid": family.Grid, "exponential": family.Exponential,
}
