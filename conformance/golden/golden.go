package golden

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"kizami/conformance/checkout"
	"kizami/conformance/graph"
	"kizami/tla/tlc"
)

// Graph is a state graph that TLC wrote, with what it was made of.
type Graph struct {
	Model   string
	Version string // of TLC, as it tells
	Sources []Source
	Dump    graph.Dump
}

// Folder holds the graphs, from the repository's root. TestTLCAndCoreSpanTheSameGraph and TestTLCAndCoreSpanWhatIsKept hold
// them against what TLC says now and, with -update, write them anew.
const Folder = "conformance/golden/graphs"

// Path returns the file of the golden graph of a model.
func Path(model string) string { return checkout.Path(Folder + "/" + model + ".zst") }

// Unpack returns the text of a file. Bytes that are cut off or altered are an error.
func Unpack(packed []byte) (string, error) {
	d, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return "", err
	}
	defer d.Close()
	var text strings.Builder
	_, err = d.WriteTo(&text)
	return text.String(), err
}

// Read returns the golden graph of a model.
func Read(model string) (Graph, error) {
	packed, err := os.ReadFile(Path(model))
	if err != nil {
		return Graph{}, fmt.Errorf("%w: %s", err, checkout.Anew)
	}
	text, err := Unpack(packed)
	if err != nil {
		return Graph{}, fmt.Errorf("the golden graph of %s: %w", model, err)
	}
	g, err := Parse(text)
	if err != nil {
		return Graph{}, fmt.Errorf("the golden graph of %s: %w", model, err)
	}
	return g, nil
}

// Write keeps the graph.
func Write(g Graph) error {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	return os.WriteFile(Path(g.Model), e.EncodeAll([]byte(g.Text()), nil), 0o644)
}

// Fresh says whether the graph is of the modules as they are now.
func Fresh(suite *tlc.Suite, g Graph) error {
	now, err := Sources(suite, g.Model)
	if err != nil {
		return err
	}
	for _, s := range now {
		if !slices.Contains(g.Sources, s) {
			return fmt.Errorf("the golden graph of %s is stale, for %s has changed: %s", g.Model, s.Name, checkout.Anew)
		}
	}
	if len(now) != len(g.Sources) {
		return fmt.Errorf("the golden graph of %s is stale, for it is made of other modules now: %s", g.Model, checkout.Anew)
	}
	return nil
}
