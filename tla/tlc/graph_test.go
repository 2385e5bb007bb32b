package tlc

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A dump as TLC 1.7.3 writes it: a parallel edge, a self-loop, the stuttering
// edge of a model with liveness, and a state that is printed after its edge.
const dump = `strict digraph DiskGraph {
edge [colorscheme="paired12"]
nodesep=0.35;
subgraph cluster_graph {
color="white";
7 [label="/\\ n = 0\n/\\ s = \"a\\\"\\n/\\\\ n = 1\"\n/\\ f = ( 0 :> 1 @@\n  1 :> 2 )",style = filled]
-3 [label="/\\ n = 5\n/\\ s = \"\"\n/\\ f = <<>>",style = filled]
7 -> 8 [label="Inc",color="black",fontcolor="black"];
8 [label="/\\ n = 1\n/\\ s = \"\"\n/\\ f = <<>>"];
7 -> 8 [label="Add(1)",color="black",fontcolor="black"];
7 -> 7 [style="dashed"];
8 -> 8 [label="Inc",color="black",fontcolor="black"];
-3 -> 8 [label="Inc",color="black",fontcolor="black"];
7 -> -3 [label="Inc",color="black",fontcolor="black"];
{rank = same; 7;-3;}
{rank = same; 8;}
}
subgraph cluster_legend {graph[style=bold];label = "Next State Actions" style="solid"
node [ labeljust="l",colorscheme="paired12",style=filled,shape=record ]
Inc [label="Inc",fillcolor=2]
}}`

