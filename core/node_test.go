package core_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

func TestEnding(t *testing.T) {
	for _, n := range []int{-1, 0, core.MaxNodes + 1} {
		if e, err := core.Bound(n); err == nil || !strings.Contains(err.Error(), "between 1 and 10000") {
			t.Errorf("Bound(%d) = %v, %v", n, e, err)
		}
	}
	for n, rounds := range map[int]int{1: 0, 2: 2, 5: 8, core.MaxNodes: 2*core.MaxNodes - 2} {
		e := coretest.Must(core.Bound(n))(t)
		if e.IsProbe() || e.Bound() != n || e.MaxRounds(3) != rounds {
			t.Errorf("Bound(%d): %v %d %d", n, e.IsProbe(), e.Bound(), e.MaxRounds(3))
		}
	}
	if e := core.Probe(); !e.IsProbe() || e.Bound() != 0 || e.MaxRounds(5) != 15 {
		t.Errorf("Probe() = %+v", e)
	}
	if e := (core.Ending{}); e.IsProbe() || e.Bound() != 0 || e.MaxRounds(5) != 0 {
		t.Errorf("the zero Ending: %v %d %d", e.IsProbe(), e.Bound(), e.MaxRounds(5))
	}
}

func TestNewNodeErrors(t *testing.T) {
	good := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 5}
	with := func(change func(*core.Config)) core.Config { c := good; change(&c); return c }
	for _, test := range []struct {
		config    core.Config
		outDegree int
		value     []int64
		text      string
	}{
		{with(func(c *core.Config) { c.Field = core.Field{} }), 1, []int64{1}, "has no field"},
		{with(func(c *core.Config) { c.Capacity = 0 }), 1, []int64{1}, "capacity 0"},
		{with(func(c *core.Config) { c.Capacity = core.MaxNodes + 1 }), 1, []int64{1}, "capacity 10001"},
		{with(func(c *core.Config) { c.Ending = core.Ending{} }), 1, []int64{1}, "has no ending"},
		{good, -1, []int64{1}, "out-degree -1"},
		{good, 5, []int64{1}, "out-degree 5: must be between 0 and 4, one less than the capacity"},
		{with(func(c *core.Config) { c.Capacity = core.MaxNodes }), core.MaxNodes, []int64{1}, "out-degree 10000"},
		{good, 1, nil, "0 coordinates"},
		{good, 1, make([]int64, core.MaxWords-1), "65535 coordinates"},
	} {
		node, err := core.NewNode(test.config, test.outDegree, test.value, 0)
		if node != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, %v, want %q", node, err, test.text)
		}
	}
	coretest.Must(core.NewNode(good, 4, make([]int64, core.MaxWords-2), 0))(t)
	node := coretest.Must(core.NewNode(core.Config{Field: coretest.Field(t, 11), Ending: core.Probe(), Capacity: 1}, 0, []int64{-1}, 25))(t)
	if s := node.State(); s.Numerator[0][0] != 10 || s.Denominator[0] != 1 || s.Probe[0] != 3 {
		t.Errorf("start %+v, want numerator −1, denominator 1 and probe 25 mod 11", s)
	}
}

// unchanged fails the test when act changes the node.
func unchanged(t *testing.T, node *core.Node, name string, act func()) {
	t.Helper()
	before := node.State()
	if act(); !reflect.DeepEqual(node.State(), before) {
		t.Errorf("%s changed %+v to %+v", name, before, node.State())
	}
}

func refuses(t *testing.T, node *core.Node, inbox []core.Message, text string) {
	t.Helper()
	unchanged(t, node, "a refused Advance", func() {
		if err := node.Advance(inbox); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("Advance(%v): %v, want %q", inbox, err, text)
		}
	})
}

func early(t *testing.T, node *core.Node, name string, act func(*core.Node) bool) {
	t.Helper()
	unchanged(t, node, name, func() {
		if act(node) {
			t.Errorf("%s in round %d returned true", name, node.Round())
		}
	})
}

func TestNodeRefusesMisuse(t *testing.T) {
	for name, ending := range map[string]core.Ending{"bound": coretest.Must(core.Bound(2))(t), "probe": core.Probe()} {
		config := core.Config{Field: core.Exact, Ending: ending, Capacity: 2, Epoch: 3}
		left := coretest.Must(core.NewNode(config, 1, []int64{1}, 5))(t)
		right := coretest.Must(core.NewNode(config, 1, []int64{4}, 9))(t)
		for !left.Stopped() {
			if !left.CanStop() {
				early(t, left, "Stop", (*core.Node).Stop)
			}
			toLeft, toRight := right.Share(), left.Share()
			if left.CanDecide() {
				refuses(t, left, []core.Message{toLeft}, "must do so before the next round")
				left.Decide()
				right.Decide()
				early(t, left, "Decide", (*core.Node).Decide)
				left.Stop()
				right.Stop()
				continue
			}
			early(t, left, "Decide", (*core.Node).Decide)
			if left.CanStop() {
				left.Stop()
				right.Stop()
				continue
			}
			good := toLeft
			for text, spoil := range map[string]func(*core.Message){
				"a message of epoch 4":         func(m *core.Message) { m.Epoch++ },
				"came to a node in epoch 3":    func(m *core.Message) { m.Round++ },
				"later horizon":                func(m *core.Message) { m.Horizon = m.Round + 1 },
				"words came to a node with":    func(m *core.Message) { m.Words = append(m.Words[:len(m.Words):len(m.Words)], 0) },
				"a message of 0 words came to": func(m *core.Message) { m.Words = nil },
			} {
				bad := good
				spoil(&bad)
				refuses(t, left, []core.Message{good, bad}, text)
			}
			if err := left.Advance([]core.Message{toLeft}); err != nil {
				t.Fatal(name, err)
			}
			if err := right.Advance([]core.Message{toRight}); err != nil {
				t.Fatal(name, err)
			}
		}
		early(t, left, "Decide", (*core.Node).Decide)
		early(t, left, "Stop", (*core.Node).Stop)
		message := left.Share()
		refuses(t, left, []core.Message{message}, "stopped in round")
		if got := left.Average(); len(got) != 1 || got[0] != (core.Fraction{Numerator: 5, Denominator: 2}) {
			t.Errorf("%s: average %v, want 5/2", name, got)
		}
	}
}

