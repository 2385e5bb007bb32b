package state

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/core"
	"kizami/core/simulate"
)

// Of the greatest value, too, model, core and conformance call everything the same.
func TestMaximumStateVariablesHaveOneName(t *testing.T) {
	text := checkout.Read(t, "tla/MaximumCoordination.tla")
	module := moduleVariables(text)
	if !slices.Equal(module, maximumVariables) {
		t.Errorf("MaximumCoordination.tla has the variables %v, conformance compares %v", module, maximumVariables)
	}
	fields := []string{"digraph", "maximum"} // of the network, and what a node is asked
	node := reflect.TypeFor[core.Maximum]()
	for i := range node.NumField() {
		if name := node.Field(i).Name; name != "config" {
			fields = append(fields, name)
		}
	}
	if !slices.Equal(sorted(module), sorted(fields)) {
		t.Errorf("MaximumCoordination.tla has the variables %v, core has %v", sorted(module), sorted(fields))
	}
	if model, machine := nextActions(t, text), []string{core.ActionAdvance, ActionMaximum, ActionFinished}; !slices.Equal(model, machine) {
		t.Errorf("the model has the actions %v, core and conformance have %v", model, machine)
	}
	for _, action := range []string{core.ActionAdvance, ActionMaximum, "Share"} {
		if _, known := reflect.TypeFor[*core.Maximum]().MethodByName(action); !known || !defines(text, action) {
			t.Errorf("%s is not both in core.Maximum and in MaximumCoordination.tla", action)
		}
	}
}

// In a repeated epoch, too, model, core and conformance call everything the same.
func TestRepeatStateVariablesHaveOneName(t *testing.T) {
	text := checkout.Read(t, "tla/RepeatCoordination.tla")
	module := moduleVariables(text)
	if !slices.Equal(module, repeatVariables) {
		t.Errorf("RepeatCoordination.tla has the variables %v, conformance compares %v", module, repeatVariables)
	}
	fields := []string{"digraph", "round", "kernel"} // no variables of a node, and what it is made with
	state := reflect.TypeFor[core.RepeatState]()
	for i := range state.NumField() {
		if name := strings.ToLower(state.Field(i).Name); name != "refused" { // TLA+ has it as a value of average
			fields = append(fields, name)
		}
	}
	if !slices.Equal(sorted(module), sorted(fields)) {
		t.Errorf("RepeatCoordination.tla has the variables %v, core has %v", sorted(module), sorted(fields))
	}
	var kernel []string
	for i := range reflect.TypeFor[core.Kernel]().NumField() {
		kernel = append(kernel, strings.ToLower(reflect.TypeFor[core.Kernel]().Field(i).Name))
	}
	var record []string
	_, definition, _ := strings.Cut(checkout.Read(t, "tla/Kernels.tla"), "\nKernel(")
	definition, _, _ = strings.Cut(definition, "\n\n")
	for _, m := range regexp.MustCompile(`(\w+)\s*\|->`).FindAllStringSubmatch(definition, -1) {
		record = append(record, m[1])
	}
	if !slices.Equal(kernel, record) {
		t.Errorf("a kernel has the fields %v in Kernels.tla, core.Kernel has %v", record, kernel)
	}
	for _, action := range []string{core.ActionAdvance, core.ActionDecide, core.ActionStop, "Share", "CanDecide", "CanStop"} {
		if _, known := reflect.TypeFor[*core.Repeat]().MethodByName(action); !known || !defines(text, action) {
			t.Errorf("%s is not both in core.Repeat and in RepeatCoordination.tla", action)
		}
	}
}

// At the level of messages, too, model, core and conformance call everything the same.
func TestMessageStateVariablesHaveOneName(t *testing.T) {
	module := moduleVariables(checkout.Read(t, "tla/MessageCoordination.tla"))
	if !slices.Equal(module, messageVariables) {
		t.Errorf("MessageCoordination.tla has the variables %v, conformance compares %v", module, messageVariables)
	}
	fields := []string{"digraph", "network", "round"} // no variables of a node, and the number of observations
	for _, state := range []reflect.Type{reflect.TypeFor[core.NodeState](), reflect.TypeFor[core.PeerState]()} {
		for i := range state.NumField() {
			f := state.Field(i)
			if name := strings.ToLower(f.Name); !f.Anonymous && name != "refused" { // TLA+ has it as a value of average
				fields = append(fields, name)
			}
		}
	}
	if !slices.Equal(sorted(module), sorted(fields)) {
		t.Errorf("MessageCoordination.tla has the variables %v, core has %v", sorted(module), sorted(fields))
	}
}

