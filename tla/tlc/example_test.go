package tlc_test

import (
	"context"
	"fmt"
	"strings"

	"kizami/tla/tlc"
)

func ExampleParseValue() {
	v, err := tlc.ParseValue(`[node |-> 2, heard |-> {3, 1}, words |-> (0 :> <<7, 9>> @@ 1 :> << >>)]`)
	fmt.Println(v, err)
	_, err = tlc.ParseValue("{1, 2")
	fmt.Println(err)
	// Output:
	// [heard |-> {1, 3}, node |-> 2, words |-> (0 :> <<7, 9>> @@ 1 :> <<>>)] <nil>
	// line 1, column 6: expected , or }, found the end
}

func ExampleParseState() {
	s, err := tlc.ParseState("/\\ round = 2\n/\\ decided = (0 :> -1 @@ 1 :> 2)")
	fmt.Println(s["decided"], s["round"], err)
	// Output: (0 :> -1 @@ 1 :> 2) 2 <nil>
}

func ExampleReadGraph() {
	g, err := tlc.ReadGraph(strings.NewReader(`strict digraph DiskGraph {
subgraph cluster_graph {
11 [label="n = 0",style = filled]
11 -> 22 [label="Advance",color="black",fontcolor="black"];
22 [label="n = 1"];
}
}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range g.Edges() {
		after, _ := g.State(int(e.To))
		fmt.Println(g.Text(int(e.From), "n"), g.Action(e), after)
	}
	// Output: 0 Advance /\ n = 1
}

// Check needs Java, so that this example is compiled but not run.
func ExampleCheck() {
	report, err := tlc.Check(context.Background(), tlc.Options{})
	if err != nil {
		fmt.Println(err) // one sentence that says what to do
		return
	}
	for _, m := range report.Models {
		fmt.Println(m.Model, m.Got, m.Distinct, m.Why)
	}
}
