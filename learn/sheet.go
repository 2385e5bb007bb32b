package learn

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"kizami/core/strict"
)

// sheet is a file as read: texts, and for every row and column the place for errors.
type sheet struct {
	file      string
	separator string
	decimal   string
	header    []string
	index     int  // the column that counts rows, if its name says nothing else; otherwise −1
	rowNames  bool // the first column has no place in the header
	rows      [][]string
	lines     []int
	dropped   int // rows
	filled    int // fields
}

func (s *sheet) fault(code string, a args) error {
	a["file"] = s.file
	return fault(code, "problem.csv", a)
}

func readSheet(file string, data []byte, layout Layout) (*sheet, error) {
	s := &sheet{file: file, index: -1}
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
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, s.fault("csv-syntax", args{"line": 1, "detail": "it is a workbook of a spreadsheet: save it as CSV"})
	}
	data, said := sepLine(data)
	if s.separator = cmp.Or(layout.Separator, said); s.separator == "" {
		s.separator = separatorOf(data)
	}
	if err := s.read(data, layout.NoHeader); err != nil {
		return nil, err
	}
	if s.decimal = layout.Decimal; s.decimal == "" {
		s.decimal = s.decimalOf()
	}
	s.dropEmpty()
	if err := s.checkHeader(layout); err != nil {
		return nil, err
	}
	return s, s.checkNames()
}

// oneBlank returns the text with every run of blanks and tabs made one blank.
func oneBlank(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for _, b := range data {
		if b == '\t' {
			b = ' '
		}
		if b != ' ' || len(out) == 0 || out[len(out)-1] != ' ' {
			out = append(out, b)
		}
	}
	return out
}

func (s *sheet) read(data []byte, noHeader bool) error {
	if s.separator == " " {
		data = oneBlank(data)
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord, reader.TrimLeadingSpace, reader.Comma, reader.Comment = -1, s.separator != "\t", rune(s.separator[0]), '#'
	for {
		row, err := reader.Read()
		if err == io.EOF {
			return nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) { // from memory there is no other error
			return s.fault("csv-syntax", args{"line": broken.Line, "detail": broken.Err.Error()})
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		line, _ := reader.FieldPos(0)
		if s.header == nil && noHeader {
			for i := range row {
				s.header = append(s.header, strconv.Itoa(i+1))
			}
		}
		if err := s.add(row, line); err != nil {
			return err
		}
	}
}

// add takes the next row, of which the first is the header, unless there is one already.
func (s *sheet) add(row []string, line int) error {
	switch {
	case s.header == nil && len(row) > MaxCSVColumns:
		return s.fault("csv-columns", args{"max": MaxCSVColumns})
	case s.header == nil:
		s.header = row
		return nil
	case len(s.rows) == 0 && len(row) == len(s.header)+1: // as R writes the names of rows
		s.rowNames = true
		s.header = append([]string{""}, s.header...)
	case len(row) != len(s.header):
		return s.fault("csv-fields", args{"line": line, "count": len(row), "expected": len(s.header)})
	case len(s.rows) == MaxCSVRows:
		return s.fault("csv-rows", args{"max": MaxCSVRows})
	}
	s.rows, s.lines = append(s.rows, row), append(s.lines, line)
	return nil
}

// checkHeader makes sure that columns have names, but for a first one, which then counts rows.
func (s *sheet) checkHeader(layout Layout) error {
	if len(s.header) == 0 || len(s.header) == 1 && s.header[0] == "" {
		return s.fault("csv-empty", args{})
	}
	if !layout.NoHeader && !slices.ContainsFunc(s.header, func(name string) bool { return !s.isNumber(name) }) {
		return s.fault("csv-header", args{"last": len(s.header)})
	}
	if s.header[0] == "" || !layout.NoHeader && s.countsRows() && !slices.Contains(layout.Features, s.header[0]) {
		s.index = 0
	}
	for i, name := range s.header {
		if i != s.index && name == "" || slices.Contains(s.header[:i], name) {
			return s.fault("csv-name", args{"number": i + 1, "column": name})
		}
	}
	return nil
}

func (s *sheet) column(name string) (int, error) {
	if c := slices.Index(s.header, name); c >= 0 && name != "" {
		return c, nil
	}
	known := s.header
	if known[0] == "" {
		known = known[1:]
	}
	return 0, s.fault("csv-column", args{"column": name, "known": strings.Join(known, ", ")})
}

// value returns the number that a field holds.
func (s *sheet) value(text string) (float64, bool) {
	if s.decimal == "," {
		if strings.Contains(text, ".") {
			return 0, false
		}
		text = strings.Replace(text, ",", ".", 1)
	}
	switch strings.ToLower(text) {
	case "true":
		return 1, true
	case "false":
		return 0, true
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil && strings.Trim(text, "+-.0123456789eE") == "" && math.Abs(value) <= maxNumber
}

func (s *sheet) isNumber(text string) bool { _, ok := s.value(text); return ok }

// number returns a field as a number.
func (s *sheet) number(row, column int) (float64, error) {
	text := s.rows[row][column]
	value, ok := s.value(text)
	if !ok {
		return 0, s.fault("csv-number", args{"line": s.lines[row], "column": s.header[column], "value": text})
	}
	return value, nil
}
