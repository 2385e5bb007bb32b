package main

import (
	"bytes"
	"strings"
	"testing"

	"kizami/core/coretest"
)

func TestWhatDigraphSaysFitsItsSchema(t *testing.T) {
	schema := coretest.Schema(t, "digraph.schema.json")
	for _, c := range []struct{ args, stdin string }{
		{"-", "a b\nb a\nb c\n"}, {"-", "a b\nb a\n"}, {"--family grid --nodes 400", ""}, {"--family small-world --nodes 12000", ""},
	} {
		var out bytes.Buffer
		root := newRoot()
		root.SetArgs(append([]string{"digraph", "--json"}, strings.Fields(c.args)...))
		root.SetIn(strings.NewReader(c.stdin))
		root.SetOut(&out)
		if err := root.Execute(); err != nil {
			t.Fatal(err)
		}
		if err := coretest.Validate(t, schema, out.Bytes()); err != nil {
			t.Errorf("%v: %s: %v", c, out.String(), err)
		}
	}
}
