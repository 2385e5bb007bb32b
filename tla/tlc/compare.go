package tlc

import "fmt"

// compare holds a run against what is recorded.
func compare(m Model, r *Result, err error) ModelReport {
	one := ModelReport{Model: m.Name, Shows: m.Shows, Expected: m.Expected(), Nodes: m.Nodes, Digraphs: m.Digraphs}
	if err != nil {
		one.Got, one.Why = string(Broken), err.Error()
		return one
	}
	one.TLC = r.Banner
	one.Got = r.Outcome()
	one.Distinct, one.Generated, one.Depth = r.Counts.Distinct, r.Counts.Generated, r.Counts.Depth
	one.Counterexample = r.Counterexample.String()
	if one.Got != one.Expected {
		one.Why = fmt.Sprintf("the model %s is recorded as %s, but TLC says: %s", m.Name, one.Expected, one.Got)
		return one
	}
	for _, count := range []struct {
		what           string
		recorded, have int64
	}{
		{"distinct states", m.Distinct, one.Distinct},
		{"generated states", m.Generated, one.Generated},
		{"depth", m.Depth, one.Depth},
	} {
		if count.recorded != 0 && count.recorded != count.have {
			one.Why = fmt.Sprintf("the model %s is %s as recorded, but the count of %s is %d where %d is recorded",
				m.Name, one.Got, count.what, count.have, count.recorded)
			return one
		}
	}
	one.OK = true
	return one
}
