package stepsize

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func exactly(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

func product(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// exactDot returns ⟨a, b⟩ without rounding.
func exactDot(a, b []float64) *big.Rat {
	sum := new(big.Rat)
	for i, v := range a {
		sum.Add(sum, product(exactly(v), exactly(b[i])))
	}
	return sum
}

// wild returns numbers whose sizes differ by as much as asked, which often nearly cancel in a dot product with themselves.
func wild(random *rand.Rand, d, spread, about int) []float64 {
	v := make([]float64, d)
	for i := range v {
		v[i] = math.Ldexp(2*random.Float64()-1, about+random.IntN(2*spread+1)-spread)
		if i > 0 && random.IntN(3) == 0 {
			v[i] = -v[i-1]
		}
	}
	return v
}

// Sums of dot products lie where their intervals say, also where products are below all normal numbers, and what is rounded
// upwards is above, for every number in the interval.
func TestIntervalsEnclose(t *testing.T) {
	const seed = 511
	random := rand.New(rand.NewPCG(seed, 0))
	for trial := range 1500 {
		d, about := 1+random.IntN(6), []int{0, 300, -530, -500}[trial%4]
		a, b, c, e := wild(random, d, 3, about), wild(random, d, 3, about), wild(random, d, 3, about), wild(random, d, 3, about)
		one, two := exactDot(a, b), exactDot(c, e)
		for name, k := range map[string]struct {
			v     interval
			exact *big.Rat
		}{
			"a dot product": {dot(a, b), one}, "a square": {dot(a, a), exactDot(a, a)},
			"a sum": {dot(a, b).plus(dot(c, e)), new(big.Rat).Add(one, two)}, "a difference": {dot(a, b).minus(dot(c, e)), new(big.Rat).Sub(one, two)},
		} {
			if exactly(k.v.lower()).Cmp(k.exact) > 0 || exactly(k.v.upper()).Cmp(k.exact) < 0 {
				t.Fatalf("seed %d, trial %d: %s is not between %v and %v", seed, trial, name, k.v.lower(), k.v.upper())
			}
		}
		square, factor := dot(a, a), math.Ldexp(2*random.Float64()-1, -about)
		for _, end := range []float64{square.value - square.error, square.value + square.error} {
			if product(exactly(factor), exactly(end)).Cmp(exactly(above(factor, square))) > 0 {
				t.Fatalf("seed %d, trial %d: %v times %v is not below %v", seed, trial, factor, end, above(factor, square))
			}
			if end > 0 && about >= 0 && new(big.Rat).Quo(exactly(factor), exactly(end)).Cmp(exactly(aboveRatio(factor, square))) > 0 {
				t.Fatalf("seed %d, trial %d: %v by %v is not below %v", seed, trial, factor, end, aboveRatio(factor, square))
			}
		}
	}
}

// A step is certified only if FTC-51 holds in rationals, with a curvature that is as great as may be or greater by a few
// units in the last place; and it is if FTC-51 holds by a billionth.
func TestCertificateAgainstRationals(t *testing.T) {
	const seed = 512
	random := rand.New(rand.NewPCG(seed, 0))
	accepted, refused := 0, 0
	for trial := range 1000 {
		d := 1 + random.IntN(5)
		l := &CertifiedLearner{centre: wild(random, d, 2, 0), radius: make([]float64, d)}
		step := wild(random, d, 2, 0)
		for i := range l.radius {
			l.radius[i] = math.Ldexp(random.Float64(), -1-random.IntN(60))
		}
		slope, noise, scale := exactDot(l.centre, step), new(big.Rat), new(big.Rat)
		for i, s := range step {
			noise.Add(noise, product(exactly(l.radius[i]), exactly(math.Abs(s))))
			scale.Add(scale, new(big.Rat).Abs(product(exactly(l.centre[i]), exactly(s))))
		}
		left := new(big.Rat).Add(slope, noise)
		left.Add(left, product(exactly(fall), new(big.Rat).Abs(slope)))
		square := exactDot(step, step)
		most := new(big.Rat).Quo(left, product(exactly(-0.5), square)) // with this curvature both sides are equal
		about, _ := most.Float64()
		for _, h := range []float64{about, math.Nextafter(about, math.Inf(1)), math.Nextafter(about, math.Inf(-1)), about + math.Abs(about)*1e-15} {
			if l.certifies(step, h) && exactly(h).Cmp(most) > 0 {
				t.Fatalf("seed %d, trial %d: certified with a curvature of %v, where %v is too much", seed, trial, h, about)
			}
		}
		slack, _ := new(big.Rat).Quo(new(big.Rat).Add(scale, noise), square).Float64()
		if !l.certifies(step, about-1e-9*(slack+math.Abs(about))) {
			t.Fatalf("seed %d, trial %d: not certified with a curvature below %v", seed, trial, about)
		}
		accepted++
		if l.certifies(step, about+1e-9*(slack+math.Abs(about))) {
			t.Fatalf("seed %d, trial %d: certified with a curvature above %v", seed, trial, about)
		}
		refused++
	}
	t.Logf("seed %d: %d accepted, %d refused", seed, accepted, refused)
}

// The size that a mean gradient has at most is that of the centre and of the radius, from above, and by no more than a
// billionth.
func TestSizeIsFromAbove(t *testing.T) {
	const seed = 513
	random := rand.New(rand.NewPCG(seed, 0))
	for trial := range 300 {
		d := 1 + random.IntN(5)
		l := &CertifiedLearner{centre: wild(random, d, 2, 0), radius: wild(random, d, 2, -random.IntN(3))}
		exact := new(big.Float).SetPrec(200)
		for _, v := range [][]float64{l.centre, l.radius} {
			square := new(big.Float).SetPrec(200).SetRat(exactDot(v, v))
			exact.Add(exact, square.Sqrt(square))
		}
		about, _ := exact.Float64()
		if size := l.size(); new(big.Float).SetPrec(200).SetFloat64(size).Cmp(exact) < 0 || size > about*(1+1e-9) {
			t.Fatalf("seed %d, trial %d: a size of %v, where it is %v", seed, trial, size, about)
		}
	}
}
