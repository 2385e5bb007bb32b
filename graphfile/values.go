package graphfile

import (
	"fmt"
	"regexp"
	"strings"
)

// ReadValues reads the values of nodes, a line for each: its name and one number or more, in columns as those of an edge
// list. A first line that names no node and has no number, or no name, is a header. Where a comma is not what separates columns, it may stand for the
// decimal point. It returns rows in the order of the names; each name must have one. What a number is, the caller says.
// Errors are sentences that name the line.
func ReadValues(data []byte, names []string) ([][]string, error) {
	data, err := plain(data)
	if err != nil {
		return nil, err
	}
	t, err := readTable(data)
	if err != nil {
		return nil, err
	}
	place := make(map[string]int, len(names))
	for i, name := range names {
		place[name] = i
	}
	values, lines := make([][]string, len(names)), make([]int, len(names))
	for i, r := range t.rows {
		node, known := place[r.cells[0]]
		if i == 0 && !known && len(r.cells) > 1 && (r.cells[0] == "" || !startsLikeNumber.MatchString(r.cells[1])) {
			continue
		}
		switch {
		case len(r.cells) < 2:
			return nil, fmt.Errorf("line %d: a line is the name of a node and its value", r.line)
		case !known:
			return nil, fmt.Errorf("line %d: the digraph has no node %q", r.line, clip(r.cells[0]))
		case lines[node] > 0:
			return nil, fmt.Errorf("line %d: node %q has a value already, in line %d", r.line, clip(r.cells[0]), lines[node])
		}
		lines[node] = r.line
		for _, cell := range r.cells[1:] {
			if t.separator == "," && thousands.MatchString(cell) {
				return nil, fmt.Errorf("line %d: %q can be thousands or a decimal comma: write it with a decimal point, and no other sign", r.line, cell)
			}
			if decimalComma.MatchString(cell) {
				cell = strings.Replace(cell, ",", ".", 1)
			}
			values[node] = append(values[node], cell)
		}
	}
	for i, line := range lines {
		if line == 0 {
			return nil, fmt.Errorf("node %q has no value: every node needs one", clip(names[i]))
		}
	}
	return values, nil
}

var (
	startsLikeNumber = regexp.MustCompile(`^[-+]?\.?[0-9]`)
	thousands        = regexp.MustCompile(`^[-+]?[0-9]{1,3}(,[0-9]{3})+$`)
	decimalComma     = regexp.MustCompile(`^-?[0-9]+,[0-9]+$`)
)
