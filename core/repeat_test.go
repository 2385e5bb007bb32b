package core_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// learn runs epoch 7, with the probe ending, and returns what it teaches the nodes.
func learn(t testing.TB, g *core.Digraph, random *rand.Rand) (core.Config, []core.Kernel) {
	t.Helper()
	n := g.Nodes()
	config := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: n, Epoch: 7}
	values, starts := coretest.RandomValues(random, n, 1), coretest.RandomElements(core.Exact, n, random)
	network := coretest.Must(simulate.NewNetwork(config, g, values, starts))(t)
	network.Run()
	var kernels []core.Kernel
	for j, node := range network.Nodes() {
		kernel, ok := node.Kernel()
		if !ok {
			t.Fatalf("%v: node %d has learnt no kernel", g.Arcs(), j)
		}
		kernels = append(kernels, kernel)
	}
	config.Epoch++
	return config, kernels
}

func checkRepeated(t *testing.T, network *simulate.RepeatNetwork, kernels []core.Kernel, values [][]int64) {
	t.Helper()
	for j, node := range network.Nodes() {
		s, k := node.State(), kernels[j]
		if s.Refused || s.Decided != len(k.Recurrence)-1 || s.Stopped != k.Rounds || node.Round() != k.Rounds || !node.Stopped() {
			t.Fatalf("%v node %d: %+v, want decided %d, stopped %d", network.Digraph().Arcs(), j, s, len(k.Recurrence)-1, k.Rounds)
		}
		if len(node.Average()) != len(values[0]) || len(s.Average) != len(values[0]) {
			t.Fatalf("%v node %d: average %v of %d coordinates", network.Digraph().Arcs(), j, node.Average(), len(values[0]))
		}
		for c, got := range node.Average() {
			if want := mean(values, c); got.Rat().Cmp(want) != 0 || s.Average[c] != residue(want) {
				t.Fatalf("%v epoch %d node %d coordinate %d: average %v, want %v",
					network.Digraph().Arcs(), node.Epoch(), j, c, got, want)
			}
		}
	}
}

// Every observation is the residue of the rational one, in the second epoch too.
func TestRepeatAgainstRationals(t *testing.T) {
	random := rand.New(rand.NewPCG(32, 0))
	for n := 1; n <= 9; n++ {
		g := coretest.Must(family.Random(n, min(2, n-1), uint64(n)))(t)
		config, kernels := learn(t, g, random)
		network := coretest.Must(simulate.NewRepeatNetwork(config, g, kernels, coretest.RandomValues(random, n, 3)))(t)
		network.Run()
		values := coretest.RandomValues(random, n, 2)
		if err := network.Begin(100, values); err != nil {
			t.Fatal(err)
		}
		network.Run()
		checkRepeated(t, network, kernels, values)
		sent := kernels[0].Rounds * len(g.Arcs())
		if count, bytes := network.Messages(); count != 2*sent || bytes != sent*(16+3*8)+sent*(16+2*8) {
			t.Fatalf("%v: %d messages, %d bytes in two epochs of %d messages", g.Arcs(), count, bytes, sent)
		}
		for c := range 2 {
			var start []*big.Rat
			for j := range n {
				start = append(start, big.NewRat(values[j][c], 1))
			}
			word := rationalWord(g, start, kernels[0].Rounds)
			for j, node := range network.Nodes() {
				for k, e := range node.State().Numerator[c] {
					if e != residue(word[j][k]) {
						t.Fatalf("%v node %d round %d: %d, want the residue of %v", g.Arcs(), j, k, e, word[j][k])
					}
				}
			}
		}
	}
}

// The recurrence of a value knows that value only: after two equal ones a node takes everything for settled at once.
func TestRepeatNeedsTheProbesKernel(t *testing.T) {
	g := coretest.Digraph(t, 2, "0>1 1>0")
	config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(2))(t), Capacity: 2}
	first := coretest.Must(simulate.NewNetwork(config, g, [][]int64{{5}, {5}}, nil))(t)
	first.Run()
	observed := first.Nodes()[0].State()
	recurrence := core.NewRecurrence(core.Exact)
	for k := range 2 {
		recurrence.Observe(core.Exact.Sub(observed.Numerator[0][k+1], observed.Numerator[0][k]))
	}
	phi, _ := core.Projection(core.Exact, observed.Denominator, recurrence.Coefficients())
	config.Ending, config.Epoch = core.Probe(), 1
	kernel := core.Kernel{Recurrence: recurrence.Coefficients(), Denominator: phi, Rounds: 1}
	for _, test := range []struct {
		values [][]int64
		want   string
	}{{[][]int64{{8}, {8}}, "8 8"}, {[][]int64{{0}, {1}}, "0 1"}} {
		network := coretest.Must(simulate.NewRepeatNetwork(config, g, []core.Kernel{kernel, kernel}, test.values))(t)
		network.Run()
		if got := fmt.Sprint(network.Nodes()[0].Average()[0], network.Nodes()[1].Average()[0]); got != test.want {
			t.Errorf("%v with the kernel of another value: %s, want %s", test.values, got, test.want)
		}
	}
	_, kernels := learn(t, g, rand.New(rand.NewPCG(33, 0)))
	network := coretest.Must(simulate.NewRepeatNetwork(config, g, kernels, [][]int64{{0}, {1}}))(t)
	network.Run()
	checkRepeated(t, network, kernels, [][]int64{{0}, {1}})
}

