package core_test

import (
	"errors"
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

func TestNewRepeatErrors(t *testing.T) {
	good := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 5}
	with := func(change func(*core.Config)) core.Config { c := good; change(&c); return c }
	kernel, limit := core.Kernel{Recurrence: []core.Element{1}, Denominator: 1}, core.ValueRange(core.Exact, 5)
	for _, test := range []struct {
		config    core.Config
		outDegree int
		value     []int64
		text      string
	}{
		{with(func(c *core.Config) { c.Field = core.Field{} }), 1, []int64{1}, "has no field"},
		{with(func(c *core.Config) { c.Capacity = 0 }), 1, []int64{1}, "capacity 0"},
		{good, -1, []int64{1}, "out-degree -1"},
		{good, 1, nil, "0 coordinates"},
		{good, 1, []int64{1, limit + 1}, "coordinate 1 is"},
		{good, 1, []int64{-limit - 1}, "coordinate 0 is"},
	} {
		node, err := core.NewRepeat(test.config, kernel, test.outDegree, test.value)
		if node != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, %v, want %q", node, err, test.text)
		}
	}
	coretest.Must(core.NewRepeat(good, kernel, 1, []int64{limit, -limit}))(t)
	_, err := core.NewRepeat(good, kernel, 1, []int64{0, limit + 1})
	want := core.RangeError{Coordinate: 1, Value: limit + 1, Capacity: 5, Limit: limit}
	if fault := (*core.RangeError)(nil); !errors.As(err, &fault) || *fault != want {
		t.Errorf("%v is not the RangeError of coordinate 1", err)
	}
}

func TestNewRepeatNetworkErrors(t *testing.T) {
	g := coretest.Must(family.Cycle(3))(t)
	config, kernels := learn(t, g, rand.New(rand.NewPCG(43, 0)))
	narrow, three := config, [][]int64{{1}, {2}, {3}}
	narrow.Capacity = 2
	other := append([]core.Kernel{}, kernels...)
	other[1] = core.Kernel{Recurrence: []core.Element{1}, Denominator: 1}
	for _, test := range []struct {
		config  core.Config
		kernels []core.Kernel
		values  [][]int64
		text    string
	}{
		{config, kernels[:2], three, "2 kernels for 3 nodes"},
		{config, kernels, three[:2], "2 values for 3 nodes"},
		{config, kernels, [][]int64{{1}, {2}, {3}, {4}}, "4 values for 3 nodes"},
		{narrow, kernels, three, "capacity 2: must be at least the number of nodes, 3"},
		{config, other, three, "node 1 has a kernel of 0 rounds, node 0 of 2"},
		{config, kernels, [][]int64{{1}, {1, 2}, {3}}, "node 1 has 2 coordinates, node 0 has 1"},
		{config, kernels, [][]int64{{}, {}, {}}, "node 0: a value of 0 coordinates"},
		{config, kernels, [][]int64{{1}, {2}, {1 << 62}}, "node 2: coordinate 0"},
	} {
		network, err := simulate.NewRepeatNetwork(test.config, g, test.kernels, test.values)
		if network != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, want %q", err, test.text)
		}
	}
}

// With a kernel that is none of its digraph a node may refuse; it still goes on for the others, and into the next epoch.
func TestRepeatRefusedGoesOn(t *testing.T) {
	config := core.Config{Field: coretest.Field(t, 101), Ending: core.Probe(), Capacity: 2, Epoch: 1}
	kernel := core.Kernel{Recurrence: []core.Element{1}, Denominator: 9, Rounds: 1}
	node := coretest.Must(core.NewRepeat(config, kernel, 1, []int64{9, 12}))(t) // 12/9 has too large a denominator
	if !node.Decide() || !node.Refused() || node.State().Average != nil || node.Average() != nil {
		t.Errorf("decided %+v", node.State())
	}
	if err := node.Advance(nil); err != nil || node.Stopped() || !node.Stop() {
		t.Errorf("a node that refused does not go on: %v", err)
	}
	if err := node.Begin(2, []int64{9}); err != nil || node.Refused() || !node.Decide() || fmt.Sprint(node.Average()) != "[1]" {
		t.Errorf("epoch 2: %v, average %v", err, node.Average())
	}
}

