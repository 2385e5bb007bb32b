package stepsize_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core/stepsize"
)

// exactly returns what a mode makes of words, as TLA+ says it: AutomatedStepsize!Combine.
func exactly(mode stepsize.Mode, words []int64, bits int) *big.Rat {
	least, sum := new(big.Rat).SetInt64(words[0]), new(big.Rat)
	for _, w := range words {
		word := new(big.Rat).SetInt64(w)
		sum.Add(sum, word)
		if word.Cmp(least) < 0 {
			least = word
		}
	}
	mean := sum.Quo(sum, new(big.Rat).SetInt64(int64(len(words))))
	switch mode {
	case stepsize.Min:
		return least.Mul(least, quantum(bits))
	case stepsize.Harmonic:
		return mean.Inv(mean.Mul(mean, quantum(bits)))
	}
	return mean.Mul(mean, quantum(bits))
}

func TestCombineAgainstBigRationals(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	for range 2000 {
		words, bits := make([]int64, 1+random.IntN(8)), 1+random.IntN(60)
		for j := range words {
			words[j] = 1 + random.Int64N(1<<(1+random.IntN(58)))
		}
		for _, mode := range stepsize.Modes {
			want, _ := exactly(mode, words, bits).Float64()
			if got := stepsize.Combine(mode, words, bits); got != want {
				t.Fatalf("mode %s of %v quanta of 2^-%d: %v, want %v", mode, words, bits, got, want)
			}
		}
	}
}

// The example of tla/MCAutomatedStepsize.tla: of 1/6, 1/6 and 1/2 the mean is 5/18 and the harmonic mean 3/14.
func TestCombineTheModelsExample(t *testing.T) {
	proposals := []float64{1. / 6, 1. / 6, 1. / 2}
	for mode, want := range map[stepsize.Mode]float64{stepsize.Mean: 5. / 18, stepsize.Harmonic: 3. / 14, stepsize.Min: 1. / 6} {
		words := make([]int64, len(proposals))
		for j, p := range proposals {
			words[j], _ = mode.Word(p, 32)
		}
		if got := stepsize.Combine(mode, words, 32); math.Abs(got-want) > power(-32) {
			t.Errorf("mode %s: %v, want %v", mode, got, want)
		}
	}
}
