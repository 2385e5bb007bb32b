package simulate_test

import (
	"fmt"
	"math/rand/v2"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/simulate"
)

func ExampleNetwork() {
	digraph, _ := core.NewDigraph(3, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 0, To: 2}})
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 3}
	starts := []core.Element{271828, 314159, 141421} // uniformly random in a deployment
	network, err := simulate.NewNetwork(config, digraph, [][]int64{{3}, {10}, {3}}, starts)
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
	faults := simulate.Faults{Loss: 0.5, Duplicate: 0.1, Reorder: 0.5, Restart: 0.01}
	links, err := simulate.NewLinks(config, digraph, [][]int64{{3}, {10}, {3}}, starts, faults, rand.NewPCG(1, 1).Uint64)
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

func ExampleRepeatNetwork() {
	digraph, _ := core.NewDigraph(3, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 0, To: 2}})
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 3}
	starts := []core.Element{271828, 314159, 141421} // uniformly random in a deployment
	first, _ := simulate.NewNetwork(config, digraph, [][]int64{{3}, {10}, {3}}, starts)
	first.Run()
	messages, bytes := first.Messages()
	fmt.Println(first.Nodes()[0].Average(), "after", first.Round(), "rounds,", messages, "messages,", bytes, "bytes")

	var kernels []core.Kernel
	for _, node := range first.Nodes() {
		kernel, _ := node.Kernel()
		kernels = append(kernels, kernel)
	}
	config.Epoch++
	later, err := simulate.NewRepeatNetwork(config, digraph, kernels, [][]int64{{1}, {2}, {4}})
	if err != nil {
		fmt.Println(err)
		return
	}
	later.Run()
	messages, bytes = later.Messages()
	fmt.Println(later.Nodes()[0].Average(), "after", later.Round(), "rounds,", messages, "messages,", bytes, "bytes")

	err = later.Begin(config.Epoch+1, [][]int64{{0, 7}, {0, 7}, {9, 7}})
	later.Run()
	fmt.Println(later.Nodes()[0].Average(), err)
	// Output:
	// [16/3] after 8 rounds, 32 messages, 1280 bytes
	// [7/3] after 2 rounds, 8 messages, 192 bytes
	// [3 7] <nil>
}

// The least value, by complement: c−v is greatest where v is least.
func ExampleMaximumNetwork() {
	digraph, _ := family.Cycle(4)
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 4}
	const c = 1000 // no value exceeds it, and all nodes know it
	var complements []uint64
	for _, v := range []uint64{31, 7, 540, 12} {
		complements = append(complements, c-v)
	}
	network, err := simulate.NewMaximumNetwork(config, digraph, 3, complements)
	if err != nil {
		fmt.Println(err)
		return
	}
	network.Run()
	greatest, _ := network.Nodes()[2].Maximum()
	messages, bytes := network.Messages()
	fmt.Println("the least is", c-greatest, "after", network.Round(), "rounds,", messages, "messages,", bytes, "bytes")
	// Output:
	// the least is 7 after 3 rounds, 12 messages, 288 bytes
}
