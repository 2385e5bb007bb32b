package scenario_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"kizami/core/scenario"
)

const four = `{ "kizami": 1,
  "digraph": { "nodes": 4, "arcs": [[0,1],[0,2],[1,0],[1,2],[1,3],[2,3],[3,0]] },
  "values": ["0", "1", "21/2", "-3.25"],
  "ending": { "rule": "bound", "bound": 4 } }`

func ExampleParse() {
	_, err := scenario.Parse([]byte(`{ "kizami": 1, "digraph": { "nodes": 2, "arcs": [[0,1]] } }`))
	fmt.Println(err)
	_, err = scenario.Parse([]byte(`{ "kizami": 1, "digraph": { "nodes": 2, "arcs": [[0,1], [1,1]] },
		"values": ["1", "2"], "ending": { "rule": "probe" } }`))
	var fault *scenario.Error
	if errors.As(err, &fault) {
		fmt.Println(fault.Code, "at", fault.Path, fault.Args)
	}
	// Output:
	// the field "values" is missing
	// arc-self-loop at digraph.arcs[1] map[arc:1 node:1]
}

func ExampleScenario_Average() {
	s, err := scenario.Parse([]byte(four))
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome, err := s.Average()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(outcome.Average, outcome.Decimal, "after", outcome.Rounds, "rounds")
	// Output: [33/16] [2.0625] after 6 rounds
}

func ExampleScenario_Trace() {
	s, err := scenario.Random(3, 1, "probe")
	if err != nil {
		fmt.Println(err)
		return
	}
	trace, err := s.Trace()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, event := range trace.Events {
		fmt.Print(event.Action, " ", event.Round, "; ")
	}
	fmt.Println(trace.Outcome.Average)
	// Output: Init 0; Advance 1; Advance 2; Advance 3; Decide 3; Advance 4; Advance 5; Stop 5; [37/12]
}

func ExampleScenario_MarshalJSON() {
	s, err := scenario.Parse([]byte(`{ "kizami": 1, "digraph": { "nodes": 2, "arcs": [[1,0],[0,1]] },
		"values": ["0.5", "1/3"], "ending": { "rule": "probe", "seed": 7 } }`))
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := json.Marshal(s)
	fmt.Println(string(text))
	// Output: {"kizami":1,"digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"values":["0.5","1/3"],"ending":{"rule":"probe","seed":7},"quantum":"1/6","capacity":2}
}

func ExampleScenario_Cost() {
	s, _ := scenario.Random(100, 1, "bound")
	fmt.Println(s.Cost())
	// Output: 4079400
}

func ExampleScenario_Network() {
	s, _ := scenario.Parse([]byte(four))
	network, _ := s.Network()
	network.Run()
	fmt.Println(network.Nodes()[0].Average(), "in quanta of", s.Quantum())
	// Output: [33/4] in quanta of 1/4
}

func ExampleRandom() {
	s, err := scenario.Random(4, 2026, "bound")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Digraph().Arcs(), s.Quanta(), "quanta of", s.Quantum())
	// Output: [{0 1} {0 3} {1 0} {1 2} {2 0} {2 1} {3 0} {3 1}] [[-3] [-24] [30] [-27]] quanta of 1/4
}

func ExamplePresets() {
	for _, preset := range scenario.Presets() {
		outcome, err := preset.Scenario.Average()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(preset.ID, outcome.Average, outcome.Rounds)
	}
	// Output:
	// unbalanced6 [7/3] 17
	// bracket7 [10/7] 12
	// race8 [-1/2] 12
	// triangle [3] 4
	// ring6 [41/24] 17
	// unbalanced4 [33/16] 6
	// path5 [31/15] 8
	// star6 [31/12] 8
	// barbell8 [3/32] 18
	// random8 [81/32] 20
	// complete5 [29/100] 5
}

func ExampleSentences() {
	fmt.Println(scenario.Sentences()["off-grid"])
	// Output: the value {value} of node {node} is not a multiple of the quantum {quantum}; "round": true rounds values
}
