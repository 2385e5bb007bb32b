package conformance

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/simulate"
)

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
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

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

func TestStateVariablesHaveOneName(t *testing.T) {
	module := moduleVariables(read(t, "../tla/RoundCoordination.tla"))
	if !slices.Equal(sorted(module), sorted(Variables)) {
		t.Errorf("RoundCoordination.tla has the variables %v, conformance compares %v", module, Variables)
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
		t.Errorf("RoundCoordination.tla has the variables %v, core.Network and core.NodeState have %v", sorted(module), sorted(fields))
	}
}

// derived are the keys of a trace event that are no state variables but follow from them.
var derived = []string{"id", "ratio", "settled", "recurrence", "projection", "decimal"}

func TestTraceKeysAreTheStateVariables(t *testing.T) {
	var schema struct {
		Definitions map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(read(t, "../spec/trace.schema.json")), &schema); err != nil {
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
		if !slices.Contains(Variables, key) {
			t.Errorf("the trace has the key %q, which is neither a state variable nor known to be derived", key)
		}
	}
	for _, name := range Variables {
		if !keys[name] {
			t.Errorf("the state variable %q is not a key of the trace", name)
		}
	}
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

func TestActionsHaveOneName(t *testing.T) {
	text := read(t, "../tla/RoundCoordination.tla")
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
		if !operators(text)[guard] {
			t.Errorf("RoundCoordination.tla has no operator %s", guard)
		}
		if _, known := reflect.TypeFor[*core.Node]().MethodByName(guard); !known {
			t.Errorf("core.Node has no method %s", guard)
		}
	}
}

func TestModuleVariablesAreRead(t *testing.T) {
	text := "x\nVARIABLES a,  \\* one, with a comma\n          b,\n          c   \\* three\n\nvars == <<a, b>>\n"
	if got := moduleVariables(text); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
}