func TestMessageActionsHaveOneName(t *testing.T) {
	_, next, _ := strings.Cut(checkout.Read(t, "tla/MessageCoordination.tla"), "\nNext ==")
	next, _, _ = strings.Cut(next, "\n\n")
	var model []string
	for _, m := range regexp.MustCompile(`(\w+)\(j\)`).FindAllStringSubmatch(next, -1) {
		model = append(model, m[1])
	}
	actions := []string{core.ActionReceive, core.ActionAdvance, core.ActionDecide, core.ActionStop, core.ActionBegin}
	if !slices.Equal(sorted(model), sorted(actions)) || !strings.Contains(next, ActionFinished) {
		t.Errorf("MessageCoordination.tla has the actions %v and Finished, core has %v", model, actions)
	}
	for _, action := range actions {
		if _, known := reflect.TypeFor[*core.Peer]().MethodByName(action); !known {
			t.Errorf("core.Peer has no method %s", action)
		}
	}
}

func TestStateVariablesHaveOneName(t *testing.T) {
	module := moduleVariables(checkout.Read(t, "tla/RoundCoordination.tla"))
	if !slices.Equal(sorted(module), sorted(roundVariables)) {
		t.Errorf("RoundCoordination.tla has the variables %v, conformance compares %v", module, roundVariables)
	}

	fields := []string{}
	for _, method := range []string{"Digraph", "Round"} {
		if _, known := reflect.TypeFor[*simulate.Network]().MethodByName(method); known {
			fields = append(fields, strings.ToLower(method))
		}
	}
	state := reflect.TypeFor[core.NodeState]()
	for i := range state.NumField() {
		if name := strings.ToLower(state.Field(i).Name); name != "refused" { // TLA+ has it as a value of average
			fields = append(fields, name)
		}
	}
	if !slices.Equal(sorted(module), sorted(fields)) {
		t.Errorf("RoundCoordination.tla has the variables %v, simulate.Network and core.NodeState have %v", sorted(module), sorted(fields))
	}
}

func TestActionsHaveOneName(t *testing.T) {
	text := checkout.Read(t, "tla/RoundCoordination.tla")
	model := sorted(nextActions(t, text))
	machine := sorted([]string{core.ActionAdvance, core.ActionDecide, core.ActionStop, ActionFinished})
	if !slices.Equal(model, machine) {
		t.Errorf("the model has the actions %v, core and conformance have %v", model, machine)
	}
	for _, action := range []string{core.ActionAdvance, core.ActionDecide, core.ActionStop} {
		if _, known := reflect.TypeFor[*core.Node]().MethodByName(action); !known {
			t.Errorf("core.Node has no method %s", action)
		}
	}
	for _, guard := range []string{"CanDecide", "CanStop", "Share"} {
		if !defines(text, guard) {
			t.Errorf("RoundCoordination.tla has no operator %s", guard)
		}
		if _, known := reflect.TypeFor[*core.Node]().MethodByName(guard); !known {
			t.Errorf("core.Node has no method %s", guard)
		}
	}
}

// moduleVariables returns the names that a TLA+ module declares as VARIABLES.
func moduleVariables(text string) []string {
	var names []string
	_, rest, _ := strings.Cut(text, "\nVARIABLES")
	for line := range strings.Lines(rest) {
		line, _, _ = strings.Cut(line, `\*`)
		if strings.TrimSpace(line) == "" {
			break
		}
		names = append(names, strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' })...)
	}
	return names
}

// nextActions returns the actions of a module, in the order of its Next.
func nextActions(t *testing.T, text string) []string {
	t.Helper()
	next := regexp.MustCompile(`(?m)^Next == (.*)$`).FindStringSubmatch(text)
	if next == nil {
		t.Fatal("a module has no one-line Next")
	}
	return strings.Split(next[1], ` \/ `)
}

func TestModuleVariablesAreRead(t *testing.T) {
	text := "x\nVARIABLES a,  \\* one, with a comma\n          b,\n          c   \\* three\n\nvars == <<a, b>>\n"
	if got := moduleVariables(text); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
}

// defines says whether a TLA+ module defines an operator of that name.
func defines(text, name string) bool {
	return regexp.MustCompile(`(?m)^` + name + `(\(|\s*==)`).MatchString(text)
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

// derived are the keys of a trace event that are no state variables but follow from them.
var derived = []string{"id", "ratio", "settled", "recurrence", "projection", "decimal"}

func TestTraceKeysAreTheStateVariables(t *testing.T) {
	var schema struct {
		Definitions map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(checkout.Read(t, "spec/trace.schema.json")), &schema); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{"digraph": true} // it is in the scenario, because it never changes
	for _, action := range []string{core.ActionInit, core.ActionAdvance, core.ActionDecide, core.ActionStop} {
		properties := schema.Definitions[action].Properties
		if len(properties) == 0 {
			t.Errorf("the trace schema does not define the event %s", action)
		}
		for key := range properties {
			if !slices.Contains(derived, key) {
				keys[key] = true
			}
		}
	}
	if _, known := schema.Definitions["event"].Properties["round"]; known {
		keys["round"] = true
	}
	for key := range keys {
		if !slices.Contains(roundVariables, key) {
			t.Errorf("the trace has the key %q, which is neither a state variable nor known to be derived", key)
		}
	}
	for _, name := range roundVariables {
		if !keys[name] {
			t.Errorf("the state variable %q is not a key of the trace", name)
		}
	}
}
