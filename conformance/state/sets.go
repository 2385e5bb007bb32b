package state

import (
	"fmt"

	"kizami/core"
	"kizami/core/family"
)

// The sets that the models start from, by their names in tla/MC*.tla and written down a second time: Equal shows that
// both give the same initial states.

var digraphSets = map[string]func(n int) ([]*core.Digraph, error){
	"StronglyConnectedDigraphs": func(n int) ([]*core.Digraph, error) { return Digraphs(n), nil },
	"CanonicalDigraphs":         func(n int) ([]*core.Digraph, error) { return canonical(n), nil },
	"SomeDigraphs":              someDigraphs,
	"Rings": func(n int) ([]*core.Digraph, error) {
		g, err := family.Cycle(n)
		return []*core.Digraph{g}, err
	},
}

var valueSets = map[string]func(n int) [][]int64{
	"Ternary":    func(n int) [][]int64 { return Functions(n, 0, 2) },
	"AroundZero": func(n int) [][]int64 { return Functions(n, -1, 1) },
	"Bits":       func(n int) [][]int64 { return Functions(n, 0, 1) },
	"Units":      units,
	"OneUnit":    func(n int) [][]int64 { return units(n)[:1] },
	"SomeValues": someValues,
}

var probeSets = map[string]func(n int) [][]core.Element{
	"NoProbes":    func(int) [][]core.Element { return nil },
	"DrawnProbe":  func(n int) [][]core.Element { return drawnProbes(n)[:1] },
	"DrawnProbes": drawnProbes,
	"SomeProbes":  someProbes,
}

// DigraphSet returns the digraphs on n nodes that models call by this name.
func DigraphSet(name string, n int) ([]*core.Digraph, error) {
	if set, known := digraphSets[name]; known {
		return set(n)
	}
	return nil, fmt.Errorf("the set %q of digraphs is not known here", name)
}

// ValueSet returns the values of n nodes that models call by this name.
func ValueSet(name string, n int) ([][]int64, error) {
	if set, known := valueSets[name]; known {
		return set(n), nil
	}
	return nil, fmt.Errorf("the set %q of values is not known here", name)
}

// ProbeSet returns the probes of n nodes that models call by this name.
func ProbeSet(name string, n int) ([][]core.Element, error) {
	if set, known := probeSets[name]; known {
		return set(n), nil
	}
	return nil, fmt.Errorf("the set %q of probes is not known here", name)
}

func drawnProbes(n int) [][]core.Element {
	drawn := [][]core.Element{{31337, 14142, 27182, 16180}, {40961, 2718, 5772, 17320}, {7, 33550, 20601, 12345}}
	for k := range drawn {
		drawn[k] = drawn[k][:min(n, len(drawn[k]))]
	}
	return drawn
}

func units(n int) [][]int64 {
	var all [][]int64
	for i := range n {
		unit := make([]int64, n)
		unit[i] = 1
		all = append(all, unit)
	}
	return all
}

// canonical returns the digraphs that have the smallest code among their relabellings.
func canonical(n int) []*core.Digraph {
	var chosen []*core.Digraph
	for _, g := range Digraphs(n) {
		least := true
		for _, rename := range permutations(n) {
			least = least && code(g, rename) >= code(g, nil)
		}
		if least {
			chosen = append(chosen, g)
		}
	}
	return chosen
}

func code(g *core.Digraph, rename []int) (sum int) {
	for _, a := range g.Arcs() {
		if rename != nil {
			a = core.Arc{From: rename[a.From], To: rename[a.To]}
		}
		sum += 1 << (g.Nodes()*a.From + a.To)
	}
	return sum
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			longer := append(append(append([]int(nil), shorter[:at]...), n-1), shorter[at:]...)
			all = append(all, longer)
		}
	}
	return all
}

// someDigraphs are those of MCSimulate.tla, for more nodes than all digraphs can be tried on.
func someDigraphs(n int) ([]*core.Digraph, error) {
	around := func(j int) core.Arc { return core.Arc{From: j, To: (j + 1) % n} }
	forth := func(j int) core.Arc { return core.Arc{From: j, To: j + 1} }
	sets := [][]core.Arc{{}, {}, {}, {}, {}, {}, {}}
	for j := range n {
		sets[0] = append(sets[0], around(j)) // Cycle
		sets[4] = append(sets[4], around(j)) // Chorded
		for i := range n {
			if i != j {
				sets[3] = append(sets[3], core.Arc{From: j, To: i}) // Complete
			}
		}
		if j > 1 {
			sets[4] = append(sets[4], core.Arc{From: 0, To: j})
			sets[6] = append(sets[6], core.Arc{From: j, To: j - 2})
		}
		if j > 0 {
			sets[2] = append(sets[2], core.Arc{From: 0, To: j}, core.Arc{From: j, To: 0}) // Star
			sets[5] = append(sets[5], core.Arc{From: j, To: 0}, forth(j-1))               // Hurried
			sets[1] = append(sets[1], core.Arc{From: j, To: j - 1}, forth(j-1))           // Path
			sets[6] = append(sets[6], forth(j-1))                                         // Ladder
		}
	}
	sets[6] = append(sets[6], core.Arc{From: 1, To: 0})
	var digraphs []*core.Digraph
	for _, arcs := range sets {
		g, err := core.NewDigraph(n, arcs)
		if err != nil {
			return nil, err
		}
		digraphs = append(digraphs, g)
	}
	return digraphs, nil
}

func someValues(n int) [][]int64 {
	ramp, signs, equal := make([]int64, n), make([]int64, n), make([]int64, n)
	for j := range n {
		ramp[j], equal[j] = int64(j), 5
		signs[j] = 300 - 600*int64(j%2)
	}
	return append(units(n), ramp, signs, equal)
}

// someProbes: the last two are unlucky, one on some digraphs and the other on all.
func someProbes(n int) [][]core.Element {
	probes := [][]core.Element{{}, {}, {}, {}}
	for j := range core.Element(n) {
		a, b := j+2, 3*j+1
		for i, start := range []core.Element{a * a * a * a * a, b * b * b, j % 2, 5} {
			probes[i] = append(probes[i], start)
		}
	}
	return probes
}