// Every act out of turn, and every message that no honest node sends, is refused and changes nothing.
func TestRepeatRefusesMisuse(t *testing.T) {
	g := coretest.Must(family.Path(3))(t)
	config, kernels := learn(t, g, rand.New(rand.NewPCG(45, 0)))
	var nodes []*core.Repeat
	for j, v := range []int64{1, 2, 6} {
		nodes = append(nodes, coretest.Must(core.NewRepeat(config, kernels[j], g.OutDegree(j), []int64{v, -v}))(t))
	}
	for range 3 {
		sent := []core.Message{nodes[0].Share(), nodes[1].Share(), nodes[2].Share()}
		for j, node := range nodes {
			k := node.Round()
			inbox := []core.Message{sent[1]}
			if j == 1 {
				inbox = []core.Message{sent[0], sent[2]}
			}
			repeatOutOfTurn(t, node, inbox, kernels[j])
			if node.Decide(); node.Decided() != (k >= len(kernels[j].Recurrence)-1) {
				t.Errorf("node %d, round %d: decided %v", j, k, node.Decided())
			}
			repeatOutOfTurn(t, node, inbox, kernels[j])
			if node.Stop() != (k == 2) || node.Stopped() != (k == 2) {
				t.Errorf("node %d, round %d: stopped %v", j, k, node.Stopped())
			}
			repeatOutOfTurn(t, node, inbox, kernels[j])
			if node.Stopped() {
				continue
			}
			if err := node.Advance(inbox); err != nil || node.Round() != k+1 {
				t.Fatal(err)
			}
		}
	}
	if got := fmt.Sprint(nodes[0].Average()); got != "[3 -3]" {
		t.Errorf("average %s", got)
	}
}

func repeatOutOfTurn(t *testing.T, node *core.Repeat, inbox []core.Message, k core.Kernel) {
	t.Helper()
	before := node.State()
	refused := func(inbox []core.Message, text string) {
		t.Helper()
		if err := node.Advance(inbox); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("round %d: Advance(%v): %v, want %q", node.Round(), inbox, err, text)
		}
	}
	switch round := node.Round(); {
	case node.Stopped():
		refused(inbox, "a node that stopped in round 2 takes part in no further round")
	case round == len(k.Recurrence)-1 && !node.Decided():
		refused(inbox, fmt.Sprintf("a node that can decide in round %d must do so before the next round", round))
	case round == k.Rounds:
		refused(inbox, "a node that can stop in round 2 must do so")
	default:
		for text, spoil := range map[string]func(*core.Message){
			"a message of epoch 9":                           func(m *core.Message) { m.Epoch++ },
			fmt.Sprintf("round %d came to a node", round+1):  func(m *core.Message) { m.Round++ },
			"a message with the horizon 1 came to a node in": func(m *core.Message) { m.Horizon = 1 },
			"a message of 3 words came to a node with 2":     func(m *core.Message) { m.Words = []core.Element{1, 2, 3} },
			"a message of 1 words came to a node with 2":     func(m *core.Message) { m.Words = m.Words[:1] },
			"a message of 0 words came to a node with 2":     func(m *core.Message) { m.Words = nil },
		} {
			bad := inbox[0]
			spoil(&bad)
			refused([]core.Message{inbox[0], bad}, text)
		}
	}
	if round := node.Round(); node.CanDecide() != (round == len(k.Recurrence)-1 && !node.Decided()) {
		t.Errorf("round %d, decided %v: can decide %v", round, node.Decided(), node.CanDecide())
	}
	if !node.CanDecide() && node.Decide() {
		t.Errorf("round %d: decided out of turn", node.Round())
	}
	if node.CanStop() != (node.Decided() && !node.Stopped() && node.Round() == k.Rounds) || !node.CanStop() && node.Stop() {
		t.Errorf("round %d: can stop, or did", node.Round())
	}
	if !reflect.DeepEqual(node.State(), before) {
		t.Errorf("round %d: %+v became %+v", node.Round(), before, node.State())
	}
}

