package learn

import (
	"math"
	"math/rand/v2"
	"slices"
)

// The kinds of problems.
const (
	KindQuadratic    = "quadratic"
	KindLeastSquares = "least-squares"
	KindRidge        = "ridge"
	KindLogistic     = "logistic"
)

// Scales are the ways in which the losses of generated nodes differ in steepness: k_j = 1 at all nodes; 100 at node 0
// and 1 elsewhere; 1/100 at node 0 and 1 elsewhere; 1000^u with a uniform u from [0, 1) for each node.
func Scales() []string { return []string{"homogeneous", "one-steep", "one-flat", "log-uniform"} }

// Generated is a problem with data drawn from the seed.
//
// A row of a node is r·(z, t): features z and a target t, made longer by r = √k_j·e^(Spread·N), the same for all rows of
// a node. Feature c of z is N·Condition^(−c/(2d−2)), so that the Hessian of least squares is expected to have the
// condition number Condition. The target is t = z·x_j + N/10, where the node's own truth x_j is, by coordinates, N/2 away
// from a common truth of coordinates N: nodes disagree about the minimiser. For logistic regression the label is the sign
// of z·x_j + N/2, and r makes the features longer only.
//
// Every N is drawn by itself: the sum of twelve uniform numbers from [0, 1), less 6; its mean is 0 and its variance 1, and it
// has the same bits on every machine. The source is PCG-DXSM with the state (seed, 0x6b697a616d69); draws are made in the
// order: common truth; for every node u, N of the length, its truth, and its rows, each with its features first.
type Generated struct {
	Kind      string // KindLeastSquares, KindRidge or KindLogistic
	Nodes     int    // of nodes
	Dimension int    // d
	Rows      int    // of each node
	Condition float64
	Spread    float64
	Scales    string  // one of Scales()
	Ridge     float64 // λ > 0; 0 for least squares
}

// Size returns the number of nodes and the dimension.
func (g Generated) Size() (nodes, dimension int) { return g.Nodes, g.Dimension }

// Make draws the problem. Errors: [*Error].
func (g Generated) Make(seed uint64) (Problem, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	draw := source{rand.New(rand.NewPCG(seed, 0x6b697a616d69))}
	common := draw.vector(g.Dimension, 1)
	shape := g.shape()
	var losses []hessianLoss
	for j := range g.Nodes {
		length := float64(math.Sqrt(g.scale(j, draw.Float64())) * exp(float64(g.Spread*draw.normal())))
		truth := draw.vector(g.Dimension, 0.5)
		for c := range truth {
			truth[c] += common[c]
		}
		losses = append(losses, newLoss(g.Kind, g.rows(draw, truth, shape, length), penalty{ridge: g.Ridge}, float64(g.Rows)))
	}
	return complete(losses, g.Kind, penalty{ridge: g.Ridge})
}

func (g Generated) rows(draw source, truth, shape []float64, length float64) *table {
	t := &table{columns: g.Dimension}
	for range g.Rows {
		row := draw.vector(g.Dimension, 1)
		for c := range row {
			row[c] = float64(row[c] * shape[c])
		}
		target := dot(row, truth)
		if g.Kind == KindLogistic {
			target = math.Copysign(1, target+draw.normal()/2)
		} else {
			target = float64(length * (target + draw.normal()/10))
		}
		for c := range row {
			row[c] = float64(row[c] * length)
		}
		t.add(row, target)
	}
	return t
}

// shape returns how long each feature is expected to be.
func (g Generated) shape() []float64 {
	shape := make([]float64, g.Dimension)
	for c := range shape {
		shape[c] = 1
		if c > 0 {
			shape[c] = power(g.Condition, -float64(c)/float64(2*g.Dimension-2))
		}
	}
	return shape
}

func (g Generated) scale(node int, uniform float64) float64 {
	switch {
	case g.Scales == "log-uniform":
		return power(1000, uniform)
	case g.Scales == "one-steep" && node == 0:
		return 100
	case g.Scales == "one-flat" && node == 0:
		return 1. / 100
	}
	return 1
}

func (g Generated) check() error {
	if err := checkNodes("problem", g.Nodes); err != nil {
		return err
	}
	if err := within(
		limit{"problem.dimension", float64(g.Dimension), 1, MaxDimension},
		limit{"problem.rows", float64(g.Rows), 1, MaxRows},
		limit{"problem.condition", g.Condition, 1, maxCondition},
		limit{"problem.spread", g.Spread, 0, maxSpread},
	); err != nil {
		return err
	}
	cells, rows := g.Nodes*g.Rows*g.Dimension, g.Nodes*g.Rows
	switch {
	case !slices.Contains(Scales(), g.Scales):
		return unknown("problem.scales", g.Scales, Scales())
	case cells > MaxCells:
		return fault("data-size", "problem", args{"cells": cells, "max": MaxCells})
	case g.Kind == KindLeastSquares && rows < g.Dimension:
		return fault("too-few-rows", "problem", args{"rows": rows, "dimension": g.Dimension})
	}
	return checkRidge(g.Kind, g.Ridge)
}

// checkRidge makes sure that the kind is one of data and that λ suits it.
func checkRidge(kind string, ridge float64) error {
	switch kind {
	case KindLeastSquares:
		if ridge != 0 {
			return fault("field-with", "problem", args{"field": "ridge", "with": kind})
		}
		return nil
	case KindRidge, KindLogistic:
		return inRange("problem.ridge", ridge, minRidge, maxRidge)
	}
	return unknown("problem.kind", kind, []string{KindQuadratic, KindLeastSquares, KindRidge, KindLogistic})
}

// newLoss returns the loss of one node, its sum over the rows of data divided by rows.
func newLoss(kind string, data *table, ridge penalty, rows float64) hessianLoss {
	if kind == KindLogistic {
		return newLogistic(data, ridge, rows)
	}
	return newLinear(data, ridge, rows)
}

// strength returns μ as far as the kind alone tells it: far from 0, a logistic loss has next to no curvature but that of
// the ridge.
func strength(kind string, ridge penalty) float64 {
	if kind == KindLogistic && !ridge.free {
		return ridge.ridge
	}
	return 0
}

// source draws numbers.
type source struct{ *rand.Rand }

// normal returns a number of mean 0 and variance 1, nearly normal: without the exp and log of the usual ways.
func (s source) normal() float64 {
	sum := -6.0
	for range 12 {
		sum += s.Float64()
	}
	return sum
}

func (s source) vector(size int, deviation float64) []float64 {
	v := make([]float64, size)
	for c := range v {
		v[c] = float64(deviation * s.normal())
	}
	return v
}
