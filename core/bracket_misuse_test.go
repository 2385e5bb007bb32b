package core_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

func TestBracketConfigurationErrors(t *testing.T) {
	good := core.BracketConfig{Bound: 10, Span: 3, Most: 100}
	with := func(change func(*core.BracketConfig)) core.BracketConfig {
		c := good
		change(&c)
		return c
	}
	cases := []struct {
		c      core.BracketConfig
		degree int
		value  []int64
		want   string
	}{
		{good, 2, []int64{100, -100}, "<nil>"},
		{with(func(c *core.BracketConfig) { c.Bound = 0 }), 0, []int64{1}, "bound 0: must be between 1 and 1000000"},
		{with(func(c *core.BracketConfig) { c.Bound = 1_000_001 }), 0, []int64{1}, "bound 1000001: must be between 1 and 1000000"},
		{with(func(c *core.BracketConfig) { c.Span = 0 }), 0, []int64{1}, "diameter 0: with the bound 10 it must be between 1 and 9"},
		{with(func(c *core.BracketConfig) { c.Span = 10 }), 0, []int64{1}, "diameter 10: with the bound 10 it must be between 1 and 9"},
		{with(func(c *core.BracketConfig) { c.Most = -1 }), 0, []int64{1}, "values of up to -1 quanta: with the bound 10 it must be between 0 and 36028797018963967"},
		{with(func(c *core.BracketConfig) { c.Most = 1 << 55 }), 0, []int64{1}, "values of up to 36028797018963968 quanta: with the bound 10 it must be between 0 and 36028797018963967"},
		{with(func(c *core.BracketConfig) { c.Rounds = 2 }), 0, []int64{1}, "last round 2: no window of 3 rounds is over by then; with the bound 10 it is at most 2147483647"},
		{with(func(c *core.BracketConfig) { c.Bound, c.Span = 1_000_000, 999_999 }), 0, []int64{1},
			"last round 0: no window of 999999 rounds is over by then; with the bound 1000000 it is at most 288230"},
		{with(func(c *core.BracketConfig) { c.Given = core.Measure{Units: 16, Grid: 32, Zoom: 60} }), 0, []int64{1},
			"zoom 60: with the bound 10 and the diameter 3 it is at most 44"},
		{with(func(c *core.BracketConfig) { c.Given = core.Measure{Units: 1 << 57, Grid: 32} }), 0, []int64{1},
			"144115188075855872 units, a grid of 32, scale 0, zoom 0: no measure for the bound 10"},
		{with(func(c *core.BracketConfig) { c.Given = core.Measure{Units: 12, Grid: 32, Scale: -3} }), 0, []int64{1},
			"12 units and scale -3: a value must be a whole number of units"},
		{with(func(c *core.BracketConfig) { c.Given = core.Measure{Units: 1 << 52, Grid: 32} }), 0, []int64{1},
			"values of up to 100 quanta are too large for 4503599627370496 units and a grid of 32"},
		{good, -1, []int64{1}, "out-degree -1: must be between 0 and 9, one less than the bound"},
		{good, 10, []int64{1}, "out-degree 10: must be between 0 and 9, one less than the bound"},
		{good, 0, nil, "a value of 0 coordinates: must be between 1 and 21845"},
		{good, 0, []int64{1, 101}, "coordinate 1 is 101 quanta: all agreed that a value is at most 100 quanta in size"},
	}
	for _, c := range cases {
		if _, err := core.NewBracketNode(c.c, c.degree, c.value); fmt.Sprint(err) != c.want {
			t.Errorf("%+v, out-degree %d: %v, want %s", c.c, c.degree, err, c.want)
		}
	}
}

