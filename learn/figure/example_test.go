package figure_test

import (
	"fmt"
	"strings"

	"kizami/learn"
	"kizami/learn/figure"
)

func ExampleSVG() {
	rounds := func(n float64) learn.Band { return learn.Band{Low: n, Median: n, High: n} }
	report := &learn.Report{
		Kizami: 1, Task: learn.TaskRounds, Title: "Two cliques and one arc each way", Tolerance: 1e-9, Seeds: []uint64{1},
		Families: []learn.Family{
			{Family: "barbell", Nodes: 100, Probed: &learn.Probed{First: rounds(9), Repeated: rounds(4), Ratio: rounds(20169), Gain: 2241}},
		},
	}
	var svg strings.Builder
	if err := figure.SVG(&svg, report, figure.Rounds); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.Split(svg.String(), "\n")[2])
	// Output: <title>Two cliques and one arc each way</title>
}

func ExampleGain() {
	fmt.Println(figure.Gain(2241.4), figure.Gain(1.54), figure.Gain(0.148))
	// Output: ×2,241 ×1.5 ×0.15
}
