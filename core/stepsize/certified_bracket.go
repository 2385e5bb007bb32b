package stepsize

import (
	"math"

	"kizami/core"
)

// Enough says whether a bracket of means is good enough to end the epoch with [CertifiedLearner.TakeBracket] (FTC-57): it
// tells for sure whether the step is accepted, and, if so, the radius is at most ε times the gradient; or it no longer
// narrows. Words that are not small enough for the next coordination (FTC-55) go on all the same. All nodes that hold the
// same bracket say the same.
func (l *CertifiedLearner) Enough(b core.CarriedBracket) bool {
	low, high := l.read(b)
	near := norm(l.nextRadius) <= float64(l.rule.Accuracy*norm(l.next))
	switch {
	case !b.Small:
		return false
	case !b.Narrows:
		return true
	case !l.began:
		return near && high-low <= float64(l.rule.Accuracy*math.Abs(high+low))
	case l.certifies(l.step, high):
		return near
	}
	return !l.certifies(l.step, low) // refused whatever the curvature is
}

// TakeBracket ends the epoch as [CertifiedLearner.Take] does, with a bracket of the means in the place of averages.
func (l *CertifiedLearner) TakeBracket(b core.CarriedBracket) (accepted bool, err error) {
	_, high := l.read(b)
	l.wide = !b.Narrows
	return l.end(high)
}

// read sets next and its radius to what a bracket says of the mean gradient at the trial point: the middle, and half the
// width, half a quantum by which each word was rounded, and half a unit in the last place of the middle. It returns what the
// mean curvature lies between, rounded outwards; what nodes measured was rounded up in the words.
func (l *CertifiedLearner) read(b core.CarriedBracket) (low, high float64) {
	d, half := len(l.iterate), power(-l.bits[0]-1)
	step := power(b.Exponent - l.bits[0])
	for i := range d {
		below := (uint64(b.Upper[i]) - uint64(b.Lower[i])) / 2
		middle := b.Lower[i] + int64(below)
		l.next[i] = float64(step * float64(middle))
		width := outward(float64(uint64(b.Upper[i]) - uint64(middle)))
		l.nextRadius[i] = outward(outward(float64(step*width)+half) + float64(unit*math.Abs(l.next[i])))
	}
	step = power(b.Exponent - l.bits[1])
	return -outward(-float64(step * float64(b.Lower[d]))), outward(float64(step * float64(b.Upper[d])))
}
