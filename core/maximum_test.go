package core_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

func maxima(network *simulate.MaximumNetwork) (list []uint64) {
	for _, node := range network.Nodes() {
		value, _ := node.Maximum()
		list = append(list, value)
	}
	return list
}

func checkMaximum(t *testing.T, network *simulate.MaximumNetwork, rounds int, values []uint64) {
	t.Helper()
	network.Run()
	for j, node := range network.Nodes() {
		value, ok := node.Maximum()
		if !ok || value != slices.Max(values) || node.Round() != rounds || !node.Stopped() {
			t.Fatalf("%v node %d: %d, %v in round %d of %d, want %d",
				network.Digraph().Arcs(), j, value, ok, node.Round(), rounds, slices.Max(values))
		}
	}
}

// R of the kernels is enough, so is n−1; a round less than the greatest eccentricity is not.
func TestMaximumOnEveryDigraph(t *testing.T) {
	const seed = 50
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	check := func(g *core.Digraph) {
		n, farthest, of := g.Nodes(), 0, 0
		for j := range n {
			if e := g.Eccentricity(j); e > farthest {
				farthest, of = e, j
			}
		}
		config, kernels := learn(t, g, random)
		values := make([]uint64, n)
		for j := range values {
			values[j] = random.Uint64N(core.MersennePrime)
		}
		for _, rounds := range []int{farthest, kernels[0].Rounds, n - 1} {
			network := coretest.Must(simulate.NewMaximumNetwork(config, g, rounds, values))(t)
			checkMaximum(t, network, rounds, values)
			values[random.IntN(n)] = core.MersennePrime - 1
			if err := network.Begin(config.Epoch+3, values); err != nil {
				t.Fatal(err)
			}
			checkMaximum(t, network, rounds, values)
			if count, bytes := network.Messages(); count != 2*rounds*len(g.Arcs()) || bytes != 24*count {
				t.Fatalf("%d messages, %d bytes", count, bytes)
			}
		}
		if farthest == 0 {
			return
		}
		tooFew := 0
		for l := range n {
			one := make([]uint64, n)
			one[l] = 1
			network := coretest.Must(simulate.NewMaximumNetwork(config, g, farthest-1, one))(t)
			network.Run()
			if value, ok := network.Nodes()[of].Maximum(); ok && value == 0 {
				tooFew++
			}
		}
		if tooFew == 0 {
			t.Errorf("%v: %d rounds are enough for node %d", g.Arcs(), farthest-1, of)
		}
	}
	for n := 1; n <= 3; n++ {
		coretest.StronglyConnected(n, check)
	}
	for n := 4; n <= 24; n++ {
		check(coretest.Must(family.Random(n, min(2, n-1), random.Uint64()))(t))
	}
	for _, family := range coretest.Families {
		check(coretest.Must(family(8))(t))
	}
}

func TestNewMaximumErrors(t *testing.T) {
	good := core.Config{Field: coretest.Field(t, 101)}
	for _, test := range []struct {
		config core.Config
		rounds int
		value  uint64
		text   string
	}{
		{core.Config{}, 1, 1, "has no field"},
		{good, -1, 1, "a maximum of -1 rounds: must be between 0 and 9999"},
		{good, core.MaxNodes, 1, "a maximum of 10000 rounds"},
		{good, 1, 101, "101 is not below the prime 101"},
		{good, 1, 1 << 63, "is not below the prime 101"},
	} {
		node, err := core.NewMaximum(test.config, test.rounds, test.value)
		if node != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, %v, want %q", node, err, test.text)
		}
	}
	coretest.Must(core.NewMaximum(good, core.MaxNodes-1, 100))(t)
	g := coretest.Must(family.Cycle(3))(t)
	for text, values := range map[string][]uint64{"2 values for 3 nodes": {1, 2}, "4 values for 3 nodes": {1, 2, 3, 4},
		"node 2: 101 is not below": {1, 2, 101}} {
		network, err := simulate.NewMaximumNetwork(good, g, 2, values)
		if network != nil || err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%v, want %q", err, text)
		}
	}
}

