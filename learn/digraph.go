package learn

import (
	"fmt"
	"slices"
	"strings"

	"kizami/core"
	"kizami/core/family"
)

// Families returns the names of the families of digraphs that the task "rounds" compares. Those named random-d are random
// digraphs of out-degree d.
func Families() []string {
	return []string{"barbell", "path", "cycle", "ring", "grid", "star", "random-3", "exponential", "random-8", "complete"}
}

// DigraphSpec is a digraph or a family of them.
type DigraphSpec struct {
	Explicit *core.Digraph // nil: of a family
	Named    *NamedNodes   // what was read of a file; nil: it is of none
	Family   string        // one of Families(), or "random" with a degree
	Nodes    int           // of a family, as below
	Degree   int           // of the family "random"
}

// Size returns the number of nodes.
func (d DigraphSpec) Size() int {
	if d.Explicit != nil {
		return d.Explicit.Nodes()
	}
	return d.Nodes
}

// Make returns the digraph for a seed; only random digraphs differ from seed to seed. Errors: [*Error].
func (d DigraphSpec) Make(seed uint64) (*core.Digraph, error) {
	if d.Explicit != nil {
		return d.Explicit, nil
	}
	if err := checkNodes("digraph.nodes", d.Nodes); err != nil {
		return nil, err
	}
	if !slices.Contains(drawable(), d.Family) {
		return nil, unknown("digraph.family", d.Family, drawable())
	}
	g, err := familyDigraph(d.Family, d.Nodes, d.Degree, seed)
	return g, familyFault(d.Family, d.Nodes, err)
}

// makeFamily returns the digraph of one of [Families] for a seed, for the task "rounds". Errors: [*Error].
func makeFamily(name string, nodes int, seed uint64) (*core.Digraph, error) {
	if err := checkNodesUpTo("digraph.nodes", nodes, MaxRoundsNodes); err != nil {
		return nil, err
	}
	g, err := familyDigraph(name, nodes, 0, seed)
	return g, familyFault(name, nodes, err)
}

// familyFault makes the error of a family an [*Error].
func familyFault(name string, nodes int, err error) error {
	if err == nil {
		return nil
	}
	_, reason, _ := strings.Cut(err.Error(), ": ")
	return fault("family-nodes", "digraph", args{"family": name, "nodes": nodes, "reason": reason})
}

// drawable are the families that an experiment may name for its digraph.
func drawable() []string { return append(Families(), "random") }

func unknown(path, name string, known []string) error {
	return fault("unknown-name", path, args{"name": name, "known": strings.Join(known, ", ")})
}

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
