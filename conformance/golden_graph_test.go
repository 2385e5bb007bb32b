package conformance

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"kizami/tla/tlc"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The golden graphs are state graphs of TLC, kept so that core is compared with them also where there is no Java, and
// under js/wasm. TestTLCAndCoreSpanTheSameGraph holds them against what TLC says now and, with -update, writes them anew.
const (
	goldenGraphs = "testdata/graphs"
	goldenBytes  = 5 << 20 // all of them together at most
	anew         = "look at the change, then write it anew with: make golden"
)

// The models whose graphs are kept: all quick ones of each level, those of more nodes apart.
var (
	goldenRounds = []string{"MCBound3", "MCProbe3"}
	goldenMore   = []string{"MCBound3Wide", "MCShapesBound4", "MCShapesProbe4", "MCShapesUnlucky4", "MCSimulateBound5",
		"MCSimulateBound6", "MCSimulateProbe5", "MCSimulateProbe6"}
	goldenMessages = []string{"MCMessages2Bound", "MCMessages2BoundEpochs", "MCMessages2Probe", "MCMessages2ProbeEpochs",
		"MCMessages3Bound", "MCMessages3ProbeShapes"}
	goldenRuns   = []string{"MCRepeat3", "MCMaximum3"}
	goldenModels = slices.Concat(goldenRounds, goldenMore, goldenMessages, goldenRuns)
)

func goldenFile(model string) string { return filepath.Join(goldenGraphs, model+".zst") }

// unpack returns the text of a file of goldenGraphs.
func unpack(packed []byte) (string, error) {
	d, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return "", err
	}
	defer d.Close()
	var text strings.Builder
	_, err = d.WriteTo(&text)
	return text.String(), err
}

// readGolden returns the golden graph of a model.
func readGolden(model string) (golden, error) {
	packed, err := os.ReadFile(goldenFile(model))
	if err != nil {
		return golden{}, fmt.Errorf("%w: %s", err, anew)
	}
	text, err := unpack(packed)
	if err != nil {
		return golden{}, fmt.Errorf("the golden graph of %s: %w", model, err)
	}
	g, err := parseGolden(text)
	if err != nil {
		return golden{}, fmt.Errorf("the golden graph of %s: %w", model, err)
	}
	return g, nil
}

// fresh says whether the graph is of the modules as they are now.
func fresh(suite *tlc.Suite, g golden) error {
	now, err := Sources(suite, g.model)
	if err != nil {
		return err
	}
	for _, s := range now {
		if !slices.Contains(g.sources, s) {
			return fmt.Errorf("the golden graph of %s is stale, for %s has changed: %s", g.model, s.Name, anew)
		}
	}
	if len(now) != len(g.sources) {
		return fmt.Errorf("the golden graph of %s is stale, for it is made of other modules now: %s", g.model, anew)
	}
	return nil
}

func writeGolden(t *testing.T, model, text string) {
	t.Helper()
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(goldenGraphs, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenFile(model), e.EncodeAll([]byte(text), nil), 0o644); err != nil {
		t.Fatal(err)
	}
}

func embedded(t *testing.T) *tlc.Suite {
	t.Helper()
	suite, err := tlc.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

// affordable says whether walks through the whole graph of a model can be done here: under js/wasm everything takes
// many times as long. There the larger graphs of rounds are not even compared.
func affordable(s Setting) bool { return runtime.GOOS != "js" || s.Epochs == 0 || s.Nodes < 3 }

func TestGoldenGraphsAreThoseOfCore(t *testing.T) {
	suite := embedded(t)
	size := 0
	for _, model := range goldenModels {
		if runtime.GOOS == "js" && slices.Contains(goldenMore, model) {
			continue
		}
		g, err := readGolden(model)
		if err != nil {
			t.Error(err)
			continue
		}
		if err := fresh(suite, g); err != nil {
			t.Error(err)
		}
		packed, err := os.Stat(goldenFile(model))
		if err != nil {
			t.Fatal(err)
		}
		size += int(packed.Size())
		setting, err := ReadSetting(suite, model)
		if err != nil {
			t.Fatal(err)
		}
		var report GraphReport
		if affordable(setting) {
			report.Replay, err = setting.level.compare(t.Context(), setting, g.dump, &report, Options{Walks: 200}.withDefaults())
		} else {
			_, err = sameMessages(t.Context(), setting, g.dump, &report)
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

// There is one way to write a graph, and no second file for the same.
func TestGoldenGraphsAreCanonical(t *testing.T) {
	var kept []string
	for _, model := range goldenModels {
		kept = append(kept, filepath.Base(goldenFile(model)))
		if !slices.Contains(goldenRounds, model) && !strings.HasPrefix(model, "MCMessages2") {
			continue // large, and written by the same code
		}
		packed, err := os.ReadFile(goldenFile(model))
		if err != nil {
			t.Fatal(err)
		}
		text, err := unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		g, err := parseGolden(text)
		if err != nil {
			t.Fatal(err)
		}
		if g.text() != text || g.model != model {
			t.Errorf("%s is not written as golden.text does", model)
		}
	}
	files, err := os.ReadDir(goldenGraphs)
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
	models, err := graphModels(embedded(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(sorted(models), sorted(goldenModels)) {
		t.Errorf("the quick graphs are %v, kept are %v", sorted(models), sorted(goldenModels))
	}
}
