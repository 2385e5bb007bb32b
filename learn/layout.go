package learn

import (
	"slices"
	"strings"
)

// What becomes of rows in which a value is missing.
const (
	MissingRefuse = "refuse"
	MissingDrop   = "drop" // the row is left out
	MissingMean   = "mean" // a feature is filled with the mean of its column; a row without a target is left out
)

// Layout says how the text of a CSV file is laid out. What is left empty is found by the content.
type Layout struct {
	Separator string   // between columns: one of Separators()
	Decimal   string   // "." or ","
	NoHeader  bool     // the first line is data; columns are called "1", "2" and so on
	Index     string   // a column that counts rows and is left out; a first one without a name, or called id, index or the like, is found
	Features  []string // the columns that are features; nil: all that are left
	Ignore    []string // columns that are left out
	Classes   []string // of logistic regression: what is −1 and what is 1; or, of one alone, what is 1 while all others are −1
	Missing   string   // MissingRefuse if empty
}

// Separators returns what may stand between columns; " " stands for any number of blanks.
func Separators() []string { return []string{",", ";", "\t", "|", " "} }

// isMissing says whether a text stands for no value.
func isMissing(text string) bool {
	switch strings.ToLower(text) {
	case "", "?", ".", "-", "--", "na", "n/a", "#n/a", "<na>", "nan", "null", "none":
		return true
	}
	return false
}

// separatorOf returns the separator that the first line with any has most often outside of quotes, or "," if there is none.
func separatorOf(data []byte) string {
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		counts, quoted := map[rune]int{}, false
		for _, r := range line {
			if r == '"' {
				quoted = !quoted
			} else if !quoted {
				counts[r]++
			}
		}
		best := ","
		for _, separator := range []string{";", "\t", "|"} {
			if counts[[]rune(separator)[0]] > counts[[]rune(best)[0]] {
				best = separator
			}
		}
		if counts[[]rune(best)[0]] == 0 && byBlanks(data) {
			return " "
		}
		return best
	}
	return ","
}

// sign returns what a number has between two digits, "." or ",", or "".
func sign(text string) string {
	text = strings.TrimLeft(text, "+-")
	text, _, _ = strings.Cut(strings.ToLower(text), "e")
	for _, sign := range []string{".", ","} {
		if whole, part, found := strings.Cut(text, sign); found && digits(whole) && digits(part) {
			return sign
		}
	}
	return ""
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// decimalOf returns "," if some field has a decimal comma and none a decimal point. Where a comma is between columns, too, one
// that could be a sign of thousands in every field is no decimal comma.
func (s *sheet) decimalOf() string {
	decimal := "."
	for _, row := range s.rows {
		for _, field := range row {
			switch sign(field) {
			case ".":
				return "."
			case ",":
				if s.separator != "," || !thousands(field) {
					decimal = ","
				}
			}
		}
	}
	return decimal
}

// used returns the features, in order of the file.
func (c CSV) used(s *sheet) (columns []int, err error) {
	for _, name := range slices.Concat(c.Layout.Features, c.Layout.Ignore, []string{c.Target}) {
		if _, err := s.column(name); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{c.Split, c.Layout.Index} {
		if _, err := s.column(name); name != "" && err != nil {
			return nil, err
		}
	}
	for i, name := range s.header {
		switch {
		case name == c.Target || name == c.Split || i == s.index || name == c.Layout.Index:
		case c.Layout.Features != nil && !slices.Contains(c.Layout.Features, name):
		case slices.Contains(c.Layout.Ignore, name):
		default:
			columns = append(columns, i)
		}
	}
	if len(columns) == 0 && !c.Intercept {
		return nil, s.fault("csv-features", args{})
	}
	return columns, nil
}

// complete leaves out or fills in what is missing in columns that are used, as the layout says.
func (c CSV) complete(s *sheet, features []int) error {
	target, err := s.column(c.Target)
	if err != nil {
		return err
	}
	kept := 0
	for i, row := range s.rows {
		filled := 0
		for _, column := range append(slices.Clone(features), target) {
			if !isMissing(row[column]) {
				continue
			}
			switch {
			case c.Layout.Missing == "" || c.Layout.Missing == MissingRefuse:
				return s.fault("csv-missing", args{"line": s.lines[i], "column": s.header[column], "value": row[column]})
			case c.Layout.Missing == MissingMean && column != target:
				row[column] = ""
				filled++
				continue
			}
			row = nil
			s.dropped++
			break
		}
		if row != nil {
			s.filled += filled
			s.rows[kept], s.lines[kept] = row, s.lines[i]
			kept++
		}
	}
	s.rows, s.lines = s.rows[:kept], s.lines[:kept]
	return nil
}
