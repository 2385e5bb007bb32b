package conformance

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
)

// untaken returns how many edges of the graph, of those that can be reached from an initial state and change something,
// the vectors from that state do not take. A vector that leaves the graph takes no edge of it.
func untaken(t *testing.T, g *StateGraph[MessageState], vectors []Vector) (missing int) {
	t.Helper()
	index, err := indexStates(g)
	if err != nil {
		t.Fatal(err)
	}
	type taking struct {
		start int
		Edge
	}
	taken := map[taking]bool{}
	for _, v := range vectors {
		start := index[v.Start.key()]
		at := start
		for _, step := range v.Steps {
			to := index[step.Next.key()]
			taken[taking{start, Edge{at, to, step.Action}}] = true
			at = to
		}
	}
	out := g.outgoing()
	for _, start := range g.Initial {
		order, _ := (&StateGraph[MessageState]{States: g.States, Initial: []int{start}}).search(out)
		for _, s := range order {
			for _, e := range out[s] {
				if e.To != s && !taken[taking{start, e}] {
					missing++
				}
			}
		}
	}
	return missing
}

// TestVectorsTakeEveryStep holds the vectors against the golden graphs of TLC.
func TestVectorsTakeEveryStep(t *testing.T) {
	for _, model := range goldenMessages {
		setting, err := ReadSetting(embedded(t), model)
		if err != nil {
			t.Fatal(err)
		}
		if !affordable(setting) {
			continue
		}
		g, _, _ := goldenMessageGraph(t, model)
		vectors := Vectors(setting.Config, g)
		if missing := untaken(t, g, vectors); missing > 0 {
			t.Errorf("%s: %d edges are not taken", model, missing)
		}
		if setting.Nodes == 2 && untaken(t, g, vectors[1:]) == 0 {
			t.Errorf("%s: the first vector is not needed", model)
		}
		t.Logf("%s: %d vectors from %d initial states take %d edges", model, len(vectors), len(g.Initial), len(g.Edges))
	}
}

// The vectors that kizami vectors writes take every step of TLC's graph, too, and core follows each line from its start.
func TestWrittenVectorsAreFollowed(t *testing.T) {
	suite := embedded(t)
	models, err := VectorModels(suite)
	if err != nil || len(models) < 4 {
		t.Fatalf("%v, %v", models, err)
	}
	for _, model := range []string{"MCMessages2Bound", "MCMessages2Probe"} {
		vectors, err := ModelVectors(t.Context(), suite, model)
		if err != nil {
			t.Fatal(err)
		}
		g, _, _ := goldenMessageGraph(t, model)
		if missing := untaken(t, g, vectors); missing > 0 {
			t.Errorf("%s: %d edges of TLC's graph are not taken", model, missing)
		}
		ignored := 0
		for i, v := range vectors {
			trace, err := OfVector(v)
			if err != nil {
				t.Fatal(err)
			}
			line, err := json.Marshal(trace)
			if err != nil {
				t.Fatal(err)
			}
			read, err := ParseMessageTrace(line)
			if err != nil {
				t.Fatal(err)
			}
			if done, why, err := read.Replay(); err != nil || why != "" || done != len(trace.Events) {
				t.Errorf("%s, vector %d: event %d: %s %v", model, i, done, why, err)
			}
			for _, e := range read.Events {
				if e.Action == core.ActionIgnore {
					ignored++
				}
			}
		}
		if ignored == 0 {
			t.Errorf("%s: no message comes twice or too late", model)
		}
	}
	if _, err := ModelVectors(t.Context(), suite, "MCMessages2ProbeEpochs"); err == nil || !strings.Contains(err.Error(), "there are no vectors of") {
		t.Errorf("%v", err)
	}
}

func TestVectorsNoticeWhatIsWrong(t *testing.T) {
	g, setting, _ := goldenMessageGraph(t, "MCMessages2ProbeEpochs")
	vectors := Vectors(setting.Config, g)
	longest := slices.MaxFunc(vectors, func(a, b Vector) int { return len(a.Steps) - len(b.Steps) })
	if wrong := longest.Replay(); wrong != "" {
		t.Fatal(wrong)
	}
	if _, err := OfVector(longest); err == nil || !strings.Contains(err.Error(), "begins another epoch") {
		t.Errorf("%v", err)
	}
	altered := func(change func(*Vector)) Vector {
		v := longest
		v.Steps = slices.Clone(v.Steps)
		change(&v)
		return v
	}
	first := func(v *Vector, action string) *MessageStep {
		return &v.Steps[slices.IndexFunc(v.Steps, func(s MessageStep) bool { return s.Action == action })]
	}
	for _, c := range []struct {
		name, says string
		change     func(*Vector)
	}{
		{"another start", "core starts in another state", func(v *Vector) {
			v.Start.Peers = slices.Clone(v.Start.Peers)
			v.Start.Peers[0].Horizon = 1
		}},
		{"a step left out", "core cannot", func(v *Vector) { v.Steps = v.Steps[1:] }},
		{"a step twice", "core cannot Receive at node", func(v *Vector) { v.Steps = append(v.Steps[:1:1], v.Steps...) }},
		{"another word", "numerator[", func(v *Vector) {
			step := first(v, core.ActionAdvance)
			step.Next.Peers = slices.Clone(step.Next.Peers)
			step.Next.Peers[step.Node].Numerator = [][]core.Element{{1, 2}}
		}},
		{"nothing on offer", "offered[", func(v *Vector) {
			step := first(v, core.ActionStop)
			step.Next.Peers = slices.Clone(step.Next.Peers)
			step.Next.Peers[step.Node].Offered = nil
		}},
		{"another network in the end", "network", func(v *Vector) {
			v.Steps[len(v.Steps)-1].Next.Network = v.Steps[len(v.Steps)-1].Next.Network[1:]
		}},
		{"nothing done", "changes nothing", func(v *Vector) { v.Steps[0].Node = -1 }},
	} {
		if wrong := altered(c.change).Replay(); !strings.Contains(wrong, c.says) {
			t.Errorf("%s: %q, want %q", c.name, wrong, c.says)
		}
	}
}

// The example of spec/vectors.md is one of the vectors, and core follows it.
func TestExplainedVectorIsOne(t *testing.T) {
	_, rest, _ := strings.Cut(read(t, "../spec/vectors.md"), "```json\n")
	text, _, closed := strings.Cut(rest, "```")
	trace, err := ParseMessageTrace([]byte(text))
	if err != nil || !closed {
		t.Fatal(err)
	}
	if _, why, err := trace.Replay(); why != "" || err != nil {
		t.Errorf("%s %v", why, err)
	}
	vectors, err := ModelVectors(t.Context(), embedded(t), "MCMessages2Bound")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(vectors, func(v Vector) bool {
		other, err := OfVector(v)
		return err == nil && reflect.DeepEqual(other.Events, trace.Events)
	}) {
		t.Error("kizami vectors does not write the example")
	}
}
