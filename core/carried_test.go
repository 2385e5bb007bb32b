package core_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// carriedNodes returns nodes at all vertices of a digraph.
func carriedNodes(t testing.TB, c core.CarriedConfig, g *core.Digraph) []*core.CarriedNode {
	t.Helper()
	var nodes []*core.CarriedNode
	for j := range g.Nodes() {
		nodes = append(nodes, coretest.Must(core.NewCarriedNode(c, g.OutDegree(j)))(t))
	}
	return nodes
}

// carriedValues returns values up to the limit in size, often at it, and some that are those of before.
func carriedValues(random *rand.Rand, before [][]int64, limit int64) [][]int64 {
	values := make([][]int64, len(before))
	for j := range before {
		for i := range before[j] {
			v := before[j][i]
			switch random.IntN(4) {
			case 0:
				v = limit * (2*random.Int64N(2) - 1)
			case 1:
				v = random.Int64N(2*limit+1) - limit
			case 2:
				v = random.Int64N(2001) - 1000
			}
			values[j] = append(values[j], v)
		}
	}
	return values
}

// Over many coordinations, with values that jump from one end of the range to the other: the sums of the words are those of
// the values and of the denominators, exactly, in every round; no word leaves its range; and whenever a window is over all
// nodes hold the same bracket, and the exact average lies in it.
func TestCarriedSumsAreConserved(t *testing.T) {
	const seed = 54
	random := rand.New(rand.NewPCG(seed, 0))
	windows, coordinations, tight := 0, 0, 0
	for run := range 40 {
		n, coordinates := 1+random.IntN(12), 1+random.IntN(3)
		g := coretest.Must(family.Random(n, min(n-1, 1+random.IntN(3)), random.Uint64()))(t)
		bound := n + random.IntN(3)*random.IntN(40)
		c := core.CarriedConfig{Bound: bound, Span: min(max(1, bound-1), max(1, g.Diameter()+random.IntN(2))), Coordinates: coordinates, Fresh: run%8 == 7}
		nodes := carriedNodes(t, c, g)
		values := make([][]int64, n)
		for j := range values {
			values[j] = make([]int64, coordinates)
		}
		for range 8 {
			values = carriedValues(random, values, c.Limit())
			for j, node := range nodes {
				if err := node.Begin(values[j]); err != nil {
					t.Fatalf("seed %d, run %d, node %d: %v", seed, run, j, err)
				}
			}
			coordinations++
			for more := random.IntN(12); more >= 0 || !nodes[0].Bracket().Small; {
				if err := coretest.Round(g, nodes); err != nil {
					t.Fatalf("seed %d, run %d: %v", seed, run, err)
				}
				checkSums(t, nodes, values)
				if nodes[0].WindowOver() {
					more--
					windows++
					tight += checkBracket(t, nodes, values)
				}
			}
		}
	}
	t.Logf("seed %d: %d coordinations, %d windows, %d of them within a billionth of the range", seed, coordinations, windows, tight)
	if tight < 20 {
		t.Error("hardly a bracket became narrow, so little is shown")
	}
}

// checkSums adds up the words of all nodes in whole numbers of any size.
func checkSums(t *testing.T, nodes []*core.CarriedNode, values [][]int64) {
	t.Helper()
	coordinates := len(values[0])
	units := coretest.Must(core.NewCarriedCommon(nodes[0].Config()))(t).Units()
	for i := range coordinates + 1 {
		got, want := new(big.Int), new(big.Int)
		for j, node := range nodes {
			word := node.Words()[i]
			got.Add(got, big.NewInt(word))
			if i < coordinates {
				want.Add(want, big.NewInt(values[j][i]))
			} else {
				want.Add(want, big.NewInt(units))
			}
			if size := int64(1) << 61; word <= -size || word >= size || i == coordinates && (word < 1 || word >= size/4) {
				t.Fatalf("word %d of node %d is %d, out of range", i, j, word)
			}
		}
		if got.Cmp(want) != 0 {
			t.Fatalf("round %d: the words %d add up to %v, what was put in to %v", nodes[0].Round(), i, got, want)
		}
	}
}

// checkBracket returns 1 if the bracket is narrow.
func checkBracket(t *testing.T, nodes []*core.CarriedNode, values [][]int64) int {
	t.Helper()
	b := nodes[0].Bracket()
	for j, node := range nodes {
		if !reflect.DeepEqual(node.Bracket(), b) {
			t.Fatalf("round %d: node %d holds another bracket than node 0", node.Round(), j)
		}
	}
	narrow := 1
	for i := range b.Lower {
		sum := new(big.Int)
		for _, value := range values {
			sum.Add(sum, big.NewInt(value[i]))
		}
		average := new(big.Rat).SetFrac(sum, big.NewInt(int64(len(values))))
		step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(-b.Exponent)))
		lower := new(big.Rat).Mul(step, new(big.Rat).SetInt64(b.Lower[i]))
		upper := new(big.Rat).Mul(step, new(big.Rat).SetInt64(b.Upper[i]))
		if lower.Cmp(average) > 0 || upper.Cmp(average) < 0 {
			t.Fatalf("round %d: the average %v of coordinate %d is not between %v and %v", nodes[0].Round(), average, i, lower, upper)
		}
		if uint64(b.Upper[i])-uint64(b.Lower[i]) > 1<<30 {
			narrow = 0
		}
	}
	return narrow
}

