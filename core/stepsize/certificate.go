package stepsize

import (
	"fmt"
	"math"
)

// Curvature stands in an error for the coordinate when the number was a curvature.
const Curvature = -2

// StalledError reports that a run has come to its end: no step can be certified any more, or the mean gradient is small
// enough.
type StalledError struct {
	Epoch    int
	Value    float64 // a coordinate of the trial point that is not finite, or 0
	Gradient float64 // the mean gradient is at most this in size, which is small enough for the rule; or 0
	Short    bool    // the step is too short for the iterate
	Wide     bool    // the bracket no longer narrows
}

func (e *StalledError) Error() string {
	switch {
	case e.Value != 0:
		return fmt.Sprintf("epoch %d: the trial point has a coordinate of %v", e.Epoch, e.Value)
	case e.Gradient != 0:
		return fmt.Sprintf("epoch %d: the mean gradient is at most %.3g in size, which is small enough", e.Epoch, e.Gradient)
	case e.Short:
		return fmt.Sprintf("epoch %d: no step can be certified: what is left of it changes no coordinate of the iterate", e.Epoch)
	case e.Wide:
		return fmt.Sprintf("epoch %d: no step can be certified: the bracket of the mean gradient no longer narrows in these quanta", e.Epoch)
	}
	return fmt.Sprintf("epoch %d: no step can be certified: the mean gradient is hardly told from 0 any more in these quanta", e.Epoch)
}

// interval is a number that was computed with rounding, and what it may be off by.
type interval struct{ value, error float64 }

// unit is more than what one operation can be off by, relatively.
const unit = 0x1p-52

// dot returns ⟨a, b⟩ with a bound of what rounding has done: fewer than d+2 roundings, each of at most 2^−53 of the sum of
// the sizes, which is itself rounded.
func dot(a, b []float64) interval {
	sum, size := 0.0, 0.0
	for i, v := range a {
		product := float64(v * b[i])
		sum += product
		size += math.Abs(product)
	}
	return interval{sum, float64(float64(float64(len(a)+3)*unit)*size) + tiny}
}

// tiny is more than what products below the normal numbers can be off by, however many there are.
const tiny = 0x1p-1000

func (a interval) plus(b interval) interval {
	sum := a.value + b.value
	return interval{sum, (a.error + b.error + float64(unit*math.Abs(sum))) * (1 + 4*unit)}
}

func (a interval) minus(b interval) interval { return a.plus(interval{-b.value, b.error}) }

func (a interval) upper() float64 { return outward(a.value + a.error) }

func (a interval) lower() float64 { return -outward(-a.value + a.error) }

// outward returns the next number above.
func outward(v float64) float64 { return math.Nextafter(v, math.Inf(1)) }

// above returns factor·v rounded upwards, whatever v in the interval is.
func above(factor float64, v interval) float64 {
	if factor < 0 {
		return outward(float64(factor * v.lower()))
	}
	return outward(float64(factor * v.upper()))
}

// aboveRatio returns a/v rounded upwards, whatever v in the interval is, which is above 0.
func aboveRatio(a float64, v interval) float64 {
	if a < 0 {
		return outward(float64(a / v.upper()))
	}
	return outward(float64(a / v.lower()))
}

// slope returns ⟨c, s⟩, and the most by which the mean gradient's true slope may differ from it: Σ r_i·|s_i|.
func (l *CertifiedLearner) slope(step []float64) (slope interval, noise float64) {
	for i, s := range step {
		noise += float64(l.radius[i] * math.Abs(s))
	}
	return dot(l.centre, step), float64(noise * (1 + float64(float64(len(step)+4)*unit)))
}

// size returns a number that the mean gradient at the iterate is not larger than, ‖c‖ + ‖r‖ rounded upwards.
func (l *CertifiedLearner) size() float64 {
	sum := math.Sqrt(dot(l.centre, l.centre).upper()) + math.Sqrt(dot(l.radius, l.radius).upper())
	return float64(sum * (1 + 8*unit))
}

// certifies says whether a step lowers the common loss for sure (FTC-51): ⟨c,s⟩ + Σ r_i|s_i| + ½·H·‖s‖² ≤ −c₁·|⟨c,s⟩|, every
// term rounded upwards.
func (l *CertifiedLearner) certifies(step []float64, curvature float64) bool {
	slope, noise := l.slope(step)
	bend := above(0.5*curvature, dot(step, step))
	size := math.Abs(slope.value) + slope.error
	total := outward(outward(slope.upper()+noise) + bend)
	return outward(total+float64(fall*size)*(1+4*unit)) <= 0
}
