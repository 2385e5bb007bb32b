package core_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// rewritten returns a node that is restored from what another has written down as text.
func rewritten(t testing.TB, c core.CarriedConfig, degree int, n *core.CarriedNode) *core.CarriedNode {
	t.Helper()
	text := coretest.Must(json.Marshal(n.State()))(t)
	var s core.CarriedState
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	again, err := core.RestoreCarriedNode(c, degree, s)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if !reflect.DeepEqual(again.State(), n.State()) || again.WindowOver() != n.WindowOver() {
		t.Fatalf("%s became %+v", text, again.State())
	}
	return again
}

// overTheWire returns a message as its receiver reads it.
func overTheWire(t testing.TB, c core.CarriedConfig, m core.BracketMessage) core.BracketMessage {
	t.Helper()
	data := coretest.Must(m.AppendBinary(nil))(t)
	if len(data) != m.Size() {
		t.Fatalf("%d bytes on the wire, and a size of %d", len(data), m.Size())
	}
	return coretest.Must(core.ParseCarriedMessage(c, data))(t)
}

// A network whose nodes are written down and restored after every step, and whose messages are written and read, goes the
// same way as one of which nothing is: the same words, messages and brackets in every round.
func TestCarriedNodesAreRestoredAfterEveryStep(t *testing.T) {
	const seed = 541
	random := rand.New(rand.NewPCG(seed, 0))
	rounds := 0
	for run := range 24 {
		n, coordinates := 1+random.IntN(8), 1+random.IntN(3)
		g := coretest.Must(family.Random(n, min(n-1, 1+random.IntN(3)), random.Uint64()))(t)
		bound := n + random.IntN(5)
		c := core.CarriedConfig{Bound: bound, Span: min(max(1, bound-1), max(1, g.Diameter()+random.IntN(2))), Coordinates: coordinates, Fresh: run%6 == 5}
		plain, written := carriedNodes(t, c, g), carriedNodes(t, c, g)
		rewrite := func() {
			for j := range written {
				written[j] = rewritten(t, c, g.OutDegree(j), written[j])
			}
		}
		rewrite()
		values := make([][]int64, n)
		for j := range values {
			values[j] = make([]int64, coordinates)
		}
		for range 4 {
			values = carriedValues(random, values, c.Limit())
			for j := range plain {
				if one, two := plain[j].Begin(values[j]), written[j].Begin(values[j]); one != nil || two != nil {
					t.Fatal(one, two)
				}
			}
			rewrite()
			for more := random.IntN(5); more >= 0 || !plain[0].Bracket().Small; rounds++ {
				if err := coretest.Round(g, plain); err != nil {
					t.Fatalf("seed %d, run %d: %v", seed, run, err)
				}
				writtenRound(t, c, g, written)
				rewrite()
				for j := range plain {
					if !reflect.DeepEqual(plain[j].State(), written[j].State()) {
						t.Fatalf("seed %d, run %d: node %d is %+v, and restored %+v", seed, run, j, plain[j].State(), written[j].State())
					}
				}
				if plain[0].WindowOver() {
					more--
				}
			}
		}
	}
	t.Logf("seed %d: %d rounds", seed, rounds)
}

// writtenRound does a round whose messages travel as bytes.
func writtenRound(t *testing.T, c core.CarriedConfig, g *core.Digraph, nodes []*core.CarriedNode) {
	t.Helper()
	sent := make([]core.BracketMessage, len(nodes))
	for j, n := range nodes {
		sent[j] = overTheWire(t, c, n.Share())
	}
	for j, n := range nodes {
		var inbox []core.BracketMessage
		for _, i := range g.In(j) {
			inbox = append(inbox, sent[i])
		}
		if err := n.Advance(inbox); err != nil {
			t.Fatal(err)
		}
	}
}

// carriedState returns a state in the middle of a coordination of two nodes, D = 1, after some rounds.
func carriedState(t testing.TB, c core.CarriedConfig, rounds int) core.CarriedState {
	t.Helper()
	node := coretest.Must(core.NewCarriedNode(c, 1))(t)
	if rounds >= 0 {
		if err := node.Begin([]int64{40, -7}); err != nil {
			t.Fatal(err)
		}
	}
	for range rounds {
		if err := node.Advance(nil); err != nil {
			t.Fatal(err)
		}
	}
	return node.State()
}

