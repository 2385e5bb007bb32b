package graphfile

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// readEdges reads a line per arc: from, to, and perhaps a weight or the attributes that NetworkX writes.
func readEdges(t *table, o Options) (*Graph, error) {
	b := newBuilder("edges", o)
	if c, ok := t.named(); ok {
		return readNamed(t, c, b)
	}
	rows := t.rows
	if b.graph.Headed = t.headed(); b.graph.Headed {
		rows = rows[1:]
	}
	for _, r := range rows {
		weight := ""
		switch n := len(r.cells); {
		case n == 3:
			weight = weightOf(r.cells[2])
		case n == 4 && t.konect: // and a time
			weight = r.cells[2]
			if isOne(weight) {
				weight = r.cells[3]
			}
		case n != 2:
			return nil, fmt.Errorf("line %d has %d columns: an edge has two, or three with a weight; a first line such as source,target,weight names columns", r.line, n)
		}
		if err := b.edge(r, 0, 1, weight, !t.undirected); err != nil {
			return nil, err
		}
	}
	return b.finish()
}

var attribute = regexp.MustCompile(`'weight':\s*([^,}]*)`)

// weightOf returns the weight in a third column, also in one such as {'weight': 2.0}.
func weightOf(cell string) string {
	if !strings.HasPrefix(cell, "{") {
		return cell
	}
	if found := attribute.FindStringSubmatch(cell); found != nil {
		return strings.TrimSpace(found[1])
	}
	return ""
}

// writeEdges writes names in quotes where a blank, a comma or the like is in one.
func writeEdges(g *Graph) []byte {
	var out bytes.Buffer
	separator := " "
	for _, name := range g.Names {
		if strings.ContainsAny(name, " \t,;\"{}#%") || name == "" {
			separator = ","
		}
	}
	for _, a := range g.Arcs {
		from, to := g.Names[a.From], g.Names[a.To]
		if separator == "," {
			from, to = inQuotes(from), inQuotes(to)
		}
		fmt.Fprintf(&out, "%s%s%s\n", from, separator, to)
	}
	return out.Bytes()
}

func inQuotes(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
