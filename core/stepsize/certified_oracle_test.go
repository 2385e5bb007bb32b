package stepsize_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core/stepsize"
)

// rat returns v without rounding.
func rat(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// slopesAt returns the mean of all gradients at x + t·s.
func slopesAt(losses []stepsize.Loss, x, s []float64, t *big.Rat) []*big.Rat {
	mean := make([]*big.Rat, len(x))
	for i := range mean {
		mean[i] = new(big.Rat)
		for _, l := range losses {
			f := l.(form)
			for k, a := range f.a[i] {
				mean[i].Add(mean[i], times(rat(a), plus(rat(x[k]), times(t, rat(s[k])))))
			}
			mean[i].Sub(mean[i], rat(f.b[i]))
		}
		mean[i].Quo(mean[i], big.NewRat(int64(len(losses)), 1))
	}
	return mean
}

// certifiedOracle is what an epoch should come to, by the formulas of FTC-49 to FTC-51 in rationals.
type certifiedOracle struct {
	gradient  []*big.Rat // the mean at the iterate
	curvature *big.Rat   // the mean along the step
	total     *big.Rat   // accepted if not positive
	scale     *big.Rat   // of what total is the sum of
}

func newCertifiedOracle(losses []stepsize.Loss, s stepsize.CertifiedState) certifiedOracle {
	o := certifiedOracle{gradient: slopesAt(losses, s.Iterate, s.Step, new(big.Rat)), curvature: new(big.Rat), total: new(big.Rat)}
	slope, noise, square := new(big.Rat), new(big.Rat), new(big.Rat)
	for i, v := range s.Step {
		slope.Add(slope, times(rat(s.Centre[i]), rat(v)))
		noise.Add(noise, times(rat(s.Radius[i]), rat(math.Abs(v))))
		square.Add(square, times(rat(v), rat(v)))
	}
	const m = 4
	for k := int64(1); k <= m; k++ {
		for i, g := range slopesAt(losses, s.Iterate, s.Step, big.NewRat(k, m)) {
			o.curvature.Add(o.curvature, times(new(big.Rat).Sub(g, o.gradient[i]), rat(s.Step[i])))
		}
	}
	o.curvature.Quo(times(o.curvature, big.NewRat(2, m)), square)
	bend := times(times(o.curvature, square), big.NewRat(1, 2))
	size := new(big.Rat).Abs(slope)
	o.total.Add(plus(slope, noise), plus(bend, times(big.NewRat(1, 20), size)))
	o.scale = plus(size, new(big.Rat).Abs(bend))
	return o
}

// Epoch by epoch, by either ending, an oracle in rationals agrees: the mean gradient is within the radius, the curvature that
// all hold is that along the step, from above, and a step is accepted if the oracle says so, but for a millionth.
func TestEpochsAgreeWithAnOracle(t *testing.T) {
	const seed = 75
	random := rand.New(rand.NewPCG(seed, 0))
	million := big.NewRat(1, 1_000_000)
	accepted, refused := 0, 0
	for run := range 24 {
		r, losses := certifiedCase(t, random, run%2 == 1)
		for range 8 {
			before := r.Learners()[0].State()
			e, err := r.Next()
			if err != nil {
				break
			}
			if !before.Began {
				continue
			}
			o, after := newCertifiedOracle(losses, before), r.Learners()[0].State()
			for i, g := range o.gradient {
				if off := new(big.Rat).Sub(g, rat(before.Centre[i])); off.Abs(off).Cmp(rat(before.Radius[i])) > 0 {
					t.Fatalf("seed %d, run %d, epoch %d: coordinate %d of the mean gradient is off by more than the radius", seed, run, e.Epoch, i)
				}
			}
			slack := times(million, o.scale)
			switch {
			case e.Accepted && o.total.Sign() > 0:
				t.Fatalf("seed %d, run %d, epoch %d: a step is accepted that is not to be", seed, run, e.Epoch)
			case !e.Accepted && plus(o.total, slack).Sign() < 0 && run%2 == 0:
				t.Fatalf("seed %d, run %d, epoch %d: a step is refused that lowers the loss for sure", seed, run, e.Epoch)
			case e.Accepted:
				accepted++
				if h := rat(after.Curvature); h.Cmp(o.curvature) < 0 {
					t.Fatalf("seed %d, run %d, epoch %d: a curvature of %v, where it is greater", seed, run, e.Epoch, after.Curvature)
				}
				for i, x := range before.Trial {
					if e.Iterate[i] != x {
						t.Fatalf("seed %d, run %d, epoch %d: the iterate is not the trial point", seed, run, e.Epoch)
					}
				}
			default:
				refused++
			}
		}
	}
	t.Logf("seed %d: %d steps accepted, %d refused", seed, accepted, refused)
	if accepted < 50 || refused < 10 {
		t.Error("too few to show anything")
	}
}
