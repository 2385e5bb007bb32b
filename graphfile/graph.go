package graphfile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kizami/core"
)

// MaxBytes is the size of the largest file that is read.
const MaxBytes = 64 << 20

// Graph is what a file says: nodes by name, and arcs between their places in the list of names.
type Graph struct {
	Format     string     // one of [Formats]
	Names      []string   // in the order of their numbers, if all are numbers; otherwise as the file first names them
	Arcs       []core.Arc // without self-loops, each once, ordered by From and then To
	Undirected int        // edges of the file that lead both ways: two arcs each
	Loops      int        // self-loops that were left out: they are implied
	Repeated   int        // arcs that were named again
	Weights    int        // weights other than 1 that were ignored
	Headed     bool       // the first line of an edge list was taken for a header
	Columns    []string   // of an edge list that say nothing about a digraph
	OneWay     bool       // nothing says whether edges have a direction: they were taken as arcs
}

// MaxNodes is the largest number of nodes that is read.
const MaxNodes = core.MaxBracketNodes

// Of returns a digraph as if it came from a file.
func Of(d *core.Digraph) *Graph {
	g := &Graph{Arcs: d.Arcs()}
	for i := range d.Nodes() {
		g.Names = append(g.Names, strconv.Itoa(i))
	}
	return g
}

// Numbered says whether the names of the nodes are their places, 0 to n−1.
func (g *Graph) Numbered() bool {
	for i, name := range g.Names {
		if name != strconv.Itoa(i) {
			return false
		}
	}
	return true
}

// Notes returns in sentences what the file has and the digraph has not.
func (g *Graph) Notes() (notes []string) {
	tell := func(n int, one, many string) {
		if n == 1 {
			notes = append(notes, one)
		} else if n > 1 {
			notes = append(notes, fmt.Sprintf(many, n))
		}
	}
	tell(g.Undirected, "the one edge without a direction leads both ways", "the %d edges without a direction lead both ways")
	tell(g.Loops, "one self-loop is left out: every node hears itself anyway", "%d self-loops are left out: every node hears itself anyway")
	tell(g.Repeated, "one arc that is named twice counts once", "%d arcs that are named again count once")
	tell(g.Weights, "one weight is ignored", "%d weights are ignored")
	if g.Headed {
		notes = append(notes, "line 1 is taken for a header: what it names occurs in no other line")
	}
	if len(g.Columns) > 0 {
		notes = append(notes, "columns that say nothing about the digraph: "+clip(strings.Join(g.Columns, ", ")))
	}
	if g.OneWay {
		notes = append(notes, "it does not say \"directed\": every link leads one way; --undirected lets all lead both ways")
	}
	return notes
}

// Digraph returns the digraph. Errors: [*core.NodeCountError], [*ApartError].
func (g *Graph) Digraph() (*core.Digraph, error) {
	d, err := core.NewLargeDigraph(len(g.Names), g.Arcs)
	if apart, ok := err.(*core.NotStronglyConnectedError); ok {
		return nil, &ApartError{g.Names[apart.From], g.Names[apart.To]}
	}
	return d, err
}

// ApartError names two nodes of which the first has no path to the second.
type ApartError struct{ From, To string }

func (e *ApartError) Error() string {
	return fmt.Sprintf("the digraph is not strongly connected: no path leads from node %q to node %q", e.From, e.To)
}

// builder collects nodes and arcs by name.
type builder struct {
	graph Graph
	place map[string]int
	given Options
}

func newBuilder(format string, given Options) *builder {
	return &builder{Graph{Format: format}, map[string]int{}, given}
}

func (b *builder) node(name string) (int, error) {
	if i, ok := b.place[name]; ok {
		return i, nil
	}
	if len(b.graph.Names) == MaxNodes {
		return 0, fmt.Errorf("more than %d nodes: that is the most that the kit takes", MaxNodes)
	}
	b.place[name] = len(b.graph.Names)
	b.graph.Names = append(b.graph.Names, name)
	return b.place[name], nil
}

// arc adds an edge; weight "" stands for none.
func (b *builder) arc(from, to, weight string, directed bool) error {
	if err := b.weigh(weight); err != nil {
		return err
	}
	i, err := b.node(from)
	if err != nil {
		return err
	}
	j, err := b.node(to)
	switch {
	case err != nil:
		return err
	case i == j:
		b.graph.Loops++
		return nil
	}
	b.graph.Arcs = append(b.graph.Arcs, core.Arc{From: i, To: j})
	if !directed || b.given.Undirected {
		b.graph.Undirected++
		b.graph.Arcs = append(b.graph.Arcs, core.Arc{From: j, To: i})
	}
	return nil
}

// weigh takes a weight that says nothing, or that shall be ignored.
func (b *builder) weigh(weight string) error {
	switch {
	case weight == "" || isOne(weight):
	case b.given.IgnoreWeights:
		b.graph.Weights++
	default:
		return fmt.Errorf("the weight %q: an arc of this kit has none; --ignore-weights (in a scenario or an experiment \"weights\": \"ignore\") lets the arcs alone count", clip(weight))
	}
	return nil
}

func isOne(text string) bool { v, err := strconv.ParseFloat(text, 64); return err == nil && v == 1 }

// finish puts nodes and arcs in order.
func (b *builder) finish() (*Graph, error) {
	g := &b.graph
	if len(g.Names) == 0 {
		return nil, fmt.Errorf("no node is in it")
	}
	g.order()
	arcs := len(g.Arcs)
	slices.SortFunc(g.Arcs, byEnds)
	g.Arcs = slices.Compact(g.Arcs)
	g.Repeated = arcs - len(g.Arcs)
	return g, nil
}

func byEnds(a, b core.Arc) int {
	if a.From != b.From {
		return a.From - b.From
	}
	return a.To - b.To
}

// order sorts nodes whose names are all numbers.
func (g *Graph) order() {
	numbers := make([]int, len(g.Names))
	for i, name := range g.Names {
		n, err := strconv.Atoi(name)
		if err != nil || strconv.Itoa(n) != name {
			return
		}
		numbers[i] = n
	}
	old := make([]int, len(numbers))
	for i := range old {
		old[i] = i
	}
	slices.SortFunc(old, func(a, b int) int { return cmp.Compare(numbers[a], numbers[b]) })
	now, names := make([]int, len(old)), make([]string, len(old))
	for place, i := range old {
		now[i], names[place] = place, g.Names[i]
	}
	g.Names = names
	for i, a := range g.Arcs {
		g.Arcs[i] = core.Arc{From: now[a.From], To: now[a.To]}
	}
}

// clip shortens what is shown of a file.
func clip(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
