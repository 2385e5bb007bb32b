package core_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// oneCoordinate returns the values of a coordinate.
func oneCoordinate(values [][]int64, c int) (list []int64) {
	for _, value := range values {
		list = append(list, value[c])
	}
	return list
}

// meanOf returns Σ value / n.
func meanOf(values []int64) *big.Rat {
	sum := new(big.Rat)
	for _, v := range values {
		sum.Add(sum, new(big.Rat).SetInt64(v))
	}
	return sum.Quo(sum, big.NewRat(int64(len(values)), 1))
}

// bracketDigraphs visits random digraphs of up to 60 nodes, some of each other family, and all on 3 nodes.
func bracketDigraphs(t *testing.T, seed uint64, visit func(*core.Digraph, *rand.Rand)) {
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for n := 1; n <= 3; n++ {
		coretest.StronglyConnected(n, func(g *core.Digraph) { visit(g, random) })
	}
	for range 12 {
		n := 4 + random.IntN(57)
		degree := 1 + random.IntN(min(n-1, 5))
		if n > 20 {
			degree = max(2, degree) // a long cycle alone would take all the time
		}
		visit(coretest.Must(family.Random(n, degree, random.Uint64()))(t), random)
	}
	for _, make := range []func(int) (*core.Digraph, error){family.Star, family.Path, family.Exponential, family.Complete, family.Ring} {
		visit(coretest.Must(make(8))(t), random)
	}
}

func TestBracketIsExactOnEveryDigraph(t *testing.T) {
	coretest.StronglyConnected(3, func(g *core.Digraph) {
		for code := range 4 * 4 * 4 {
			values := [][]int64{{int64(code&3) - 2}, {int64(code>>2&3) - 2}, {int64(code>>4) - 2}}
			checkBracketAverage(t, g, values, 0)
		}
	})
}

func TestBracketIsExactOnRandomDigraphs(t *testing.T) {
	bracketDigraphs(t, 131, func(g *core.Digraph, random *rand.Rand) {
		checkBracketAverage(t, g, coretest.BracketValues(random, g.Nodes(), 3), 0)
		checkBracketAverage(t, g, coretest.BracketValues(random, g.Nodes()+7, 1)[:g.Nodes()], 7)
	})
}

// checkBracketAverage runs the bracket with a bound that is spare above n, and a diameter too large by half of that where
// N allows it.
func checkBracketAverage(t *testing.T, g *core.Digraph, values [][]int64, spare int) {
	t.Helper()
	c := coretest.BracketConfig(g, values)
	c.Bound += spare
	c.Span = min(c.Span+spare/2, max(1, c.Bound-1))
	nodes := coretest.BracketNodes(t, c, g, values)
	coretest.RunBracket(t, g, nodes, func() {})
	for j, n := range nodes {
		for i := range values[0] {
			if want := meanOf(oneCoordinate(values, i)); n.Refused() || n.Average()[i].Rat().Cmp(want) != 0 {
				t.Fatalf("n = %d, arcs %v, values %v: node %d decides %v, refused %t, in round %d; the average is %v",
					g.Nodes(), g.Arcs(), oneCoordinate(values, i), j, n.Average(), n.Refused(), n.Round(), want)
			}
		}
	}
}

// Every word of every round is that of the rule in unbounded rationals, and so is every verdict.
func TestBracketAgainstRationals(t *testing.T) {
	bracketDigraphs(t, 132, func(g *core.Digraph, random *rand.Rand) {
		values := coretest.BracketValues(random, g.Nodes(), 1)
		c := coretest.BracketConfig(g, values)
		c.Rounds = min(c.Rounds, 400)
		c.Rounds = max(c.Rounds, c.Span)
		if random.IntN(3) == 0 {
			c.Most = core.BracketRange(c.Bound)
		}
		if random.IntN(3) == 0 && g.Nodes() < 9 {
			c.Given = core.Measure{Units: 5, Grid: 32, Zoom: random.IntN(5)}
			for _, value := range values {
				value[0] %= 3
			}
			c.Most = 2
		}
		plain := newPlainBracket(t, c, g, oneCoordinate(values, 0))
		nodes := coretest.BracketNodes(t, c, g, values)
		for {
			comparePlain(t, plain, nodes)
			if nodes[0].CanDecide() {
				break
			}
			coretest.AdvanceBracket(t, g, nodes)
			plain.advance()
		}
	})
}

