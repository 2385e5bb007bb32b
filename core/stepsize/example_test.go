package stepsize_test

import (
	"fmt"

	"kizami/core"
	"kizami/core/stepsize"
)

// parabola is the loss a/2·(x−b)² of one coordinate.
type parabola struct{ curvature, minimiser float64 }

func (p parabola) Dimension() int { return 1 }

func (p parabola) Value(x []float64) float64 {
	d := x[0] - p.minimiser
	return float64(p.curvature / 2 * float64(d*d))
}

func (p parabola) Gradient(x, gradient []float64) {
	gradient[0] = float64(p.curvature * (x[0] - p.minimiser))
}

// Three nodes with different curvatures and minimisers look for the minimiser of the mean of their losses,
// (1·6 + 2·0 + 3·2)/6 = 2.
func Example() {
	digraph, _ := core.NewDigraph(3, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 0, To: 2}})
	config := stepsize.Config{
		Digraph:     digraph,
		Ending:      core.Probe(),
		ProbeStarts: []core.Element{271828, 314159, 141421}, // uniformly random in a deployment
		Mode:        stepsize.Harmonic,
		Rule:        stepsize.Rule{Alpha: 0.5, Start: 0.25},
	}
	losses := []stepsize.Loss{parabola{1, 6}, parabola{2, 0}, parabola{3, 2}}
	run, err := stepsize.New(config, losses, [][]float64{{0}, {0}, {0}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 40 {
		epoch, err := run.Next()
		if err != nil {
			fmt.Println(err)
			return
		}
		if epoch.Epoch < 4 {
			fmt.Println("epoch", epoch.Epoch, "proposals", epoch.Proposals, "applied", epoch.Applied[0], "iterate", epoch.Iterate[0])
		}
	}
	fmt.Printf("in the end %.6f at every node\n", run.Iterate()[0])
	// Output:
	// epoch 1 proposals [0.25 0.25 0.25] applied 0.25 iterate 1
	// epoch 2 proposals [0.5 0.25 0.16666666666666666] applied 0.25 iterate 1.5
	// epoch 3 proposals [0.3535533905932738 0.25 0.16666666666666666] applied 0.23385563723613068 iterate 1.733855637256056
	// in the end 2.000000 at every node
}
