package core_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// A node knows its kernel exactly when it has stopped, and all know the same R then; restoring it changes nothing.
func TestKernelIsKnownToWhoeverStopped(t *testing.T) {
	const seed = 40
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	digraphs := []*core.Digraph{coretest.Must(family.Star(6))(t), coretest.Must(family.Path(5))(t), coretest.Must(family.Barbell(6))(t)}
	for n := 1; n <= 3; n++ {
		coretest.StronglyConnected(n, func(g *core.Digraph) { digraphs = append(digraphs, g) })
	}
	for n := 4; n <= 10; n++ {
		digraphs = append(digraphs, coretest.Must(family.Random(n, 2, random.Uint64()))(t))
	}
	for _, g := range digraphs {
		n := g.Nodes()
		config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: n}
		network := coretest.Must(simulate.NewNetwork(config, g, coretest.RandomValues(random, n, 1), coretest.RandomElements(core.Exact, n, random)))(t)
		for action := network.Step(); action != ""; action = network.Step() {
			for _, node := range network.Nodes() {
				if _, ok := node.Kernel(); ok != node.Stopped() {
					t.Fatalf("%v round %d: stopped %v, kernel %v", g.Arcs(), network.Round(), node.Stopped(), ok)
				}
			}
		}
		checkKernels(t, config, network)
	}
}

func checkKernels(t *testing.T, config core.Config, network *simulate.Network) {
	t.Helper()
	g, rounds, latest := network.Digraph(), 0, 0
	for _, s := range coretest.States(network) {
		rounds, latest = max(rounds, s.Order), max(latest, s.Decided)
	}
	if latest != 2*rounds+1 {
		t.Fatalf("%v: T_max is %d, the greatest order %d", g.Arcs(), latest, rounds)
	}
	for j, node := range network.Nodes() {
		k, _ := node.Kernel()
		if len(k.Recurrence) != node.State().Order+1 || k.Rounds != rounds || g.Eccentricity(j) > len(k.Recurrence)-1 {
			t.Fatalf("%v node %d: kernel %+v, want order %d, %d rounds, eccentricity %d",
				g.Arcs(), j, k, node.State().Order, rounds, g.Eccentricity(j))
		}
		again, err := core.RestoreNode(config, g.OutDegree(j), node.State())
		if err != nil {
			t.Fatal(err)
		}
		restored, ok := again.Kernel()
		if !ok || !reflect.DeepEqual(restored, k) {
			t.Fatalf("%v node %d: kernel %+v after restoring, %+v before", g.Arcs(), j, restored, k)
		}
		k.Recurrence[0]++
		if again, _ := node.Kernel(); !reflect.DeepEqual(again, restored) {
			t.Fatal("a kernel shares memory with its node")
		}
	}
}

func TestKernelNeedsAProbeThatIsNotRefused(t *testing.T) {
	g := coretest.Must(family.Cycle(3))(t)
	bound := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(3))(t), Capacity: 3}
	network := coretest.Must(simulate.NewNetwork(bound, g, [][]int64{{1}, {2}, {3}}, nil))(t)
	network.Run()
	for _, node := range network.Nodes() {
		if k, ok := node.Kernel(); ok || k.Recurrence != nil {
			t.Errorf("a node with a bound has the kernel %+v", k)
		}
	}
	refused, random := 0, rand.New(rand.NewPCG(41, 0))
	config := core.Config{Field: coretest.Field(t, 5), Ending: core.Probe(), Capacity: 3}
	coretest.StronglyConnected(3, func(g *core.Digraph) {
		network := coretest.Must(simulate.NewNetwork(config, g, [][]int64{{0}, {0}, {0}}, coretest.RandomElements(config.Field, 3, random)))(t)
		network.Run()
		for _, node := range network.Nodes() {
			if k, ok := node.Kernel(); ok == node.State().Refused || ok == (k.Recurrence == nil) {
				t.Errorf("refused %v, kernel %+v, %v", node.State().Refused, k, ok)
			}
			if node.State().Refused {
				refused++
			}
		}
	})
	if refused == 0 {
		t.Error("nobody refused")
	}
}

func TestRepeatRefusesOtherKernels(t *testing.T) {
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 5, Epoch: 1}
	good := func() core.Kernel {
		return core.Kernel{Recurrence: []core.Element{3, 4, 1}, Denominator: 5, Rounds: 4}
	}
	for text, spoil := range map[string]func(*core.Kernel){
		"recurrence of a kernel must end with 1":                     func(k *core.Kernel) { k.Recurrence[2] = 2 },
		"a kernel must end with 1":                                   func(k *core.Kernel) { k.Recurrence = nil },
		"a kernel of order 2 with 1 rounds":                          func(k *core.Kernel) { k.Rounds = 1 },
		"must be between the order and 4, one less":                  func(k *core.Kernel) { k.Rounds = 5 },
		"the recurrence of a kernel: word 0: 2305843009213693951 is": func(k *core.Kernel) { k.Recurrence[0] = core.MersennePrime },
		"the denominator of a kernel: 2305843009213693951":           func(k *core.Kernel) { k.Denominator = core.MersennePrime },
		"recurrence sums to 0":                                       func(k *core.Kernel) { k.Recurrence[0] = core.MersennePrime - 5 },
		"its denominator is 0":                                       func(k *core.Kernel) { k.Denominator = 0 },
	} {
		k := good()
		spoil(&k)
		node, err := core.NewRepeat(config, k, 1, []int64{1})
		if node != nil || err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%+v: %v, want %q", k, err, text)
		}
	}
	for _, rounds := range []int{2, 4} {
		k := good()
		k.Rounds = rounds
		coretest.Must(core.NewRepeat(config, k, 1, []int64{1}))(t)
	}
	config.Ending = coretest.Must(core.Bound(6))(t)
	if _, err := core.NewRepeat(config, good(), 1, []int64{1}); err == nil || !strings.Contains(err.Error(), "has the bound 6") {
		t.Errorf("with a bound: %v", err)
	}
}