// Values that hardly change leave a bracket that is narrow after one window; new words need many.
func TestCarriedWordsStayNear(t *testing.T) {
	g := coretest.Must(family.Random(40, 3, 7))(t)
	random := rand.New(rand.NewPCG(7, 7))
	width := map[bool]uint64{}
	for _, fresh := range []bool{false, true} {
		c := core.CarriedConfig{Bound: 40, Span: g.Diameter(), Coordinates: 1, Fresh: fresh}
		nodes := carriedNodes(t, c, g)
		values := carriedValues(random, nothingOf(40), c.Limit())
		for range 2 {
			for j, node := range nodes {
				if err := node.Begin(values[j]); err != nil {
					t.Fatal(err)
				}
			}
			values[3][0] ^= 1 << 20
			for range 12 * c.Span {
				if err := coretest.Round(g, nodes); err != nil {
					t.Fatal(err)
				}
				if nodes[0].Round() == 2*c.Span {
					b := nodes[0].Bracket()
					width[fresh] = uint64(b.Upper[0] - b.Lower[0])
				}
			}
		}
	}
	if width[false] == 0 || width[true] < 1000*width[false] {
		t.Errorf("a bracket of %d steps with carried words, and of %d with new ones", width[false], width[true])
	}
}

// nothingOf returns n values of one coordinate.
func nothingOf(n int) [][]int64 {
	values := make([][]int64, n)
	for j := range values {
		values[j] = []int64{0}
	}
	return values
}

