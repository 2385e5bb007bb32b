package core_test

import (
	"fmt"
	"math/rand/v2"

	"kizami/core"
)

func ExampleNetwork() {
	digraph, _ := core.NewDigraph(3, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 0, To: 2}})
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 3}
	starts := []core.Element{271828, 314159, 141421} // uniformly random in a deployment
	network, err := core.NewNetwork(config, digraph, [][]int64{{3}, {10}, {3}}, starts)
	if err != nil {
		fmt.Println(err)
		return
	}
	network.Run()
	for j, node := range network.Nodes() {
		s := node.State()
		fmt.Println("node", j, "decided in round", s.Decided, "on", node.Average()[0], "and stopped in round", s.Stopped)
	}
	// Output:
	// node 0 decided in round 5 on 16/3 and stopped in round 8
	// node 1 decided in round 5 on 16/3 and stopped in round 8
	// node 2 decided in round 5 on 16/3 and stopped in round 8
}

func ExampleLinks() {
	digraph, _ := core.NewDigraph(3, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 0, To: 2}})
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 3}
	starts := []core.Element{271828, 314159, 141421}
	faults := core.Faults{Loss: 0.5, Duplicate: 0.1, Reorder: 0.5, Restart: 0.01}
	links, err := core.NewLinks(config, digraph, [][]int64{{3}, {10}, {3}}, starts, faults, rand.NewPCG(1, 1).Uint64)
	if err != nil {
		fmt.Println(err)
		return
	}
	for !links.Done() {
		if _, err := links.Step(); err != nil {
			fmt.Println(err)
		}
	}
	for j, peer := range links.Peers() {
		fmt.Println("node", j, "holds", peer.Average()[0], "and stopped in its round", peer.Round())
	}
	// Output:
	// node 0 holds 16/3 and stopped in its round 8
	// node 1 holds 16/3 and stopped in its round 8
	// node 2 holds 16/3 and stopped in its round 8
}

func ExampleReconstruct() {
	third := core.Exact.Inverse(3)
	fmt.Println(third)
	fmt.Println(core.Reconstruct(core.Exact, core.Exact.Mul(16, third), 3))
	// Output:
	// 1537228672809129301
	// 16/3 true
}

func ExampleApproximate() {
	for _, n := range []int{4, 40} {
		cycle, _ := core.Cycle(n)
		values := make([][]float64, n)
		for j := range values {
			values[j] = []float64{float64(j)}
		}
		approximations, _ := core.Approximate(cycle, n, values)
		fmt.Printf("cycle of %d: good to 1e-6: %v\n", n, approximations[0].Error[0] < 1e-6)
	}
	// Output:
	// cycle of 4: good to 1e-6: true
	// cycle of 40: good to 1e-6: false
}