func comparePlain(t *testing.T, p *plainBracket, nodes []*core.BracketNode) {
	t.Helper()
	limit := big.NewInt((max(1, p.c.Most>>-p.m.Scale) + 1) * p.m.Grid)
	cut := func(q *big.Int) int64 {
		if q.CmpAbs(limit) > 0 {
			return limit.Int64() * int64(q.Sign())
		}
		return q.Int64()
	}
	for j, n := range nodes {
		s := n.State()
		if big.NewInt(s.Numerator[0]).Cmp(p.x[j]) != 0 || big.NewInt(s.Denominator).Cmp(p.y[j]) != 0 {
			t.Fatalf("round %d, node %d: words %d, %d, in rationals %d, %d", s.Round, j, s.Numerator[0], s.Denominator, p.x[j], p.y[j])
		}
		if s.Least[0] != cut(p.least[j]) || s.Greatest[0] != cut(p.most[j]) {
			t.Fatalf("round %d, node %d: window %d, %d, in rationals %d, %d", s.Round, j, s.Least[0], s.Greatest[0], p.least[j], p.most[j])
		}
		lower, upper := n.Bracket(0)
		if lower.Cmp(p.lower[j]) != 0 || upper.Cmp(p.upper[j]) != 0 || s.Centre[0].Cmp(p.centre[j]) != 0 || s.Scale[0] != p.scale[j] {
			t.Fatalf("round %d, node %d: bracket %v, %v, in rationals %v, %v", s.Round, j, lower, upper, p.lower[j], p.upper[j])
		}
		over := s.Round > 0 && s.Round%p.c.Span == 0
		left := p.fractions(j)
		if want := over && (len(left) < 2 || s.Round+p.c.Span > p.last()); n.CanDecide() != want {
			t.Fatalf("round %d, node %d: can decide %t with the fractions %v", s.Round, j, n.CanDecide(), left)
		}
	}
}

func TestBracketIsTheSameAtEveryNode(t *testing.T) {
	common := func(s core.BracketState) []any { return []any{s.Lower, s.Upper, s.Centre, s.Scale} }
	bracketDigraphs(t, 133, func(g *core.Digraph, random *rand.Rand) {
		values := coretest.BracketValues(random, g.Nodes(), 2)
		nodes := coretest.BracketNodes(t, coretest.BracketConfig(g, values), g, values)
		coretest.RunBracket(t, g, nodes, func() {
			first := common(nodes[0].State())
			for j, n := range nodes {
				if other := common(n.State()); !reflect.DeepEqual(first, other) {
					t.Fatalf("round %d: node 0 holds %v, node %d %v", n.Round(), first, j, other)
				}
			}
		})
	})
}

func TestBracketConservesWholeUnits(t *testing.T) {
	bracketDigraphs(t, 134, func(g *core.Digraph, random *rand.Rand) {
		values := coretest.BracketValues(random, g.Nodes(), 1)
		c := coretest.BracketConfig(g, values)
		m := coretest.Must(c.Measure())(t)
		nodes := coretest.BracketNodes(t, c, g, values)
		coretest.RunBracket(t, g, nodes, func() {
			x, y := new(big.Int), new(big.Int)
			for j, n := range nodes {
				s := n.State()
				if s.Denominator < 1 {
					t.Fatalf("round %d: the denominator of node %d is %d", s.Round, j, s.Denominator)
				}
				x.Add(x, big.NewInt(s.Numerator[0]))
				y.Add(y, big.NewInt(s.Denominator))
			}
			s := nodes[0].State() // Σx = Units·(2^scale·Σvalue − centre·n)
			want := meanOf(oneCoordinate(values, 0))
			want.Mul(want, big.NewRat(int64(g.Nodes()), 1))
			power := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(s.Scale[0], -s.Scale[0]))))
			if s.Scale[0] < 0 {
				power.Inv(power)
			}
			want.Mul(want, power)
			want.Sub(want, new(big.Rat).SetInt(new(big.Int).Mul(s.Centre[0], big.NewInt(int64(g.Nodes())))))
			want.Mul(want, new(big.Rat).SetInt64(m.Units))
			if want.Cmp(new(big.Rat).SetInt(x)) != 0 || y.Cmp(big.NewInt(m.Units*int64(g.Nodes()))) != 0 {
				t.Fatalf("round %d: the words sum to %d and %d, want %v and %d", s.Round, x, y, want, m.Units*int64(g.Nodes()))
			}
		})
	})
}

