package learn

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// bowl is the loss ½(x−b)ᵀA(x−b), A symmetric.
type bowl struct {
	a [][]float64
	b []float64
}

func (q bowl) Dimension() int { return len(q.b) }

func (q bowl) Value(x []float64) float64 {
	g, value := make([]float64, len(x)), 0.0
	q.Gradient(x, g)
	for i := range x {
		value += float64((x[i] - q.b[i]) * g[i] / 2)
	}
	return value
}

func (q bowl) Gradient(x, gradient []float64) {
	for i, row := range q.a {
		gradient[i] = 0
		for c, v := range row {
			gradient[i] += float64(v * (x[c] - q.b[c]))
		}
	}
}

// diagonal returns a bowl with these curvatures along the axes.
func diagonal(curvatures, b []float64) bowl {
	a := vectors(len(b), len(b), nil)
	for i := range a {
		a[i][i] = curvatures[i]
	}
	return bowl{a, b}
}

// randomBowls returns n bowls of d coordinates with curvatures of at least 1/2.
func randomBowls(n, d int, seed uint64) []stepsize.Loss {
	random := rand.New(rand.NewPCG(seed, 5))
	losses := make([]stepsize.Loss, n)
	for j := range losses {
		half, q := vectors(d, d, nil), bowl{vectors(d, d, nil), make([]float64, d)}
		for i := range half {
			q.b[i] = random.Float64()*2 - 1
			for c := range half {
				half[i][c] = random.Float64()*2 - 1
			}
		}
		for i := range half {
			for c := range half {
				for k := range half {
					q.a[i][c] += float64(half[i][k] * half[c][k])
				}
			}
			q.a[i][i] += 0.5
		}
		losses[j] = q
	}
	return losses
}

// weightedOptimum returns the minimiser of Σ w_j f_j, solved by gonum.
func weightedOptimum(t testing.TB, losses []stepsize.Loss, weights []float64) []float64 {
	t.Helper()
	d := losses[0].Dimension()
	a, b := mat.NewDense(d, d, nil), mat.NewVecDense(d, nil)
	for j, l := range losses {
		q := l.(bowl)
		for i := range d {
			for c := range d {
				v := weights[j] * q.a[i][c]
				a.Set(i, c, a.At(i, c)+v)
				b.SetVec(i, b.AtVec(i)+v*q.b[c])
			}
		}
	}
	var x mat.VecDense
	if err := x.SolveVec(a, b); err != nil {
		t.Fatal(err)
	}
	return x.RawVector().Data
}

func equalWeights(n int) []float64 {
	weights := make([]float64, n)
	for j := range weights {
		weights[j] = 1 / float64(n)
	}
	return weights
}

// spectrum returns the least and the greatest curvature of the mean of bowls.
func spectrum(t testing.TB, losses []stepsize.Loss) (strong, smooth float64) {
	t.Helper()
	d := losses[0].Dimension()
	a := mat.NewSymDense(d, nil)
	for _, l := range losses {
		for i := range d {
			for c := range i + 1 {
				a.SetSym(i, c, a.At(i, c)+l.(bowl).a[i][c]/float64(len(losses)))
			}
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(a, false) {
		t.Fatal("no eigenvalues")
	}
	values := eigen.Values(nil)
	return values[0], values[d-1]
}

func steps(t testing.TB, m machine, count int) {
	t.Helper()
	for range count {
		if err := m.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

// farthest returns the greatest distance of an iterate from a point.
func farthest(m machine, point []float64) float64 {
	greatest := 0.0
	for _, x := range m.Iterates() {
		greatest = max(greatest, distance(x, point))
	}
	return greatest
}

func largest(x [][]float64) float64 {
	greatest := 0.0
	for j := range x {
		for _, v := range x[j] {
			greatest = max(greatest, math.Abs(v))
		}
	}
	return greatest
}

// shrinksLinearly fails unless the error, once below 1, shrinks at least by the given factor over every window of epochs until it
// is below 1e-10.
func shrinksLinearly(t *testing.T, m machine, optimum []float64, window, limit int, factor float64) {
	t.Helper()
	errors := []float64{farthest(m, optimum)}
	for errors[len(errors)-1] > 1e-10 {
		if len(errors) > limit {
			t.Fatalf("error %.3g after %d epochs", errors[len(errors)-1], limit)
		}
		steps(t, m, 1)
		errors = append(errors, farthest(m, optimum))
	}
	for k := window; k < len(errors); k++ {
		if errors[k] > factor*errors[k-window] {
			t.Fatalf("error %.3g in epoch %d, %.3g in epoch %d: shrank by less than %v", errors[k-window], k-window, errors[k], k, factor)
		}
	}
	t.Logf("1e-10 after %d epochs", len(errors)-1)
}

// machinesOf returns every baseline on the same problem.
func machinesOf(losses []stepsize.Loss, g *core.Digraph, start []float64) []machine {
	return []machine{
		newDGD(losses, g, start, 0.05), newPushDIGing(losses, g, start, 0.02), newPushPull(losses, g, start, 0.02),
		newGradientDescent(losses, start, 0.2), newAdGD(losses, start, 0.001), newBB(losses, start, 0.001),
	}
}

// The digest is the same natively and under wasm.
func TestBaselinesFindTheSameBitsOnEveryMachine(t *testing.T) {
	losses, digest := randomBowls(7, 3, 11), fnv.New64a()
	for _, m := range machinesOf(losses, must(family.Random(7, 2, 3))(t), make([]float64, 3)) {
		steps(t, m, 300)
		for _, x := range m.Iterates() {
			for _, v := range x {
				fmt.Fprintf(digest, "%x ", math.Float64bits(v))
			}
		}
		fmt.Fprintln(digest)
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != "2616c0a09d80865c" {
		t.Errorf("digest %s", got)
	}
}

// A node of dgd sends its iterate, of Push-DIGing also its weight and its tracked gradient, of Push-Pull both vectors;
// centralised methods send nothing. The trackers need one more gradient, at the start.
func TestBaselinesCountWhatTheySend(t *testing.T) {
	losses, g := randomBowls(5, 3, 1), must(family.Cycle(5))(t)
	want := []stepsize.Cost{
		{Rounds: 10, Messages: 50, Bytes: 50 * (16 + 8*3), Gradients: 10},
		{Rounds: 10, Messages: 50, Bytes: 50 * (16 + 8*7), Gradients: 11},
		{Rounds: 10, Messages: 50, Bytes: 50 * (16 + 8*6), Gradients: 11},
		{Gradients: 10}, {Gradients: 10}, {Gradients: 10},
	}
	for i, m := range machinesOf(losses, g, make([]float64, 3)) {
		steps(t, m, 10)
		if m.Cost() != want[i] {
			t.Errorf("%T: %+v, want %+v", m, m.Cost(), want[i])
		}
		if _, applied := m.Steps(); len(applied) != 5 || len(m.Iterates()) != 5 {
			t.Errorf("%T: %d step sizes and %d iterates for 5 nodes", m, len(applied), len(m.Iterates()))
		}
	}
}
