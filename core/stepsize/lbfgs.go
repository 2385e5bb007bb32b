package stepsize

import (
	"math"
	"slices"
)

// pair is a step and by how much the common gradient changed along it.
type pair struct{ step, change []float64 }

// remember keeps the pair of the last trial, unless the gradient hardly changed in its direction. When all places are taken,
// it takes that of the oldest.
func (l *CertifiedLearner) remember() {
	change := l.proposal
	for i := range change {
		change[i] = l.next[i] - l.centre[i]
	}
	if !(dot(l.step, change).value > flattest*float64(norm(l.step)*norm(change))) {
		return
	}
	last := len(l.pairs)
	if last < l.rule.Memory {
		l.pairs = l.pairs[:last+1]
	} else {
		last--
		oldest := l.pairs[0]
		copy(l.pairs, l.pairs[1:])
		l.pairs[last] = oldest
	}
	copy(l.pairs[last].step, l.step)
	copy(l.pairs[last].change, change)
}

func norm(v []float64) float64 { return math.Sqrt(dot(v, v).value) }

// propose chooses the next trial from what all nodes hold (FTC-52): the step of L-BFGS (Nocedal 1980), if it descends for
// sure and is neither askew nor of an odd length, or else a gradient step of the length (1−ε)/H.
func (l *CertifiedLearner) propose() error {
	c, h := norm(l.centre), l.curvature
	if !(h > 0) {
		h = c // any scale will do: what is too long is shortened
	}
	if len(l.pairs) > 0 {
		step := l.quasiNewton()
		slope, noise := l.slope(step)
		length, size := norm(step), math.Abs(slope.value)
		descends := slope.value+noise <= -0.3*size
		straight := size >= float64(flattest*c)*length
		if descends && straight && float64(length*h) >= c/longest && float64(length*h) <= float64(longest*c) {
			return l.moveTo(step)
		}
	}
	step := l.proposal
	for i, g := range l.centre {
		step[i] = -float64(float64((1-l.rule.Accuracy)/h) * g)
	}
	return l.moveTo(step)
}

// quasiNewton returns −B·c with the two loops of L-BFGS. The result is valid until the next proposal.
func (l *CertifiedLearner) quasiNewton() []float64 {
	q, weights := l.proposal, l.weights
	copy(q, l.centre)
	for k := len(l.pairs) - 1; k >= 0; k-- {
		p := l.pairs[k]
		weights[k] = dot(p.step, q).value / dot(p.step, p.change).value
		add(q, -weights[k], p.change)
	}
	last := l.pairs[len(l.pairs)-1]
	scale := dot(last.step, last.change).value / dot(last.change, last.change).value
	for i := range q {
		q[i] *= scale
	}
	for k, p := range l.pairs {
		add(q, weights[k]-dot(p.change, q).value/dot(p.step, p.change).value, p.step)
	}
	for i := range q {
		q[i] = -q[i]
	}
	return q
}

// add adds factor·w to v.
func add(v []float64, factor float64, w []float64) {
	for i := range v {
		v[i] += float64(factor * w[i])
	}
}

// ownCurvature returns a node's guess of its curvature before there is any step: the largest that a few differences of
// gradients show, each in the direction of the one before. It only sets the scale of the first step.
func ownCurvature(loss Loss, x, gradient []float64) float64 {
	direction, point, there := slices.Clone(gradient), make([]float64, len(x)), make([]float64, len(x))
	curvature := 0.0
	const reach = 0x1p-10
	for range firstProbes {
		length := norm(direction)
		if !(length > 0) || math.IsInf(length, 0) {
			break
		}
		for i := range x {
			point[i] = x[i] + float64(reach/length*direction[i])
		}
		loss.Gradient(point, there)
		for i := range there {
			direction[i] = (there[i] - gradient[i]) / reach
		}
		if c := norm(direction); !math.IsNaN(c) && !math.IsInf(c, 0) {
			curvature = c
		}
	}
	return curvature
}

// firstProbes is how many gradients ownCurvature takes.
const firstProbes = 5