func TestBracketEnclosesTheAverage(t *testing.T) {
	bracketDigraphs(t, 135, func(g *core.Digraph, random *rand.Rand) {
		values := coretest.BracketValues(random, g.Nodes(), 1)
		want := meanOf(oneCoordinate(values, 0))
		nodes := coretest.BracketNodes(t, coretest.BracketConfig(g, values), g, values)
		coretest.RunBracket(t, g, nodes, func() {
			if lower, upper := nodes[0].Bracket(0); lower.Cmp(want) > 0 || want.Cmp(upper) > 0 {
				t.Fatalf("round %d: the average %v is not between %v and %v", nodes[0].Round(), want, lower, upper)
			}
		})
	})
}

func TestBracketNear(t *testing.T) {
	bracketDigraphs(t, 136, func(g *core.Digraph, random *rand.Rand) {
		values := coretest.BracketValues(random, g.Nodes(), 1)
		want := meanOf(oneCoordinate(values, 0))
		nodes := coretest.BracketNodes(t, coretest.BracketConfig(g, values), g, values)
		coretest.RunBracket(t, g, nodes, func() {
			near, within := nodes[0].Near(0)
			off := new(big.Rat).Sub(want, new(big.Rat).SetInt64(near))
			if off.Abs(off).Cmp(within) > 0 {
				t.Fatalf("round %d: %d is %v from the average %v, more than %v", nodes[0].Round(), near, off, want, within)
			}
		})
		if near, within := nodes[0].Near(0); within.Cmp(big.NewRat(3, 2)) > 0 {
			t.Fatalf("after the decision %d is known within %v only", near, within)
		}
	})
}

// A D that is too small is noticed at an arc between two brackets, unless all have decided by then.
func TestBracketNoticesASmallDiameter(t *testing.T) {
	g := coretest.Must(family.Cycle(6))(t)
	values := [][]int64{{900}, {0}, {5}, {3}, {0}, {1}}
	c := coretest.BracketConfig(g, values)
	c.Span = 2
	nodes := coretest.BracketNodes(t, c, g, values)
	for range 2 {
		coretest.AdvanceBracket(t, g, nodes)
	}
	before := nodes[3].State()
	err := nodes[3].Advance([]core.BracketMessage{nodes[2].Share()})
	if want := "a message of round 2 comes from a node that holds another bracket: the diameter 2 is too small, or not all agree"; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
	if !reflect.DeepEqual(before, nodes[3].State()) {
		t.Error("the error changed the node")
	}
}

func TestBracketWordsStayInRange(t *testing.T) {
	for n, want := range map[int]core.Measure{
		1:         {Units: 1 << 58, Grid: 1 << 61, Scale: -10, Zoom: 60},
		2:         {Units: 1 << 57, Grid: 1 << 61, Scale: -10, Zoom: 56},
		1000:      {Units: 1 << 49, Grid: 1 << 61, Scale: -10, Zoom: 36},
		1_000_000: {Units: 1 << 39, Grid: 1 << 61, Scale: -10, Zoom: 16},
	} {
		if got, err := (core.BracketConfig{Bound: n, Span: min(max(1, n-1), 3), Most: 1000}).Measure(); got != want || err != nil {
			t.Errorf("N = %d: %+v, %v, want %+v", n, got, err, want)
		}
	}
	widest := slices.Max([]int64{core.BracketRange(1), core.BracketRange(3), core.BracketRange(1000), core.BracketRange(1_000_000)})
	if widest != 1<<58-1 || core.BracketRange(1_000_000) != 1<<39-1 {
		t.Errorf("the ranges are up to %d, and %d for a million nodes", widest, core.BracketRange(1_000_000))
	}
}
