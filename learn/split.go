package learn

import (
	"math"
)

// tables returns what every node knows of a sheet.
func (c CSV) tables(s *sheet) ([]*table, error) {
	owners, err := c.owners(s)
	if err != nil {
		return nil, err
	}
	features, err := c.features(s)
	if err != nil {
		return nil, err
	}
	target, _ := s.column(c.Target)
	read := s.number
	if c.Kind == KindLogistic {
		read = s.label
	}
	tables := make([]*table, c.Nodes)
	for i, row := range features {
		value, err := read(i, target)
		if err != nil {
			return nil, err
		}
		if t := owners[i]; tables[t] == nil {
			tables[t] = &table{columns: len(row)}
		}
		tables[owners[i]].add(row, value)
	}
	return tables, nil
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
	owners := make([]int, len(s.rows))
	if c.Split == "" {
		for j := range c.Nodes {
			for i := j * len(owners) / c.Nodes; i < (j+1)*len(owners)/c.Nodes; i++ {
				owners[i] = j
			}
		}
		return owners, nil
	}
	split, err := s.column(c.Split)
	if err != nil {
		return nil, err
	}
	if split == target {
		return nil, s.fault("csv-both", args{"column": c.Split})
	}
	nodes := map[string]int{}
	for i, row := range s.rows {
		if row[split] == "" {
			return nil, s.fault("csv-owner", args{"line": s.lines[i], "column": c.Split})
		}
		if _, known := nodes[row[split]]; !known {
			nodes[row[split]] = len(nodes)
		}
		owners[i] = nodes[row[split]]
	}
	if len(nodes) != c.Nodes {
		return nil, s.fault("csv-values", args{"column": c.Split, "values": len(nodes), "nodes": c.Nodes})
	}
	return owners, nil
}

// features returns the features of every row, the intercept last.
func (c CSV) features(s *sheet) ([][]float64, error) {
	var columns []int
	for i, name := range s.header {
		if name != c.Target && name != c.Split {
			columns = append(columns, i)
		}
	}
	if len(columns) == 0 && !c.Intercept {
		return nil, s.fault("csv-features", args{})
	}
	features := make([][]float64, len(s.rows))
	for i := range features {
		for _, column := range columns {
			value, err := s.number(i, column)
			if err != nil {
				return nil, err
			}
			features[i] = append(features[i], value)
		}
	}
	if c.Standardise {
		for k, column := range columns {
			if !standardise(features, k) {
				return nil, s.fault("csv-constant", args{"column": s.header[column]})
			}
		}
	}
	if c.Intercept {
		for i := range features {
			features[i] = append(features[i], 1)
		}
	}
	return features, nil
}

// standardise shifts and scales a column to mean 0 and variance 1, and returns false if all its values are the same.
func standardise(rows [][]float64, column int) bool {
	first, constant := rows[0][column], true
	mean, variance := 0.0, 0.0
	for _, row := range rows {
		mean += row[column] / float64(len(rows))
		constant = constant && row[column] == first
	}
	if constant {
		return false
	}
	for _, row := range rows {
		row[column] -= mean
		variance += float64(row[column]*row[column]) / float64(len(rows))
	}
	deviation := math.Sqrt(variance)
	for _, row := range rows {
		row[column] /= deviation
	}
	return deviation > 0
}
