package core_test

import (
	"math/rand/v2"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// mixedCase is a random digraph, what its nodes start from, and what they agreed on, which may be more than is needed.
type mixedCase struct {
	digraph *core.Digraph
	values  [][]int64
	config  core.RaceConfig
}

// randomMixedCase returns one of at most 200 nodes. Each coordinate is of a kind of its own: of any size up to what both
// endings take, at its ends, small, the same everywhere, or 0 but at one node.
func randomMixedCase(t testing.TB, random *rand.Rand) mixedCase {
	n := 2 + random.IntN(199)
	if random.IntN(3) == 0 {
		n = 2 + random.IntN(15) // where the bound is often first
	}
	degree := 1 + random.IntN(min(n-1, 8))
	if random.IntN(6) == 0 {
		degree = 1
	}
	g := coretest.Must(family.Random(n, degree, random.Uint64()))(t)
	bound := n + random.IntN(3)*random.IntN(n)
	most := min(core.BracketRange(bound), core.ValueRange(core.Exact, bound))
	values := make([][]int64, n)
	for range 1 + random.IntN(3) {
		size, kind, chosen := most>>random.IntN(40), random.IntN(5), random.IntN(n)
		for j := range values {
			v := random.Int64N(2*size+1) - size
			switch kind {
			case 1:
				v = most * (2*random.Int64N(2) - 1)
			case 2:
				v = random.Int64N(3) - 1
			case 3:
				v = size
			case 4:
				if j != chosen {
					v = 0
				}
			}
			values[j] = append(values[j], v)
		}
	}
	ending := coretest.Must(core.Bound(bound))(t)
	span := min(bound-1, g.Diameter()+random.IntN(2)*random.IntN(4))
	return mixedCase{g, values, core.RaceConfig{
		Config: core.Config{Field: core.Exact, Ending: ending, Capacity: bound}, Span: span, Most: most,
	}}
}

// exact says whether fractions are the averages of the coordinates, by rational arithmetic.
func (c mixedCase) exact(average []core.Fraction) bool {
	for i, q := range average {
		if q.Rat().Cmp(meanOf(oneCoordinate(c.values, i))) != 0 {
			return false
		}
	}
	return len(average) == len(c.values[0])
}

// bracket returns the round in which the bracket decides, or None when it has not within some thousand rounds.
func (c mixedCase) bracket(t testing.TB) int {
	config := c.config.Bracket()
	config.Rounds = max(3000, config.Span)
	w := coretest.Must(simulate.NewBracketNetwork(config, c.digraph, c.values))(t)
	if err := w.Run(nil); err != nil {
		t.Fatal(err)
	}
	if w.Refused() {
		return core.None
	}
	if !c.exact(w.Average()) {
		t.Fatalf("arcs %v, values %v, N = %d, D = %d: the bracket decides %v", c.digraph.Arcs(), c.values, config.Bound, config.Span, w.Average())
	}
	return w.Decided()
}

// race runs the race and returns the round in which all nodes decide, and by what.
func (c mixedCase) race(t testing.TB) (round int, by string) {
	nodes := raceNodes(t, c.config, c.digraph, c.values)
	sent := make([]core.RaceMessage, len(nodes))
	for !nodes[0].CanDecide() {
		for j, n := range nodes {
			sent[j] = n.Share()
		}
		for j, n := range nodes {
			var inbox []core.RaceMessage
			for _, i := range c.digraph.In(j) {
				inbox = append(inbox, sent[i])
			}
			if err := n.Advance(inbox); err != nil {
				t.Fatal(err)
			}
		}
	}
	for j, n := range nodes {
		if !n.Decide() || n.Refused() || !c.exact(n.Average()) || n.By() != nodes[0].By() {
			t.Fatalf("arcs %v, values %v, N = %d, D = %d: node %d decides %v by the %q, refused %t", c.digraph.Arcs(), c.values,
				c.config.Ending.Bound(), c.config.Span, j, n.Average(), n.By(), n.Refused())
		}
	}
	return nodes[0].Round(), nodes[0].By()
}

// In make test-all on 2,000 digraphs.
func TestBracketAndRaceOnRandomDigraphs(t *testing.T) {
	runs, seed := 16, uint64(153)
	if coretest.Long() {
		runs = 2000
	}
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	by, undecided := map[string]int{}, 0
	for range runs {
		c := randomMixedCase(t, random)
		decided, last := c.bracket(t), 2*c.config.Ending.Bound()-2
		round, winner := c.race(t)
		want, wantBy := last, core.ByBound
		if decided != core.None && decided <= last {
			want, wantBy = decided, core.ByBracket
		}
		if round != want || winner != wantBy {
			t.Fatalf("n = %d, N = %d, D = %d: the race decides in round %d by the %s, the bracket in %d, the bound in %d", c.digraph.Nodes(),
				c.config.Ending.Bound(), c.config.Span, round, winner, decided, last)
		}
		if by[winner]++; decided == core.None {
			undecided++
		}
	}
	t.Logf("%d runs: the race decided by %v; the bracket was undecided after 3000 rounds in %d", runs, by, undecided)
	if by[core.ByBracket] < runs/3 || by[core.ByBound] < runs/10 || undecided > runs/3 {
		t.Errorf("decided by %v, the bracket never in %d", by, undecided)
	}
}
