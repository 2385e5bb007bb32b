package stepsize

import (
	"fmt"
	"math"
	"slices"

	"kizami/core"
)

// CertifiedRule is how certified steps are proposed and accepted (FTC-51, FTC-52). The zero rule is the default. All nodes
// must have the same.
type CertifiedRule struct {
	Memory   int     // how many pairs of steps and gradient differences L-BFGS remembers; 0 means 20
	Accuracy float64 // ε: a gradient step is (1−ε)/H long, and a bracket is narrow enough at ε times the gradient; 0 means 0.3
	Gradient float64 // the run ends when all know that the mean gradient is no larger than this; 0: it need not
	Span     int     // D: means are found by the bracket (FTC-54) on digraphs of at most this diameter; 0: by kernels (FTC-30)
	Fresh    bool    // with the bracket: no words are carried from one coordination to the next
}

const (
	inner      = 4    // m: gradients along a step
	fall       = 0.05 // c₁: by how much of its slope a step must lower the loss
	mostMemory = 100
	flattest   = 1e-3 // the least cosine between a proposal and the gradient
	longest    = 1e3  // of a proposal, in steps of length ‖c‖/H; the shortest is its inverse
)

func (r CertifiedRule) complete() (CertifiedRule, error) {
	if r.Memory == 0 {
		r.Memory = 20
	}
	if r.Accuracy == 0 {
		r.Accuracy = 0.3
	}
	if r.Memory < 0 || r.Memory > mostMemory {
		return r, fmt.Errorf("a memory of %d pairs: must be between 1 and %d", r.Memory, mostMemory)
	}
	if !(r.Accuracy > 0 && r.Accuracy <= 0.9) {
		return r, fmt.Errorf("an accuracy of %v: must be above 0 and at most 0.9", r.Accuracy)
	}
	if !(r.Gradient >= 0) {
		return r, fmt.Errorf("a gradient of %v that is small enough: must not be negative", r.Gradient)
	}
	if r.Span < 0 {
		return r, fmt.Errorf("a diameter of %d: must be positive, or 0 for kernels", r.Span)
	}
	return r, nil
}

// CertifiedLearner is one node of a run of certified steps. It is a pure machine: in every epoch Words, then Take with the
// averages, or TakeBracket with a bracket that is Enough. Everything but its loss, its gradients and its words is the same at all nodes, bit by bit. Not safe for concurrent
// use.
type CertifiedLearner struct {
	loss Loss
	rule CertifiedRule
	bits [2]int // of the quanta of gradients, and of curvatures

	iterate, gradient []float64 // the accepted point, and the node's own gradient there
	trial             []float64
	trialGradient     []float64
	words             []int64

	// common to all nodes
	step       []float64 // from iterate to trial; zero before the first coordination
	centre     []float64 // c: the mean gradient at the iterate is within radius of it
	radius     []float64 // r
	next       []float64 // the same at the trial
	nextRadius []float64
	wide       bool    // the last bracket ended because it no longer narrowed
	curvature  float64 // H: at least the mean curvature along the last step
	pairs      []pair
	began      bool
	accepted   int
	tried      CertifiedTrial // of the last epoch, but for the gradient
	lastProbes int            // gradients that the last Words took

	point, proposal []float64 // memory that is used again
	weights         []float64
}

// NewCertifiedLearner returns a node at x, the iterate that all nodes hold. The rule must be one that [NewCertified] takes.
func NewCertifiedLearner(rule CertifiedRule, loss Loss, x []float64) *CertifiedLearner {
	l := emptyLearner(rule, loss, x)
	l.loss.Gradient(l.iterate, l.gradient)
	l.curvature = ownCurvature(loss, l.iterate, l.gradient)
	return l
}

