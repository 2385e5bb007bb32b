package core_test

import (
	"crypto/rand"
	"fmt"
	"slices"

	"kizami/core"
)

// Three nodes do their rounds together. In a deployment each node runs for itself, and what it sends travels. With the
// probe ending nodes stop in different rounds: who has stopped sends nothing, and nobody waits for it.
func Example() {
	in, outDegree := [][]int{{2}, {0}, {0, 1}}, []int{2, 1, 1} // 0→1, 0→2, 1→2, 2→0
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 3}
	var nodes []*core.Node
	for j, value := range []int64{3, 10, 3} {
		start, err := config.Field.Random(rand.Reader)
		if err != nil {
			fmt.Println(err)
			return
		}
		node, err := core.NewNode(config, outDegree[j], []int64{value}, start)
		if err != nil {
			fmt.Println(err)
			return
		}
		nodes = append(nodes, node)
	}
	for !slices.ContainsFunc(nodes, (*core.Node).Refused) {
		sent := map[int]core.Message{}
		for j, node := range nodes {
			node.Decide() // both do nothing before they are allowed to
			node.Stop()
			if !node.Stopped() {
				sent[j] = node.Share()
			}
		}
		if len(sent) == 0 {
			break
		}
		for j := range sent {
			var inbox []core.Message
			for _, i := range in[j] {
				if m, sends := sent[i]; sends {
					inbox = append(inbox, m)
				}
			}
			if err := nodes[j].Advance(inbox); err != nil {
				fmt.Println(err)
				return
			}
		}
	}
	for j, node := range nodes {
		fmt.Println("node", j, "holds", node.Average()[0])
	}
	// Output:
	// node 0 holds 16/3
	// node 1 holds 16/3
	// node 2 holds 16/3
}

func ExampleReconstruct() {
	third := core.Exact.Inverse(3)
	fmt.Println(third)
	fmt.Println(core.Reconstruct(core.Exact, core.Exact.Mul(16, third), 3))
	// Output:
	// 1537228672809129301
	// 16/3 true
}
