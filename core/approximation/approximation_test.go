package approximation_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kizami/core"
	"kizami/core/approximation"
	"kizami/core/coretest"
	"kizami/core/family"
)

// TestApproximationTable measures Approximate; the table is testdata/table.txt.
func TestApproximationTable(t *testing.T) {
	datadriven.RunTest(t, "testdata/table.txt", func(t *testing.T, d *datadriven.TestData) string {
		switch d.Cmd {
		case "digraphs":
			return approximateDigraphs(t, coretest.Integers(t, d, "nodes"))
		case "family":
			var name string
			d.ScanArgs(t, "name", &name)
			draw := coretest.Families[name]
			if name == "random" {
				degree := coretest.Integers(t, d, "out-degree")[0]
				draw = func(n int) (*core.Digraph, error) { return family.Random(n, min(degree, n-1), uint64(n)) }
			}
			return approximateFamily(t, draw)
		}
		t.Fatalf("%s: unknown command %s", d.Pos, d.Cmd)
		return ""
	})
}

var kinds = []func(j, n int, random *rand.Rand) float64{
	func(_, _ int, random *rand.Rand) float64 { return random.Float64() },
	func(_, _ int, random *rand.Rand) float64 { return float64(random.IntN(3)) },
	func(_, _ int, random *rand.Rand) float64 { return float64(random.IntN(2_000_001) - 1_000_000) },
	func(_, _ int, random *rand.Rand) float64 { return math.Ldexp(1+random.Float64(), random.IntN(29)-15) },
	func(j, n int, _ *rand.Rand) float64 {
		if j == n-1 {
			return 1
		}
		return 0
	},
}

// tally gathers runs: true errors and estimates.
type tally struct {
	runs, exceeded, unknown int
	share, trueError, guess float64
}

// add runs one digraph with every kind of values.
func (a *tally) add(t *testing.T, g *core.Digraph, random *rand.Rand) {
	t.Helper()
	n := g.Nodes()
	for _, kind := range kinds {
		values, scale, exact := make([][]float64, n), 0.0, new(big.Rat)
		for j := range values {
			v := kind(j, n, random)
			values[j] = []float64{v}
			scale += math.Abs(v) / float64(n)
			exact.Add(exact, new(big.Rat).SetFloat64(v))
		}
		want, _ := exact.Quo(exact, big.NewRat(int64(n), 1)).Float64()
		for _, got := range coretest.Must(approximation.Approximate(g, n, values))(t) {
			a.count(math.Abs(got.Average[0]-want), got.Error[0], max(scale, math.SmallestNonzeroFloat64))
		}
	}
}

func (a *tally) count(trueError, guess, scale float64) {
	a.runs++
	if trueError > guess || math.IsNaN(trueError) {
		a.exceeded++
	}
	if trueError > 0 {
		a.share = max(a.share, trueError/guess)
	}
	if math.IsInf(guess, 1) {
		a.unknown++
	} else {
		a.guess = max(a.guess, guess/scale)
	}
	a.trueError = max(a.trueError, trueError/scale)
}

func approximateDigraphs(t *testing.T, sizes []int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%5s %7s %9s %8s %15s %15s %17s\n", "nodes", "runs", "exceeded", "unknown", "greatest share", "greatest error", "greatest estimate")
	random := rand.New(rand.NewPCG(13, 0))
	for _, n := range sizes {
		var a tally
		coretest.StronglyConnected(n, func(g *core.Digraph) { a.add(t, g, random) })
		fmt.Fprintf(&out, "%5d %7d %9d %8d %15.1e %15.0e %17.0e\n", n, a.runs, a.exceeded, a.unknown, a.share, a.trueError, a.guess)
	}
	return out.String()
}

func approximateFamily(t *testing.T, draw func(int) (*core.Digraph, error)) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%5s %15s %17s %8s\n", "nodes", "greatest error", "greatest estimate", "unknown")
	reach, failed, all := 0, false, tally{}
	for _, n := range []int{4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 40, 50, 60} {
		var a tally
		a.add(t, coretest.Must(draw(n))(t), rand.New(rand.NewPCG(14, uint64(n))))
		if failed = failed || a.trueError >= 1e-6; !failed {
			reach = n
		}
		all.runs, all.exceeded, all.share = all.runs+a.runs, all.exceeded+a.exceeded, max(all.share, a.share)
		if n%10 == 0 {
			fmt.Fprintf(&out, "%5d %15.0e %17.0e %7.0f%%\n", n, a.trueError, a.guess, 100*float64(a.unknown)/float64(a.runs))
		}
	}
	fmt.Fprintf(&out, "error below 1e-6 up to %d nodes; exceeded %d of %d, greatest share %.1e\n", reach, all.exceeded, all.runs, all.share)
	return out.String()
}

