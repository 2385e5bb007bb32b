package approximation_test

import (
	"fmt"

	"kizami/core/approximation"
	"kizami/core/family"
)

func ExampleApproximate() {
	for _, n := range []int{4, 40} {
		cycle, _ := family.Cycle(n)
		values := make([][]float64, n)
		for j := range values {
			values[j] = []float64{float64(j)}
		}
		approximations, _ := approximation.Approximate(cycle, n, values)
		fmt.Printf("cycle of %d: good to 1e-6: %v\n", n, approximations[0].Error[0] < 1e-6)
	}
	// Output:
	// cycle of 4: good to 1e-6: true
	// cycle of 40: good to 1e-6: false
}
