package graphfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kizami/core"
)

// The same three nodes, a→b→c→a and b→a, as people have them.
var written = []struct{ name, format, text string }{
	{"blanks", "edges", "a b\nb c\nc a\nb a\n"},
	{"tabs, comments, a header", "edges", "# Directed graph\nsource\ttarget\na\tb\n% more\n\nb\tc\nc\ta\nb\ta"},
	{"commas, Windows, a mark", "edges", "\xef\xbb\xbfFrom,To\r\na,b\r\nb,c\r\nc,a\r\nb,a\r\n"},
	{"semicolons, quotes", "edges", "\"a\";\"b\"\n\"b\";\"c\"\n\"c\";\"a\"\n\"b\";\"a\"\n"},
	{"NetworkX, no attributes", "edges", "a b {}\nb c {}\nc a {}\nb a {}\n"},
	{"NetworkX, weights of 1", "edges", "a b {'weight': 1}\nb c {'weight': 1.0, 'x': 3}\nc a {}\nb a {}\n"},
	{"weights of 1", "edges", "a b 1\nb c 1.0\nc a 1\nb a 1\n"},
	{"a table of Gephi", "edges", "Source,Target,Type,Id,Label,Weight\na,b,Directed,0,,1.0\nb,c,Directed,1,,1.0\nc,a,Directed,2,,1.0\nb,a,directed,3,,1\n"},
	{"a table of Gephi, one edge undirected", "edges", "Id;Type;Target;Source\n0;Undirected;b;a\n1;Directed;c;b\n2;Directed;a;c\n"},
	{"pandas, its index", "edges", ",source,target\n0,a,b\n1,b,c\n2,c,a\n3,b,a\n"},
	{"three lines of three columns", "edges", "from,to,weight\na,b,1\nb,c,1\nc,a,1\nb,a,1\n"},
	{"a header of one's own", "edges", "u\tv\na\tb\nb\tc\nc\ta\nb\ta\n"},
	{"KONECT", "edges", "% asym unweighted\na b 1 1\nb c 1 1\nc a 1 1\nb a 1 1\n"},
	{"matrix with names", "adjacency", ",a,b,c\na,0,1,0\nb,1,0,1\nc,1,0,0\n"},
	{"matrix with a header", "adjacency", "a;b;c\n0;1;0\n1;0;1\n1;0;0\n"},
	{"adjacency list", "adjacency-list", "a,b\nb,c,a\nc,a\n"},
	{"adjacency list of NetworkX", "adjacency-list", "#made by\na b\nb c a\nc a\n"},
	{"GraphML", "graphml", `<?xml version="1.0" encoding="utf-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">
	  <node id="a"/><node id="b"/><node id="c"/><edge source="a" target="b"/><edge source="b" target="c"/><edge source="c" target="a"/><edge source="b" target="a"/></graph></graphml>`},
	{"GraphML with labels, one edge undirected", "graphml", `<graphml><key id="d0" for="node" attr.name="label"/><graph edgedefault="directed">
	  <node id="n0"><data key="d0">a</data></node><node id="n1"><data key="d0">b</data></node><node id="n2"><data key="d0">c</data></node>
	  <edge source="n0" target="n1" directed="false"/><edge source="n1" target="n2"/><edge source="n2" target="n0"/></graph></graphml>`},
	{"DOT", "dot", "// roads\ndigraph roads {\n  rankdir=LR; node [shape=box];\n  a -> b -> c -> a; b -> \"a\" [label=x];\n}"},
	{"DOT, subgraphs", "dot", "strict digraph { a -> {b}; subgraph s { b -> {a c} } c -> a }"},
	{"node-link", "node-link", `{"directed": true, "multigraph": false, "graph": {}, "nodes": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
	  "links": [{"source": "a", "target": "b"}, {"source": "b", "target": "c"}, {"source": "c", "target": "a"}, {"source": "b", "target": "a", "weight": 1}]}`},
	{"links by place, of D3", "node-link", `{"nodes": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
	  "links": [{"source": 0, "target": 1}, {"source": 1, "target": 2}, {"source": 2, "target": 0}, {"source": 1, "target": 0}]}`},
	{"node-link of NetworkX 3.4", "node-link", `{"directed": true, "nodes": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
	  "edges": [{"source": "a", "target": "b"}, {"source": "b", "target": "c"}, {"source": "c", "target": "a"}, {"source": "b", "target": "a"}]}`},
}

var arcs = []core.Arc{{From: 0, To: 1}, {From: 1, To: 0}, {From: 1, To: 2}, {From: 2, To: 0}}

