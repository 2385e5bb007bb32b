package conformance

import (
	"strings"
	"testing"

	"kizami/tla/tlc"
)

func TestDumpNamesTheLineThatItCannotRead(t *testing.T) {
	dot := "strict digraph DiskGraph {\n1 [label=\"/\\\\ x = 1\",style = filled]\n1 -> 2 [label=\"Next\"];\n2 [label=\"/\\\\ x = <<\"];\n}\n"
	g, err := tlc.ReadGraph(strings.NewReader(dot))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DumpOf(g); err == nil || !strings.Contains(err.Error(), "line 4") || !strings.Contains(err.Error(), "variable x") {
		t.Errorf("%v", err)
	}
}

// TLC takes a step once for each disjunct that allows it. That is one step, but one with another label is another.
func TestRepeatedStepsOfTheDumpCountOnce(t *testing.T) {
	kept, err := readGolden("MCMessages2Probe")
	if err != nil {
		t.Fatal(err)
	}
	setting, err := ReadSetting(embedded(t), kept.model)
	if err != nil {
		t.Fatal(err)
	}
	g, err := decodeMessages(setting.Config.Field, kept.dump)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept.dump.Edges) <= len(g.Edges) {
		t.Errorf("TLC takes %d steps, %d different ones: none is repeated, and nothing is shown", len(kept.dump.Edges), len(g.Edges))
	}
	again := kept.dump
	again.Edges = append(append([]Edge(nil), again.Edges...), Edge{g.Edges[0].From, g.Edges[0].To, "Other"}, g.Edges[0])
	h, err := decodeMessages(setting.Config.Field, again)
	if err != nil || len(h.Edges) != len(g.Edges)+1 {
		t.Errorf("%d steps with one more, %d without, %v", len(h.Edges), len(g.Edges), err)
	}
}
