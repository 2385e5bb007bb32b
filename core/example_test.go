package core_test

import (
	"fmt"

	"kizami/core"
)

func ExampleReconstruct() {
	third := core.Exact.Inverse(3)
	fmt.Println(third)
	fmt.Println(core.Reconstruct(core.Exact, core.Exact.Mul(16, third), 3))
	// Output:
	// 1537228672809129301
	// 16/3 true
}
