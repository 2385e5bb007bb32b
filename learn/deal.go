package learn

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// The ways to say whose row it is.
const (
	SplitRows      = "rows"
	SplitColumn    = "column"
	SplitLabel     = "label"
	SplitDirichlet = "dirichlet"
)

// Splits returns the ways.
func Splits() []string { return []string{SplitRows, SplitColumn, SplitLabel, SplitDirichlet} }

const (
	minConcentration = 0.001
	maxConcentration = 1e6

	dealStream = 0x6469726963686c65
	parts      = 10 // of the rows, by their targets, where these are numbers and no classes
)

// how returns which way it is.
func (c CSV) how() string {
	switch {
	case c.Split != "":
		return SplitColumn
	case c.ByLabel:
		return SplitLabel
	case c.Concentration > 0:
		return SplitDirichlet
	}
	return SplitRows
}

// runs returns the owners of n rows in order: as many to each node, or one row fewer.
func (c CSV) runs(n int) []int {
	owners := make([]int, n)
	for j := range c.Nodes {
		for i := j * n / c.Nodes; i < (j+1)*n/c.Nodes; i++ {
			owners[i] = j
		}
	}
	return owners
}

// inOrder returns the rows in order of their targets; rows of the same target stay in order of the file.
func inOrder(targets []float64) []int {
	rows := make([]int, len(targets))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(targets[a], targets[b]) })
	return rows
}

// byLabel gives each node a run of rows in order of their targets.
func (c CSV) byLabel(targets []float64) []int {
	owners := make([]int, len(targets))
	runs := c.runs(len(targets))
	for place, row := range inOrder(targets) {
		owners[row] = runs[place]
	}
	return owners
}

// byDirichlet gives every node one row, drawn alike, and deals the others class by class: as if, for each class, the parts
// of the nodes were drawn from a Dirichlet distribution and then every row by these parts. It draws the rows alone, of an
// urn (Blackwell and MacQueen, 1973), which comes to the same and needs no logarithm.
func (c CSV) byDirichlet(targets []float64) []int {
	random := rand.New(rand.NewPCG(c.DealSeed, dealStream))
	owners := make([]int, len(targets))
	for i := range owners {
		owners[i] = -1
	}
	for node, row := range random.Perm(len(targets))[:c.Nodes] {
		owners[row] = node
	}
	for _, rows := range c.strata(targets) {
		urn, total := make([]float64, c.Nodes), 0.0
		for j := range urn {
			urn[j] = c.Concentration
			total += urn[j]
		}
		for _, row := range rows {
			if owners[row] >= 0 {
				continue
			}
			left, node := float64(random.Float64()*total), 0
			for left >= urn[node] && node < c.Nodes-1 {
				left -= urn[node]
				node++
			}
			owners[row] = node
			urn[node]++
			total++
		}
	}
	return owners
}

// strata returns the rows of each class, or, of targets that are numbers, of each part in their order.
func (c CSV) strata(targets []float64) (all [][]int) {
	rows := inOrder(targets)
	if c.Kind != KindLogistic {
		for k := range parts {
			all = append(all, rows[k*len(rows)/parts:(k+1)*len(rows)/parts])
		}
		return all
	}
	first := 0
	for i, row := range rows {
		if i == len(rows)-1 || targets[rows[i+1]] != targets[row] {
			all, first = append(all, rows[first:i+1]), i+1
		}
	}
	return all
}
