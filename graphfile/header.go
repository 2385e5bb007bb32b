package graphfile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What the columns of an edge list are called where it has a header.
var (
	sends  = regexp.MustCompile(`(?i)^(source|src|from|from[_ ]?node([_ ]?id)?|node[_ ]?1|tail|sender|origin|start)$`)
	hears  = regexp.MustCompile(`(?i)^(target|tgt|dst|dest|destination|to|to[_ ]?node([_ ]?id)?|node[_ ]?2|head|receiver|end)$`)
	weighs = regexp.MustCompile(`(?i)^weights?$`)
	kinds  = regexp.MustCompile(`(?i)^type$`)
)

// columns are where an edge list has what counts; −1 stands for no such column.
type columns struct{ from, to, weight, kind int }

// named returns the columns by their names, if the first row has them.
func (t *table) named() (columns, bool) {
	find := func(name *regexp.Regexp) int { return slices.IndexFunc(t.rows[0].cells, name.MatchString) }
	c := columns{find(sends), find(hears), find(weighs), find(kinds)}
	return c, c.from >= 0 && c.to >= 0
}

// headed says whether the first row must be a header though its names say nothing: none of them is a number or occurs again.
// Nodes of these names would have an arc to themselves, and the digraph would not be connected.
func (t *table) headed() bool {
	head := t.rows[0].cells
	if len(t.rows) < 3 || slices.ContainsFunc(head, isNumber) {
		return false
	}
	for _, r := range t.rows[1:] {
		for _, cell := range r.cells[:min(2, len(r.cells))] {
			if slices.Contains(head, cell) {
				return false
			}
		}
	}
	return true
}

// readNamed reads an edge list with named columns; the others are not of a digraph.
func readNamed(t *table, c columns, b *builder) (*Graph, error) {
	for i, name := range t.rows[0].cells {
		if name != "" && !slices.Contains([]int{c.from, c.to, c.weight, c.kind}, i) {
			b.graph.Columns = append(b.graph.Columns, name)
		}
	}
	for _, r := range t.rows[1:] {
		if len(r.cells) != len(t.rows[0].cells) {
			return nil, fmt.Errorf("line %d has %d columns, the header has %d", r.line, len(r.cells), len(t.rows[0].cells))
		}
		weight := ""
		if c.weight >= 0 {
			weight = r.cells[c.weight]
		}
		directed := !t.undirected && (c.kind < 0 || !strings.EqualFold(r.cells[c.kind], "undirected"))
		if err := b.edge(r, c.from, c.to, weight, directed); err != nil {
			return nil, err
		}
	}
	return b.finish()
}

// edge adds an arc of an edge list.
func (b *builder) edge(r row, from, to int, weight string, directed bool) error {
	if r.cells[from] == "" || r.cells[to] == "" {
		return fmt.Errorf("line %d: a node has no name", r.line)
	}
	if err := b.arc(r.cells[from], r.cells[to], weight, directed); err != nil {
		return fmt.Errorf("line %d: %w", r.line, err)
	}
	return nil
}

// strangers are formats that are not read, and how to tell them.
var strangers = []struct {
	name  string
	begin *regexp.Regexp
}{
	{"GML", regexp.MustCompile(`(?i)^(creator[^\n]*\n)?(version[^\n]*\n)?\s*graph\s*\[`)},
	{"Pajek", regexp.MustCompile(`(?i)^\*(vertices|network)\b`)},
	{"GEXF", regexp.MustCompile(`(?is)^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<gexf\b`)},
	{"a list in JSON", regexp.MustCompile(`^\[`)},
}

// stranger returns an error for a format that is known and not read.
func stranger(text []byte) error {
	for _, s := range strangers {
		if s.begin.Match(text) {
			return fmt.Errorf("it is %s, which is not read: save it as GraphML or an edge list (NetworkX: write_graphml, write_edgelist)", s.name)
		}
	}
	return nil
}
