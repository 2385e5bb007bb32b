// Package coretest holds what the tests of several packages need: digraphs, values, networks on links. Only tests import it.
package coretest

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kizami/core"
	"kizami/core/simulate"
)

// Long says whether tests may take their time, as in make test-all: then large networks are as large as they get.
func Long() bool { return os.Getenv("KIZAMI_LONG") == "true" }

// Must returns the value, or fails the test on the error.
func Must[V any](v V, err error) func(testing.TB) V {
	return func(t testing.TB) V {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// ParseArcs parses "0>1 1>0".
func ParseArcs(t testing.TB, text string) []core.Arc {
	t.Helper()
	var arcs []core.Arc
	for _, word := range strings.Fields(text) {
		if len(word) != 3 || word[1] != '>' {
			t.Fatalf("arc %q", word)
		}
		arcs = append(arcs, core.Arc{From: int(word[0] - '0'), To: int(word[2] - '0')})
	}
	return arcs
}

// Digraph returns the digraph of the arcs, as in "0>1 1>0".
func Digraph(t testing.TB, nodes int, arcs string) *core.Digraph {
	t.Helper()
	return Must(core.NewDigraph(nodes, ParseArcs(t, arcs)))(t)
}

// StronglyConnected calls visit with every labelled strongly connected digraph on n nodes and returns how many there are.
func StronglyConnected(n int, visit func(*core.Digraph)) int {
	var all []core.Arc
	for j := range n {
		for i := range n {
			if i != j {
				all = append(all, core.Arc{From: j, To: i})
			}
		}
	}
	count := 0
	for set := range 1 << len(all) {
		var arcs []core.Arc
		for bit, arc := range all {
			if set>>bit&1 == 1 {
				arcs = append(arcs, arc)
			}
		}
		if g, err := core.NewDigraph(n, arcs); err == nil {
			count++
			visit(g)
		}
	}
	return count
}

// RandomValues returns a value for each of n nodes, in the range of [core.Exact]: every other coordinate is of any size.
func RandomValues(random *rand.Rand, n, coordinates int) [][]int64 {
	limit := core.ValueRange(core.Exact, n)
	values := make([][]int64, n)
	for j := range values {
		for c := range coordinates {
			v := random.Int64N(3) // small values are the ones that lose rank
			if c%2 == 1 {
				v = random.Int64N(2*limit+1) - limit
			}
			values[j] = append(values[j], v)
		}
	}
	return values
}

// RandomElements returns n elements, uniform in the field.
func RandomElements(f core.Field, n int, random *rand.Rand) (list []core.Element) {
	for range n {
		list = append(list, core.Element(random.Uint64N(f.Prime())))
	}
	return list
}

// Field returns the field of p elements.
func Field(t testing.TB, p uint64) core.Field {
	t.Helper()
	return Must(core.NewField(p))(t)
}

// States returns what the nodes of a network hold.
func States(network *simulate.Network) (list []core.NodeState) {
	for _, node := range network.Nodes() {
		list = append(list, node.State())
	}
	return list
}

// Residue returns φ_x/φ_y of a node of one coordinate that has decided, also where it is out of range and refused; false
// where the algebra fails.
func Residue(f core.Field, node *core.Node) (core.Element, bool) {
	phi := node.Change(0, core.ActionDecide).Projection
	if len(phi) != 2 || phi[1] == 0 {
		return 0, false
	}
	return f.Mul(phi[0], f.Inverse(phi[1])), true
}

// Restored returns the network with the given state variables.
func Restored(t testing.TB, c core.Config, g *core.Digraph, round int, states []core.NodeState) *simulate.Network {
	t.Helper()
	return Must(simulate.RestoreNetwork(c, g, round, states))(t)
}

// Integers returns the values of an argument; none when it is absent.
func Integers(t *testing.T, d *datadriven.TestData, key string) (list []int) {
	t.Helper()
	for _, arg := range d.CmdArgs {
		for i := range arg.Vals {
			var v int
			if arg.Key == key {
				arg.Scan(t, i, &v)
				list = append(list, v)
			}
		}
	}
	return list
}
