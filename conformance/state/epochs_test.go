package state

import (
	"strings"
	"testing"

	"kizami/core"
	"kizami/tla/tlc"
)

func TestDecodeMaximumNamesWhatIsWrong(t *testing.T) {
	start := threeNodes(t)
	initial, err := start.Maxima()
	if err != nil {
		t.Fatal(err)
	}
	three := func(v tlc.Value) tlc.Value { return tlc.NewFunctionOver(3, func(int) tlc.Value { return v }) }
	for _, c := range []struct {
		variable string
		value    tlc.Value
		says     string
	}{
		{"rounds", tlc.Int(-1), "variable rounds: -1 is not a natural number"},
		{"round", three(tlc.Int(0)), "is not a natural number"},
		{"heard", three(tlc.Int(46337)), "variable heard: 46337 is not an element"},
		{"heard", tlc.Int(1), "variable heard: 1 is not a function of the nodes"},
		{"maximum", three(tlc.Int(-2)), "variable maximum: -2 is not a natural number"},
		{"maximum", tlc.NewFunctionOver(2, func(int) tlc.Value { return tlc.Int(0) }), "is not a function of the nodes"},
		{"digraph", tlc.Int(1), "variable digraph: 1 is not a set of arcs"},
	} {
		s := initial[0].Encode()
		s[c.variable] = c.value
		if _, err := DecodeMaximum(start.Config.Field, s); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s = %v: %v, want %q", c.variable, c.value, err, c.says)
		}
	}
	s := initial[0].Encode()
	delete(s, "heard")
	if _, err := DecodeMaximum(start.Config.Field, s); err == nil || !strings.Contains(err.Error(), "a state of 4 variables") {
		t.Errorf("%v", err)
	}
}

func TestDecodeRepeatNamesWhatIsWrong(t *testing.T) {
	start := threeNodes(t)
	initial, err := start.Repeats()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		variable string
		value    tlc.Value
		says     string
	}{
		{"round", tlc.Int(-1), "variable round: -1 is not a natural number"},
		{"kernel", tlc.NewFunctionOver(3, func(int) tlc.Value { return tlc.Int(1) }), "variable kernel: 1 is not a kernel"},
		{"kernel", tlc.NewFunctionOver(3, func(int) tlc.Value {
			return tlc.Record{{Name: "a", Value: tlc.Int(1)}, {Name: "b", Value: tlc.Int(1)}, {Name: "c", Value: tlc.Int(1)}}
		}), "is not a kernel with the field recurrence"},
		{"average", tlc.NewFunctionOver(3, func(int) tlc.Value { return tlc.Int(46337) }), "variable average: 46337 is not an element"},
	} {
		s := initial[0].Encode()
		s[c.variable] = c.value
		if _, err := DecodeRepeat(start.Config.Field, s); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s = %v: %v, want %q", c.variable, c.value, err, c.says)
		}
	}
	s := initial[0].Encode()
	delete(s, "kernel")
	if _, err := DecodeRepeat(start.Config.Field, s); err == nil || !strings.Contains(err.Error(), "a state of 6 variables") {
		t.Errorf("%v", err)
	}
}

// threeNodes is the start of models of three nodes, on every digraph, from every value.
func threeNodes(t *testing.T) Start {
	t.Helper()
	field, err := core.NewField(core.ModelPrime)
	if err != nil {
		t.Fatal(err)
	}
	probes, err := ProbeSet("DrawnProbes", 3)
	if err != nil {
		t.Fatal(err)
	}
	return Start{Nodes: 3, Config: core.Config{Field: field, Ending: core.Probe(), Capacity: 3}, Digraphs: Digraphs(3),
		Values: Functions(3, 0, 2), Probes: probes}
}
