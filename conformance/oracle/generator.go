package oracle

import (
	"cmp"
	"fmt"
	"math/rand"
	"reflect"
	"slices"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"

	"kizami/core"
)

// MaxNodes is the largest digraph that [Cases] generates by default.
const MaxNodes = 24

// Cases generates cases with 1 to maxNodes nodes; it shrinks a failing one to smaller ones. The digraph grows by ears, a
// path from a known node over new ones back to a known one, which reaches every strongly connected digraph.
func Cases(maxNodes int) gopter.Gen {
	return func(p *gopter.GenParameters) *gopter.GenResult {
		return &gopter.GenResult{
			Result:     RandomCase(p.Rng, maxNodes),
			ResultType: reflect.TypeFor[Case](),
			Shrinker:   shrink,
		}
	}
}

func RandomCase(random *rand.Rand, maxNodes int) Case {
	n := 1 + random.Intn(maxNodes)
	c := Case{Nodes: n, Arcs: RandomArcs(random, n), Capacity: n, Seed: uint64(random.Int63())}
	if random.Intn(3) == 0 {
		c.Capacity += random.Intn(2 * n)
	}
	if random.Intn(2) == 0 {
		c.Bound = n
		if random.Intn(2) == 0 {
			c.Bound += random.Intn(4)
		}
	}
	c.Quantum = quanta[random.Intn(len(quanta))]
	c.Decimal = random.Intn(2) == 0
	c.Values = make([][]int64, n)
	for range 1 + random.Intn(3) {
		appendCoordinate(random, &c)
	}
	return c
}

// RandomArcs returns the arcs of a strongly connected digraph: ears, then further arcs at a random density.
func RandomArcs(random *rand.Rand, n int) []core.Arc {
	label, known := random.Perm(n), 1
	has := make(map[core.Arc]bool)
	var arcs []core.Arc
	add := func(from, to int) {
		arc := core.Arc{From: label[from], To: label[to]}
		if from != to && !has[arc] {
			has[arc] = true
			arcs = append(arcs, arc)
		}
	}
	for known < n {
		at, end := random.Intn(known), random.Intn(known)
		length := 1 + random.Intn(n-known)
		if random.Intn(2) == 0 {
			length = 1 + random.Intn(min(3, n-known))
		}
		for range length {
			add(at, known)
			at, known = known, known+1
		}
		add(at, end)
	}
	for range []int{0, n / 3, n, n * n / 2}[random.Intn(4)] {
		add(random.Intn(n), random.Intn(n))
	}
	SortArcs(arcs)
	return arcs
}

func SortArcs(arcs []core.Arc) {
	slices.SortFunc(arcs, func(a, b core.Arc) int { return cmp.Or(a.From-b.From, a.To-b.To) })
}

var quanta = []Quantum{{1, 1}, {1, 10}, {1, 1000}, {1, 1_000_000}, {1, 4}, {1, 3}, {2, 7}, {5, 1}, {25, 6}}

// appendCoordinate gives every node one more coordinate, of one of the kinds of values that have been trouble: few
// distinct ones lose rank, equal ones have no recurrence at all, and the largest are where a range is off by one.
func appendCoordinate(random *rand.Rand, c *Case) {
	limit := core.ValueRange(core.Exact, c.Capacity)
	kind, same := random.Intn(6), random.Int63n(201)-100
	for j := range c.Values {
		var v int64
		switch kind {
		case 0:
			v = random.Int63n(2)
		case 1:
			v = random.Int63n(19) - 9
		case 2:
			v = same
		case 3:
			v = limit - random.Int63n(2)
		case 4:
			v = (limit - random.Int63n(3)) * (2*random.Int63n(2) - 1)
		case 5:
			v = random.Int63n(limit)*2 - limit
		}
		c.Values[j] = append(c.Values[j], v)
	}
}

// Seed is the one that is used unless another is asked for.
const Seed = 20251123

// Trial is the outcome of judging many generated values.
type Trial struct {
	Cases   int    // that hold
	Failure string // the smallest value found that does not hold, and what is wrong with it; "" if all hold
	Shrinks int    // that led to it
}

// Try judges that many generated values, which follow from the seed, until one does not hold; that one is shrunk. Judge
// returns "" or what is wrong with a value.
func Try[T any](values gopter.Gen, count int, seed int64, judge func(T) string) Trial {
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests = count
	result := prop.ForAll(judge, values).Check(parameters)
	t := Trial{Cases: result.Succeeded}
	switch {
	case result.Passed():
	case result.Error != nil:
		t.Failure = result.Error.Error()
	case len(result.Args) == 0:
		t.Failure = fmt.Sprintf("gave up after %d cases: %v", result.Succeeded, result.Status)
	default:
		smallest := result.Args[0]
		t.Failure, t.Shrinks = fmt.Sprintf("%v: %s", smallest.Arg, judge(smallest.Arg.(T))), smallest.Shrinks
	}
	return t
}