// With the kernel's denominator but any other recurrence that is not longer, some value goes wrong: of all units, one.
func TestRepeatNeedsThatRecurrence(t *testing.T) {
	random := rand.New(rand.NewPCG(37, 0))
	others := 0
	coretest.StronglyConnected(3, func(g *core.Digraph) {
		config, kernels := learn(t, g, random)
		bound := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(3))(t), Capacity: 3}
		first := coretest.Must(simulate.NewNetwork(bound, g, [][]int64{{1}, {0}, {0}}, nil))(t)
		first.Run()
		for j, s := range coretest.States(first) {
			recurrence := core.NewRecurrence(core.Exact)
			for k := 1; k < len(s.Numerator[0]); k++ {
				recurrence.Observe(core.Exact.Sub(s.Numerator[0][k], s.Numerator[0][k-1]))
			}
			mixed := slices.Clone(kernels)
			mixed[j].Recurrence = recurrence.Coefficients()
			same, wrong := slices.Equal(mixed[j].Recurrence, kernels[j].Recurrence), 0
			for unit := range 3 {
				values := [][]int64{{0}, {0}, {0}}
				values[unit][0] = 1
				network := coretest.Must(simulate.NewRepeatNetwork(config, g, mixed, values))(t)
				network.Run()
				if got := network.Nodes()[j]; got.Refused() || got.Average()[0] != (core.Fraction{Numerator: 1, Denominator: 3}) {
					wrong++
				}
			}
			if same != (wrong == 0) {
				t.Errorf("%v node %d: recurrence %v, the probe's %v, wrong for %d units",
					g.Arcs(), j, mixed[j].Recurrence, kernels[j].Recurrence, wrong)
			}
			if !same {
				others++
			}
		}
	})
	if others == 0 {
		t.Error("every value has the probe's recurrence")
	}
}

// On the path 1–0–2 the node in the middle decides in round 1, the others in round 2, and they need its words.
func TestRepeatGoesOnForTheOthers(t *testing.T) {
	g := coretest.Digraph(t, 3, "0>1 1>0 0>2 2>0")
	config, kernels := learn(t, g, rand.New(rand.NewPCG(34, 0)))
	for j, order := range []int{1, 2, 2} {
		if k := kernels[j]; len(k.Recurrence)-1 != order || k.Rounds != 2 {
			t.Fatalf("node %d has the kernel %+v, want order %d and 2 rounds", j, k, order)
		}
	}
	for _, test := range []struct {
		silent bool
		want   string
	}{{false, "2"}, {true, "0"}} {
		var nodes []*core.Repeat
		for j, v := range []int64{0, 0, 6} {
			nodes = append(nodes, coretest.Must(core.NewRepeat(config, kernels[j], g.OutDegree(j), []int64{v}))(t))
		}
		for k := range 2 {
			sent := []core.Message{nodes[0].Share(), nodes[1].Share(), nodes[2].Share()}
			for j, node := range nodes {
				var inbox []core.Message
				for _, i := range g.In(j) {
					if !(test.silent && k == 1 && i == 0) {
						inbox = append(inbox, sent[i])
					}
				}
				if err := node.Advance(inbox); err != nil {
					t.Fatal(err)
				}
				node.Decide()
			}
		}
		if got := fmt.Sprint(nodes[1].Average()); got != "["+test.want+"]" {
			t.Errorf("node 0 silent after it decided: %v, node 1 finds %s, want %s", test.silent, got, test.want)
		}
	}
	for n := 1; n <= 2; n++ { // three nodes are the fewest
		_, kernels := learn(t, coretest.Must(family.Complete(n))(t), rand.New(rand.NewPCG(35, 0)))
		for j, k := range kernels {
			if len(k.Recurrence)-1 != k.Rounds {
				t.Errorf("%d nodes: node %d has the kernel %+v", n, j, k)
			}
		}
	}
}

// Kernels of another digraph: of many coordinates some is no fraction of the range, and the node refuses. It still goes
// on for the others, and into the next epoch.
func TestRepeatCanRefuse(t *testing.T) {
	random := rand.New(rand.NewPCG(42, 0))
	config, kernels := learn(t, coretest.Must(family.Path(5))(t), random)
	g := coretest.Must(family.Random(5, 3, 1))(t)
	network := coretest.Must(simulate.NewRepeatNetwork(config, g, kernels, coretest.RandomValues(random, 5, 20)))(t)
	network.Run()
	for j, node := range network.Nodes() {
		if s := node.State(); !node.Refused() || !s.Refused || s.Average != nil || node.Average() != nil || !node.Stopped() {
			t.Errorf("node %d, with a kernel of another digraph: %+v", j, s)
		}
	}
	if err := network.Begin(20, coretest.RandomValues(random, 5, 1)); err != nil || network.Nodes()[0].Refused() {
		t.Errorf("the next epoch: %v", err)
	}
}

func TestRepeatAllocatesNothingInARound(t *testing.T) {
	g := coretest.Must(family.Cycle(20))(t)
	random := rand.New(rand.NewPCG(36, 0))
	config, kernels := learn(t, g, random)
	values := coretest.RandomValues(random, 20, 4)
	network := coretest.Must(simulate.NewRepeatNetwork(config, g, kernels, values))(t)
	network.Run()
	if err := network.Begin(99, values); err != nil {
		t.Fatal(err)
	}
	allocated := testing.AllocsPerRun(15, func() {
		if action := network.Step(); action != core.ActionAdvance {
			t.Fatal(action)
		}
	})
	if allocated != 0 {
		t.Errorf("a round allocates %v times", allocated)
	}
}
