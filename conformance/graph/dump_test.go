package graph

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
	if _, err := ReadDump(g); err == nil || !strings.Contains(err.Error(), "line 4") || !strings.Contains(err.Error(), "variable x") {
		t.Errorf("%v", err)
	}
}
