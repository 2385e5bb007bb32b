package simulate_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

func TestNewNetworkErrors(t *testing.T) {
	g := coretest.Digraph(t, 3, "0>1 1>2 2>0")
	bound := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(3))(t), Capacity: 3}
	tooSmall, narrow, probe := bound, bound, bound
	tooSmall.Ending, narrow.Capacity, probe.Ending = coretest.Must(core.Bound(2))(t), 2, core.Probe()
	three, limit := [][]int64{{1}, {2}, {3}}, core.ValueRange(core.Exact, 3)
	for _, test := range []struct {
		config core.Config
		values [][]int64
		starts []core.Element
		text   string
	}{
		{bound, three[:2], nil, "2 values for 3 nodes"},
		{probe, three, []core.Element{1, 2}, "2 probe starts for 3 nodes"},
		{probe, three, nil, "0 probe starts for 3 nodes"},
		{probe, three, make([]core.Element, 3), "the probe starts with 0 at all nodes: each must draw its own"},
		{probe, three, []core.Element{7, 7, 7}, "the probe starts with 7 at all nodes"},
		{core.Config{Field: core.Exact, Capacity: 3}, three, []core.Element{1, 2, 3}, "node 0: the configuration has no ending"},
		{tooSmall, three, nil, "bound 2: must be at least the number of nodes, 3"},
		{narrow, three, nil, "capacity 2: must be at least the number of nodes, 3"},
		{bound, [][]int64{{1}, {1, 2}, {3}}, nil, "node 1 has 2 coordinates, node 0 has 1"},
		{bound, [][]int64{{}, {}, {}}, nil, "node 0: a value of 0 coordinates"},
		{bound, [][]int64{{1}, {2}, {limit + 1}}, nil, "node 2: coordinate 0"},
	} {
		network, err := simulate.NewNetwork(test.config, g, test.values, test.starts)
		if network != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, want %q", err, test.text)
		}
	}
	_, err := simulate.NewNetwork(bound, g, [][]int64{{1}, {2}, {-limit - 1}}, nil)
	if fault := (*core.RangeError)(nil); !errors.As(err, &fault) || fault.Value != -limit-1 {
		t.Errorf("%v is no RangeError", err)
	}
}

func TestRestoreNetworkErrors(t *testing.T) {
	g := coretest.Digraph(t, 3, "0>1 1>2 2>0")
	config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(3))(t), Capacity: 3}
	network := coretest.Must(simulate.NewNetwork(config, g, [][]int64{{1}, {2}, {3}}, nil))(t)
	network.Step()
	for text, spoil := range map[string]func([]core.NodeState) []core.NodeState{
		"2 states for 3 nodes":             func(s []core.NodeState) []core.NodeState { return s[:2] },
		"node 1: a value of 0 coordinates": func(s []core.NodeState) []core.NodeState { s[1] = core.NodeState{}; return s },
		"node 2 is in round 0 of a network in round 1": func(s []core.NodeState) []core.NodeState {
			s[2].Numerator[0], s[2].Denominator = s[2].Numerator[0][:1], s[2].Denominator[:1]
			return s
		},
	} {
		restored, err := simulate.RestoreNetwork(config, g, 1, spoil(coretest.States(network)))
		if restored != nil || err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%v, want %q", err, text)
		}
	}
}

// runs calls visit with a fresh network for both endings on every small digraph.
func runs(t *testing.T, visit func(core.Config, *simulate.Network)) {
	random := rand.New(rand.NewPCG(6, 0))
	for n := 1; n <= 3; n++ {
		coretest.StronglyConnected(n, func(g *core.Digraph) {
			var starts []core.Element
			for range n {
				starts = append(starts, core.Element(random.Uint64N(core.MersennePrime)))
			}
			for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(n))(t), coretest.Must(core.Bound(n + 1))(t)} {
				config := core.Config{Field: core.Exact, Ending: ending, Capacity: n, Epoch: 2}
				visit(config, coretest.Must(simulate.NewNetwork(config, g, coretest.RandomValues(random, n, 2), starts))(t))
			}
		})
	}
}

