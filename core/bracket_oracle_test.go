package core_test

import (
	"math/big"
	"testing"

	"kizami/core"
)

// plainBracket is spec/bracket.md written down in rationals, without frames that are shared, words that are cut off, or
// anything clever: every node has all of it by itself. One coordinate.
type plainBracket struct {
	c            core.BracketConfig
	m            core.Measure
	g            *core.Digraph
	round        int
	x, y         []*big.Int
	least, most  []*big.Int
	lower, upper []*big.Rat // in quanta
	centre       []*big.Int
	scale        []int
}

func newPlainBracket(t testing.TB, c core.BracketConfig, g *core.Digraph, values []int64) *plainBracket {
	m, err := c.Measure()
	if err != nil {
		t.Fatal(err)
	}
	p := &plainBracket{c: c, m: m, g: g}
	for _, v := range values {
		x := new(big.Int).Mul(big.NewInt(v), big.NewInt(m.Units))
		p.x, p.y = append(p.x, x.Rsh(x, uint(-m.Scale))), append(p.y, big.NewInt(m.Units))
		p.lower, p.upper = append(p.lower, big.NewRat(-c.Most, 1)), append(p.upper, big.NewRat(c.Most, 1))
		p.centre, p.scale = append(p.centre, new(big.Int)), append(p.scale, m.Scale)
	}
	p.begin()
	return p
}

func (p *plainBracket) begin() {
	p.least, p.most = nil, nil
	for j := range p.x {
		steps := new(big.Int).Mul(p.x[j], big.NewInt(p.m.Grid))
		low := new(big.Int).Div(steps, p.y[j])
		high := new(big.Int).Div(new(big.Int).Neg(steps), p.y[j])
		p.least, p.most = append(p.least, low), append(p.most, high.Neg(high))
	}
}

// quanta returns what a number of steps of the grid stands for in the frame of node j.
func (p *plainBracket) quanta(j int, steps *big.Int) *big.Rat {
	q := new(big.Rat).SetFrac(steps, big.NewInt(p.m.Grid))
	q.Add(q, new(big.Rat).SetInt(p.centre[j]))
	power := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(p.scale[j], -p.scale[j]))))
	if p.scale[j] >= 0 {
		power.Inv(power)
	}
	return q.Mul(q, power)
}

func (p *plainBracket) advance() {
	n := p.g.Nodes()
	next := func(word []*big.Int) []*big.Int {
		sum := make([]*big.Int, n)
		for j := range n {
			part := new(big.Int).Div(word[j], big.NewInt(int64(1+p.g.OutDegree(j))))
			sum[j] = new(big.Int).Sub(word[j], part.Mul(part, big.NewInt(int64(p.g.OutDegree(j)))))
		}
		for _, a := range p.g.Arcs() {
			sum[a.To].Add(sum[a.To], new(big.Int).Div(word[a.From], big.NewInt(int64(1+p.g.OutDegree(a.From)))))
		}
		return sum
	}
	x, y := next(p.x), next(p.y)
	least, most := make([]*big.Int, n), make([]*big.Int, n)
	copy(least, p.least)
	copy(most, p.most)
	for _, a := range p.g.Arcs() {
		if p.least[a.From].Cmp(least[a.To]) < 0 {
			least[a.To] = p.least[a.From]
		}
		if p.most[a.From].Cmp(most[a.To]) > 0 {
			most[a.To] = p.most[a.From]
		}
	}
	p.x, p.y, p.least, p.most = x, y, least, most
	if p.round++; p.round%p.c.Span == 0 {
		for j := range n {
			p.end(j)
		}
		p.begin()
	}
}

func (p *plainBracket) end(j int) {
	if q := p.quanta(j, p.least[j]); q.Cmp(p.lower[j]) > 0 {
		p.lower[j] = q
	}
	if q := p.quanta(j, p.most[j]); q.Cmp(p.upper[j]) < 0 {
		p.upper[j] = q
	}
	if len(p.fractions(j)) < 2 || p.round+p.c.Span > p.last() {
		return
	}
	width, grid := new(big.Int).Sub(p.most[j], p.least[j]), big.NewInt(p.m.Grid)
	raise := 0
	for raise < p.m.Zoom && new(big.Int).Lsh(width, uint(raise+1)).Cmp(grid) <= 0 {
		raise++
	}
	if raise == 0 {
		return
	}
	shift := new(big.Int).Add(p.least[j], p.most[j])
	shift.Lsh(shift, uint(raise)).Add(shift, grid)
	shift.Div(shift, new(big.Int).Mul(grid, big.NewInt(2)))
	p.x[j] = new(big.Int).Sub(new(big.Int).Lsh(p.x[j], uint(raise)), new(big.Int).Mul(shift, p.y[j]))
	p.centre[j] = new(big.Int).Add(new(big.Int).Lsh(p.centre[j], uint(raise)), shift)
	p.scale[j] += raise
}

func (p *plainBracket) last() int { return p.c.Rounds - p.c.Rounds%p.c.Span }

// fractions returns up to two fractions with denominators up to the bound that lie in the bracket of node j.
func (p *plainBracket) fractions(j int) (found []*big.Rat) {
	for b := int64(1); b <= int64(p.c.Bound); b++ {
		below := new(big.Rat).Mul(p.lower[j], big.NewRat(b, 1))
		a := new(big.Int).Div(new(big.Int).Neg(below.Num()), below.Denom())
		for a.Neg(a); len(found) < 2; a.Add(a, big.NewInt(1)) {
			q := new(big.Rat).SetFrac(new(big.Int).Set(a), big.NewInt(b))
			if q.Cmp(p.upper[j]) > 0 {
				break
			}
			if len(found) == 0 || found[0].Cmp(q) != 0 {
				found = append(found, q)
			}
		}
	}
	return found
}
