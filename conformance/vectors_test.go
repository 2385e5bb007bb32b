package conformance

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/conformance/golden"
	"kizami/conformance/graph"
	"kizami/conformance/state"
	"kizami/conformance/trace"
	"kizami/core"
)

// untaken returns how many edges of the graph, of those that can be reached from an initial state and change something,
// the vectors from that state do not take. A vector that leaves the graph takes no edge of it.
func untaken(g *graph.Graph[state.Messages], vectors []graph.Vector) (missing int) {
	index, out := map[string]int{}, map[int][]graph.Edge{}
	for i, s := range g.States {
		index[s.Key()] = i
	}
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e)
	}
	type taking struct {
		start int
		graph.Edge
	}
	taken := map[taking]bool{}
	for _, v := range vectors {
		start := index[v.Start.Key()]
		at := start
		for _, step := range v.Steps {
			to := index[step.Next.Key()]
			taken[taking{start, graph.Edge{From: at, To: to, Action: step.Action}}] = true
			at = to
		}
	}
	for _, start := range g.Initial {
		met := map[int]bool{start: true}
		for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
			for _, e := range out[queue[0]] {
				if e.To != e.From && !taken[taking{start, e}] {
					missing++
				}
				if !met[e.To] {
					met[e.To] = true
					queue = append(queue, e.To)
				}
			}
		}
	}
	return missing
}

// goldenMessageGraph returns the golden graph of a model of messages.
func goldenMessageGraph(t *testing.T, model string) (*graph.Graph[state.Messages], Setting) {
	t.Helper()
	kept, err := golden.Read(model)
	if err != nil {
		t.Fatal(err)
	}
	setting, err := ReadSetting(checkout.Suite(t), model)
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.DecodeMessages(setting.Config.Field, kept.Dump)
	if err != nil {
		t.Fatal(err)
	}
	return g, setting
}

// TestVectorsTakeEveryStep holds the vectors against the golden graphs of TLC.
func TestVectorsTakeEveryStep(t *testing.T) {
	for _, model := range goldenMessages {
		g, setting := goldenMessageGraph(t, model)
		if !affordable(setting) {
			continue
		}
		vectors := graph.Vectors(setting.Config, g)
		if missing := untaken(g, vectors); missing > 0 {
			t.Errorf("%s: %d edges are not taken", model, missing)
		}
		if setting.Nodes == 2 && untaken(g, vectors[1:]) == 0 {
			t.Errorf("%s: the first vector is not needed", model)
		}
		t.Logf("%s: %d vectors from %d initial states take %d edges", model, len(vectors), len(g.Initial), len(g.Edges))
	}
}

// The vectors that kizami vectors writes take every step of TLC's graph, too, and core follows each line from its start.
func TestWrittenVectorsAreFollowed(t *testing.T) {
	suite := checkout.Suite(t)
	models, err := VectorModels(suite)
	if err != nil || len(models) < 4 {
		t.Fatalf("%v, %v", models, err)
	}
	for _, model := range []string{"MCMessages2Bound", "MCMessages2Probe"} {
		vectors, err := ModelVectors(t.Context(), suite, model)
		if err != nil {
			t.Fatal(err)
		}
		g, _ := goldenMessageGraph(t, model)
		if missing := untaken(g, vectors); missing > 0 {
			t.Errorf("%s: %d edges of TLC's graph are not taken", model, missing)
		}
		ignored := 0
		for i, v := range vectors {
			told, err := trace.OfVector(v)
			if err != nil {
				t.Fatal(err)
			}
			line, err := json.Marshal(told)
			if err != nil {
				t.Fatal(err)
			}
			again, err := trace.Parse(line)
			if err != nil {
				t.Fatal(err)
			}
			if done, why, err := again.Replay(); err != nil || why != "" || done != len(told.Events) {
				t.Errorf("%s, vector %d: event %d: %s %v", model, i, done, why, err)
			}
			for _, e := range again.Events {
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

// The example of spec/vectors.md is one of the vectors, and core follows it.
func TestExplainedVectorIsOne(t *testing.T) {
	_, rest, _ := strings.Cut(checkout.Read(t, "spec/vectors.md"), "```json\n")
	text, _, closed := strings.Cut(rest, "```")
	told, err := trace.Parse([]byte(text))
	if err != nil || !closed {
		t.Fatal(err)
	}
	if _, why, err := told.Replay(); why != "" || err != nil {
		t.Errorf("%s %v", why, err)
	}
	vectors, err := ModelVectors(t.Context(), checkout.Suite(t), "MCMessages2Bound")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(vectors, func(v graph.Vector) bool {
		other, err := trace.OfVector(v)
		return err == nil && reflect.DeepEqual(other.Events, told.Events)
	}) {
		t.Error("kizami vectors does not write the example")
	}
}
