package learn

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// tables returns what every node knows of a sheet, and what was read.
func (c CSV) tables(s *sheet) ([]*table, *Reading, error) {
	columns, err := c.used(s)
	if err != nil {
		return nil, nil, err
	}
	if err := c.complete(s, columns); err != nil {
		return nil, nil, err
	}
	owners, err := c.owners(s)
	if err != nil {
		return nil, nil, err
	}
	reading := c.reading(s)
	features, err := c.features(s, columns, reading)
	if err != nil {
		return nil, nil, err
	}
	targets, err := c.targets(s, reading)
	if err != nil {
		return nil, nil, err
	}
	switch c.how() {
	case SplitLabel:
		owners = c.byLabel(targets)
	case SplitDirichlet:
		owners = c.byDirichlet(targets)
	}
	tables := make([]*table, c.Nodes)
	for i, row := range features {
		if t := owners[i]; tables[t] == nil {
			tables[t] = &table{columns: len(row)}
		}
		tables[owners[i]].add(row, targets[i])
	}
	for _, t := range tables {
		reading.Sizes = append(reading.Sizes, len(t.targets))
		if c.Kind == KindLogistic {
			reading.Ones = append(reading.Ones, t.ones())
		}
	}
	return tables, reading, nil
}

func (c CSV) reading(s *sheet) *Reading {
	return &Reading{File: s.file, Kind: c.Kind, Separator: s.separator, Decimal: cmp.Or(s.decimal, "."), Rows: len(s.rows), Dropped: s.dropped, Filled: s.filled,
		Target: c.Target, Split: c.how(), Standardise: c.Standardise, Intercept: c.Intercept}
}

func (c CSV) targets(s *sheet, reading *Reading) ([]float64, error) {
	target, err := s.column(c.Target)
	if err != nil {
		return nil, err
	}
	read := s.number
	if c.Kind == KindLogistic {
		classes, err := c.classes(s, target)
		if err != nil {
			return nil, err
		}
		reading.Classes = &classes
		read = func(row, column int) (float64, error) { return s.label(row, column, classes) }
	}
	targets := make([]float64, len(s.rows))
	for i := range targets {
		if targets[i], err = read(i, target); err != nil {
			return nil, err
		}
	}
	return targets, nil
}

// owners returns the node of every row; every node has one.
func (c CSV) owners(s *sheet) ([]int, error) {
	target, err := s.column(c.Target)
	if err != nil {
		return nil, err
	}
	if len(s.rows) < c.Nodes {
		return nil, s.fault("csv-few", args{"rows": len(s.rows), "nodes": c.Nodes})
	}
	owners := c.runs(len(s.rows))
	if c.how() != SplitColumn {
		return owners, nil
	}
	split, err := s.column(c.Split)
	if err != nil {
		return nil, err
	}
	if split == target {
		return nil, s.fault("csv-both", args{"column": c.Split})
	}
	nodes, err := c.places(s, split)
	if err != nil {
		return nil, err
	}
	for i, row := range s.rows {
		owners[i] = nodes[row[split]]
	}
	return owners, nil
}

// features returns the features of every row, the intercept last, and notes what the columns are like.
func (c CSV) features(s *sheet, columns []int, reading *Reading) ([][]float64, error) {
	features := make([][]float64, len(s.rows))
	for i := range features {
		features[i] = make([]float64, len(columns), len(columns)+1)
	}
	for k, column := range columns {
		if err := s.fill(features, k, column); err != nil {
			return nil, err
		}
		reading.Features = append(reading.Features, columnOf(s.header[column], features, k))
	}
	for i, name := range s.header {
		if !slices.Contains(columns, i) && name != c.Target {
			reading.LeftOut = append(reading.LeftOut, name)
		}
	}
	if err := c.checkConstant(s, reading.Features); err != nil {
		return nil, err
	}
	for k, column := range reading.Features {
		if c.Standardise && !column.standardise(features, k) {
			return nil, s.fault("csv-constant", args{"columns": column.Name, "count": 1})
		}
	}
	if c.Intercept {
		for i := range features {
			features[i] = append(features[i], 1)
		}
	}
	return features, nil
}

// fill writes a column of numbers; what is missing becomes the mean of the others.
func (s *sheet) fill(features [][]float64, k, column int) error {
	sum, there := 0.0, 0
	for i, row := range s.rows {
		if row[column] == "" {
			continue
		}
		value, err := s.number(i, column)
		if err != nil {
			return err
		}
		features[i][k] = value
		sum += value
		there++
	}
	for i, row := range s.rows {
		if row[column] == "" {
			if there == 0 {
				return s.fault("csv-missing", args{"line": s.lines[i], "column": s.header[column], "value": ""})
			}
			features[i][k] = sum / float64(there)
		}
	}
	return nil
}

func columnOf(name string, features [][]float64, k int) Column {
	column := Column{Name: name, Least: math.Inf(1), Greatest: math.Inf(-1)}
	rows := float64(len(features))
	for _, row := range features {
		column.Least, column.Greatest = min(column.Least, row[k]), max(column.Greatest, row[k])
		column.Mean += row[k] / rows
	}
	variance := 0.0
	for _, row := range features {
		d := row[k] - column.Mean
		variance += float64(d*d) / rows
	}
	column.Deviation = math.Sqrt(variance)
	return column
}

// checkConstant names all columns at once that have a single value, where that leaves the mean loss flat or the scale 0.
func (c CSV) checkConstant(s *sheet, columns []Column) error {
	if !c.Standardise && (c.Kind != KindLeastSquares || !c.Intercept) {
		return nil
	}
	var constant []string
	for _, column := range columns {
		if column.Least == column.Greatest {
			constant = append(constant, column.Name)
		}
	}
	if constant == nil {
		return nil
	}
	return s.fault("csv-constant", args{"columns": strings.Join(constant, ", "), "count": len(constant)})
}

// standardise shifts and scales the values of the column to mean 0 and variance 1, and returns false if they are too alike.
func (column Column) standardise(rows [][]float64, k int) bool {
	for _, row := range rows {
		row[k] = (row[k] - column.Mean) / column.Deviation
	}
	return column.Deviation > 0
}