// whole returns all that can be known of a repeated epoch.
func whole(network *simulate.RepeatNetwork) string {
	var list []string
	for _, node := range network.Nodes() {
		list = append(list, fmt.Sprint(node.Epoch(), node.State(), node.Average()))
	}
	return strings.Join(list, "\n")
}

func TestRepeatBeginsWhenItHasStopped(t *testing.T) {
	g := coretest.Must(family.Star(3))(t)
	config, kernels := learn(t, g, rand.New(rand.NewPCG(44, 0)))
	network := coretest.Must(simulate.NewRepeatNetwork(config, g, kernels, [][]int64{{1}, {2}, {3}}))(t)
	three := [][]int64{{4}, {5}, {6}}
	fails := func(epoch uint32, values [][]int64, text string) {
		t.Helper()
		before := whole(network)
		if err := network.Begin(epoch, values); err == nil || !strings.Contains(err.Error(), text) || whole(network) != before {
			t.Errorf("Begin(%d, %v): %v, want %q and nothing changed", epoch, values, err, text)
		}
		if len(values) != 3 || len(values[0]) != len(values[1]) {
			return
		}
		last := network.Nodes()[2]
		if err := last.Begin(epoch, values[2]); err == nil || !strings.Contains(err.Error(), text) || whole(network) != before {
			t.Errorf("node 2: Begin(%d, %v): %v, want %q and nothing changed", epoch, values[2], err, text)
		}
	}
	for network.Enabled() != "" {
		fails(9, three, "a node that has not stopped in epoch 8 begins no other")
		network.Step()
	}
	fails(8, three, "epoch 8 does not come after epoch 8")
	fails(7, three, "epoch 7 does not come after epoch 8")
	fails(9, three[:2], "2 values for 3 nodes")
	fails(9, [][]int64{{1}, {2}, {3}, {4}}, "4 values for 3 nodes")
	fails(9, [][]int64{{1}, {2, 3}, {4}}, "node 1 has 2 coordinates, node 0 has 1")
	fails(9, [][]int64{{}, {}, {}}, "0 coordinates")
	fails(9, [][]int64{{1}, {2}, {1 << 62}}, "coordinate 0 is 4611686018427387904 quanta")
	if err := network.Begin(11, three); err != nil || network.Epoch() != 11 || network.Round() != 0 {
		t.Errorf("Begin(11, %v): %v", three, err)
	}
	for _, node := range network.Nodes() {
		s := node.State()
		if s.Decided != core.None || s.Stopped != core.None || s.Refused || s.Average != nil || node.Average() != nil {
			t.Errorf("epoch 11 begins with %+v", s)
		}
	}
}

// A node keeps nothing that the caller can reach, and gives nothing away.
func TestRepeatSharesNoMemory(t *testing.T) {
	g := coretest.Must(family.Complete(2))(t)
	config, kernels := learn(t, g, rand.New(rand.NewPCG(46, 0)))
	node := coretest.Must(core.NewRepeat(config, kernels[0], 1, []int64{1, 2}))(t)
	message := coretest.Must(core.NewRepeat(config, kernels[1], 1, []int64{3, 4}))(t).Share()
	kernels[0].Recurrence[0] = 99
	node.Share().Words[0] = 99
	if err := node.Advance([]core.Message{message}); err != nil {
		t.Fatal(err)
	}
	message.Words[0] = 99
	node.Decide()
	want := fmt.Sprint(node.State(), node.Average())
	s := node.State()
	s.Numerator[0][0], s.Numerator[1], s.Average[0] = 99, nil, 99
	if got := fmt.Sprint(node.State(), node.Average()); got != want || fmt.Sprint(node.Average()) != "[2 3]" {
		t.Errorf("%s, want %s", got, want)
	}
	average := node.Average()
	node.Stop()
	if err := node.Begin(50, []int64{8, 8}); err != nil || fmt.Sprint(average) != "[2 3]" {
		t.Errorf("the next epoch changes the average of the one before to %v, %v", average, err)
	}
}