// emptyLearner returns a node at x that knows nothing of its loss.
func emptyLearner(rule CertifiedRule, loss Loss, x []float64) *CertifiedLearner {
	d := len(x)
	l := &CertifiedLearner{loss: loss, rule: rule, iterate: slices.Clone(x), trial: slices.Clone(x), words: make([]int64, d+1)}
	for _, v := range []*[]float64{&l.gradient, &l.trialGradient, &l.step, &l.centre, &l.radius, &l.next, &l.nextRadius, &l.point, &l.proposal} {
		*v = make([]float64, d)
	}
	l.weights, l.pairs = make([]float64, rule.Memory), make([]pair, rule.Memory)
	for k, v := range table[float64](2*rule.Memory, d) {
		if k%2 == 0 {
			l.pairs[k/2].step = v
		} else {
			l.pairs[k/2].change = v
		}
	}
	l.pairs = l.pairs[:0]
	return l
}

// Iterate returns the last accepted point; the caller must not change it.
func (l *CertifiedLearner) Iterate() []float64 { return l.iterate }

// Accepted returns how many steps have been accepted.
func (l *CertifiedLearner) Accepted() int { return l.accepted }

// Sizes returns the exponents of the largest coordinate of the node's first gradient and of its own curvature: the numbers
// are below 2^exponent. The greatest of all nodes choose the quanta (FTC-49).
func (l *CertifiedLearner) Sizes() [2]int {
	largest := 0.0
	for _, g := range l.gradient {
		largest = max(largest, math.Abs(g))
	}
	return [2]int{exponent(largest), exponent(math.Abs(l.curvature))}
}

// Bend returns H, what all nodes hold of the curvature along the last accepted step: at least its mean.
func (l *CertifiedLearner) Bend() float64 { return l.curvature }

// smallest is the exponent that stands for 0, and for everything that is so small.
const smallest = -500

func exponent(v float64) int {
	if !(math.Abs(v) <= math.MaxFloat64) {
		return -smallest
	}
	_, e := math.Frexp(v)
	if v == 0 {
		e = smallest
	}
	return min(max(e, smallest), -smallest)
}

// CertifiedBits returns the bits of the quanta 2^−bits that all choose when the greatest exponent of all nodes is so, and words
// are at most limit in size (FTC-49).
func CertifiedBits(limit int64, greatest int) int {
	if greatest == smallest { // all are 0, and what comes later is not
		greatest = 0
	}
	return min(exponent(float64(limit))-1-spare, finest) - greatest
}

// SetBits tells the node the quanta that all agreed on, 2^−bits of gradients and of curvatures.
func (l *CertifiedLearner) SetBits(gradient, curvature int) { l.bits = [2]int{gradient, curvature} }

// Words returns what the node contributes to the epoch's coordination (FTC-49): its gradient at the trial point, and its
// curvature along the step, rounded up. It takes [CertifiedLearner.Probes] gradients. The result is valid until the next
// Words. The error is an [*OverflowError] with the epoch, the node and the limit left to the caller.
func (l *CertifiedLearner) Words(limit int64) ([]int64, *OverflowError) {
	d, curvature := len(l.iterate), l.curvature
	l.lastProbes = 0
	if l.began {
		curvature = l.along()
	} else {
		copy(l.trialGradient, l.gradient)
	}
	for i, g := range l.trialGradient {
		word := math.RoundToEven(float64(g * power(l.bits[0])))
		if !(math.Abs(word) <= float64(limit)) {
			return nil, &OverflowError{Coordinate: i, Gradient: true, Value: g, Limit: float64(limit) / power(l.bits[0])}
		}
		l.words[i] = int64(word)
	}
	word := math.Ceil(float64(curvature * power(l.bits[1])))
	if !(math.Abs(word) <= float64(limit)) {
		return nil, &OverflowError{Coordinate: Curvature, Value: curvature, Limit: float64(limit) / power(l.bits[1])}
	}
	l.words[d] = int64(word)
	return l.words, nil
}

// Probes returns how many gradients the last Words took.
func (l *CertifiedLearner) Probes() int { return l.lastProbes }

