package learn

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// sepLine returns the text behind a first line such as sep=; by which Excel says what stands between columns, and that.
func sepLine(data []byte) (rest []byte, separator string) {
	line, rest, found := bytes.Cut(data, []byte("\n"))
	separator, says := strings.CutPrefix(strings.TrimSuffix(string(line), "\r"), "sep=")
	if !found || !says || !slices.Contains(Separators(), separator) {
		return data, ""
	}
	return append([]byte("\n"), rest...), separator // the numbers of lines stay
}

// byBlanks says whether the first two lines have no other separator, and the second as many words as the first, or one more.
func byBlanks(data []byte) bool {
	var words []int
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		if strings.ContainsAny(line, ",;\t|") {
			return false
		}
		if words = append(words, len(strings.Fields(line))); len(words) == 2 {
			return words[0] > 1 && (words[1] == words[0] || words[1] == words[0]+1)
		}
	}
	return false
}

// dropEmpty leaves out a last column that has no name and nothing in it: lines end with a separator.
func (s *sheet) dropEmpty() {
	last := len(s.header) - 1
	if last < 1 || s.header[last] != "" || slices.ContainsFunc(s.rows, func(row []string) bool { return row[last] != "" }) {
		return
	}
	s.header = s.header[:last]
	for i, row := range s.rows {
		s.rows[i] = row[:last]
	}
}

// indexName says whether a column is called as those that count rows are. No regular expression: the browser's engine has none.
func indexName(name string) bool {
	switch strings.ToLower(name) {
	case "unnamed: 0", "unnamed:0", "index", "id", "row", "rowname", "rownames":
		return true
	}
	return false
}

// countsRows says whether the first column has a name of those that count rows, and does so.
func (s *sheet) countsRows() bool { return indexName(s.header[0]) && s.consecutive() }

// consecutive says whether the first column is first, first+1 and so on, with a first of 0 or 1.
func (s *sheet) consecutive() bool {
	for i, row := range s.rows {
		if row[0] != strconv.Itoa(i) && row[0] != strconv.Itoa(i+1) || row[0] == s.rows[max(i-1, 0)][0] && i > 0 {
			return false
		}
	}
	return true
}

// checkNames refuses rows that are longer than the header because a decimal comma has cut their numbers: what then stands first is
// a number, and does not count rows.
func (s *sheet) checkNames() error {
	if !s.rowNames || s.separator != "," || s.consecutive() {
		return nil
	}
	for i, row := range s.rows {
		if s.isNumber(row[0]) {
			return s.fault("csv-fields", args{"line": s.lines[i], "count": len(row), "expected": len(row) - 1})
		}
	}
	return nil
}

// thousands says whether a number could have commas for signs of thousands: three digits follow each.
func thousands(text string) bool {
	parts := strings.Split(strings.TrimLeft(text, "+-"), ",")
	if len(parts) < 2 || len(parts[0]) > 3 {
		return false
	}
	return !slices.ContainsFunc(parts, func(part string) bool { return !digits(part) }) &&
		!slices.ContainsFunc(parts[1:], func(part string) bool { return len(part) != 3 })
}
