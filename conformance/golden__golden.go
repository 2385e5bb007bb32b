package conformance

import (
	"bytes"
	"fmt"
	"kizami/conformance/checkout"
	"kizami/tla/tlc"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// golden is a state graph that TLC wrote, with what it was made of.
type golden struct {
	model   string
	version string // of TLC, as it tells
	sources []Source
	dump    Dump
}

// The golden graphs are state graphs of TLC, kept so that core is compared with them also where there is no Java, and
// under js/wasm. TestTLCAndCoreSpanTheSameGraph holds them against what TLC says now and, with -update, writes them anew.
const goldenGraphs = "conformance/testdata/graphs"

func goldenFile(model string) string { return checkout.Path(goldenGraphs + "/" + model + ".zst") }

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
		return golden{}, fmt.Errorf("%w: %s", err, checkout.Anew)
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

// writeGolden keeps the graph.
func writeGolden(g golden) error {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	return os.WriteFile(goldenFile(g.model), e.EncodeAll([]byte(g.text()), nil), 0o644)
}

// fresh says whether the graph is of the modules as they are now.
func fresh(suite *tlc.Suite, g golden) error {
	now, err := Sources(suite, g.model)
	if err != nil {
		return err
	}
	for _, s := range now {
		if !slices.Contains(g.sources, s) {
			return fmt.Errorf("the golden graph of %s is stale, for %s has changed: %s", g.model, s.Name, checkout.Anew)
		}
	}
	if len(now) != len(g.sources) {
		return fmt.Errorf("the golden graph of %s is stale, for it is made of other modules now: %s", g.model, checkout.Anew)
	}
	return nil
}
