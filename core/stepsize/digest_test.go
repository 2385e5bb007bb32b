package stepsize_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/stepsize"
)

// TestRunsAreTheSameEverywhere holds every bit of some runs against a digest, natively and under js/wasm. Numbers of the
// start are dyadic and losses need the four operations only, so nothing but this package can make a difference.
func TestRunsAreTheSameEverywhere(t *testing.T) {
	const want = "7e51114fa17e32cbe9099e7de55a04fd71387f3aa5814ef3ee646e626d508b89"
	hash := sha256.New()
	write := func(v float64) { binary.Write(hash, binary.BigEndian, math.Float64bits(v)) }
	for i, mode := range append(stepsize.Modes, stepsize.Own) {
		for _, bound := range []int{0, 8} {
			random := rand.New(rand.NewPCG(37, uint64(i)))
			c := stepsize.Config{
				Digraph: must(family.Random(7, 2, uint64(i)))(t), Ending: core.Probe(), ProbeStarts: probes(random, 7), Mode: mode,
				Rule: stepsize.Rule{Alpha: 0.5, Kappa: 0.25, Start: 0.01}, Constant: []float64{6: 0.125},
			}
			if bound > 0 {
				c.Ending = must(core.Bound(bound))(t)
			}
			start := [][]float64{{-1, 0, 0.5}, {0, 0, 0}, {1, 1, 1}, {0, 0, 0}, {3, 2, 1}, {0, 1, 0}, {1, 2, 3}}
			run := must(stepsize.New(c, randomBowls(random, 7, 3), start))(t)
			for range 40 {
				e := must(run.Next())(t)
				for _, numbers := range [][]float64{e.Proposals, e.Applied, e.Iterate} {
					for _, v := range numbers {
						write(v)
					}
				}
			}
			fmt.Fprintln(hash, run.Cost())
		}
	}
	if got := fmt.Sprintf("%x", hash.Sum(nil)); got != want {
		t.Errorf("the digest is %s, want %s", got, want)
	}
}
