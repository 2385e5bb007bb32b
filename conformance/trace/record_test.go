package trace

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"kizami/conformance/graph"
	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
	"kizami/core/family"
	"kizami/core/simulate"
)

// recordLinks runs package core on faulty links until all nodes have stopped, or for so many steps, and records it.
// The values must be in the range of the prime. random returns uniform 64-bit numbers; the same ones give the same trace.
func recordLinks(start Trace, faults simulate.Faults, steps int, random func() uint64) (*Trace, error) {
	start.Events = nil
	if err := start.check(); err != nil {
		return nil, err
	}
	values := make([][]int64, len(start.Values))
	for j, v := range start.Values {
		values[j] = []int64{state.Signed(start.Field, v)}
	}
	links, err := simulate.NewLinks(start.config(), start.Digraph, values, start.Probes, faults, random)
	if err != nil {
		return nil, err
	}
	for range steps {
		if links.Done() {
			break
		}
		happened, err := links.Step()
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", len(start.Events), err)
		}
		if happened.Action != "" && happened.Action != simulate.ActionOffer {
			event := Event{Action: happened.Action, Node: happened.Node, Message: happened.Message}
			event.Observe(links.Peers()[happened.Node].State())
			start.Events = append(start.Events, event)
		}
	}
	return &start, nil
}

// recordedTrace records package core on a random digraph of n nodes. bound 0 is the probe ending.
func recordedTrace(t testing.TB, n, bound int, prime uint64, seed int64, faults simulate.Faults) *Trace {
	t.Helper()
	digraph, err := core.NewDigraph(n, oracle.RandomArcs(rand.New(rand.NewSource(seed)), n))
	if err != nil {
		t.Fatal(err)
	}
	return recordedOn(t, digraph, bound, prime, seed, faults)
}

func recordedOn(t testing.TB, digraph *core.Digraph, bound int, prime uint64, seed int64, faults simulate.Faults) *Trace {
	t.Helper()
	random := rand.New(rand.NewSource(seed))
	field, err := core.NewField(prime)
	if err != nil {
		t.Fatal(err)
	}
	start := Trace{Field: field, Digraph: digraph, Ending: core.Probe()}
	if bound > 0 {
		if start.Ending, err = core.Bound(bound); err != nil {
			t.Fatal(err)
		}
	}
	limit := min(50, core.ValueRange(field, digraph.Nodes()))
	for range digraph.Nodes() {
		start.Values = append(start.Values, field.FromInt(random.Int63n(2*limit+1)-limit))
		if start.Ending.IsProbe() {
			start.Probes = append(start.Probes, core.Element(random.Uint64()%prime))
		}
	}
	trace, err := recordLinks(start, faults, 100_000, random.Uint64)
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	return trace
}

var someFaults = simulate.Faults{Loss: 0.85, Duplicate: 0.1, Reorder: 0.5, Restart: 0.05}

func TestVectorsOfMoreThanOneEpochAreRefused(t *testing.T) {
	ring, err := family.Cycle(2)
	if err != nil {
		t.Fatal(err)
	}
	v := graph.Vector{Config: core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 2}}
	v.Start.Digraph = ring.Arcs()
	for range ring.Nodes() {
		v.Start.Peers = append(v.Start.Peers, core.PeerState{NodeState: core.NodeState{Numerator: [][]core.Element{{1}}, Probe: []core.Element{2}}})
	}
	v.Steps = []state.MessageStep{{Action: core.ActionBegin}}
	if _, err := OfVector(v); err == nil || !strings.Contains(err.Error(), "step 0 begins another epoch") {
		t.Errorf("%v", err)
	}
}