// A diameter that is too small is noticed where an arc joins two nodes that hold different brackets.
func TestCarriedDiameterTooSmall(t *testing.T) {
	g := coretest.Must(family.Cycle(9))(t)
	nodes := carriedNodes(t, core.CarriedConfig{Bound: 9, Span: 3, Coordinates: 1}, g)
	for j, node := range nodes {
		if err := node.Begin([]int64{int64(j * j * j)}); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	for round := 0; round < 100 && err == nil; round++ {
		err = coretest.Round(g, nodes)
	}
	if err == nil || !strings.Contains(err.Error(), "another bracket: the diameter 3 is too small") {
		t.Errorf("%v, want an alarm", err)
	}
}

func TestCarriedSaysWhatIsWrong(t *testing.T) {
	good := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	for want, c := range map[string]core.CarriedConfig{
		"bound 0: must be between 1 and 1000000":                                             {Span: 1, Coordinates: 1},
		"diameter 3: with the bound 3 it must be between 1 and 2":                            {Bound: 3, Span: 3, Coordinates: 1},
		"a value of 0 coordinates: must be between 1 and 21845":                              {Bound: 3, Span: 2},
		"diameter 200000: with the bound 1000000 words stay in range for 288230 rounds only": {Bound: 1000000, Span: 200000, Coordinates: 1},
		"bound 1000001: must be between 1 and 1000000":                                       {Bound: 1000001, Span: 1, Coordinates: 1},
		"diameter 0: with the bound 3 it must be between 1 and 2":                            {Bound: 3, Coordinates: 1},
		"a value of 21846 coordinates: must be between 1 and 21845":                          {Bound: 3, Span: 2, Coordinates: 21846},
	} {
		if _, err := core.NewCarriedNode(c, 1); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := core.NewCarriedNode(good, 3); fmt.Sprint(err) != "out-degree 3: must be between 0 and 2, one less than the bound" {
		t.Error(err)
	}
	if _, err := core.NewCarriedNode(good, -1); fmt.Sprint(err) != "out-degree -1: must be between 0 and 2, one less than the bound" {
		t.Error(err)
	}
	node := coretest.Must(core.NewCarriedNode(good, 1))(t)
	if err := node.Advance(nil); fmt.Sprint(err) != "a round before the first coordination" {
		t.Error(err)
	}
	if err := node.Begin([]int64{1}); fmt.Sprint(err) != "a value of 1 coordinates: all agreed on 2" {
		t.Error(err)
	}
	limit := good.Limit()
	if err := node.Begin([]int64{0, -limit - 1}); fmt.Sprint(err) != fmt.Sprintf("coordinate 1 is %d quanta: a value is at most %d quanta in size", -limit-1, limit) {
		t.Error(err)
	}
	if err := node.Begin([]int64{limit + 1, 0}); fmt.Sprint(err) != fmt.Sprintf("coordinate 0 is %d quanta: a value is at most %d quanta in size", limit+1, limit) {
		t.Error(err)
	}
	if err := node.Begin([]int64{0, limit}); err != nil {
		t.Fatal(err)
	}
	if err := node.Begin([]int64{0, limit}); fmt.Sprint(err) != "the words of round 0 are not small enough for another coordination" {
		t.Error(err)
	}
	honest := node.Share()
	for want, spoil := range map[string]func(m *core.BracketMessage){
		"a message of epoch 2, round 0 came to a node in epoch 1, round 0":                                                 func(m *core.BracketMessage) { m.Epoch++ },
		"a message of epoch 1, round 1 came to a node in epoch 1, round 0":                                                 func(m *core.BracketMessage) { m.Round++ },
		"a message of round 0 comes from a node that holds another bracket: the diameter 2 is too small, or not all agree": func(m *core.BracketMessage) { m.Frame++ },
		"a message of 4 words came to a node with 3":                                                                       func(m *core.BracketMessage) { m.Words = append(m.Words, 0) },
		"a message with the share -1 of a denominator: must be between 0 and 576460752303423487":                           func(m *core.BracketMessage) { m.Words[2] = -1 },
		"a message with the share 576460752303423488 of a denominator: must be between 0 and 576460752303423487":           func(m *core.BracketMessage) { m.Words[2] = 1 << 59 },
		"a message with the share -2305843009213693952 of numerator 1: must be less than 2305843009213693952 in size":      func(m *core.BracketMessage) { m.Words[1] = -1 << 61 },
		"a message with the share 2305843009213693952 of numerator 0: must be less than 2305843009213693952 in size":       func(m *core.BracketMessage) { m.Words[0] = 1 << 61 },
		"the words of round 1 grow out of range: there are more than 3 nodes, or not all agree":                            func(m *core.BracketMessage) { m.Words[1] = 1<<61 - 1 },
	} {
		m := honest
		m.Words = slices.Clone(honest.Words)
		spoil(&m)
		before := node.Words()
		if err := node.Advance([]core.BracketMessage{m}); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
		if node.Round() != 0 || !slices.Equal(node.Words(), before) {
			t.Errorf("%s: the node has changed", want)
		}
	}
	for node.Round() < 2 {
		if err := node.Advance(nil); err != nil {
			t.Fatal(err)
		}
	}
	m := node.Share()
	m.Words[3], m.Words[5] = 2, 1
	want := "a message with the least quotient 2 and the greatest 1: must be in order, and at most 4611686018427387904 in size"
	if err := node.Advance([]core.BracketMessage{m}); fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// A window in which a quotient was above 1 lets no other coordination begin, unless nothing is carried (FTC-55).
func TestCarriedWordsMustBeSmall(t *testing.T) {
	const one = 1 << 61
	for _, c := range []struct {
		least, greatest int64
		fresh, small    bool
	}{
		{-one, one, false, true}, {-one - 1, 0, false, false}, {0, one + 1, false, false}, {0, one + 1, true, true},
	} {
		b := coretest.Must(core.NewCarriedCommon(core.CarriedConfig{Bound: 2, Span: 1, Coordinates: 2, Fresh: c.fresh}))(t)
		if err := b.Begin(); err != nil {
			t.Fatal(err)
		}
		b.EndRound()
		b.EndRound()
		b.EndWindow([]int64{0, c.least}, []int64{0, c.greatest})
		if got := b.Bracket().Small; got != c.small || b.Begin() == nil != c.small {
			t.Errorf("%+v: small? %t", c, got)
		}
	}
}

// A bracket narrows if any of its coordinates loses more than a 1024th (FTC-56).
func TestCarriedBracketNarrows(t *testing.T) {
	b := coretest.Must(core.NewCarriedCommon(core.CarriedConfig{Bound: 2, Span: 1, Coordinates: 2}))(t)
	if err := b.Begin(); err != nil {
		t.Fatal(err)
	}
	b.EndRound()
	for i, c := range []struct {
		least, greatest int64
		narrows         bool
	}{{-4096, 4096, true}, {-4096, 4088, false}, {-4096, 4079, true}, {-5000, 5000, false}} {
		b.EndRound()
		b.EndWindow([]int64{0, c.least}, []int64{1 << 20, c.greatest})
		if got := b.Bracket().Narrows; got != c.narrows {
			t.Errorf("window %d: narrows? %t", i, got)
		}
	}
	b.EndWindow([]int64{0, 5000}, []int64{1 << 20, 6000})
	if !b.Bracket().Empty() {
		t.Error("a bracket that ends below where it begins is not empty")
	}
}
