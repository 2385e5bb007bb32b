package core_test

import (
	"bytes"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

func TestRandomField(t *testing.T) {
	source := rand.NewChaCha8([32]byte{48})
	seen, high := map[uint64]bool{}, 0
	for range 200 {
		p := coretest.Must(core.RandomField(source))(t).Prime()
		if p>>60 != 1 || !new(big.Int).SetUint64(p).ProbablyPrime(20) || seen[p] {
			t.Fatalf("%d was drawn", p)
		}
		seen[p] = true
		high += int(p >> 59 & 1)
	}
	if high < 70 || high > 130 {
		t.Errorf("%d of 200 primes are in the upper half", high)
	}
	if _, err := core.RandomField(bytes.NewReader(make([]byte, 8))); fmt.Sprint(err) != "drawing a prime: EOF" { // 2^60 is none
		t.Error(err)
	}
	if _, err := core.RandomField(zeros{}); fmt.Sprint(err) != "drawing a prime: the source gave none in 100000 attempts" {
		t.Error(err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// The endings run in any such field.
func TestBoundEndingInARandomField(t *testing.T) {
	random := rand.New(rand.NewPCG(149, 0))
	source := rand.NewChaCha8([32]byte{49})
	for range 20 {
		n := 2 + random.IntN(12)
		g := coretest.Must(family.Random(n, 1+random.IntN(n-1), random.Uint64()))(t)
		values := make([][]int64, n)
		for j := range values {
			values[j] = []int64{random.Int64N(2001) - 1000}
		}
		c := core.Config{Field: coretest.Must(core.RandomField(source))(t), Ending: coretest.Must(core.Bound(n))(t), Capacity: n}
		network := coretest.Must(simulate.NewNetwork(c, g, values, nil))(t)
		network.Run()
		for j, node := range network.Nodes() {
			if want := meanOf(oneCoordinate(values, 0)); node.Refused() || node.Average()[0].Rat().Cmp(want) != 0 {
				t.Fatalf("prime %d: node %d decides %v, the average is %v", c.Field.Prime(), j, node.Average(), want)
			}
		}
	}
}
