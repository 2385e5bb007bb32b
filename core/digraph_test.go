package core_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

func TestDigraphErrorsNameTheArcOrTheNode(t *testing.T) {
	for _, test := range []struct {
		nodes int
		arcs  string
		want  error
		text  string
	}{
		{0, "", &core.NodeCountError{Nodes: 0, Most: core.MaxNodes}, "between 1 and 10000"},
		{-1, "", &core.NodeCountError{Nodes: -1, Most: core.MaxNodes}, "-1 nodes"},
		{core.MaxNodes + 1, "", &core.NodeCountError{Nodes: core.MaxNodes + 1, Most: core.MaxNodes}, "10001 nodes"},
		{2, "0>1 1>2", &core.ArcError{Fault: core.ArcRange, Index: 1, Arc: core.Arc{From: 1, To: 2}, Nodes: 2}, "arc 1, 1→2: nodes are numbered 0 to 1"},
		{2, "2>1", &core.ArcError{Fault: core.ArcRange, Index: 0, Arc: core.Arc{From: 2, To: 1}, Nodes: 2}, "arc 0, 2→1"},
		{2, "0>1 1>0 1>1", &core.ArcError{Fault: core.ArcSelfLoop, Index: 2, Arc: core.Arc{From: 1, To: 1}, Nodes: 2}, "self-loop"},
		{2, "0>1 1>0 0>1", &core.ArcError{Fault: core.ArcRepeated, Index: 2, Arc: core.Arc{From: 0, To: 1}, Nodes: 2}, "listed twice"},
		{2, "0>1 1>0 0>1 1>2", &core.ArcError{Fault: core.ArcRepeated, Index: 2, Arc: core.Arc{From: 0, To: 1}, Nodes: 2}, "listed twice"},
		{3, "0>1 1>0 2>0", &core.NotStronglyConnectedError{From: 0, To: 2}, "from node 0 to node 2"},
		{3, "0>1 1>0 0>2", &core.NotStronglyConnectedError{From: 2, To: 0}, "from node 2 to node 0"},
	} {
		g, err := core.NewDigraph(test.nodes, coretest.ParseArcs(t, test.arcs))
		if g != nil || !reflect.DeepEqual(err, test.want) || !strings.Contains(err.Error(), test.text) {
			t.Errorf("NewDigraph(%d, %s) = %v, %v, want nil, %v", test.nodes, test.arcs, g, err, test.want)
		}
	}
	negative := []core.Arc{{From: -1, To: 0}}
	if _, err := core.NewDigraph(2, negative); !reflect.DeepEqual(err, &core.ArcError{Fault: core.ArcRange, Arc: negative[0], Nodes: 2}) {
		t.Errorf("a negative node: %v", err)
	}
}

// closure says by matrix powers which node reaches which, and by Floyd–Warshall how far.
func closure(n int, arcs []core.Arc) (distance [][]int) {
	const far = 1 << 20
	for j := range n {
		distance = append(distance, make([]int, n))
		for i := range n {
			if i != j {
				distance[j][i] = far
			}
		}
	}
	for _, a := range arcs {
		distance[a.From][a.To] = 1
	}
	for k := range n {
		for j := range n {
			for i := range n {
				distance[j][i] = min(distance[j][i], distance[j][k]+distance[k][i])
			}
		}
	}
	return distance
}

func checkDigraph(t *testing.T, n int, arcs []core.Arc) {
	t.Helper()
	distance, connected := closure(n, arcs), true
	for j := range n {
		for i := range n {
			connected = connected && distance[j][i] < n
		}
	}
	g, err := core.NewDigraph(n, arcs)
	if (err == nil) != connected {
		t.Fatalf("%v: %v, want strongly connected %v", arcs, err, connected)
	}
	var fault *core.NotStronglyConnectedError
	if !connected {
		if !errors.As(err, &fault) || distance[fault.From][fault.To] < n {
			t.Fatalf("%v: %v, but there is such a path", arcs, err)
		}
		return
	}
	diameter := 0
	for i := range n {
		greatest := 0
		for j := range n {
			greatest = max(greatest, distance[j][i])
		}
		if got := g.Eccentricity(i); got != greatest {
			t.Fatalf("%v: eccentricity of %d is %d, want %d", arcs, i, got, greatest)
		}
		diameter = max(diameter, greatest)
	}
	if got := g.Diameter(); got != diameter {
		t.Fatalf("%v: diameter %d, want %d", arcs, got, diameter)
	}
}

func TestStrongConnectivityAndEccentricityAgainstFloydWarshall(t *testing.T) {
	all := coretest.ParseArcs(t, "0>1 0>2 1>0 1>2 2>0 2>1")
	for set := range 1 << len(all) {
		var arcs []core.Arc
		for bit, arc := range all {
			if set>>bit&1 == 1 {
				arcs = append(arcs, arc)
			}
		}
		checkDigraph(t, 3, arcs)
	}
	random := rand.New(rand.NewPCG(3, 0))
	for n := 1; n <= 12; n++ {
		for range 60 {
			var arcs []core.Arc
			for j := range n {
				for i := range n {
					if i != j && random.IntN(n) < 3 {
						arcs = append(arcs, core.Arc{From: j, To: i})
					}
				}
			}
			checkDigraph(t, n, arcs)
		}
	}
}

func TestDigraphListsInAscendingOrder(t *testing.T) {
	arcs := coretest.ParseArcs(t, "2>1 2>0 1>2 0>2")
	g := coretest.Must(core.NewDigraph(3, arcs))(t)
	if want := coretest.ParseArcs(t, "0>2 1>2 2>0 2>1"); !reflect.DeepEqual(g.Arcs(), want) {
		t.Errorf("arcs %v, want %v", g.Arcs(), want)
	}
	if !reflect.DeepEqual(arcs, coretest.ParseArcs(t, "2>1 2>0 1>2 0>2")) {
		t.Errorf("NewDigraph reordered the caller's arcs: %v", arcs)
	}
	if g.Nodes() != 3 || !reflect.DeepEqual(g.In(2), []int{0, 1}) || !reflect.DeepEqual(g.Out(2), []int{0, 1}) || g.OutDegree(2) != 2 || g.OutDegree(0) != 1 {
		t.Errorf("nodes %d, in %v, out %v, degrees %d %d", g.Nodes(), g.In(2), g.Out(2), g.OutDegree(2), g.OutDegree(0))
	}
}
