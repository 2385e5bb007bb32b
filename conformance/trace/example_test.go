//go:build !js

package trace

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/core"
	"kizami/core/family"
	"kizami/core/simulate"
)

// example makes the trace of that name: a ring of three nodes on faulty links.
func example(t *testing.T, name string) *Trace {
	t.Helper()
	ring, err := family.Cycle(3)
	if err != nil {
		t.Fatal(err)
	}
	bound := 0
	if name == "bound.json" {
		bound = 3
	}
	trace := recordedOn(t, ring, bound, core.ModelPrime, 2, simulate.Faults{Loss: 0.8, Reorder: 0.5, Restart: 0.02})
	if name == "forbidden.json" {
		for i, e := range trace.Events {
			if e.Action == core.ActionAdvance && e.Round == 3 {
				trace.Events[i].Numerator = trace.Field.Add(e.Numerator, 1)
				trace.Events = trace.Events[:i+5]
				break
			}
		}
	}
	return trace
}

func TestExampleTraces(t *testing.T) {
	for _, name := range exampleTraces {
		text, err := json.Marshal(example(t, name))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.ReplaceAll(string(text), `{"action"`, "\n  "+`{"action"`) + "\n"
		path := "conformance/trace/testdata/" + name
		if *checkout.Update {
			if err := os.WriteFile(checkout.Path(path), []byte(lines), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if checkout.Read(t, path) != lines {
			t.Errorf("%s is not what core does now: look at the change and run this test with -update", path)
		}
	}
}