func TestBracketMessageErrorsChangeNothing(t *testing.T) {
	c := core.BracketConfig{Bound: 3, Span: 2, Most: 10}
	node := coretest.Must(core.NewBracketNode(c, 1, []int64{5}))(t)
	other := coretest.Must(core.NewBracketNode(c, 1, []int64{-4}))(t)
	with := func(change func(*core.BracketMessage)) core.BracketMessage {
		m := other.Share()
		change(&m)
		return m
	}
	word := func(i int, w int64) core.BracketMessage {
		return with(func(m *core.BracketMessage) { m.Words[i] = w })
	}
	cases := []struct {
		m    core.BracketMessage
		want string
	}{
		{with(func(m *core.BracketMessage) { m.Epoch++ }), "a message of epoch 1, round 0 came to a node in epoch 0, round 0"},
		{with(func(m *core.BracketMessage) { m.Round++ }), "a message of epoch 0, round 1 came to a node in epoch 0, round 0"},
		{with(func(m *core.BracketMessage) { m.Frame++ }), "a message of round 0 comes from a node that holds another bracket: the diameter 2 is too small, or not all agree"},
		{with(func(m *core.BracketMessage) { m.Words = m.Words[1:] }), "a message of 3 words came to a node with 4"},
		{word(0, 1<<61), "a message with the share 2305843009213693952 of numerator 0: must be less than 2305843009213693952 in size"},
		{word(0, -1<<61), "a message with the share -2305843009213693952 of numerator 0: must be less than 2305843009213693952 in size"},
		{word(0, 1<<61-1), "the words of round 1 grow out of range: there are more than 3 nodes, or not all agree"},
		{word(1, -1), "a message with the share -1 of a denominator: must be between 0 and 576460752303423487"},
		{word(1, 1<<59), "a message with the share 576460752303423488 of a denominator: must be between 0 and 576460752303423487"},
		{word(1, 1<<59-1), "the words of round 1 grow out of range: there are more than 3 nodes, or not all agree"},
		{word(2, 5<<60), "a message with the least quotient 5764607523034234880 and the greatest -576460752303423488: must be in order, and at most 4611686018427387904 in size"},
		{word(3, 5<<60), "a message with the least quotient -576460752303423488 and the greatest 5764607523034234880: must be in order, and at most 4611686018427387904 in size"},
	}
	before := node.State()
	for _, c := range cases {
		if err := node.Advance([]core.BracketMessage{other.Share(), c.m}); fmt.Sprint(err) != c.want {
			t.Errorf("%+v: %v, want %s", c.m, err, c.want)
		}
		if !reflect.DeepEqual(node.State(), before) {
			t.Fatalf("%+v changed the node", c.m)
		}
	}
}

func TestBracketActionsOutOfTurn(t *testing.T) {
	c := core.BracketConfig{Bound: 1, Span: 1, Most: 10}
	node := coretest.Must(core.NewBracketNode(c, 0, []int64{7}))(t)
	if node.Decide() {
		t.Error("decided before a window was over")
	}
	if err := node.Advance(nil); err != nil {
		t.Fatal(err)
	}
	if err := node.Advance(nil); fmt.Sprint(err) != "a node that can decide in round 1 must do so before the next round" {
		t.Error(err)
	}
	if !node.Decide() || node.Decide() || node.Refused() || node.Average()[0] != (core.Fraction{Numerator: 7, Denominator: 1}) {
		t.Errorf("decided %v", node.Average())
	}
	if err := node.Advance(nil); fmt.Sprint(err) != "a node that decided in round 1 takes part in no further round" {
		t.Error(err)
	}
}

// All refuse together in the last round, and when the bracket holds no fraction with a denominator up to the bound.
func TestBracketRefuses(t *testing.T) {
	g := coretest.Must(family.Cycle(5))(t)
	values := [][]int64{{1}, {0}, {0}, {0}, {0}}
	c := coretest.BracketConfig(g, values)
	c.Rounds = 11 // windows of 4 rounds: the last is over in round 8
	nodes := coretest.BracketNodes(t, c, g, values)
	coretest.RunBracket(t, g, nodes, func() {})
	for j, n := range nodes {
		if !n.Refused() || n.Round() != 8 || n.Average() != nil {
			t.Errorf("node %d: refused %t in round %d, average %v", j, n.Refused(), n.Round(), n.Average())
		}
	}
	state := nodes[0].State()
	state.Lower[0], state.Upper[0] = state.Upper[0], state.Lower[0]
	if n, err := core.RestoreBracketNode(c, 1, state); err != nil || !n.Refused() {
		t.Errorf("an empty bracket is not refused: %v", err)
	}
}

