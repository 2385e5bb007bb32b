package family

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"kizami/core"
)

var named = map[string]func(int) ([]core.Arc, error){
	"cycle": cycleArcs, "path": pathArcs, "star": starArcs, "complete": completeArcs, "barbell": barbellArcs, "ring": ringArcs,
	"grid": gridArcs, "exponential": exponentialArcs, "tree": treeArcs, "hypercube": hypercubeArcs, "torus": torusArcs,
}

const smallWorld = "small-world"

// Names returns the names of the families in order. "random-d" stands for all random digraphs of an out-degree d.
func Names() []string {
	names := []string{"random-d", smallWorld}
	for name := range named {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Seeded says whether the digraphs of the family depend on a seed.
func Seeded(name string) bool {
	_, random := outDegree(name)
	return random || name == smallWorld
}

// Known says whether there is a family of the name.
func Known(name string) bool {
	return Seeded(name) || named[name] != nil
}

// outDegree returns d of the name "random-d", written as a number is.
func outDegree(name string) (int, bool) {
	digits, random := strings.CutPrefix(name, "random-")
	d, err := strconv.Atoi(digits)
	return d, random && err == nil && d > 0 && strconv.Itoa(d) == digits
}

// atMost returns a number of arcs that the digraph of a family has at most.
func atMost(name string, n int) int64 {
	if degree, random := outDegree(name); random {
		return int64(n) * int64(degree)
	}
	switch name {
	case "complete", "barbell":
		return int64(n) * int64(n-1)
	case "exponential", "hypercube":
		return int64(n) * int64(bits.Len(uint(n)))
	}
	return 4 * int64(n)
}

// Named returns the digraph of a family by its name, of up to [core.MaxBracketNodes] nodes and arcs arcs; only those
// that are [Seeded] depend on the seed. They are the digraphs of the functions of this package. It fails where those do, for a name that
// is not known, and for too many arcs, before it makes one.
func Named(name string, n int, seed uint64, arcs int) (*core.Digraph, error) {
	if n < 1 || n > core.MaxBracketNodes {
		return nil, &core.NodeCountError{Nodes: n, Most: core.MaxBracketNodes}
	}
	if !Known(name) {
		return nil, fmt.Errorf("the family %q: there are %s", name, strings.Join(Names(), ", "))
	}
	if atMost(name, n) > int64(arcs) {
		return nil, fmt.Errorf("the family %s of %d nodes: it could have more than %d arcs", name, n, arcs)
	}
	var all []core.Arc
	var err error
	if degree, random := outDegree(name); random {
		all, err = randomArcs(n, degree, seed)
	} else if name == smallWorld {
		all, err = smallWorldArcs(n, seed)
	} else {
		all, err = named[name](n)
	}
	if err != nil {
		return nil, err
	}
	return core.NewLargeDigraph(n, all)
}