func readGraph(t *testing.T, text string) *Graph {
	t.Helper()
	g, err := ReadGraph(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestReadGraph(t *testing.T) {
	g := readGraph(t, dump)
	if g.Len() != 3 || g.ID(0) != 7 || g.ID(1) != -3 || g.ID(2) != 8 {
		t.Fatalf("%d states: %v", g.Len(), g.ids)
	}
	for _, c := range []struct{ got, want any }{
		{g.Variables, []string{"n", "s", "f"}},
		{g.Actions, []string{"Inc", "Add(1)"}},
		{g.Initial(), []int{0, 1}},
		{g.Edges(), []Edge{{0, 2, 0}, {0, 2, 1}, {0, 1, 0}, {1, 2, 0}, {2, 2, 0}}},
		{g.Out(1), []Edge{{1, 2, 0}}},
		{g.Action(g.Out(0)[1]), "Add(1)"},
		{g.Text(0, "f"), "( 0 :> 1 @@\n  1 :> 2 )"},
		{g.Text(0, "g"), ""},
		{g.Path(2), []Edge{{0, 2, 0}}},
		{g.Path(1), []Edge(nil)},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	s, err := g.State(0)
	if err != nil {
		t.Fatal(err)
	}
	want := State{"n": Int(0), "s": String("a\"\n/\\ n = 1"), "f": Function{{Int(0), Int(1)}, {Int(1), Int(2)}}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadGraphOfOneVariable(t *testing.T) {
	g := readGraph(t, "strict digraph DiskGraph {\nsubgraph cluster_graph {\n1 [label=\"n = 3\",style = filled]\n}\n}\n")
	if s, err := g.State(0); err != nil || !s.Equal(State{"n": Int(3)}) {
		t.Errorf("state %v, %v", s, err)
	}
}

func TestCheckCounts(t *testing.T) {
	g := readGraph(t, dump)
	whole := Counts{Initial: 3, InitialDistinct: 2, Generated: 8, Distinct: 3}
	if err := g.CheckCounts(whole); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		change func(*Counts)
		want   string
	}{
		{func(c *Counts) { c.Distinct++ }, "the state graph has 3 states, TLC counted 4"},
		{func(c *Counts) { c.InitialDistinct-- }, "the state graph has 2 initial states, TLC counted 1"},
		{func(c *Counts) { c.Generated++ }, "the state graph has 5 edges, TLC counted 6"},
		{func(c *Counts) { c.Initial++ }, "the state graph has 5 edges, TLC counted 4"},
	} {
		counts := whole
		c.change(&counts)
		if err := g.CheckCounts(counts); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestReadGraphErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{dump, "", "state graph, line 0: the graph breaks off"},
		{dump, "hello", "state graph, line 1: expected digraph {"},
		{dump, "}", "state graph, line 1: a brace closes that none opened"},
		{dump, "subgraph a {\n}", "state graph, line 1: a brace opens where none is expected"},
		{dump, "digraph a {\n}", "state graph, line 2: the graph has no state"},
		{"subgraph cluster_graph", "digraph cluster_graph", "state graph, line 4: a brace opens where none is expected"},
		{"}}", "}", "state graph, line 21: the graph breaks off"},
		{"nodesep=0.35;", "nodes;", `state graph, line 3: neither a state nor a step: "nodes;"`},
		{"\n8 [label=", "\nx [label=", `state graph, line 9: "x" is not the number of a state`},
		{"7 -> 8 [", "7 -> [", `state graph, line 8: "7 ->" is not the number of a state`},
		{"7 -> 8 [", "7 -> 8 {", `state graph, line 8: neither a state nor a step: "7 -> 8 {label=`},
		{"7 -> 8 [", "7 -> 99999999999999999999 [", `state graph, line 8: "99999999999999999999" is not the number of a state`},
		{"7 -> 8 [", "7 -> 8 {", `state graph, line 8: neither a state nor a step: "7 -> 8 {label=`},
		{"7 -> 8 [", "7 -> 9 [", "state graph, line 8: the state 9 is named but never printed"},
		{"8 [label=\"/\\\\ n", "7 [label=\"/\\\\ n", "state graph, line 9: the state 7 is printed twice"},
		{"\"Inc\",color=\"black\",fontcolor=\"black\"];", "\"Inc", "state graph, line 8: a label is not closed"},
		{"\"Inc\",color=\"black\",fontcolor=\"black\"];", "\"Inc\\", "state graph, line 8: a label is not closed"},
		{"\"Inc\",color=\"black\",fontcolor=\"black\"];", "\"Inc\"", "state graph, line 8: the line breaks off after a label"},
		{"\"Inc\",color=\"black\",fontcolor=\"black\"];", "\"Inc\",color", "state graph, line 8: the line breaks off after a label"},
		{"\"Inc\",color=\"black\",fontcolor=\"black\"];", "\"Inc\"8];", "state graph, line 8: the line breaks off after a label"},
		{"Inc", "I\\q", "state graph, line 8: a label holds an unknown escape"},
		{"n = 5", "m = 5", `state graph, line 7: a state of ["n" "s" "f"] holds "m = 5"`},
		{`n = 5\n/\\ s = \"\"\n/\\ f = <<>>`, `n = 5\n/\\ s = \"\"`, "state graph, line 7: a state lacks the variable f"},
		{`n = 5`, `n = 5\n/\\ k = 5`, `state graph, line 7: a state of ["n" "s" "f"] holds "k = 5"`},
		{`n = 1\n/\\ s = \"\"\n/\\ f = <<>>`, `n = 1\n/\\ s = \"\"\n/\\ f = <<>>\n/\\ k = 5`, `state graph, line 9: a state of ["n" "s" "f"] holds "k = 5"`},
		{"n = 0", "n", `state graph, line 6: a state of [] holds "n"`},
		{"}}", "}}}", "state graph, line 21: a brace closes that none opened"},
		{"}}", "}}\n}", "state graph, line 22: something follows the graph"},
	} {
		g, err := ReadGraph(strings.NewReader(strings.Replace(dump, c.old, c.new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q for %.30q: got %v, %v, want the error %s", c.new, c.old, g, err, c.want)
		}
	}
}

// A dump cut anywhere is refused.
func TestReadGraphTruncated(t *testing.T) {
	for i := range len(dump) {
		if _, err := ReadGraph(strings.NewReader(dump[:i])); err == nil {
			t.Errorf("cut after %d of %d bytes, it is taken", i, len(dump))
		}
	}
}

func TestGraphStateErrorNamesTheLine(t *testing.T) {
	g := readGraph(t, strings.Replace(dump, "n = 1\\n", "n = SUBSET {1}\\n", 1))
	_, err := g.State(2)
	want := "state graph, line 9: variable n: line 1, column 1: SUBSET does not start a value that can be listed"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A chain of states with wide labels, one rank line longer than any buffer.
func chain(states int) io.Reader {
	r, w := io.Pipe()
	go func() {
		fmt.Fprint(w, "strict digraph DiskGraph {\nnodesep=0.35;\nsubgraph cluster_graph {\ncolor=\"white\";\n")
		for i := range states {
			style := ""
			if i == 0 {
				style = ",style = filled"
			}
			fmt.Fprintf(w, "%d [label=\"/\\\\ n = %d\\n/\\\\ wide = (0 :> <<%d, 40000, 12345>> @@ 1 :> <<1, 2, 3>>)\\n/\\\\ same = {<<0, 1>>, <<1, 0>>}\"%s];\n", i*7, i, i, style)
			fmt.Fprintf(w, "%d -> %d [label=\"Next\",color=\"black\",fontcolor=\"black\"];\n", i*7, (i+1)%states*7)
		}
		fmt.Fprint(w, "{rank = same; ")
		for i := range states {
			fmt.Fprint(w, strconv.Itoa(i*7), ";")
		}
		fmt.Fprint(w, "}\n}\n}\n")
		w.Close()
	}()
	return r
}

func TestReadLargeGraph(t *testing.T) {
	const states = 50_000
	g, err := ReadGraph(chain(states))
	if err != nil {
		t.Fatal(err)
	}
	if err := g.CheckCounts(Counts{Initial: 1, InitialDistinct: 1, Generated: states + 1, Distinct: states}); err != nil {
		t.Error(err)
	}
	if len(g.Path(states-1)) != states-1 {
		t.Errorf("the path to the last state has %d steps", len(g.Path(states-1)))
	}
	if s, err := g.State(states - 1); err != nil || s["n"] != Int(states-1) {
		t.Errorf("the last state is %v, %v", s, err)
	}
}

func BenchmarkReadGraph(b *testing.B) {
	for b.Loop() {
		if _, err := ReadGraph(chain(50_000)); err != nil {
			b.Fatal(err)
		}
	}
}