// A node that is written down and restored at every step does the same as one that is not.
func TestBracketRestoredAtEveryStep(t *testing.T) {
	bracketDigraphs(t, 137, func(g *core.Digraph, random *rand.Rand) {
		values := coretest.BracketValues(random, g.Nodes(), 2)
		c := coretest.BracketConfig(g, values)
		nodes := coretest.BracketNodes(t, c, g, values)
		again := coretest.BracketNodes(t, c, g, values)
		coretest.RunBracket(t, g, nodes, func() {
			for j, n := range again {
				if !reflect.DeepEqual(n.State(), nodes[j].State()) || !reflect.DeepEqual(n.Share(), nodes[j].Share()) || n.CanDecide() != nodes[j].CanDecide() {
					t.Fatalf("round %d, node %d: %+v, restored %+v", n.Round(), j, nodes[j].State(), n.State())
				}
				again[j] = coretest.Must(core.RestoreBracketNode(c, g.OutDegree(j), n.State()))(t)
			}
			if !again[0].CanDecide() {
				coretest.AdvanceBracket(t, g, again)
			}
		})
		for j, n := range nodes {
			if decided := coretest.Must(core.RestoreBracketNode(c, g.OutDegree(j), n.State()))(t); !reflect.DeepEqual(decided.State(), n.State()) {
				t.Fatalf("node %d: %+v, restored %+v", j, n.State(), decided.State())
			}
		}
	})
}

func TestBracketRestoreErrors(t *testing.T) {
	g := coretest.Must(family.Cycle(3))(t)
	values := [][]int64{{5}, {0}, {-3}}
	c := coretest.BracketConfig(g, values)
	nodes := coretest.BracketNodes(t, c, g, values)
	coretest.AdvanceBracket(t, g, nodes)
	cases := map[string]func(*core.BracketState){
		"a state with 1 numerators and 2 of another variable":                                                              func(s *core.BracketState) { s.Least = append(s.Least, 0) },
		"a state with 1 numerators and 0 of another variable":                                                              func(s *core.BracketState) { s.Centre = nil },
		"round -1: must be between 0 and 980, the last":                                                                    func(s *core.BracketState) { s.Round = -1 },
		"round 981: must be between 0 and 980, the last":                                                                   func(s *core.BracketState) { s.Round = 981 },
		"the denominator 0: must be between 1 and 576460752303423487":                                                      func(s *core.BracketState) { s.Denominator = 0 },
		"coordinate 0: the numerator 2305843009213693952: must be less than 2305843009213693952 in size":                   func(s *core.BracketState) { s.Numerator[0] = 1 << 61 },
		"coordinate 0: the least quotient 1 and the greatest 0: must be in order, and at most 4611686018427387904 in size": func(s *core.BracketState) { s.Least[0], s.Greatest[0] = 1, 0 },
		"coordinate 0: the bracket from 4611686018427387904 to 1: must be at most 2305843009213693952 in size":             func(s *core.BracketState) { s.Lower[0], s.Upper[0] = 1<<62, 1 },
		"coordinate 0: scale 41: must be between -3 and 40":                                                                func(s *core.BracketState) { s.Scale[0] = 41 },
		"coordinate 0: centre 3 with scale -3":                                                                             func(s *core.BracketState) { s.Centre[0] = big.NewInt(3) },
		"coordinate 0: centre <nil> with scale -3":                                                                         func(s *core.BracketState) { s.Centre[0] = nil },
		"decided 1 in round 1":                                   func(s *core.BracketState) { s.Decided = 1 },
		"decided 0 in round 1":                                   func(s *core.BracketState) { s.Decided = 0 },
		"refused true, decided -1 in round 1":                    func(s *core.BracketState) { s.Refused = true },
		"an average of 1 coordinates: decided -1, refused false": func(s *core.BracketState) { s.Average = make([]core.Fraction, 1) },
	}
	for want, change := range cases {
		s := nodes[0].State()
		change(&s)
		if _, err := core.RestoreBracketNode(c, 1, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	coretest.RunBracket(t, g, nodes, func() {})
	s := nodes[0].State()
	s.Average[0].Numerator++
	if _, err := core.RestoreBracketNode(c, 1, s); fmt.Sprint(err) != "the average [1], where the bracket says [2/3]" {
		t.Error(err)
	}
}
