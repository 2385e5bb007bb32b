package golden

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"kizami/conformance/graph"
)

// A golden graph that is cut off or altered must not pass for another one.
func TestSpoiltGoldenGraphsAreErrors(t *testing.T) {
	packed, err := os.ReadFile(Path("MCMessages2Probe"))
	if err != nil {
		t.Fatal(err)
	}
	for _, length := range []int{1, 10, len(packed) / 2, len(packed) - 1} {
		if _, err := Unpack(packed[:length]); err == nil {
			t.Errorf("%d of %d bytes pass for a graph", length, len(packed))
		}
	}
	for at := range packed {
		spoilt := bytes.Clone(packed)
		spoilt[at] ^= 1
		if text, err := Unpack(spoilt); err == nil && text != must(t, packed) {
			t.Errorf("byte %d can be altered unnoticed", at)
		}
	}
	text := must(t, packed)
	for _, length := range []int{0, 10, len(text) / 3, len(text) - 5, len(text) - 1} {
		if _, err := Parse(text[:length]); err == nil {
			t.Errorf("%d of %d characters pass for a graph", length, len(text))
		}
	}
	for _, c := range []struct{ old, new, want string }{
		{"kizami 1", "kizami 2", "line 1: expected a graph of version 1"},
		{"model ", "modell ", "line 2: expected model and more"},
		{"variable epoch ", "variable epoch 9", "expected"},
		{"states ", "states 1", "expected a state"},
		{"initial 0", "initial 99", "a value of"},
		{"initial 0", "initial 0 0", "expected 14 values"},
		{"\nReceive ", "\nReceive 999", "a step leads to state"},
		{"\nReceive ", "\nReceive x", "expected a number"},
		{"\nend\n", "\nend\nend\n", "expected the end"},
	} {
		if _, err := Parse(strings.Replace(text, c.old, c.new, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %q", c.new, c.old, err, c.want)
		}
	}
}

func must(t *testing.T, packed []byte) string {
	t.Helper()
	text, err := Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The text does not depend on the order in which TLC meets states.
func TestGoldenTextHasOneOrder(t *testing.T) {
	g, err := Read("MCMessages2Probe")
	if err != nil {
		t.Fatal(err)
	}
	turned, last := g, len(g.Dump.States)-1
	turned.Dump = graph.Dump{}
	for i := range g.Dump.States {
		turned.Dump.States = append(turned.Dump.States, g.Dump.States[last-i])
	}
	for _, i := range g.Dump.Initial {
		turned.Dump.Initial = append(turned.Dump.Initial, last-i)
	}
	for _, e := range g.Dump.Edges {
		turned.Dump.Edges = append([]graph.Edge{{From: last - e.From, To: last - e.To, Action: e.Action}}, turned.Dump.Edges...)
	}
	if turned.Text() != g.Text() {
		t.Error("the text of a graph depends on the order of its states")
	}
}