func TestCarriedStatesThatAreNone(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	for _, k := range []struct {
		rounds int
		spoil  func(s *core.CarriedState)
		want   string
	}{
		{5, func(s *core.CarriedState) { s.Value = s.Value[:1] }, "a state with 1 coordinates of a variable: all agreed on 2"},
		{5, func(s *core.CarriedState) { s.Upper = append(s.Upper, 0) }, "a state with 3 coordinates of a variable: all agreed on 2"},
		{5, func(s *core.CarriedState) { s.Denominator = 0 }, "the denominator 0: must be between 1 and 576460752303423487"},
		{5, func(s *core.CarriedState) { s.Denominator = 1 << 59 }, "the denominator 576460752303423488: must be between 1 and 576460752303423487"},
		{5, func(s *core.CarriedState) { s.Round = -1 }, "round -1: must be between 0 and 2147483644, the last of a coordination"},
		{5, func(s *core.CarriedState) { s.Round = 2147483645 }, "round 2147483645: must be between 0 and 2147483644, the last of a coordination"},
		{3, func(s *core.CarriedState) { s.Small = true }, "words that are small enough in round 3: that is told from round 4 on"},
		{5, func(s *core.CarriedState) { s.Narrows = false }, "a bracket that no longer narrows in round 5: that is told from round 6 on"},
		{-1, func(s *core.CarriedState) { s.Lower[1] = 1 }, "a number of 1 before the first coordination: all are 0"},
		{-1, func(s *core.CarriedState) { s.Round = 1 }, "round 1 with the denominator 144115188075855872 before the first coordination: must be round 0 and 144115188075855872"},
		{-1, func(s *core.CarriedState) { s.Denominator-- }, "round 0 with the denominator 144115188075855871 before the first coordination: must be round 0 and 144115188075855872"},
		{5, func(s *core.CarriedState) { s.Value[1] = 1<<55 + 1 }, "coordinate 1: a value of 36028797018963969 quanta: must be at most 36028797018963968 in size"},
		{5, func(s *core.CarriedState) { s.Numerator[0] = -1 << 61 }, "coordinate 0: the numerator -2305843009213693952: must be less than 2305843009213693952 in size"},
		{5, func(s *core.CarriedState) { s.Least[0] = s.Greatest[0] + 1 }, "coordinate 0: the least quotient 769 and the greatest 768: must be in order, and at most 4611686018427387904 in size"},
		{5, func(s *core.CarriedState) { s.Lower[0] = -1<<62 - 1 }, "coordinate 0: the bracket from -4611686018427387905 to 640: must be at most 4611686018427387904 in size"},
		{3, func(s *core.CarriedState) { s.Upper[1] = 5 }, "coordinate 1: the bracket from -4611686018427387904 to 5 in round 3: nothing is told before round 4"},
		{4, func(s *core.CarriedState) { s.Greatest[1] += 2 }, "coordinate 1: a window that begins with the quotients 0 and 2: 0/9007199254740992 is between 0 and 0"},
	} {
		s := carriedState(t, c, k.rounds)
		if _, err := core.RestoreCarriedNode(c, 1, s); err != nil {
			t.Fatalf("a good state: %v", err)
		}
		k.spoil(&s)
		if _, err := core.RestoreCarriedNode(c, 1, s); fmt.Sprint(err) != k.want {
			t.Errorf("%v, want %s", err, k.want)
		}
	}
	if _, err := core.RestoreCarriedNode(c, 3, carriedState(t, c, 1)); fmt.Sprint(err) != "out-degree 3: must be between 0 and 2, one less than the bound" {
		t.Error(err)
	}
	if _, err := core.RestoreCarriedNode(core.CarriedConfig{}, 0, core.CarriedState{}); fmt.Sprint(err) != "bound 0: must be between 1 and 1000000" {
		t.Error(err)
	}
}

// What State returns is a copy, and what a node is restored from is copied.
func TestCarriedStateIsACopy(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	s := carriedState(t, c, 5)
	node := coretest.Must(core.RestoreCarriedNode(c, 1, s))(t)
	for range 2 {
		for _, words := range [][]int64{s.Value, s.Numerator, s.Least, s.Greatest, s.Lower, s.Upper} {
			clear(words)
		}
		s = node.State()
	}
	if !reflect.DeepEqual(s, carriedState(t, c, 5)) {
		t.Errorf("%+v", s)
	}
}

