//go:build !js

package core_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kizami/core/coretest"
)

// 1,000 nodes: every node holds the identical exact average and stops when it should. With a bound there are 1,998 rounds
// whatever the digraph is, so those with many arcs or long recurrences have 300 nodes.
func TestLarge(t *testing.T) {
	for name, withBound := range map[string]int{"cycle": 1000, "path": 1000, "star": 1000, "complete": 300, "barbell": 300, "random": 300} {
		run := func(n, bound int) {
			t.Run(fmt.Sprintf("%s/n=%d/bound=%d", name, n, bound), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(15, uint64(bound)))
				checkAverage(t, coretest.Must(coretest.Families[name](n))(t), bound, coretest.RandomValues(random, n, 1), random)
			})
		}
		run(1000, 0)
		run(withBound, withBound)
	}
}
