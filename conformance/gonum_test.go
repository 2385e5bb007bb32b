package conformance_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"gonum.org/v1/gonum/mat"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/recipe"
)

// TestDigraphAgainstGonum compares strong connectivity and eccentricity with gonum's algorithms.
func TestDigraphAgainstGonum(t *testing.T) {
	const seed, cases = 1, 2000
	t.Logf("seed %d, %d cases", seed, cases)
	random := rand.New(rand.NewPCG(seed, 0))
	accepted := 0
	for range cases {
		n := 1 + random.IntN(24)
		arcs := randomArcs(random, n)
		directed := simple.NewDirectedGraph()
		for j := range n {
			directed.AddNode(simple.Node(j))
		}
		for _, a := range arcs {
			directed.SetEdge(simple.Edge{F: simple.Node(a.From), T: simple.Node(a.To)})
		}
		g, err := core.NewDigraph(n, arcs)
		if strong := len(topo.TarjanSCC(directed)) == 1; strong != (err == nil) {
			t.Fatalf("%d nodes, arcs %v: gonum says strongly connected %v, core says %v", n, arcs, strong, err)
		}
		if err != nil {
			continue
		}
		accepted++
		paths := path.DijkstraAllPaths(directed)
		for j := range n {
			farthest := 0.0
			for l := range n {
				farthest = math.Max(farthest, paths.Weight(int64(l), int64(j)))
			}
			if g.Eccentricity(j) != int(farthest) {
				t.Fatalf("arcs %v: eccentricity of node %d is %d, gonum says %v", arcs, j, g.Eccentricity(j), farthest)
			}
		}
	}
	if accepted < cases/10 || accepted > cases*9/10 {
		t.Errorf("%d of %d digraphs were strongly connected: the generator no longer tests both sides", accepted, cases)
	}
}

func randomArcs(random *rand.Rand, n int) []core.Arc {
	var arcs []core.Arc
	density := random.Float64() * 4 / float64(n)
	for j := range n {
		for i := range n {
			if i != j && random.Float64() < density {
				arcs = append(arcs, core.Arc{From: j, To: i})
			}
		}
	}
	return arcs
}

// TestProjectionAgainstEigenvector compares the exact projection of y with n·π_j/Σπ, the dominant eigenvector that gonum
// finds in floating point.
func TestProjectionAgainstEigenvector(t *testing.T) {
	const seed, cases, tolerance = 1, 200, 1e-9
	t.Logf("seed %d, %d cases", seed, cases)
	for c := range cases {
		n := 2 + c%7
		g, err := family.Random(n, 1+c%(n-1), uint64(seed+c))
		if err != nil {
			t.Fatal(err)
		}
		dominant := perron(t, g)
		y := observe(t, g, make([]int64, n)).Y
		for j := range n {
			recurrence := core.NewRecurrence(core.Exact)
			for _, u := range recipe.Differences(y[j]) {
				recurrence.Observe(u)
			}
			phi, ok := core.Projection(core.Exact, y[j], recurrence.Coefficients())
			fraction, found := core.Reconstruct(core.Exact, phi, 1_000_000)
			got, _ := fraction.Rat().Float64()
			if want := float64(n) * dominant[j]; !ok || !found || math.Abs(got-want) > tolerance {
				t.Errorf("%v node %d: projection of y is %v, gonum says %v", g.Arcs(), j, fraction, want)
			}
		}
	}
}

// perron returns the eigenvector of the share matrix for the eigenvalue 1, its sum 1.
func perron(t *testing.T, g *core.Digraph) []float64 {
	n := g.Nodes()
	shares := mat.NewDense(n, n, nil)
	for j := range n {
		share := 1 / float64(1+g.OutDegree(j))
		shares.Set(j, j, share)
		for _, i := range g.Out(j) {
			shares.Set(i, j, share)
		}
	}
	var eigen mat.Eigen
	if !eigen.Factorize(shares, mat.EigenRight) {
		t.Fatal("gonum found no eigenvectors")
	}
	largest := 0
	for k, value := range eigen.Values(nil) {
		if real(value) > real(eigen.Values(nil)[largest]) {
			largest = k
		}
	}
	var vectors mat.CDense
	eigen.VectorsTo(&vectors)
	vector, sum := make([]float64, n), 0.0
	for j := range n {
		vector[j] = real(vectors.At(j, largest))
		sum += vector[j]
	}
	for j := range n {
		vector[j] /= sum
	}
	return vector
}
