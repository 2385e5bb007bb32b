package state

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/core"
	"kizami/tla/tlc"
)

// With the bracket, too, model, core and conformance call everything the same.
func TestBracketStateVariablesHaveOneName(t *testing.T) {
	for _, c := range []struct {
		file    string
		compare []string
		network []string // no variables of a node
		states  []reflect.Type
	}{
		{"BracketCoordination", bracketVariables, []string{"digraph", "span", "value"}, []reflect.Type{reflect.TypeFor[core.BracketState]()}},
		{"BracketMessages", bracketMessageVariables, []string{"digraph", "span", "value", "network"},
			[]reflect.Type{reflect.TypeFor[core.BracketState](), reflect.TypeFor[core.BracketPeerState]()}},
	} {
		module := moduleVariables(checkout.Read(t, "tla/"+c.file+".tla"))
		if !slices.Equal(module, c.compare) {
			t.Errorf("%s.tla has the variables %v, conformance compares %v", c.file, module, c.compare)
		}
		fields := c.network
		for _, state := range c.states {
			for i := range state.NumField() {
				f := state.Field(i)
				if name := strings.ToLower(f.Name); !f.Anonymous && name != "refused" { // TLA+ has it as a value of average
					fields = append(fields, name)
				}
			}
		}
		if !slices.Equal(sorted(module), sorted(fields)) {
			t.Errorf("%s.tla has the variables %v, core has %v", c.file, sorted(module), sorted(fields))
		}
	}
}

func TestBracketActionsHaveOneName(t *testing.T) {
	text := checkout.Read(t, "tla/BracketCoordination.tla")
	if model, machine := nextActions(t, text), []string{core.ActionAdvance, core.ActionDecide, ActionFinished}; !slices.Equal(model, machine) {
		t.Errorf("BracketCoordination.tla has the actions %v, core and conformance have %v", model, machine)
	}
	for _, action := range []string{core.ActionAdvance, core.ActionDecide, "CanDecide"} {
		for _, node := range []reflect.Type{reflect.TypeFor[*core.BracketNode](), reflect.TypeFor[*core.RaceNode]()} {
			if _, known := node.MethodByName(action); !known || !defines(text, action) {
				t.Errorf("%s is not both in %v and in BracketCoordination.tla", action, node)
			}
		}
	}
	text = checkout.Read(t, "tla/BracketMessages.tla")
	_, next, _ := strings.Cut(text, "\nNext ==")
	next, _, _ = strings.Cut(next, "\n\n")
	var model []string
	for _, m := range regexp.MustCompile(`(\w+)\(j\)`).FindAllStringSubmatch(next, -1) {
		model = append(model, m[1])
	}
	actions := []string{core.ActionReceive, core.ActionAdvance, core.ActionDecide, core.ActionBegin}
	if !slices.Equal(model, actions) || !strings.Contains(next, ActionFinished) {
		t.Errorf("BracketMessages.tla has the actions %v and Finished, core has %v", model, actions)
	}
	for _, action := range append(actions, "CanAdvance", "CanDecide") {
		if _, known := reflect.TypeFor[*core.BracketPeer]().MethodByName(action); !known || !defines(text, action) {
			t.Errorf("%s is not both in core.BracketPeer and in BracketMessages.tla", action)
		}
	}
}

// bracketStart is what two nodes start from, in two epochs.
func bracketStart(t *testing.T) Start {
	t.Helper()
	return Start{Nodes: 2, Epochs: 2, Config: core.Config{Field: modelField(t)}, Digraphs: Digraphs(2), Values: [][]int64{{1, 0}},
		Bracket: BracketRule{Bound: 2, Most: 2, Last: 30, Measure: core.Measure{Units: 8, Grid: 32}}}
}

func TestDecodeBracketNamesWhatIsWrong(t *testing.T) {
	s := bracketStart(t)
	initial, err := s.Brackets()
	if err != nil {
		t.Fatal(err)
	}
	messages, err := s.BracketMessages()
	if err != nil {
		t.Fatal(err)
	}
	two := func(v tlc.Value) tlc.Value { return tlc.NewFunctionOver(2, func(int) tlc.Value { return v }) }
	record := func(names ...string) tlc.Value {
		var r tlc.Record
		for _, name := range names {
			r = append(r, tlc.Field{Name: name, Value: tlc.Int(0)})
		}
		return tlc.NewSet(r)
	}
	for _, c := range []struct {
		variable string
		value    tlc.Value
		says     string
	}{
		{"span", tlc.Int(-1), "variable span: -1 is not a natural number"},
		{"value", two(tlc.Tuple{}), "is not an integer"},
		{"least", two(tlc.Tuple{}), "is not an integer"},
		{"scale", two(tlc.Int(3)), "variable scale: (0 :> 3 @@ 1 :> 3) comes back as (0 :> 2 @@ 1 :> 2)"},
		{"scale", two(tlc.Int(0)), "comes back as (0 :> 1 @@ 1 :> 1)"},
		{"decided", two(tlc.Int(-2)), "variable decided: -2 is not a natural number"},
		{"average", two(tlc.Int(1)), "variable average: 1 is not a fraction"},
		{"average", two(tlc.Tuple{tlc.Int(1)}), "is not a fraction"},
		{"average", two(tlc.Tuple{tlc.Int(1), tlc.Tuple{}}), "is not an integer"},
		{"digraph", tlc.Int(1), "variable digraph: 1 is not a set of arcs"},
	} {
		raw := initial[0].Encode()
		raw[c.variable] = c.value
		if _, err := DecodeBracket(s.Config.Field, raw); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s = %v: %v, want %q", c.variable, c.value, err, c.says)
		}
		raw = messages[0].Encode()
		raw[c.variable] = c.value
		if _, err := DecodeBracketMessages(s.Config.Field, raw); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("of messages, %s = %v: %v, want %q", c.variable, c.value, err, c.says)
		}
	}
	for _, c := range []struct {
		value tlc.Value
		says  string
	}{
		{tlc.Int(1), "variable network: 1 is not a set of messages"},
		{tlc.NewSet(tlc.Int(1)), "variable network: 1 is not a message"},
		{record("denominator", "epoch", "from", "greatest", "least", "numerator"), "is not a message"},
		{record("denominator", "epoch", "from", "greatest", "least", "numerator", "turn"), "is not a message with the field round"},
	} {
		raw := messages[0].Encode()
		raw["network"] = c.value
		if _, err := DecodeBracketMessages(s.Config.Field, raw); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("network = %v: %v, want %q", c.value, err, c.says)
		}
	}
	for _, raw := range []tlc.State{initial[0].Encode(), messages[0].Encode()} {
		decode := func() (err error) {
			if _, of := raw["network"]; of {
				_, err = DecodeBracketMessages(s.Config.Field, raw)
			} else {
				_, err = DecodeBracket(s.Config.Field, raw)
			}
			return err
		}
		if err := decode(); err != nil {
			t.Error(err)
		}
		delete(raw, "upper")
		if err := decode(); err == nil || !strings.Contains(err.Error(), "a state of 1") {
			t.Errorf("without upper: %v", err)
		}
	}
}
