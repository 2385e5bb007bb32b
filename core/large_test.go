//go:build !js

package core_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kizami/core/coretest"
)

// 300 nodes, with time 1,000: every node holds the identical exact average and stops when it should. With a bound n there are
// 2n-2 rounds whatever the digraph is, so those with many arcs or long recurrences have fewer nodes.
func TestLarge(t *testing.T) {
	nodes, dense := 300, 100
	if coretest.Long() {
		nodes, dense = 1000, 300
	}
	for name, withBound := range map[string]int{"cycle": nodes, "path": nodes, "star": nodes, "complete": dense, "barbell": dense, "random": dense} {
		run := func(n, bound int) {
			t.Run(fmt.Sprintf("%s/n=%d/bound=%d", name, n, bound), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(15, uint64(bound)))
				checkAverage(t, coretest.Must(coretest.Families[name](n))(t), bound, coretest.RandomValues(random, n, 1), random)
			})
		}
		run(nodes, 0)
		run(withBound, withBound)
	}
}
