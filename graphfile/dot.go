package graphfile

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"gonum.org/v1/gonum/graph/formats/dot"
	"gonum.org/v1/gonum/graph/formats/dot/ast"
)

// readDOT reads one graph of Graphviz, with subgraphs. Nodes are called by their ids; labels are for drawings.
func readDOT(data []byte, o Options) (*Graph, error) {
	f, err := parseDOT(data)
	if err != nil {
		return nil, err
	}
	if len(f.Graphs) != 1 {
		return nil, fmt.Errorf("it has %d graphs, not one", len(f.Graphs))
	}
	d := dotReader{newBuilder("dot", o), f.Graphs[0].Directed}
	if _, err := d.statements(f.Graphs[0].Stmts); err != nil {
		return nil, err
	}
	return d.finish()
}

// parseDOT keeps the first line of what the parser says, and its panics.
func parseDOT(data []byte) (f *ast.File, err error) {
	defer func() {
		if wrong := recover(); wrong != nil {
			err = fmt.Errorf("%v", wrong)
		}
		if err != nil {
			line, _, _ := strings.Cut(err.Error(), "\n")
			f, err = nil, fmt.Errorf("it is no graph of DOT: %s", clip(line))
		}
	}()
	return dot.ParseBytes(data)
}

type dotReader struct {
	*builder
	directed bool
}

// statements returns the nodes that they name, as the end of an edge may be a subgraph.
func (d dotReader) statements(all []ast.Stmt) (nodes []string, err error) {
	for _, s := range all {
		var more []string
		switch s := s.(type) {
		case *ast.NodeStmt:
			more, err = d.vertex(s.Node)
		case *ast.EdgeStmt:
			more, err = d.edges(s)
		case *ast.Subgraph:
			more, err = d.vertex(s)
		}
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, more...)
	}
	return nodes, nil
}

func (d dotReader) vertex(v ast.Vertex) ([]string, error) {
	switch v := v.(type) {
	case *ast.Node:
		name := unquoted(v.ID)
		_, err := d.node(name)
		return []string{name}, err
	case *ast.Subgraph:
		return d.statements(v.Stmts)
	}
	return nil, nil
}

// edges adds those of a chain such as a -> b -> {c d}.
func (d dotReader) edges(s *ast.EdgeStmt) (nodes []string, err error) {
	weight := ""
	for _, a := range s.Attrs {
		if strings.EqualFold(unquoted(a.Key), "weight") {
			weight = unquoted(a.Val)
		}
	}
	from, err := d.vertex(s.From)
	if err != nil {
		return nil, err
	}
	nodes = from
	for e := s.To; e != nil; e = e.To {
		to, err := d.vertex(e.Vertex)
		if err != nil {
			return nil, err
		}
		for _, i := range from {
			for _, j := range to {
				if err := d.arc(i, j, weight, d.directed); err != nil {
					return nil, fmt.Errorf("edge from %q to %q: %w", clip(i), clip(j), err)
				}
			}
		}
		from, nodes = to, append(nodes, to...)
	}
	return nodes, nil
}

func unquoted(id string) string {
	if len(id) > 1 && id[0] == '"' && id[len(id)-1] == '"' {
		return strings.ReplaceAll(strings.ReplaceAll(id[1:len(id)-1], "\\\n", ""), `\"`, `"`)
	}
	return id
}

// bare are the ids that DOT takes without quotes.
var bare = regexp.MustCompile(`^([A-Za-z_][A-Za-z_0-9]*|-?[0-9]+)$`)

func writeDOT(g *Graph) []byte {
	var out bytes.Buffer
	id := func(i int) string {
		if name := g.Names[i]; bare.MatchString(name) && !keyword.MatchString(name) {
			return name
		}
		return `"` + strings.ReplaceAll(g.Names[i], `"`, `\"`) + `"`
	}
	out.WriteString("digraph {\n")
	for i := range g.Names {
		out.WriteString("  " + id(i) + ";\n")
	}
	for _, a := range g.Arcs {
		out.WriteString("  " + id(a.From) + " -> " + id(a.To) + ";\n")
	}
	out.WriteString("}\n")
	return out.Bytes()
}

var keyword = regexp.MustCompile(`(?i)^(node|edge|graph|digraph|subgraph|strict)$`)