func TestReadsWhatPeopleHave(t *testing.T) {
	for _, c := range written {
		g, err := Read([]byte(c.text), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.format+" a b c", g.Format+" "+strings.Join(g.Names, " ")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if diff := cmp.Diff(arcs, g.Arcs); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestNumbersAreInOrder(t *testing.T) {
	for _, text := range []string{"30 7\n7 11\n11 30\n", "%%MatrixMarket matrix coordinate pattern general\n% by hand\n3 3 3\n1 2\n2 3\n3 1\n",
		`{"nodes": [{"id": 9}, {"id": 5}, {"id": 7}], "links": [{"source": 9, "target": 5}, {"source": 5, "target": 7}, {"source": 7, "target": 9}]}`} {
		g, err := Read([]byte(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		names := strings.Join(g.Names, " ")
		if names != "7 11 30" && names != "1 2 3" && names != "5 7 9" {
			t.Errorf("%q: nodes %s", text, names)
		}
		if diff := cmp.Diff([]core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}}, g.Arcs); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestWhatIsLeftOutIsTold(t *testing.T) {
	for _, c := range []struct {
		text  string
		given Options
		notes string
	}{
		{"1 1\n1 2\n2 1\n1 2\n2 2\n", Options{}, "2 self-loops are left out: every node hears itself anyway; one arc that is named twice counts once"},
		{"# Undirected graph: x.txt\n1 2\n2 3\n", Options{}, "the 2 edges without a direction lead both ways"},
		{"1 2\n", Options{Undirected: true}, "the one edge without a direction leads both ways"},
		{"1 2 0.5\n2 1 7\n", Options{IgnoreWeights: true}, "2 weights are ignored"},
		{"graph { a -- b -- c }", Options{}, "the 2 edges without a direction lead both ways"},
		{"%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n2 1 1.0\n1 1 1\n", Options{},
			"the one edge without a direction leads both ways; one self-loop is left out: every node hears itself anyway"},
		{`{"directed": false, "nodes": [{"id": 0}, {"id": 1}], "links": [{"source": 0, "target": 1}]}`, Options{},
			"the one edge without a direction leads both ways"},
		{`{"nodes": [{"id": 0}, {"id": 1}], "links": [{"source": 0, "target": 1}]}`, Options{},
			`it does not say "directed": every link leads one way; --undirected lets all lead both ways`},
		{`{"nodes": [{"id": 0}, {"id": 1}], "links": [{"source": 0, "target": 1}]}`, Options{Undirected: true}, "the one edge without a direction leads both ways"},
		{"u,v\na,b\nb,a\n", Options{}, "line 1 is taken for a header: what it names occurs in no other line"},
		{"a,b\nb,a\n", Options{}, ""},
		{"origin,destination,km\na,b,7\nb,a,8\n", Options{}, "columns that say nothing about the digraph: km"},
		{"% sym unweighted\n1 2\n", Options{}, "the one edge without a direction leads both ways"},
		{"%%MatrixMarket matrix coordinate pattern skew-symmetric\n2 2 1\n2 1\n", Options{}, "the one edge without a direction leads both ways"},
	} {
		g, err := Read([]byte(c.text), c.given)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		} else if notes := strings.Join(g.Notes(), "; "); notes != c.notes {
			t.Errorf("%q: %q, want %q", c.text, notes, c.notes)
		}
	}
}

func TestRefuses(t *testing.T) {
	for _, c := range []struct{ text, format, want string }{
		{"", "", "it is empty"},
		{"# only\n", "", "no line is in it but comments"},
		{"\xff\xfea\x00", "", "it is UTF-16: save it as UTF-8"},
		{"caf\xe9 b\n", "", "it is not UTF-8 text: save it as UTF-8"},
		{"graph [\n  directed 1\n", "", "it is GML, which is not read: save it as GraphML or an edge list"},
		{"Creator \"x\"\ngraph\n[\n", "", "it is GML, which is not read"},
		{"*Vertices 3\n1 \"a\"\n", "", "it is Pajek, which is not read"},
		{"<?xml version=\"1.0\"?>\n<gexf xmlns=\"x\">", "", "it is GEXF, which is not read"},
		{"[[0,1],[1,0]]", "", "it is a list in JSON, which is not read"},
		{"0 1 2\n1 2\n2 0\n", "", "it can be a list of edges of which only some have a weight, and a list of nodes"},
		{"source,target\n1,2\n2,1,7\n", "", "read as edges: line 3 has 3 columns, the header has 2"},
		{"% asym\n1 2 1 9\n", "", "read as edges: line 2: the weight \"9\""},
		{`{"nodes": [{"id": 1}], "adjacency": [[]]}`, "", `read as node-link: it has "adjacency" instead of "links"`},
		{"1 2\n", "gml", `the format "gml" is not known; there are edges, adjacency,`},
		{"1 2 0.5\n2 1 1\n", "", `read as edges: line 1: the weight "0.5": an arc of this kit has none`},
		{"1 2 NaN\n2 1 1\n", "", `read as edges: line 1: the weight "NaN"`},
		{"1 2 3 4\n5 6 7 8\n", "", "the format is not known: line 2 has 4 columns"},
		{"1 2\n2\n", "edges", "read as edges: line 2 has 1 columns: an edge has two"},
		{"a,b\n,a\n", "edges", "read as edges: line 2: a node has no name"},
		{"0 1 1\n1 0 1\n1 1 0\n", "", "it can be a list of 3 edges with weights and a matrix of 3 nodes: name the format, edges or adjacency"},
		{"0 1\n1 0 2\n", "adjacency", "read as adjacency: it is no square matrix"},
		{"0,1,0,0\n2,0,0,0\n0,0,0,1\n1,0,0,0\n", "", `read as adjacency: line 2: the weight "2"`},
		{"x,x,y,z\n0,1,0,0\n1,0,0,0\n0,0,0,1\n1,0,0,0\n", "", `read as adjacency: line 1: two columns are called "x"`},
		{"%%MatrixMarket matrix array real general\n1 1\n1\n", "", "read as matrix-market: line 1 must be %%MatrixMarket matrix coordinate"},
		{"%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 1\n", "", "read as matrix-market: line 1: complex general is not read"},
		{"%%MatrixMarket matrix coordinate pattern general\n2 3 0\n", "", "read as matrix-market: line 2: 2 rows and 3 columns"},
		{"%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 2\n", "", "read as matrix-market: line 2 announces 2 entries, and there are 1"},
		{"%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 3\n", "", `read as matrix-market: line 3: "3" is no number from 1 to 2`},
		{"%%MatrixMarket matrix coordinate pattern general\n9999999999 9999999999 0\n", "", "a digraph of 9999999999 nodes: the number of nodes must be between 1 and 1000000"},
		{"<graphml></graphml>", "", "read as graphml: it has 0 graphs, not one"},
		{"<graphml><graph>", "", "read as graphml: syntax error on line 1"},
		{`<graphml><graph><node id="a"/><edge source="a" target="b"/></graph></graphml>`, "", `edge 1, from "a" to "b": there is no such node`},
		{`<graphml><graph><node id="a"/><node id="a"/></graph></graphml>`, "", `node "a" has no id of its own`},
		{`<graphml><graph><node id="a"><graph/></node></graph></graphml>`, "", `node "a" holds a graph of its own`},
		{`<graphml><graph><node id="a"/><hyperedge/></graph></graphml>`, "", "it has a hyperedge"},
		{"digraph { a -> ", "", "read as dot: it is no graph of DOT"},
		{"digraph { a -> b [weight=3] }", "", `read as dot: edge from "a" to "b": the weight "3"`},
		{"{}", "", `read as node-link: it has no "nodes"`},
		{`{"nodes": [{"id": 1}], "links": [{"source": 1, "target": 2}]}`, "", `read as node-link: link 1: there is no node "2"`},
		{`{"nodes": [{"id": [1]}]}`, "", "read as node-link: node 1: a node is called by a text or a number"},
		{`{"nodes": [{"id": 1}, {"id": "1"}]}`, "", `read as node-link: two nodes have the id "1"`},
		{`{"nodes": [{"id": 1}]} x`, "", "read as node-link: something follows the closing brace"},
		{`{"nodes": [`, "", "read as node-link: it is no JSON of this form"},
		{`{"nodes": 2, "arcs": [[0,2]]}`, "", "read as kizami: arc 0, [0,2]: the nodes are 0 to 1"},
		{`{"nodes": -1, "arcs": []}`, "", "read as kizami: a digraph of -1 nodes"},
	} {
		_, err := Read([]byte(c.text), Options{Format: c.format})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

func TestLargestPart(t *testing.T) {
	g, err := Read([]byte("a b\nb a\nb c\nc d\nd e\ne c\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Digraph(); err == nil || err.Error() != `the digraph is not strongly connected: no path leads from node "c" to node "a"` {
		t.Error(err)
	}
	part, left := g.Largest()
	if d, err := part.Digraph(); err != nil || left != 2 || strings.Join(part.Names, " ") != "c d e" || d.Diameter() != 2 {
		t.Errorf("%v, %d left, %v", part.Names, left, err)
	}
}