// along returns an upper bound of the curvature along the step, 2/(m‖s‖²)·Σ_i ⟨g(x+i·s/m) − g(x), s⟩ (FTC-50), but for what
// the loss itself rounds. It leaves the gradient at the trial point.
func (l *CertifiedLearner) along() float64 {
	sum, point := interval{}, l.point
	for i := 1; i <= inner; i++ {
		copy(point, l.trial)
		if i < inner {
			for k, x := range l.iterate {
				point[k] = x + float64(float64(i)/inner*l.step[k])
			}
		}
		l.loss.Gradient(point, l.trialGradient)
		l.lastProbes++
		sum = sum.plus(dot(l.trialGradient, l.step)).minus(dot(l.gradient, l.step))
	}
	return aboveRatio(float64(2*sum.upper()/inner), dot(l.step, l.step))
}

// Take ends the epoch with the averages that all nodes found, of gradients and of curvatures: the step is accepted or
// shortened, and the next trial is chosen (FTC-51 to FTC-53). It says whether the step was accepted. The error is a
// [*StalledError] whose epoch is left to the caller.
func (l *CertifiedLearner) Take(averages []core.Fraction) (accepted bool, err error) {
	d, quantum := len(l.iterate), power(-l.bits[0])
	for i := range d {
		l.next[i] = quotient(averages[i].Numerator, averages[i].Denominator, -l.bits[0])
		l.nextRadius[i] = quantum + float64(unit*math.Abs(l.next[i]))
	}
	l.wide = false
	return l.end(outward(quotient(averages[d].Numerator, averages[d].Denominator, -l.bits[1])))
}

// decide accepts or shortens the step, and chooses the next trial.
func (l *CertifiedLearner) decide(curvature float64) (accepted bool, err error) {
	if !l.began {
		l.began, l.curvature = true, curvature
		return false, l.move()
	}
	accepted = l.certifies(l.step, curvature)
	l.remember()
	if !accepted {
		return false, l.shorten(curvature)
	}
	l.accepted++
	l.curvature = curvature
	copy(l.iterate, l.trial)
	copy(l.gradient, l.trialGradient)
	return true, l.move()
}

// move makes the mean gradient at the trial point that of the iterate, and proposes, unless it is small enough or cannot be
// told better (FTC-58).
func (l *CertifiedLearner) move() error {
	copy(l.centre, l.next)
	copy(l.radius, l.nextRadius)
	if size := l.size(); size <= l.rule.Gradient {
		return &StalledError{Gradient: size}
	}
	if norm(l.radius) > float64(l.rule.Accuracy*norm(l.centre)) {
		return &StalledError{Wide: l.wide}
	}
	return l.propose()
}

// moveTo makes the trial point of a step, and the step what lies between the two points, which differ after rounding.
func (l *CertifiedLearner) moveTo(step []float64) error {
	moved := false
	for i, x := range l.iterate {
		l.trial[i] = x + step[i]
		l.step[i] = l.trial[i] - x
		moved = moved || l.step[i] != 0
		if math.IsInf(l.trial[i], 0) || math.IsNaN(l.trial[i]) {
			return &StalledError{Value: l.trial[i]}
		}
	}
	if slope, noise := l.slope(l.step); !moved || slope.upper()+noise >= 0 {
		return &StalledError{Short: !moved && norm(step) > 0, Wide: l.wide}
	}
	return nil
}

// shorten tries the same direction again, between a tenth and six tenths as far (FTC-53).
func (l *CertifiedLearner) shorten(curvature float64) error {
	slope, noise := l.slope(l.step)
	factor := float64(-(slope.value + noise) / float64(curvature*dot(l.step, l.step).value))
	if !(factor >= 0.1) {
		factor = 0.1
	}
	for i, s := range l.step {
		l.proposal[i] = float64(min(factor, 0.6) * s)
	}
	return l.moveTo(l.proposal)
}