func TestMaximumRefusesMisuse(t *testing.T) {
	config := core.Config{Field: coretest.Field(t, 101), Epoch: 4}
	node := coretest.Must(core.NewMaximum(config, 2, 60))(t)
	same := func(text string, err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%v, want %q", err, text)
		}
	}
	for round := range 2 {
		for text, bad := range map[string]core.Message{
			"a message of epoch 5, round":                 {Epoch: 5, Round: uint32(round), Words: []core.Element{70}},
			fmt.Sprintf("round %d came to", round+1):      {Epoch: 4, Round: uint32(round + 1), Words: []core.Element{70}},
			"a message with the horizon 1 came to a node": {Epoch: 4, Round: uint32(round), Horizon: 1, Words: []core.Element{70}},
			"a message of 2 words came to a node with 1":  {Epoch: 4, Round: uint32(round), Words: []core.Element{70, 70}},
			"a message of 0 words came to a node with 1":  {Epoch: 4, Round: uint32(round)},
			"101 is not below the prime 101":              {Epoch: 4, Round: uint32(round), Words: []core.Element{101}},
		} {
			good := core.Message{Epoch: 4, Round: uint32(round), Words: []core.Element{80}}
			same(text, node.Advance([]core.Message{good, bad}))
		}
		same("a node that has not stopped in epoch 4 begins no other", node.Begin(5, 1))
		if m := node.Share(); m.Round != uint32(round) || m.Epoch != 4 || m.Horizon != 0 || m.Words[0] != 60 {
			t.Errorf("round %d: %+v is sent", round, m)
		}
		if value, ok := node.Maximum(); ok || value != 0 || node.Stopped() {
			t.Errorf("round %d: the maximum is %d, %v", round, value, ok)
		}
		if err := node.Advance([]core.Message{{Epoch: 4, Round: uint32(round), Words: []core.Element{7}}}); err != nil {
			t.Fatal(err)
		}
	}
	same("a node that stopped in round 2 takes part in no further round", node.Advance(nil))
	same("epoch 4 does not come after epoch 4", node.Begin(4, 1))
	same("101 is not below the prime 101", node.Begin(5, 101))
	if value, ok := node.Maximum(); !ok || value != 60 || node.Round() != 2 || node.Epoch() != 4 {
		t.Errorf("the maximum is %d, %v", value, ok)
	}
	if err := node.Begin(6, 100); err != nil || node.Epoch() != 6 || node.Round() != 0 || node.Share().Words[0] != 100 {
		t.Errorf("epoch 6: %v", err)
	}
}

func TestMaximumNetworkBeginsWhenItHasStopped(t *testing.T) {
	config := core.Config{Field: coretest.Field(t, 101)}
	network := coretest.Must(simulate.NewMaximumNetwork(config, coretest.Must(family.Cycle(3))(t), 2, []uint64{1, 5, 3}))(t)
	fails := func(epoch uint32, values []uint64, text string) {
		t.Helper()
		before := maxima(network)
		err := network.Begin(epoch, values)
		if err == nil || !strings.Contains(err.Error(), text) || !slices.Equal(maxima(network), before) || network.Epoch() != 0 {
			t.Errorf("%v, want %q", err, text)
		}
	}
	fails(1, []uint64{1, 2, 3}, "node 0: a node that has not stopped")
	for steps := 0; network.Step() != ""; steps++ {
		if network.Round() != steps+1 || steps > 1 {
			t.Fatalf("round %d after %d steps", network.Round(), steps)
		}
	}
	fails(0, []uint64{1, 2, 3}, "node 0: epoch 0 does not come after epoch 0")
	fails(1, []uint64{1, 2}, "2 values for 3 nodes")
	fails(1, []uint64{1, 2, 3, 4}, "4 values for 3 nodes")
	fails(1, []uint64{1, 2, 101}, "node 2: 101 is not below the prime 101")
	if got := maxima(network); !slices.Equal(got, []uint64{5, 5, 5}) {
		t.Errorf("maxima %v", got)
	}
}
