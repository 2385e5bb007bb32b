package learn

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"kizami/core/strict"
)

// The limits of a CSV file.
const (
	MaxCSVBytes   = 4 << 20
	MaxCSVRows    = 100_000
	MaxCSVColumns = 200
)

// CSV says how the rows of a file become a problem. The file is UTF-8 with commas and a header; blanks around a field do not
// count, but behind quotes none may stand. Every column but Target and Split is a feature; all but Split are numbers.
type CSV struct {
	Kind   string  // KindLeastSquares, KindRidge or KindLogistic
	Ridge  float64 // λ > 0; 0 for least squares
	Target string  // a column; of logistic regression the label: 1, or 0 or −1 for the other class
	// Split is the column that says whose row it is: every distinct value is one node, in order of appearance. If it is
	// empty, node j of n gets the j-th run of rows in order of the file, all equally long or one row shorter.
	Split       string
	Nodes       int
	Standardise bool // shift and scale every feature to mean 0 and variance 1 over all rows
	Intercept   bool // a last feature that is 1 in all rows; the ridge weighs on it too
}

// sheet is a file as read: texts, and for every row and column the place for errors.
type sheet struct {
	file   string
	header []string
	rows   [][]string
	lines  []int
}

// Problem reads the problem of a file of the given name, which errors mention. Errors: [*Error].
func (c CSV) Problem(file string, data []byte) (Problem, error) {
	return c.problem(file, data, func(*sheet) {})
}

// problem reads the problem of a sheet that arrange may have put into another order.
func (c CSV) problem(file string, data []byte, arrange func(*sheet)) (Problem, error) {
	if err := checkNodes("problem", c.Nodes); err != nil {
		return nil, err
	}
	if err := checkRidge(c.Kind, c.Ridge); err != nil {
		return nil, err
	}
	s, err := readSheet(file, data)
	if err != nil {
		return nil, err
	}
	arrange(s)
	nodes, err := c.tables(s)
	if err != nil {
		return nil, err
	}
	if dimension := nodes[0].columns; c.Kind == KindLeastSquares && len(s.rows) < dimension {
		return nil, fault("too-few-rows", "problem", args{"rows": len(s.rows), "dimension": dimension})
	}
	var losses []hessianLoss
	for _, t := range nodes {
		losses = append(losses, newLoss(c.Kind, t, c.Ridge))
	}
	return complete(losses, c.Kind, c.Ridge)
}

func (s *sheet) fault(code string, a args) error {
	a["file"] = s.file
	return fault(code, "problem.csv", a)
}

func readSheet(file string, data []byte) (*sheet, error) {
	s := &sheet{file: file}
	if len(data) > MaxCSVBytes {
		return nil, s.fault("csv-size", args{"max": MaxCSVBytes})
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if at := strict.InvalidUTF8(data); at >= 0 {
		return nil, s.fault("csv-utf8", args{"line": 1 + bytes.Count(data[:at], []byte("\n"))})
	}
	if bytes.Contains(data, []byte("\r")) && !bytes.Contains(data, []byte("\n")) {
		return nil, s.fault("csv-line-ends", args{})
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord, reader.TrimLeadingSpace = -1, true
	for {
		row, err := reader.Read()
		if err == io.EOF {
			return s, s.checkHeader()
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) { // from memory there is no other error
			return nil, s.fault("csv-syntax", args{"line": broken.Line, "detail": broken.Err.Error()})
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		line, _ := reader.FieldPos(0)
		if err := s.add(row, line); err != nil {
			return nil, err
		}
	}
}

// add takes the next row, of which the first is the header.
func (s *sheet) add(row []string, line int) error {
	switch {
	case s.header == nil && len(row) > MaxCSVColumns:
		return s.fault("csv-columns", args{"max": MaxCSVColumns})
	case s.header == nil:
		s.header = row
		return nil
	case len(row) != len(s.header):
		return s.fault("csv-fields", args{"line": line, "count": len(row), "expected": len(s.header)})
	case len(s.rows) == MaxCSVRows:
		return s.fault("csv-rows", args{"max": MaxCSVRows})
	}
	s.rows, s.lines = append(s.rows, row), append(s.lines, line)
	return nil
}

func (s *sheet) checkHeader() error {
	if len(s.header) == 0 {
		return s.fault("csv-empty", args{})
	}
	for i, name := range s.header {
		if name == "" || slices.Contains(s.header[:i], name) {
			return s.fault("csv-name", args{"number": i + 1, "column": name})
		}
	}
	return nil
}

func (s *sheet) column(name string) (int, error) {
	if c := slices.Index(s.header, name); c >= 0 {
		return c, nil
	}
	return 0, s.fault("csv-column", args{"column": name, "known": strings.Join(s.header, ", ")})
}

// number returns a field as a number.
func (s *sheet) number(row, column int) (float64, error) {
	text := s.rows[row][column]
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-.0123456789eE") != "" || math.Abs(value) > maxNumber {
		return 0, s.fault("csv-number", args{"line": s.lines[row], "column": s.header[column], "value": text})
	}
	return value, nil
}

// label returns a field as a label, 1 or −1.
func (s *sheet) label(row, column int) (float64, error) {
	value, err := s.number(row, column)
	switch {
	case err != nil || value == 1 || value == -1:
		return value, err
	case value == 0:
		return -1, nil
	}
	return 0, s.fault("csv-label", args{"line": s.lines[row], "column": s.header[column], "value": s.rows[row][column]})
}
