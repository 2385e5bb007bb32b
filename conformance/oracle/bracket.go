package oracle

import "kizami/core"

// Bracket returns what nodes with the bracket agree on in the case, and the values as far as these take them. Some windows are
// longer than the diameter, and some runs too short to come to an average.
func (c Case) Bracket() (core.BracketConfig, [][]int64) {
	bound := max(c.Bound, c.Nodes)
	limit, most := core.BracketRange(bound), int64(0)
	values := make([][]int64, c.Nodes)
	for j, value := range c.Values {
		for _, v := range value {
			v %= limit + 1
			most = max(most, v, -v)
			values[j] = append(values[j], v)
		}
	}
	span := 1
	for _, row := range Distances(c) {
		for _, d := range row {
			span = max(span, d)
		}
	}
	span = min(span+int(c.Seed%2), max(1, bound-1))
	return core.BracketConfig{Bound: bound, Span: span, Most: most, Rounds: span * (10 + int(c.Seed%60))}, values
}

// WithValues returns the case with other values.
func (c Case) WithValues(values [][]int64) Case {
	c.Values = values
	return c
}