// The node keeps nothing that the caller can reach, and gives nothing away.
func TestNodeSharesNoMemory(t *testing.T) {
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 2}
	node := coretest.Must(core.NewNode(config, 1, []int64{1, 2}, 5))(t)
	message := coretest.Must(core.NewNode(config, 1, []int64{3, 4}, 6))(t).Share()
	if err := node.Advance([]core.Message{message}); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint(node.State())
	s := node.State()
	restored := coretest.Must(core.RestoreNode(config, 1, s))(t)
	clear(message.Words)
	clear(node.Share().Words)
	clear(s.Numerator[0])
	clear(s.Denominator)
	clear(s.Probe)
	s.Numerator[1] = nil
	for name, got := range map[string]core.NodeState{"the node": node.State(), "the restored node": restored.State()} {
		if fmt.Sprint(got) != want {
			t.Errorf("the caller changed %s to %v, want %s", name, got, want)
		}
	}
}

// What a driver asks of a node in any epoch.
var _ = []interface {
	Epoch() uint32
	Round() int
	Decided() bool
	Stopped() bool
	Refused() bool
	Average() []core.Fraction
}{(*core.Node)(nil), (*core.Peer)(nil), (*core.Repeat)(nil)}

func TestEpochAndRefusedOfANode(t *testing.T) {
	config := core.Config{Field: coretest.Field(t, 7), Ending: coretest.Must(core.Bound(3))(t), Capacity: 3, Epoch: 9}
	path := coretest.Digraph(t, 3, "0>1 1>0 1>2 2>1")
	network := coretest.Must(simulate.NewNetwork(config, path, [][]int64{{0}, {0}, {0}}, nil))(t)
	links := coretest.Must(simulate.NewLinks(config, path, [][]int64{{0}, {0}, {0}}, nil, simulate.Faults{}, rand.NewPCG(20, 0).Uint64))(t)
	for _, node := range network.Nodes() {
		if node.Epoch() != 9 || node.Refused() {
			t.Errorf("epoch %d, refused %t at the start", node.Epoch(), node.Refused())
		}
	}
	network.Run()
	coretest.RunLinks(t, links, links.Done, func(simulate.LinkEvent) {})
	for j, node := range network.Nodes() {
		if !node.Refused() || !links.Peers()[j].Refused() || links.Peers()[j].Epoch() != 9 {
			t.Errorf("node %d refused: %t, on links: %t", j, node.Refused(), links.Peers()[j].Refused())
		}
	}
}

// Σ τ_j(1+d_j) of this path is 2+3+2 = 7, so GF(7) cannot know the average: every node says so and still stops.
func TestUnluckyPrimeIsRefused(t *testing.T) {
	config := core.Config{Field: coretest.Field(t, 7), Ending: coretest.Must(core.Bound(3))(t), Capacity: 3}
	network := coretest.Must(simulate.NewNetwork(config, coretest.Digraph(t, 3, "0>1 1>0 1>2 2>1"), [][]int64{{0}, {0}, {0}}, nil))(t)
	network.Run()
	for _, node := range network.Nodes() {
		if s := node.State(); !s.Refused || s.Average != nil || node.Average() != nil || s.Decided != 4 || s.Stopped != 4 {
			t.Errorf("%+v, average %v", s, node.Average())
		}
	}
}

// A capacity of 2 promises halves; a third is none, so the node refuses every coordinate rather than guess.
func TestAverageOutOfRangeIsRefused(t *testing.T) {
	config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(3))(t), Capacity: 2} // the digraph has 3 nodes
	var states []core.NodeState
	for _, v := range [][]int64{{2, 1}, {4, 0}, {3, 0}} {
		states = append(states, core.NodeState{Numerator: [][]core.Element{{core.Element(v[0])}, {core.Element(v[1])}},
			Denominator: []core.Element{1}, Order: core.None, Decided: core.None, Stopped: core.None})
	}
	network := coretest.Restored(t, config, coretest.Must(family.Cycle(3))(t), 0, states)
	network.Run()
	for _, node := range network.Nodes() {
		if s := node.State(); !s.Refused || s.Average != nil || node.Average() != nil {
			t.Errorf("averages 3 and 1/3 with capacity 2: %+v, %v", s, node.Average())
		}
	}
}
