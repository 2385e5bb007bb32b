package conformance

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kizami/tla"
)

// The golden graphs are state graphs of TLC, kept so that core is compared with them also where there is no Java, and
// under js/wasm. TestTLCAndCoreSpanTheSameGraph holds them against what TLC says now and, with -update, writes them anew.
const goldenGraphs = "testdata"

// goldenModels are kept: one for each ending.
var goldenModels = []string{"MCBound3", "MCProbe3"}

// dotText writes a graph as TLC does, states and edges in its order, each value in one way of writing only.
func dotText(g *tla.Graph) (string, error) {
	var b strings.Builder
	b.WriteString("strict digraph DiskGraph {\n")
	initial := map[int]bool{}
	for _, node := range g.Initial() {
		initial[node] = true
	}
	for node := range g.Len() {
		s, err := g.State(node)
		if err != nil {
			return "", err
		}
		label := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s.String())
		fmt.Fprintf(&b, `%d [label="%s"`, g.ID(node), label)
		if initial[node] {
			b.WriteString(",style = filled")
		}
		b.WriteString("]\n")
	}
	for _, e := range g.Edges() {
		fmt.Fprintf(&b, `%d -> %d [label="%s",color="black",fontcolor="black"];`+"\n", g.ID(int(e.From)), g.ID(int(e.To)), g.Action(e))
	}
	b.WriteString("}\n")
	return b.String(), nil
}

func readGolden(t *testing.T, name string) string {
	t.Helper()
	file, err := os.Open(filepath.Join(goldenGraphs, name+".dot.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(text)
}

func TestGoldenGraphsAreThoseOfCore(t *testing.T) {
	suite, err := tla.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range goldenModels {
		setting, err := ReadSetting(suite, name)
		if err != nil {
			t.Fatal(err)
		}
		text := readGolden(t, name)
		dump, err := tla.ReadGraph(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := dotText(dump); err != nil || again != text {
			t.Errorf("%s is not written as dotText does (%v)", name, err)
		}
		var report GraphReport
		if err := compareDump(setting, dump, &report, Options{Walks: 200}.withDefaults()); err != nil || report.Replay.Failure != "" {
			t.Errorf("%s: %v %s", name, err, report.Replay.Failure)
		}
		t.Logf("%s: %d states, %d walks of %d steps, seed %d", name, dump.Len(), report.Replay.Walks, report.Replay.Steps, report.Replay.Seed)
	}
}

// A golden graph that is cut off must not pass for a smaller one.
func TestTruncatedGraphIsAnError(t *testing.T) {
	text := []byte(readGolden(t, goldenModels[0]))
	for _, length := range []int{0, 10, len(text) / 3, len(text) - 3} {
		if _, err := tla.ReadGraph(bytes.NewReader(text[:length])); err == nil {
			t.Errorf("%d of %d bytes pass for a graph", length, len(text))
		}
	}
}
