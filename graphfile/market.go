package graphfile

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kizami/core"
)

// readMarket reads a square matrix in the exchange format of Matrix Market: the node of a row sends to that of a column.
// Nodes are called as the file counts them, from 1.
func readMarket(data []byte, o Options) (*Graph, error) {
	head, rest, _ := bytes.Cut(bytes.TrimSpace(data), []byte("\n"))
	words := strings.Fields(strings.ToLower(string(head)))
	if len(words) != 5 || words[0] != "%%matrixmarket" || words[1] != "matrix" || words[2] != "coordinate" {
		return nil, fmt.Errorf("line 1 must be %%%%MatrixMarket matrix coordinate, a field and a symmetry; scipy.io.mmwrite writes that of a sparse matrix")
	}
	pattern, symmetric := words[3] == "pattern", words[4] != "general"
	if !slices.Contains([]string{"pattern", "real", "integer", "double"}, words[3]) || !slices.Contains([]string{"general", "symmetric", "skew-symmetric"}, words[4]) {
		return nil, fmt.Errorf("line 1: %s %s is not read; pattern, real and integer are, general, symmetric and skew-symmetric", words[3], words[4])
	}
	t, err := readTable(rest)
	if err != nil {
		return nil, err
	}
	return marketArcs(t, newBuilder("matrix-market", o), pattern, symmetric)
}

func marketArcs(t *table, b *builder, pattern, symmetric bool) (*Graph, error) {
	size, width := t.rows[0], 3
	if pattern {
		width = 2
	}
	n, err := whole(size, 0, 3, 1, int(^uint(0)>>1))
	if err != nil {
		return nil, err
	}
	if size.cells[1] != size.cells[0] {
		return nil, fmt.Errorf("line %d: %s rows and %s columns are no square matrix", size.line+1, clip(size.cells[0]), clip(size.cells[1]))
	}
	if size.cells[2] != strconv.Itoa(len(t.rows)-1) {
		return nil, fmt.Errorf("line %d announces %s entries, and there are %d", size.line+1, clip(size.cells[2]), len(t.rows)-1)
	}
	if n > MaxNodes {
		return nil, &core.NodeCountError{Nodes: n, Most: MaxNodes}
	}
	for i := range n {
		if _, err := b.node(strconv.Itoa(i + 1)); err != nil {
			return nil, err
		}
	}
	for _, r := range t.rows[1:] {
		weight := ""
		if !pattern && len(r.cells) == width {
			if weight = r.cells[2]; isZero(weight) {
				continue
			}
		}
		i, err := whole(r, 0, width, 1, n)
		if err != nil {
			return nil, err
		}
		j, err := whole(r, 1, width, 1, n)
		if err != nil {
			return nil, err
		}
		if err := b.arc(strconv.Itoa(i), strconv.Itoa(j), weight, !symmetric); err != nil {
			return nil, fmt.Errorf("line %d: %w", r.line+1, err)
		}
	}
	return b.finish()
}

func isZero(text string) bool { v, err := strconv.ParseFloat(text, 64); return err == nil && v == 0 }

// whole returns a number of a row, which has a number of columns.
func whole(r row, column, columns, low, high int) (int, error) {
	if len(r.cells) != columns {
		return 0, fmt.Errorf("line %d has %d columns, not %d", r.line+1, len(r.cells), columns)
	}
	v, err := strconv.Atoi(r.cells[column])
	if err != nil || v < low || v > high {
		return 0, fmt.Errorf("line %d: %q is no number from %d to %d", r.line+1, clip(r.cells[column]), low, high)
	}
	return v, nil
}

func writeMarket(g *Graph) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%%%%MatrixMarket matrix coordinate pattern general\n%d %d %d\n", len(g.Names), len(g.Names), len(g.Arcs))
	for _, a := range g.Arcs {
		fmt.Fprintf(&out, "%d %d\n", a.From+1, a.To+1)
	}
	return out.Bytes()
}
