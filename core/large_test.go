//go:build !js

package core_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// 1,000 nodes, both endings: every node holds the identical exact average and stops when it should.
func TestLarge(t *testing.T) {
	const n = 1000
	for _, name := range []string{"cycle", "path", "star", "complete", "barbell", "random"} {
		for _, bound := range []int{0, n} {
			t.Run(fmt.Sprintf("%s/bound=%d", name, bound), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(15, uint64(bound)))
				checkAverage(t, must(families[name](n))(t), bound, randomValues(random, n, 1), random)
			})
		}
	}
}
