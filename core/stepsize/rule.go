package stepsize

import (
	"fmt"
	"math"
)

// Rule is what a node proposes by: a local estimate of the Lipschitz constant of its gradient, a filter, and a bound on
// the growth (FTC-32, FTC-33).
type Rule struct {
	Alpha float64 // α > 0: a proposal is at most α over the filtered estimate
	Kappa float64 // 0 ≤ κ < 1: how much of the filtered estimate stays in every epoch
	Start float64 // η_0 > 0: the first proposal
}

func (r Rule) check() error {
	switch {
	case !(r.Alpha > 0) || math.IsInf(r.Alpha, 1):
		return fmt.Errorf("alpha is %v: must be a positive number", r.Alpha)
	case !(r.Kappa >= 0 && r.Kappa < 1):
		return fmt.Errorf("kappa is %v: must be at least 0 and below 1", r.Kappa)
	case !(r.Start > 0) || math.IsInf(r.Start, 1):
		return fmt.Errorf("the first step size is %v: must be a positive number", r.Start)
	}
	return nil
}

// Estimate returns L = ‖g − g'‖/‖x − x'‖, the local Lipschitz constant between two iterates and their gradients, and
// false when that is no number: the iterates are the same, or something is not finite (FTC-32).
func Estimate(x, lastX, g, lastG []float64) (float64, bool) {
	estimate := distance(g, lastG) / distance(x, lastX)
	return estimate, !math.IsNaN(estimate) && !math.IsInf(estimate, 0)
}

func distance(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		d := v - b[i]
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// Filter returns (1−κ)·estimate + κ·filtered (FTC-32).
func (r Rule) Filter(estimate, filtered float64) float64 {
	return float64((1-r.Kappa)*estimate) + float64(r.Kappa*filtered)
}

// Propose returns the proposal min(√(1+ρ)·last, α/filtered) with ρ = last/before (FTC-33). last and before are the
// step sizes of the two epochs before; a before of 0 says that there was none, so ρ = +∞. A filtered of 0 says that
// nothing is known of the curvature; if nothing limits the growth either, ρ counts as 1.
func (r Rule) Propose(filtered, last, before float64) float64 {
	proposal := r.Alpha / filtered
	if before > 0 {
		proposal = min(proposal, float64(math.Sqrt(1+last/before)*last))
	}
	if math.IsInf(proposal, 1) {
		return float64(math.Sqrt2 * last)
	}
	return proposal
}
