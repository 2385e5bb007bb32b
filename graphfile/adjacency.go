package graphfile

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// matrix returns the names and the entries of a square table: bare, with a header, or with names in the first column, too.
func (t *table) matrix() (names []string, entries []row, ok bool) {
	rows := t.rows
	width := len(rows[0].cells)
	for _, r := range rows {
		if len(r.cells) != width {
			return nil, nil, false
		}
	}
	switch n := len(rows); {
	case n > 2 && width == n && allNumbers(rows, 0):
		for i := range n {
			names = append(names, strconv.Itoa(i))
		}
		return names, rows, true
	case n > 1 && width == n-1 && !isNumber(rows[0].cells[0]) && allNumbers(rows[1:], 0):
		return rows[0].cells, rows[1:], true
	case n > 1 && width == n && !isNumber(rows[0].cells[0]) && allNumbers(rows[1:], 1):
		for i, r := range rows[1:] {
			if r.cells[0] != rows[0].cells[i+1] {
				return nil, nil, false
			}
			entries = append(entries, row{r.line, r.cells[1:]})
		}
		return rows[0].cells[1:], entries, true
	}
	return nil, nil, false
}

func allNumbers(rows []row, from int) bool {
	for _, r := range rows {
		for _, cell := range r.cells[from:] {
			if !isNumber(cell) {
				return false
			}
		}
	}
	return true
}

// readMatrix reads a matrix: the node of a row sends to the node of a column where the entry is not 0.
func readMatrix(t *table, o Options) (*Graph, error) {
	names, entries, ok := t.matrix()
	if !ok {
		return nil, fmt.Errorf("it is no square matrix of numbers, with or without a line and a column of the same names")
	}
	b := newBuilder("adjacency", o)
	for i, name := range names {
		if place, err := b.node(name); err != nil {
			return nil, err
		} else if place != i {
			return nil, fmt.Errorf("line %d: two columns are called %q", t.rows[0].line, clip(name))
		}
	}
	for i, r := range entries {
		for j, cell := range r.cells {
			if entry, _ := strconv.ParseFloat(cell, 64); entry == 0 {
				continue
			}
			if err := b.arc(names[i], names[j], cell, true); err != nil {
				return nil, fmt.Errorf("line %d: %w", r.line, err)
			}
		}
	}
	return b.finish()
}

// writeMatrix writes names as well, unless they are the places.
func writeMatrix(g *Graph) []byte {
	var out bytes.Buffer
	named := !g.Numbered() || len(g.Names) < 4 // as few bare rows could be edges
	if named {
		for _, name := range g.Names {
			out.WriteString("," + inQuotes(name))
		}
		out.WriteByte('\n')
	}
	arcs := g.Arcs
	for i, name := range g.Names {
		cells := bytes.Split(bytes.Repeat([]byte("0"), len(g.Names)), nil)
		for ; len(arcs) > 0 && arcs[0].From == i; arcs = arcs[1:] {
			cells[arcs[0].To] = []byte("1")
		}
		if named {
			out.WriteString(inQuotes(name) + ",")
		}
		out.Write(bytes.Join(cells, []byte(",")))
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// readLists reads lines of a node and those that it sends to.
func readLists(t *table, o Options) (*Graph, error) {
	b := newBuilder("adjacency-list", o)
	for _, r := range t.rows {
		for i, cell := range r.cells {
			switch {
			case cell == "" && i > 0:
				continue // a spreadsheet fills short lines up
			case cell == "" || strings.HasPrefix(cell, "{"):
				return nil, fmt.Errorf("line %d: a node has no name", r.line)
			}
			if _, err := b.node(cell); err != nil {
				return nil, err
			}
			if i == 0 {
				continue
			}
			if err := b.arc(r.cells[0], cell, "", !t.undirected); err != nil {
				return nil, fmt.Errorf("line %d: %w", r.line, err)
			}
		}
	}
	return b.finish()
}

func writeLists(g *Graph) []byte {
	var out bytes.Buffer
	arcs := g.Arcs
	for i, name := range g.Names {
		out.WriteString(inQuotes(name))
		for ; len(arcs) > 0 && arcs[0].From == i; arcs = arcs[1:] {
			out.WriteString("," + inQuotes(g.Names[arcs[0].To]))
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}
