package core_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// rationalWord iterates one word at every node in exact rationals: no field, no cleverness.
func rationalWord(g *core.Digraph, start []*big.Rat, rounds int) [][]*big.Rat {
	word := make([][]*big.Rat, g.Nodes())
	for j := range word {
		word[j] = []*big.Rat{start[j]}
	}
	for k := range rounds {
		for j := range word {
			word[j] = append(word[j], new(big.Rat))
		}
		for j := range word {
			share := new(big.Rat).Quo(word[j][k], big.NewRat(int64(1+g.OutDegree(j)), 1))
			word[j][k+1].Add(word[j][k+1], share)
			for _, i := range g.Out(j) {
				word[i][k+1].Add(word[i][k+1], share)
			}
		}
	}
	return word
}

// rationalOrder is the order of the shortest recurrence of the differences, as the rank of their whole Hankel matrix.
func rationalOrder(s []*big.Rat) int {
	size := len(s) / 2
	var rows [][]*big.Rat
	for i := range size {
		var row []*big.Rat
		for j := range size {
			row = append(row, new(big.Rat).Sub(s[i+j+1], s[i+j]))
		}
		rows = append(rows, row)
	}
	rank := 0
	for column := range size {
		for i := rank; i < size; i++ {
			if rows[i][column].Sign() != 0 {
				rows[rank], rows[i] = rows[i], rows[rank]
				break
			}
		}
		if rank == size || rows[rank][column].Sign() == 0 {
			continue
		}
		for i := rank + 1; i < size; i++ {
			factor := new(big.Rat).Quo(rows[i][column], rows[rank][column])
			for c := column; c < size; c++ {
				rows[i][c].Sub(rows[i][c], new(big.Rat).Mul(factor, rows[rank][c]))
			}
		}
		rank++
	}
	return rank
}

// Every observation is the residue of the rational one, every order the rational order, every average the sum over n.
func TestWholeRunAgainstRationals(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 0))
	check := func(g *core.Digraph) { checkAgainstRationals(t, g, random) }
	coretest.StronglyConnected(3, check)
	for n := 4; n <= 9; n++ {
		for seed := range uint64(8) {
			check(coretest.Must(family.Random(n, 1+random.IntN(n-1), seed))(t))
		}
	}
}

func checkAgainstRationals(t *testing.T, g *core.Digraph, random *rand.Rand) {
	t.Helper()
	n := g.Nodes()
	config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(n))(t), Capacity: n}
	values := coretest.RandomValues(random, n, 2)
	network := coretest.Must(simulate.NewNetwork(config, g, values, nil))(t)
	network.Run()
	rounds := 2*n - 2
	var words [3][][]*big.Rat
	for w := range words {
		start := make([]*big.Rat, n)
		for j := range start {
			if start[j] = big.NewRat(1, 1); w < 2 {
				start[j] = big.NewRat(values[j][w], 1)
			}
		}
		words[w] = rationalWord(g, start, rounds)
	}
	for j, node := range network.Nodes() {
		s, order := node.State(), 0
		for w, word := range words {
			sequence := s.Denominator
			if w < 2 {
				sequence = s.Numerator[w]
			}
			for k, e := range sequence {
				if e != residue(word[j][k]) {
					t.Fatalf("%v node %d word %d round %d: %d, want the residue of %v", g.Arcs(), j, w, k, e, word[j][k])
				}
			}
			order = max(order, rationalOrder(word[j]))
		}
		if s.Order != order {
			t.Fatalf("%v node %d: order %d, want %d", g.Arcs(), j, s.Order, order)
		}
		for c, got := range node.Average() {
			if want := mean(values, c); got.Rat().Cmp(want) != 0 {
				t.Fatalf("%v node %d: average %v, want %v", g.Arcs(), j, got, want)
			}
		}
	}
}

func residue(q *big.Rat) core.Element {
	p := new(big.Int).SetUint64(core.MersennePrime)
	inverse := new(big.Int).ModInverse(q.Denom(), p)
	return core.Element(inverse.Mul(inverse, q.Num()).Mod(inverse, p).Uint64())
}