func TestApproximateCoordinatesAndGenerousBound(t *testing.T) {
	g := coretest.Digraph(t, 4, "0>1 0>2 1>0 1>2 1>3 2>3 3>0")
	values := [][]float64{{0, 7}, {1, 7}, {10.5, 7}, {-3.25, 7}}
	for _, bound := range []int{4, 7} {
		for j, got := range coretest.Must(approximation.Approximate(g, bound, values))(t) {
			for c, want := range []float64{2.0625, 7} {
				if e := math.Abs(got.Average[c] - want); e > got.Error[c] || got.Error[c] > 1e-9 || len(got.Average) != 2 || len(got.Error) != 2 {
					t.Errorf("bound %d, node %d: %+v, want %v", bound, j, got, want)
				}
			}
		}
	}
	if got := coretest.Must(approximation.Approximate(coretest.Must(family.Cycle(1))(t), 1, [][]float64{{0.1}}))(t); got[0].Average[0] != 0.1 || got[0].Order != 0 {
		t.Errorf("one node: %+v", got)
	}
}

// The digest of every bit is the same natively, under wasm and on 32 bits.
func TestApproximateHasTheSameBitsEverywhere(t *testing.T) {
	digest, random := fnv.New64a(), rand.New(rand.NewPCG(18, 0))
	for _, name := range []string{"cycle", "path", "star", "barbell", "random"} {
		for n := 4; n <= 40; n += 6 {
			values := make([][]float64, n)
			for j := range values {
				values[j] = []float64{random.Float64(), float64(random.IntN(2001) - 1000)}
			}
			for _, got := range coretest.Must(approximation.Approximate(coretest.Must(coretest.Families[name](n))(t), n, values))(t) {
				for c := range got.Average {
					fmt.Fprintf(digest, "%x %x %d\n", math.Float64bits(got.Average[c]), math.Float64bits(got.Error[c]), got.Order)
				}
			}
		}
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != "676ff82cf18032c4" {
		t.Errorf("digest %s", got)
	}
}

func TestApproximateErrors(t *testing.T) {
	g := coretest.Must(family.Cycle(2))(t)
	good := [][]float64{{1}, {2}}
	for _, test := range []struct {
		bound  int
		values [][]float64
		text   string
	}{
		{1, good, "bound 1"},
		{core.MaxNodes + 1, good, "bound 10001"},
		{2, good[:1], "1 values for 2 nodes"},
		{2, [][]float64{{1}, {2, 3}}, "node 1 has 2 coordinates, node 0 has 1"},
		{2, [][]float64{{}, {}}, "node 0 has 0 coordinates"},
		{2, [][]float64{{1}, {math.NaN()}}, "node 1, coordinate 0: NaN"},
		{2, [][]float64{{math.Inf(-1)}, {1}}, "node 0, coordinate 0: -Inf"},
	} {
		if got, err := approximation.Approximate(g, test.bound, test.values); got != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, %v, want %q", got, err, test.text)
		}
	}
}

// Sums that leave the range of float64 are not passed off as averages.
func TestApproximateOverflowIsUnknown(t *testing.T) {
	values := [][]float64{{math.MaxFloat64}, {math.MaxFloat64}, {math.MaxFloat64}, {math.MaxFloat64}}
	for j, got := range coretest.Must(approximation.Approximate(coretest.Must(family.Star(4))(t), 4, values))(t) {
		if e := math.Abs(got.Average[0]/4 - math.MaxFloat64/4); !math.IsInf(got.Error[0], 1) && !(e <= got.Error[0]) {
			t.Errorf("node %d: %+v", j, got)
		}
	}
	if values[0][0] != math.MaxFloat64 || slices.Contains(values[1], 0) {
		t.Error("Approximate changed the caller's values")
	}
}
