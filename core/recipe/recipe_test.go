package recipe_test

import (
	"fmt"

	"kizami/core"
	"kizami/core/recipe"
)

// On the directed cycle of four, node 0 sees 1, 1/2, 1/4, 1/8 before news of its own value comes round, and node 3 sees
// nothing but 0 for as long: both are sure of 0.
func Example() {
	cycle, _ := core.NewDigraph(4, []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 3}, {From: 3, To: 0}})
	seen, err := recipe.Observe(cycle, [][]int64{{1}, {0}, {0}, {0}}, 1000)
	if err != nil {
		panic(err)
	}
	for j := range seen.Y {
		a := recipe.Coded.Answer(seen.X[j][0], seen.Y[j], 1000)
		fmt.Println(j, a.Sure, a.Average, a.Known)
	}
	// Output:
	// 0 3 0 true
	// 1 7 1/4 true
	// 2 7 1/4 true
	// 3 3 0 true
}
