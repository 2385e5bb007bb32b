package graphfile

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A row is what one line says.
type row struct {
	line  int
	cells []string
}

// table is a text of lines and columns, as edge lists and adjacency files are.
type table struct {
	rows       []row
	separator  string
	undirected bool // a comment says so, as those of SNAP and KONECT do
	konect     bool // a comment is such as KONECT begins with: columns are from, to, weight, time
}

var saysUndirected = regexp.MustCompile(`(?i)^([#%\s]*undirected\b|%\s*(sym|bip)\b)`)
var ofKONECT = regexp.MustCompile(`^%\s*(sym|asym|bip)\b`)

// readTable splits lines at commas, semicolons, tabs or else blanks, whichever the first line has; # and % begin comments.
func readTable(data []byte) (*table, error) {
	t := &table{}
	separator := ""
	for number := 1; len(data) > 0; number++ {
		var raw []byte
		raw, data, _ = bytes.Cut(data, []byte("\n"))
		line := strings.TrimSpace(string(raw))
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "%") {
			t.undirected = t.undirected || saysUndirected.MatchString(line)
			t.konect = t.konect || ofKONECT.MatchString(line)
			continue
		}
		if line == "" {
			continue
		}
		if separator == "" {
			separator = separatorOf(line)
			t.separator = separator
		}
		cells, err := split(string(raw), separator)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		t.rows = append(t.rows, row{number, cells})
	}
	if len(t.rows) == 0 {
		return nil, fmt.Errorf("no line is in it but comments")
	}
	return t, nil
}

// separatorOf returns what is between the columns of a line; " " stands for blanks. What is in quotes and in the {…} of
// NetworkX does not count.
func separatorOf(line string) string {
	quoted, depth := false, 0
	for i, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '{':
			depth++
		case r == '}':
			depth--
		case depth == 0 && strings.ContainsRune(",;\t", r):
			return line[i : i+1]
		}
	}
	return " "
}

func split(line, separator string) ([]string, error) {
	var attributes string
	if begin := strings.IndexByte(line, '{'); begin >= 0 && strings.HasSuffix(strings.TrimSpace(line), "}") {
		line, attributes = line[:begin], strings.TrimSpace(line[begin:])
	}
	var cells []string
	if separator == " " {
		cells = strings.Fields(line)
	} else {
		r := csv.NewReader(strings.NewReader(strings.TrimRight(line, " ")))
		r.Comma, r.LazyQuotes, r.TrimLeadingSpace, r.FieldsPerRecord = rune(separator[0]), true, separator != "\t", -1
		var err error
		if cells, err = r.Read(); err != nil {
			return nil, fmt.Errorf("cannot be split at %q", separator)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
	}
	if attributes != "" {
		if n := len(cells); n > 0 && cells[n-1] == "" {
			cells = cells[:n-1]
		}
		cells = append(cells, attributes)
	}
	return cells, nil
}

// format tells edge lists, adjacency matrices and adjacency lists from each other.
func (t *table) format() (string, error) {
	if _, ok := t.named(); ok {
		return "edges", nil
	}
	edges, square := t.edges(), t.square()
	switch {
	case edges && t.uneven():
		return "", fmt.Errorf("it can be a list of edges of which only some have a weight, and a list of nodes with those that each sends to: " +
			"name the format, edges or adjacency-list")
	case edges && square:
		return "", fmt.Errorf("it can be a list of %d edges with weights and a matrix of %d nodes: name the format, edges or adjacency",
			len(t.rows), len(t.rows))
	case square:
		return "adjacency", nil
	case edges:
		return "edges", nil
	case t.ragged():
		return "adjacency-list", nil
	}
	last := t.rows[len(t.rows)-1]
	return "", fmt.Errorf("the format is not known: line %d has %d columns, where an edge has two, or three with a weight; a first line such as source,target,weight "+
		"names columns; there are %s", last.line, len(last.cells), strings.Join(Formats(), ", "))
}

// edges says whether all rows have two columns, or three of which the last can be a weight.
func (t *table) edges() bool {
	for i, r := range t.rows {
		n := len(r.cells)
		header := i == 0 && t.headed() && !t.square()
		if n == 4 && t.konect {
			continue
		}
		if n != 2 && (n != 3 || !header && !isNumber(r.cells[2]) && !strings.HasPrefix(r.cells[2], "{")) {
			return false
		}
	}
	return true
}

// square says whether the rows are a matrix of numbers, with or without names.
func (t *table) square() bool { _, _, ok := t.matrix(); return ok }

// uneven says whether some rows have two columns and others three, of which the last are numbers.
func (t *table) uneven() bool {
	return t.ragged() && !slices.ContainsFunc(t.rows, func(r row) bool { return len(r.cells) == 3 && !isNumber(r.cells[2]) })
}

func (t *table) ragged() bool {
	for _, r := range t.rows {
		if len(r.cells) != len(t.rows[0].cells) {
			return true
		}
	}
	return false
}

func isNumber(text string) bool { _, err := strconv.ParseFloat(text, 64); return err == nil }
