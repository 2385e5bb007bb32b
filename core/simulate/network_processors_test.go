package simulate_test

import (
	"math/rand/v2"
	"reflect"
	"runtime"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// A round is shared among processors; nothing that a node holds depends on how many there are.
func TestNetworkIsTheSameOnEveryNumberOfProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const n = 70
	random := rand.New(rand.NewPCG(151, 0))
	g := coretest.Must(family.Random(n, 3, 5))(t)
	values, starts := coretest.RandomValues(random, n, 2), coretest.RandomElements(core.Exact, n, random)
	for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(n))(t)} {
		var first simulate.Trace
		for _, processors := range []int{1, 2, 3, 200} {
			runtime.GOMAXPROCS(processors)
			config := core.Config{Field: core.Exact, Ending: ending, Capacity: n}
			trace := simulate.Record(coretest.Must(simulate.NewNetwork(config, g, values, starts))(t))
			if first == nil {
				first = trace
			}
			if !reflect.DeepEqual(trace, first) {
				t.Errorf("with %d processors the trace is another", processors)
			}
		}
	}
}
