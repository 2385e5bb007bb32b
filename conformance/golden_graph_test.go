package conformance

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/conformance/golden"
	"kizami/conformance/graph"
	"kizami/conformance/state"
	"kizami/core"
)

// goldenBytes is what all of them together may be at most.
const goldenBytes = 5 << 20

// The models whose graphs are kept: all quick ones of each level, those of more nodes apart.
var (
	goldenRounds = []string{"MCBound3", "MCProbe3"}
	goldenMore   = []string{"MCBound3Wide", "MCShapesBound4", "MCShapesProbe4", "MCShapesUnlucky4", "MCSimulateBound5",
		"MCSimulateBound6", "MCSimulateProbe5", "MCSimulateProbe6"}
	goldenMessages = []string{"MCMessages2Bound", "MCMessages2BoundEpochs", "MCMessages2Probe", "MCMessages2ProbeEpochs",
		"MCMessages3Bound", "MCMessages3ProbeShapes"}
	goldenRuns    = []string{"MCRepeat3", "MCMaximum3"}
	goldenBracket = []string{"MCBracket3", "MCBracketReduced3", "MCBracketZoomDeep", "MCBracketCoarse", "MCRace3Coarse",
		"MCBracketMessages2Three", "MCBracketMessages3Zoom", "MCBracketMessages3Epochs"}
	goldenModels = slices.Concat(goldenRounds, goldenMore, goldenMessages, goldenRuns, goldenBracket)
)

// affordable says whether walks through the whole graph of a model can be done here: under js/wasm everything takes
// many times as long. There the larger graphs of rounds are not even compared.
func affordable(s Setting) bool { return runtime.GOOS != "js" || s.Epochs == 0 || s.Nodes < 3 }

func TestGoldenGraphsAreThoseOfCore(t *testing.T) {
	suite := checkout.Suite(t)
	size := 0
	for _, model := range goldenModels {
		if runtime.GOOS == "js" && slices.Contains(goldenMore, model) {
			continue
		}
		g, err := golden.Read(model)
		if err != nil {
			t.Error(err)
			continue
		}
		if err := golden.Fresh(suite, g); err != nil {
			t.Error(err)
		}
		packed, err := os.Stat(golden.Path(model))
		if err != nil {
			t.Fatal(err)
		}
		size += int(packed.Size())
		setting, err := ReadSetting(suite, model)
		if err != nil {
			t.Fatal(err)
		}
		var report GraphReport
		if setting.level.name != "messages" || setting.Nodes < 3 {
			report.Replay, err = setting.level.compare(t.Context(), setting, g.Dump, &report, Options{Walks: 200}.withDefaults())
		} else { // kizami conform replays all those vectors
			_, err = sameMessages(t.Context(), setting, g.Dump, &report)
		}
		if err != nil || report.Replay.Failure != "" {
			t.Errorf("%s: %v %s", model, err, report.Replay.Failure)
		}
		t.Logf("%s: %d states, %d transitions, %d walks of %d steps, seed %d", model, report.States, report.Transitions,
			report.Replay.Walks, report.Replay.Steps, report.Replay.Seed)
	}
	if size > goldenBytes {
		t.Errorf("the golden graphs are %d bytes, more than %d", size, goldenBytes)
	}
}

// With an unlucky prime some nodes refuse, in the model exactly where they do in core.
func TestTLCAndCoreRefuseInTheSameStates(t *testing.T) {
	kept, err := golden.Read("MCShapesUnlucky4") // which core spans, as TestGoldenGraphsAreThoseOfCore shows
	if err != nil {
		t.Fatal(err)
	}
	setting, err := ReadSetting(checkout.Suite(t), kept.Model)
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Decode(setting.Config.Field, kept.Dump, state.DecodeRounds)
	if err != nil {
		t.Fatal(err)
	}
	refuses := func(s state.Rounds) bool {
		return slices.ContainsFunc(s.Nodes, func(n core.NodeState) bool { return n.Refused })
	}
	if !slices.ContainsFunc(g.States, refuses) {
		t.Error("nobody refuses, so nothing is shown")
	}
}

// There is one way to write a graph, and no second file for the same.
func TestGoldenGraphsAreCanonical(t *testing.T) {
	var kept []string
	for _, model := range goldenModels {
		kept = append(kept, filepath.Base(golden.Path(model)))
		if !slices.Contains(goldenRounds, model) && !strings.HasPrefix(model, "MCMessages2") {
			continue // large, and written by the same code
		}
		packed, err := os.ReadFile(golden.Path(model))
		if err != nil {
			t.Fatal(err)
		}
		text, err := golden.Unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		g, err := golden.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if g.Text() != text || g.Model != model {
			t.Errorf("%s is not written as golden.text does", model)
		}
	}
	files, err := os.ReadDir(checkout.Path(golden.Folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.Contains(kept, f.Name()) {
			t.Errorf("%s is not the graph of a golden model", f.Name())
		}
	}
}

// Every quick model whose graph is compared with core has a golden graph.
func TestEveryQuickGraphIsKept(t *testing.T) {
	models, err := graphModels(checkout.Suite(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	kept := slices.Sorted(slices.Values(goldenModels))
	if slices.Sort(models); !slices.Equal(models, kept) {
		t.Errorf("the quick graphs are %v, kept are %v", models, kept)
	}
}

// TLC takes a step once for each disjunct that allows it. That is one step, but one with another label is another.
func TestRepeatedStepsOfTheDumpCountOnce(t *testing.T) {
	kept, err := golden.Read("MCMessages2Probe")
	if err != nil {
		t.Fatal(err)
	}
	setting, err := ReadSetting(checkout.Suite(t), kept.Model)
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.DecodeMessages(setting.Config.Field, kept.Dump)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept.Dump.Edges) <= len(g.Edges) {
		t.Errorf("TLC takes %d steps, %d different ones: none is repeated, and nothing is shown", len(kept.Dump.Edges), len(g.Edges))
	}
	again := kept.Dump
	again.Edges = append(append([]graph.Edge(nil), again.Edges...), graph.Edge{From: g.Edges[0].From, To: g.Edges[0].To, Action: "Other"}, g.Edges[0])
	h, err := graph.DecodeMessages(setting.Config.Field, again)
	if err != nil || len(h.Edges) != len(g.Edges)+1 {
		t.Errorf("%d steps with one more, %d without, %v", len(h.Edges), len(g.Edges), err)
	}
}

// What is well written but not TLC's is told by the comparison with core.
func TestAlteredGoldenGraphsDiffer(t *testing.T) {
	g, err := golden.Read("MCMessages2Probe")
	if err != nil {
		t.Fatal(err)
	}
	setting, err := ReadSetting(checkout.Suite(t), g.Model)
	if err != nil {
		t.Fatal(err)
	}
	text := g.Text()
	for _, c := range []struct{ old, new string }{
		{"\nReceive ", "\nAdvance "},
		{"31337", "31338"},
		{"round |-> 2", "round |-> 3"},
		{"Finished ", "Stop "},
	} {
		altered, err := golden.Parse(strings.Replace(text, c.old, c.new, 1))
		if err != nil || altered.Text() == text {
			t.Fatalf("%q for %q: %v", c.new, c.old, err)
		}
		if _, err := sameMessages(t.Context(), setting, altered.Dump, &GraphReport{}); err == nil {
			t.Errorf("%q for %q passes", c.new, c.old)
		}
	}
}
