package core_test

import (
	"bytes"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// raceConfig returns what suits a digraph and values. Both endings must take the values.
func raceConfig(t testing.TB, g *core.Digraph, values [][]int64) core.RaceConfig {
	c := coretest.BracketConfig(g, values)
	ending := coretest.Must(core.Bound(c.Bound))(t)
	return core.RaceConfig{Config: core.Config{Field: core.Exact, Ending: ending, Capacity: c.Bound}, Span: c.Span, Most: c.Most}
}

func raceNodes(t testing.TB, c core.RaceConfig, g *core.Digraph, values [][]int64) (nodes []*core.RaceNode) {
	for j, value := range values {
		nodes = append(nodes, coretest.Must(core.NewRaceNode(c, g.OutDegree(j), value))(t))
	}
	return nodes
}

// runRace restores every node from its state in every round.
func runRace(t testing.TB, c core.RaceConfig, g *core.Digraph, nodes []*core.RaceNode) {
	for !nodes[0].CanDecide() {
		sent := make([]core.RaceMessage, len(nodes))
		for j, n := range nodes {
			data := coretest.Must(n.Share().AppendBinary(nil))(t)
			sent[j] = coretest.Must(core.ParseRaceMessage(core.Exact, data))(t)
			if !reflect.DeepEqual(sent[j], n.Share()) || n.Share().Size() != len(data) {
				t.Fatalf("%+v came as %+v", n.Share(), sent[j])
			}
		}
		for j, n := range nodes {
			var inbox []core.RaceMessage
			for _, i := range g.In(j) {
				inbox = append(inbox, sent[i])
			}
			if err := n.Advance(inbox); err != nil {
				t.Fatal(err)
			}
			nodes[j] = coretest.Must(core.RestoreRaceNode(c, g.OutDegree(j), n.State()))(t)
			if !reflect.DeepEqual(nodes[j].State(), n.State()) {
				t.Fatalf("%+v, restored %+v", n.State(), nodes[j].State())
			}
		}
	}
	for j, n := range nodes {
		first := n.Bracket().CanDecide()
		if !n.Decide() || n.CanDecide() || n.Decide() || first != (n.By() == core.ByBracket) {
			t.Fatalf("node %d decides by %q in round %d, node 0 can", j, n.By(), n.Round())
		}
		nodes[j] = coretest.Must(core.RestoreRaceNode(c, g.OutDegree(j), n.State()))(t)
	}
}

func TestRaceIsNeverLaterThanTheBound(t *testing.T) {
	by := map[string]int{}
	random := rand.New(rand.NewPCG(141, 0))
	visit := func(g *core.Digraph) {
		values := coretest.RandomValues(random, g.Nodes(), 2)
		for _, value := range values {
			value[1] /= 8 // for few nodes the bracket takes less than the bound ending
		}
		c := raceConfig(t, g, values)
		nodes := raceNodes(t, c, g, values)
		runRace(t, c, g, nodes)
		for j, n := range nodes {
			if n.Refused() || n.Round() > 2*g.Nodes()-2 {
				t.Fatalf("n = %d, arcs %v: node %d decides in round %d, refused %t", g.Nodes(), g.Arcs(), j, n.Round(), n.Refused())
			}
			for i := range values[0] {
				if want := meanOf(oneCoordinate(values, i)); n.Average()[i].Rat().Cmp(want) != 0 {
					t.Fatalf("n = %d, arcs %v: node %d decides %v by the %s, the average is %v", g.Nodes(), g.Arcs(), j, n.Average(), n.By(), want)
				}
			}
		}
		by[nodes[0].By()]++
	}
	for n := 1; n <= 3; n++ {
		coretest.StronglyConnected(n, visit)
	}
	for range 6 {
		n := 4 + random.IntN(40)
		visit(coretest.Must(family.Random(n, 1+random.IntN(min(n-1, 8)), random.Uint64()))(t))
	}
	visit(coretest.Must(family.Complete(40))(t))
	if by[core.ByBracket] == 0 || by[core.ByBound] == 0 {
		t.Errorf("decided by %v: no race", by)
	}
}

// What the bound ending decides must lie in the bracket.
func TestRaceRefusesAContradiction(t *testing.T) {
	g := coretest.Must(family.Cycle(4))(t)
	values := [][]int64{{1}, {0}, {0}, {0}}
	c := raceConfig(t, g, values)
	nodes := raceNodes(t, c, g, values)
	runRace(t, c, g, nodes)
	if nodes[0].By() != core.ByBound || nodes[0].Refused() {
		t.Fatalf("decided by %q, refused %t", nodes[0].By(), nodes[0].Refused())
	}
	state := nodes[0].State()
	state.Bound.Average, state.Bound.Decided, state.Bound.Order, state.Bound.Stopped = nil, core.None, core.None, core.None
	state.By = ""
	state.Bracket.Centre[0] = big.NewInt(3) // between 5/8 and 7/8 there are 2/3 and 3/4: 1/4 is below
	again := coretest.Must(core.RestoreRaceNode(c, 1, state))(t)
	if !again.Decide() || again.By() != core.ByBound || !again.Refused() || again.Average() != nil {
		t.Errorf("%v is decided outside the bracket", again.Average())
	}
}

func TestRaceMisuse(t *testing.T) {
	g := coretest.Must(family.Cycle(3))(t)
	values := [][]int64{{1}, {0}, {0}}
	c := raceConfig(t, g, values)
	probe := c
	probe.Ending = core.Probe()
	if _, err := core.NewRaceNode(probe, 1, []int64{0}); fmt.Sprint(err) != "a race is one of the bracket and the bound ending: the configuration has no bound" {
		t.Error(err)
	}
	nodes := raceNodes(t, c, g, values)
	before := nodes[0].State()
	good, bad := nodes[2].Share(), nodes[2].Share()
	bad.Bound.Round++
	if err := nodes[0].Advance([]core.RaceMessage{good, bad}); err == nil || !reflect.DeepEqual(before, nodes[0].State()) {
		t.Errorf("%v; %+v, before %+v", err, nodes[0].State(), before)
	}
	for want, change := range map[string]func(*core.RaceState){
		`decided by "bracket", refused false, with the decision -1 of the bracket and -1 of the bound ending`: func(s *core.RaceState) { s.By = core.ByBracket },
		`decided by "", refused true, with the decision -1 of the bracket and -1 of the bound ending`:         func(s *core.RaceState) { s.Refused = true },
		"1 coordinates in round 0 of the bound ending, and 1 in round 1 of the bracket":                       func(s *core.RaceState) { s.Bracket.Round = 1 },
	} {
		s := nodes[0].State()
		change(&s)
		if _, err := core.RestoreRaceNode(c, 1, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	data := coretest.Must(good.AppendBinary(nil))(t)
	for cut := range len(data) {
		if _, err := core.ParseRaceMessage(core.Exact, data[:cut]); err == nil {
			t.Fatalf("%d of %d bytes are a message", cut, len(data))
		}
	}
	huge := bytes.Clone(data)
	huge[12], huge[13] = 0xff, 0xff
	if _, err := core.ParseRaceMessage(core.Exact, huge); err == nil {
		t.Error("a message of 2^32 words")
	}
}
