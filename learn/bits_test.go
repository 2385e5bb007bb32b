package learn

import (
	"encoding/binary"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"testing"
)

// TestProblemsHaveTheSameBitsOnEveryMachine compares with a digest taken natively on amd64; under js/wasm too.
func TestProblemsHaveTheSameBitsOnEveryMachine(t *testing.T) {
	digest, problems := fnv.New64a(), drawn(t)
	write := func(numbers ...float64) {
		for _, v := range numbers {
			var b [8]byte
			binary.LittleEndian.PutUint64(b[:], math.Float64bits(v))
			digest.Write(b[:])
		}
	}
	s, err := readSheet("people.csv", []byte(people), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	features, err := CSV{Target: "y", Split: "site", Standardise: true}.features(s, []int{1, 2}, &Reading{})
	if err != nil {
		t.Fatal(err)
	}
	write(slices.Concat(features...)...)
	for i := range 2000 {
		x := float64(i-1000) / 7
		write(exp(x), log(float64(i+1)/7), log1p(float64(i)/7), sigmoid(x), softplus(x))
	}
	for _, name := range slices.Sorted(maps.Keys(problems)) {
		p := problems[name]
		write(p.strong, p.smooth, p.loss)
		write(p.lipschitz...)
		write(p.point...)
		x, gradient := make([]float64, len(p.point)), make([]float64, len(p.point))
		for c := range x {
			x[c] = float64(c) - 1.7
		}
		for _, f := range p.losses {
			f.Gradient(x, gradient)
			write(f.Value(x))
			write(gradient...)
		}
	}
	if got := digest.Sum64(); got != 0x69d59fcdeb53fefb {
		t.Errorf("the digest is %#x", got)
	}
}
