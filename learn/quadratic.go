package learn

import (
	"fmt"
	"math/big"
	"slices"
)

// quadratic is the loss a/2·(x−b)² of one coordinate.
type quadratic struct{ curvature, minimiser float64 }

func (quadratic) Dimension() int { return 1 }

func (q quadratic) Value(x []float64) float64 {
	away := x[0] - q.minimiser
	return float64(q.curvature / 2 * away * away)
}

func (q quadratic) Gradient(x, gradient []float64) {
	gradient[0] = float64(q.curvature * (x[0] - q.minimiser))
}

// NewQuadratic returns the problem in one dimension with the losses a_j/2·(x−b_j)²; curvatures a_j are positive. The
// minimiser is the float64 nearest to the exact Σ a_j·b_j/Σ a_j. Errors: [*Error].
func NewQuadratic(curvatures, minimisers []float64) (Problem, error) {
	if len(minimisers) != len(curvatures) {
		return nil, fault("list-length", "problem.minimisers", args{"count": len(minimisers), "nodes": len(curvatures)})
	}
	if err := checkNodes("problem.curvatures", len(curvatures)); err != nil {
		return nil, err
	}
	p, total, weighted := &learning{lipschitz: slices.Clone(curvatures)}, new(big.Rat), new(big.Rat)
	for j, a := range curvatures {
		if err := within(
			limit{fmt.Sprintf("problem.curvatures[%d]", j), a, minCurvature, maxCurvature},
			limit{fmt.Sprintf("problem.minimisers[%d]", j), minimisers[j], -maxNumber, maxNumber},
		); err != nil {
			return nil, err
		}
		p.losses = append(p.losses, quadratic{a, minimisers[j]})
		weight := new(big.Rat).SetFloat64(a)
		total.Add(total, weight)
		weighted.Add(weighted, weight.Mul(weight, new(big.Rat).SetFloat64(minimisers[j])))
	}
	best, _ := weighted.Quo(weighted, total).Float64()
	mean, _ := total.Quo(total, big.NewRat(int64(len(curvatures)), 1)).Float64()
	p.strong, p.smooth, p.point = mean, mean, []float64{best}
	p.loss = meanLoss(p.losses, p.point)
	return p, nil
}