// A coordination of N = 1,000,000 nodes comes to its last round: what a node writes down there is taken, and no later one.
func TestCarriedLastRoundIsRestored(t *testing.T) {
	c := core.CarriedConfig{Bound: 1_000_000, Span: 70_000, Coordinates: 1}
	node := coretest.Must(core.NewCarriedNode(c, 0))(t)
	if err := node.Begin([]int64{3}); err != nil {
		t.Fatal(err)
	}
	var err error
	for rounds := 0; err == nil && rounds < 300_000; rounds++ {
		err = node.Advance(nil)
	}
	if err == nil {
		t.Fatal("no round is the last")
	}
	s := node.State()
	if _, err := core.RestoreCarriedNode(c, 0, s); err != nil {
		t.Errorf("round %d: %v", s.Round, err)
	}
	if s.Round++; s.Round%c.Span == 0 {
		t.Fatal("the test says nothing")
	}
	want := fmt.Sprintf("round %d: must be between 0 and %d, the last of a coordination", s.Round, s.Round-1)
	if _, err := core.RestoreCarriedNode(c, 0, s); fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// Words of any state that is taken lead on to states that are taken: nothing panics, and what is refused changes nothing.
func FuzzCarriedState(f *testing.F) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	for rounds := -1; rounds < 9; rounds++ {
		f.Add(coretest.Must(json.Marshal(carriedState(f, c, rounds)))(f), int64(rounds))
	}
	f.Fuzz(func(t *testing.T, text []byte, value int64) {
		var s core.CarriedState
		if json.Unmarshal(text, &s) != nil {
			return
		}
		n, err := core.RestoreCarriedNode(c, 1, s)
		if err != nil {
			return
		}
		for range 3 {
			before := n.State()
			var inbox []core.BracketMessage
			if s.Epoch > 0 {
				inbox = append(inbox, n.Share())
			}
			if err := n.Advance(inbox); err != nil {
				if !reflect.DeepEqual(before, n.State()) {
					t.Fatalf("refused, and changed: %v", err)
				}
			}
			rewritten(t, c, 1, n)
		}
		if err := n.Begin([]int64{value, 1}); err == nil {
			if b := n.Bracket(); b.Small && !c.Fresh {
				t.Fatal("a coordination that has just begun may be followed by another")
			}
		}
	})
}

const carriedWire = "00000007" + "00000001" + "deadbeef" + "00000003" + "fffffffffffffffb" + "0000000000000006" + "0000000000000009"

func TestParseCarriedMessageErrors(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	wire, _ := hex.DecodeString(carriedWire)
	m, err := core.ParseCarriedMessage(c, wire)
	if want := (core.BracketMessage{Epoch: 7, Round: 1, Frame: 0xdeadbeef, Words: []int64{-5, 6, 9}}); err != nil || !reflect.DeepEqual(m, want) {
		t.Fatalf("%+v, %v, want %+v", m, err, want)
	}
	if again := coretest.Must(m.AppendBinary(nil))(t); !bytes.Equal(again, wire) {
		t.Errorf("%x is written as %x", wire, again)
	}
	patched := func(at int, b byte) []byte {
		data := bytes.Clone(wire)
		data[at] = b
		return data
	}
	for want, data := range map[string][]byte{
		"a message of 15 bytes: the header alone has 16":                 wire[:15],
		"a message of 16 bytes: with 3 words it has 40":                  wire[:16],
		"a message of 39 bytes: with 3 words it has 40":                  wire[:39],
		"a message of 41 bytes: with 3 words it has 40":                  append(slices.Clone(wire), 0),
		"a message of round 1 that announces 7 words: it has 3":          patched(15, 7),
		"a message of round 2 that announces 3 words: it has 7":          patched(7, 2),
		"a message of round 1 that announces 16777219 words: it has 3":   patched(12, 1),
		"a message of round 4278190081 that announces 3 words: it has 7": patched(4, 255),
	} {
		if _, err := core.ParseCarriedMessage(c, data); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Every message that can be read is written as it was, and whatever it says, a node takes it or refuses it whole.
func FuzzCarriedMessage(f *testing.F) {
	c := core.CarriedConfig{Bound: 3, Span: 1, Coordinates: 1}
	node := func(t testing.TB, value int64, rounds int) *core.CarriedNode {
		n := coretest.Must(core.NewCarriedNode(c, 1))(t)
		if err := n.Begin([]int64{value}); err != nil {
			t.Fatal(err)
		}
		for range rounds {
			if err := n.Advance([]core.BracketMessage{n.Share()}); err != nil {
				t.Fatal(err)
			}
		}
		return n
	}
	for rounds := range 3 {
		f.Add(coretest.Must(node(f, -4, rounds).Share().AppendBinary(nil))(f), uint8(rounds))
	}
	f.Fuzz(func(t *testing.T, data []byte, rounds uint8) {
		m, err := core.ParseCarriedMessage(c, data)
		if err != nil {
			return
		}
		if again, err := m.AppendBinary(nil); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x is written as %x, %v", data, again, err)
		}
		n := node(t, 9, int(rounds%3))
		words := m
		honest := n.Share()
		words.Epoch, words.Round, words.Frame = honest.Epoch, honest.Round, honest.Frame
		for _, inbox := range [][]core.BracketMessage{{m}, {words}, {honest, words}, {words, m}} {
			before := n.State()
			if err := n.Advance(inbox); err != nil && !reflect.DeepEqual(before, n.State()) {
				t.Fatalf("refused, and changed: %v", err)
			}
			rewritten(t, c, 1, n)
		}
	})
}
