package family

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kizami/core"
)

// MaxArcs is the largest number of arcs that [Named] makes.
const MaxArcs = 20_000_000

var named = map[string]func(int) ([]core.Arc, error){
	"cycle": cycleArcs, "path": pathArcs, "star": starArcs, "complete": completeArcs, "barbell": barbellArcs, "ring": ringArcs,
	"grid": gridArcs, "exponential": exponentialArcs,
}

// Names returns the names of the families in order. "random-d" stands for all random digraphs of an out-degree d.
func Names() []string {
	names := []string{"random-d"}
	for name := range named {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Known says whether there is a family of the name.
func Known(name string) bool {
	_, random := outDegree(name)
	return random || named[name] != nil
}

// outDegree returns d of the name "random-d", written as a number is.
func outDegree(name string) (int, bool) {
	digits, random := strings.CutPrefix(name, "random-")
	d, err := strconv.Atoi(digits)
	return d, random && err == nil && d > 0 && strconv.Itoa(d) == digits
}

// Named returns the digraph of a family by its name, of up to [core.MaxBracketNodes] nodes; only random ones depend on the
// seed. They are the digraphs of the functions of this package. It fails where those do, for a name that is not known, and
// for more than [MaxArcs] arcs.
func Named(name string, n int, seed uint64) (*core.Digraph, error) {
	if n < 1 || n > core.MaxBracketNodes {
		return nil, &core.NodeCountError{Nodes: n, Most: core.MaxBracketNodes}
	}
	degree, random := outDegree(name)
	if arcs := int64(n) * int64(degree); arcs > MaxArcs || (name == "complete" || name == "barbell") && n > 4000 {
		return nil, fmt.Errorf("a digraph of %d nodes of the family %s: it would have more than %d arcs", n, name, MaxArcs)
	}
	var arcs []core.Arc
	var err error
	switch make := named[name]; {
	case random:
		arcs, err = randomArcs(n, degree, seed)
	case make != nil:
		arcs, err = make(n)
	default:
		err = fmt.Errorf("the family %q: there are %s", name, strings.Join(Names(), ", "))
	}
	if err != nil {
		return nil, err
	}
	return core.NewLargeDigraph(n, arcs)
}