func TestMassIsConservedUntilANodeStops(t *testing.T) {
	runs(t, func(config core.Config, network *simulate.Network) {
		start := network.Mass()
		if words := len(start); config.Ending.IsProbe() != (words == 4) || words < 3 {
			t.Fatalf("mass of %d words", words)
		}
		for action := network.Step(); action != core.ActionStop; action = network.Step() {
			if !slices.Equal(network.Mass(), start) {
				t.Fatalf("round %d: mass %v, at the start %v", network.Round(), network.Mass(), start)
			}
		}
	})
}

// A network restored from its state variables after any step goes on as the original does.
func TestRestoreAfterEveryStep(t *testing.T) {
	runs(t, func(config core.Config, network *simulate.Network) {
		for {
			restored := coretest.Restored(t, config, network.Digraph(), network.Round(), coretest.States(network))
			for j, node := range restored.Nodes() {
				if original := network.Nodes()[j]; !reflect.DeepEqual(node.Average(), original.Average()) {
					t.Fatalf("node %d has %v after restoring, %v before", j, node.Average(), original.Average())
				}
			}
			action, gotAction := network.Step(), restored.Step()
			changed, gotChanged := network.Changed(), restored.Changed()
			if restored.Round() != network.Round() || gotAction != action || !slices.Equal(gotChanged, changed) || !reflect.DeepEqual(coretest.States(restored), coretest.States(network)) {
				t.Fatalf("restored: %s %v %+v, original: %s %v %+v", gotAction, gotChanged, coretest.States(restored), action, changed, coretest.States(network))
			}
			if action == "" {
				return
			}
		}
	})
}

func TestExactlyOneActionIsEnabled(t *testing.T) {
	runs(t, func(config core.Config, network *simulate.Network) {
		for enabled := network.Enabled(); enabled != ""; enabled = network.Enabled() {
			decide, stop := 0, 0
			for _, node := range network.Nodes() {
				if node.CanDecide() {
					decide++
				}
				if node.CanStop() {
					stop++
				}
			}
			round := network.Round()
			action := network.Step()
			changed := network.Changed()
			want := core.ActionAdvance
			if decide > 0 {
				want = core.ActionDecide
			} else if stop > 0 {
				want = core.ActionStop
			}
			if action != enabled || action != want || len(changed) == 0 {
				t.Fatalf("enabled %s, did %s to %v, want %s", enabled, action, changed, want)
			}
			if action == core.ActionDecide && len(changed) != decide || action == core.ActionStop && len(changed) != stop {
				t.Fatalf("%s changed %v; %d could decide, %d could stop", action, changed, decide, stop)
			}
			if moved := network.Round() - round; moved != 0 && action != core.ActionAdvance || moved != 1 && action == core.ActionAdvance {
				t.Fatalf("%s moved the round by %d", action, moved)
			}
		}
		for _, node := range network.Nodes() {
			if !node.Stopped() {
				t.Fatal("nothing is enabled and a node has not stopped")
			}
		}
		if action := network.Step(); action != "" || len(network.Changed()) != 0 {
			t.Fatalf("%s after the end", action)
		}
	})
}

func TestMessagesAreCounted(t *testing.T) {
	g := coretest.Digraph(t, 4, "0>1 0>2 1>0 1>2 1>3 2>3 3>0")
	config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(4))(t), Capacity: 4}
	network := coretest.Must(simulate.NewNetwork(config, g, [][]int64{{0}, {4}, {42}, {-13}}, nil))(t)
	network.Run()
	if count, bytes := network.Messages(); count != 42 || bytes != 1344 || network.Round() != 6 {
		t.Errorf("%d messages, %d bytes, %d rounds, want 42, 1344, 6", count, bytes, network.Round())
	}
	// With the probe a message has 40 bytes, and the nodes that stop first send no more.
	config.Ending = core.Probe()
	network = coretest.Must(simulate.NewNetwork(config, g, [][]int64{{0}, {4}, {42}, {-13}}, []core.Element{2, 71, 828, 18284}))(t)
	network.Run()
	want := 0
	for j, s := range coretest.States(network) {
		want += s.Stopped * g.OutDegree(j)
	}
	if count, bytes := network.Messages(); count != want || bytes != 40*want {
		t.Errorf("%d messages, %d bytes, want %d and %d", count, bytes, want, 40*want)
	}
}
