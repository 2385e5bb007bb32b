package learn

import (
	"cmp"
	"slices"
	"strings"
)

// classes returns what the target column has for −1 and for 1: as the layout says, or, of the two values that there are, the
// greater one for 1, words in the order of their letters.
func (c CSV) classes(s *sheet, target int) ([2]string, error) {
	found := s.distinct(target)
	switch given := c.Layout.Classes; len(given) {
	case 2:
		return [2]string{given[0], given[1]}, nil
	case 1:
		if _, known := s.classOf(given[0], found); !known {
			return [2]string{}, s.fault("csv-class", args{"column": s.header[target], "value": given[0], "values": some(found)})
		}
		return [2]string{"", given[0]}, nil
	}
	if len(found) != 2 {
		return [2]string{}, s.fault("csv-classes", args{"column": s.header[target], "count": len(found), "values": some(found), "last": lastOf(found)})
	}
	return [2]string{found[0], found[1]}, nil
}

// some lists the first of the values.
func some(found []string) string {
	const most = 5
	if len(found) > most {
		return strings.Join(found[:most], ", ") + ", …"
	}
	return strings.Join(found, ", ")
}

func lastOf(found []string) string {
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

// distinct returns the values of a column in order; texts of the same number are one value.
func (s *sheet) distinct(column int) []string {
	seen := map[string]bool{}
	numbers := map[float64]bool{}
	var all []string
	for _, row := range s.rows {
		text := row[column]
		if value, ok := s.value(text); ok {
			if !numbers[value] {
				numbers[value] = true
				all = append(all, text)
			}
		} else if !seen[text] {
			seen[text] = true
			all = append(all, text)
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		x, isNumber := s.value(a)
		y, too := s.value(b)
		if isNumber && too {
			return cmp.Compare(x, y)
		}
		return cmp.Compare(a, b)
	})
	return all
}

// classOf returns which of the classes a text stands for; as numbers, 1 and 1.0 are the same.
func (s *sheet) classOf(text string, classes []string) (int, bool) {
	for i, class := range classes {
		value, ok := s.value(text)
		other, too := s.value(class)
		if text == class || ok && too && value == other {
			return i, true
		}
	}
	return 0, false
}

// label returns a field as a label: 1 for the second class, −1 for the first, which is any other if it is "".
func (s *sheet) label(row, column int, classes [2]string) (float64, error) {
	text := s.rows[row][column]
	if i, known := s.classOf(text, classes[:]); known || classes[0] == "" {
		return float64(2*i - 1), nil
	}
	return 0, s.fault("csv-label", args{"line": s.lines[row], "column": s.header[column], "value": text, "first": classes[0], "second": classes[1]})
}
