package learn_test

import (
	"context"
	"fmt"
	"math"

	"kizami/core/stepsize"
	"kizami/learn"
)

// distanceTo is a loss of one's own: √(1 + |x − place|²), about the distance to a place.
type distanceTo struct{ place []float64 }

func (d distanceTo) Dimension() int { return len(d.place) }

func (d distanceTo) Value(x []float64) float64 {
	sum := 1.0
	for c, v := range x {
		away := v - d.place[c]
		sum += float64(away * away)
	}
	return math.Sqrt(sum)
}

func (d distanceTo) Gradient(x, gradient []float64) {
	length := d.Value(x)
	for c, v := range x {
		gradient[c] = (v - d.place[c]) / length
	}
}

// Four nodes on a cycle look for the point with the smallest mean distance to their places.
func ExampleNewProblem() {
	var losses []stepsize.Loss
	for _, place := range [][]float64{{0, 0}, {8, 0}, {0, 6}, {8, 6}} {
		losses = append(losses, distanceTo{place})
	}
	problem, err := learn.NewProblem(losses, learn.Known{})
	if err != nil {
		fmt.Println(err)
		return
	}
	e := learn.New(learn.DigraphSpec{Family: "cycle", Nodes: 4}, learn.Fixed(problem),
		learn.MethodSpec{Method: learn.MethodCoordinated, Mode: "harmonic"})
	e.Seeds.Count = 1
	report, err := e.Run(context.Background(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	point, loss := problem.Optimum()
	run := report.Methods[0].Runs[0]
	fmt.Printf("best: (%.3f, %.3f), loss %.3f; %s, error below 1e-6: %t\n", point[0], point[1], loss, run.End, run.Error <= 1e-6)
	// Output: best: (4.000, 3.000), loss 5.099; converged, error below 1e-6: true
}

// Rows of one file, of which each site keeps its own.
func ExampleCSV_Problem() {
	const file = "site,dose,effect\nnorth,1,3.1\nsouth,2,4.9\nnorth,3,7\nsouth,4,9\n"
	problem, err := learn.CSV{
		Kind: learn.KindLeastSquares, Target: "effect", Split: "site", Nodes: 2, Intercept: true,
	}.Problem("doses.csv", []byte(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	point, _ := problem.Optimum()
	fmt.Printf("effect = %.2f·dose + %.2f at %d nodes\n", point[0], point[1], problem.Nodes())
	_, err = learn.CSV{Kind: learn.KindLeastSquares, Target: "cost", Nodes: 2}.Problem("doses.csv", []byte(file))
	fmt.Println(err)
	// Output:
	// effect = 1.98·dose + 1.05 at 2 nodes
	// problem.csv: "doses.csv" has no column "cost"; its columns are site, dose, effect
}
